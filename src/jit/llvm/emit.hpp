// src/jit/llvm/emit.hpp: from a program to LLVM's intermediate code.
#pragma once
#include <llvm/IR/Module.h>

#include <cstdint>
#include <string>

#include "base/kernel.hpp"
#include "signal/program.hpp"

namespace krach::jit {
struct Target {
  std::string cpu, features;
};
/// Adds a function `name`, a KernelProcess, to `module`. Shape: what is fixed is computed here,
/// what depends on controls before the loop, the rest in the loop; phases and memories are carried
/// in registers from frame to frame. Nothing is fused or reordered. `program` has passed check()
/// and is pruned.
KernelLayout emit(const signal::Program& program, double rate, std::uint32_t lanes,
                  const Target& target, const std::string& name, llvm::Module& module);
}  // namespace krach::jit
