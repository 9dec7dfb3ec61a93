// src/jit/llvm/machine.hpp: LLVM's code generator and linker, set up once for this processor.
#pragma once
#include <llvm/ExecutionEngine/Orc/LLJIT.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/kernel.hpp"
#include "jit/llvm/emit.hpp"

namespace krach::jit {
/// Machine code of one kernel. Its pages are never writable and executable at once.
struct Code {
  llvm::orc::ResourceTrackerSP pages;
};

/// Thread: [control], several side by side.
class Machine {
 public:
  static Machine& instance();  // made at the first call; lives until the process ends
  /// Errors: std::runtime_error in LLVM's words.
  std::unique_ptr<Code> compile(const signal::Program& program, double rate, std::uint32_t lanes,
                                Kernel& kernel);

 private:
  Machine();
  Target target_;
  std::unique_ptr<llvm::orc::LLJIT> linker_;
  std::atomic<std::uint64_t> count_{0};
};
}  // namespace krach::jit
