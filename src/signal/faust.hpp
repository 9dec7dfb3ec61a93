// src/signal/faust.hpp: a program as a FAUST program.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

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
/// What the slider of a control is called: its name, if FAUST leaves that as it is.
std::string faust_label(const Program& program, std::size_t control);

/// A part of a program that is written in FAUST: {0}, {1} ... in the text are the inputs; if there
/// is none of them, the inputs go into it.
struct FaustExpression {
  std::string text;
  std::vector<std::uint32_t> inputs;  // operations before it
};
/// The whole in FAUST, with these expressions in the place of the operations of those numbers.
Program in_faust(const Program& program,
                 const std::map<std::uint32_t, FaustExpression>& expressions);
}  // namespace krach::signal
