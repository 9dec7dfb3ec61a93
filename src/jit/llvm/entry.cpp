// src/jit/llvm/entry.cpp: the one symbol that the library with LLVM shows.
#include <exception>

#include "jit/backend.hpp"
#include "jit/llvm/machine.hpp"

namespace krach::jit {
static bool compile_code(const Code& code, std::string& file, std::string& failure) noexcept try {
  file = Machine::instance().compile(code);
  return true;
} catch (const std::exception& e) {
  failure = e.what();
  return false;
}
}  // namespace krach::jit

extern "C" __attribute__((visibility("default"))) const krach::jit::Backend* krach_llvm_backend();
const krach::jit::Backend* krach_llvm_backend() {
  static constexpr krach::jit::Backend kBackend{krach::jit::kBackendAbi, krach::jit::compile_code};
  return &kBackend;
}
