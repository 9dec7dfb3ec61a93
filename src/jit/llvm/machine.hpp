// src/jit/llvm/machine.hpp: LLVM's code generator and linker, set up once for this processor.
#pragma once
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/Target/TargetMachine.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/kernel.hpp"
#include "jit/llvm/emit.hpp"

namespace krach::jit {
/// Machine code of one kernel. Its pages are never writable and executable at once.
struct Code {
  llvm::orc::ResourceTrackerSP pages;
};

/// Thread: [control], several at once; they take turns.
class Machine {
 public:
  static Machine& instance();  // made at the first call; lives until the process ends
  /// Errors: std::runtime_error in LLVM's words.
  std::unique_ptr<Code> compile(const signal::Program& program, double rate, std::uint32_t lanes,
                                Kernel& kernel);
  void release(std::unique_ptr<Code> code);

 private:
  Machine();
  std::unique_ptr<llvm::MemoryBuffer> object(const signal::Program& program, double rate,
                                             std::uint32_t lanes, const std::string& name,
                                             KernelLayout& layout);
  std::mutex turn_;
  std::unique_ptr<llvm::TargetMachine> target_;
  std::unique_ptr<llvm::orc::LLJIT> linker_;
  Target names_;
  std::uint64_t count_ = 0;
};
}  // namespace krach::jit
