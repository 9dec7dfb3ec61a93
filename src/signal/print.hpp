// src/signal/print.hpp: a program for the eye.
#pragma once
#include <string>

#include "signal/program.hpp"

namespace krach::signal {
/// A line for each control and each operation: its number, what it is, and the line of source that
/// it comes from. Constants and controls stand where they are used.
///     cutoff = 800 from 100 to 4000
///     2 = mul cutoff 0.5          # line 12
///     out 7
/// Thread: [any].
std::string print(const Program& program);
/// The same as an SVG image: a box for each operation, what it needs to the left of it; what a
/// memory will be comes back along a dashed line. At most 400 operations; more are counted.
/// Thread: [any].
std::string svg(const Program& program);
}  // namespace krach::signal
