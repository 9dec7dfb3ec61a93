// src/jit/overlap.hpp: frames that overlap, so that a processor need not look so far ahead.
#pragma once
#include "jit/code.hpp"

namespace krach::jit {
/// A frame is often one long chain of operations that wait for each other, longer than the stretch
/// of instructions in which a processor looks for others to do meanwhile. Where it pays, the first
/// half of the chain is done a frame ahead: what the loop does then is the end of one frame beside
/// the beginning of the next.
/// Law: the same numbers, in every bit. Thread: [any]. Cost: linear in the instructions.
void overlap(Code& code);
}  // namespace krach::jit
