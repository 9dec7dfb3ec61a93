// src/jit/faust/functions.hpp: all that code which FAUST compiled may refer to.
#pragma once
#include <span>
#include <string_view>

#include "jit/image.hpp"

namespace krach::jit {
/// The functions of one and of two numbers, and what the code generator itself calls.
std::span<const Import> faust_functions();
/// What is wrong with what `ir`, LLVM's text of a FAUST program, declares: a function that is not
/// allowed, or one with other parameters than it has; empty if all is well.
std::string refused_declaration(std::string_view ir);
}  // namespace krach::jit
