// src/jit/llvm/machine.hpp: LLVM's code generator, set up once for this processor.
#pragma once
#include <string>

#include "jit/code.hpp"
#include "jit/llvm/emit.hpp"

namespace krach::jit {
/// Thread: [control], several side by side.
class Machine {
 public:
  static Machine& instance();  // made at the first call; lives until the process ends
  /// An object file with a KernelProcess called kKernelName.
  /// Errors: std::runtime_error in LLVM's words.
  std::string compile(const Code& code) const;

 private:
  Machine();
  Target target_;
};
}  // namespace krach::jit
