// src/signal/faust.hpp: a program as a FAUST program.
#pragma once
#include <string>

#include "signal/program.hpp"

namespace krach::signal {
/// FAUST source, without imports, that computes the same: `process` with the program's inputs and
/// outputs, a slider for each control, and what a memory or phasor remembers as a recursion.
/// Noise is that of the voice with the seed 0.
/// Quality: rounding differs: FAUST fuses and reorders, and has the C library's functions. What is
///          no number may choose the other side of a comparison.
/// Source:  the language of FAUST 2 (GRAME, "FAUST quick reference").
/// Thread:  [any]. `program` passes check().
std::string to_faust(const Program& program);
}  // namespace krach::signal
