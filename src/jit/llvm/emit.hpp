// src/jit/llvm/emit.hpp: code of a kernel as a function of LLVM's.
#pragma once
#include <llvm/IR/Module.h>

#include <string>

#include "jit/code.hpp"

namespace krach::jit {
struct Target {
  std::string cpu, features;
};
/// Adds the KernelProcess called `name`, which calls nothing but what the processor lacks.
/// Thread: [control], each with a module of its own.
void emit(const Code& code, const Target& target, const std::string& name, llvm::Module& module);
}  // namespace krach::jit
