// src/jit/lower.hpp: from a program to the code of its kernel.
#pragma once
#include "base/units.hpp"
#include "jit/code.hpp"
#include "signal/program.hpp"

namespace krach::jit {
/// `program` has passed signal::check(). Law: what the code does in each lane is what
/// signal::Interpreter<float> does, in every bit. Thread: [any]. Cost: linear.
Code lower(const signal::Program& program, Hertz rate, std::uint32_t lanes);
}  // namespace krach::jit
