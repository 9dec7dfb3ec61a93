// src/signal/print_krs.hpp: a program as Python that traces to it again.
#pragma once
#include <string>
#include <string_view>

#include "signal/program.hpp"

namespace krach::signal {
/// The function of krs, `def name(...)`, that makes the program; of one in FAUST, `name =
/// krs.faust_program(...)`. It ends in a newline. What is used once stands where it is used, up to
/// the length of a line; the rest has names.
///     def tremble(inp):
///         depth = krs.control("depth", 0.5, 0.0, 1.0)
///         return krs.sin(krs.phase(0.001)) * depth * inp
/// Law:    traced, it is normal(program). Nothing in the program can be executed but as krs.
/// Errors: Error as check(); if `name` is no name of Python; if FAUST source is no UTF-8.
/// Thread: [any]. Cost: linear.
std::string print_krs(const Program& program, std::string_view name);
/// A text as Python writes it, in ASCII. Errors: Error at `where` if it is no UTF-8.
std::string quote(std::string_view text, std::string_view where);
}  // namespace krach::signal
