// src/jit/llvm/entry.cpp: the one symbol that the library with LLVM shows.
#include <exception>
#include <memory>

#include "jit/backend.hpp"
#include "jit/llvm/machine.hpp"

namespace krach::jit {
static void* compile_code(const signal::Program& program, double rate, std::uint32_t lanes,
                          Kernel& kernel, std::string& failure) noexcept try {
  return Machine::instance().compile(program, rate, lanes, kernel).release();
} catch (const std::exception& e) {
  failure = e.what();
  return nullptr;
}
static void release_code(void* owner) noexcept {
  const std::unique_ptr<Code> code(static_cast<Code*>(owner));
  if (code) llvm::consumeError(code->pages->remove());
}
}  // namespace krach::jit

extern "C" __attribute__((visibility("default"))) const krach::jit::Backend* krach_llvm_backend();
const krach::jit::Backend* krach_llvm_backend() {
  static constexpr krach::jit::Backend kBackend{krach::jit::kBackendAbi, krach::jit::compile_code,
                                                krach::jit::release_code};
  return &kBackend;
}
