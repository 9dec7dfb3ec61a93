// src/jit/llvm/machine.hpp: LLVM's code generator, set up once for this processor.
#pragma once
#include <cstdint>

#include "jit/llvm/emit.hpp"
#include "jit/object.hpp"

namespace krach::jit {
/// Thread: [control], several side by side.
class Machine {
 public:
  static Machine& instance();  // made at the first call; lives until the process ends
  /// Errors: std::runtime_error in LLVM's words.
  Object compile(const signal::Program& program, double rate, std::uint32_t lanes) const;

 private:
  Machine();
  Target target_;
};
}  // namespace krach::jit
