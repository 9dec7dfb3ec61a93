// src/jit/backend.hpp: what the library that holds LLVM offers to the rest of krach. It is loaded
// only where it is needed: on processors for which krach writes no machine code itself.
#pragma once
#include <cstdint>
#include <string>

#include "base/kernel.hpp"
#include "jit/code.hpp"

namespace krach::jit {
inline constexpr std::uint32_t kBackendAbi = (kKernelAbi << 16U) | 3U;
inline constexpr const char* kBackendLibrary = "libkrach_llvm.so";

/// Both sides are built together; `abi` catches a library left over from another build.
struct Backend {
  std::uint32_t abi = kBackendAbi;
  /// Makes an object file with a KernelProcess called kKernelName. False, and a failure in words,
  /// if that fails; exceptions do not cross.
  bool (*compile)(const Code& code, std::string& file, std::string& failure) noexcept = nullptr;
};
using BackendEntry = const Backend* (*)();
inline constexpr const char* kBackendEntry = "krach_llvm_backend";

/// Errors: Error if the library is missing or from another build. Thread: [control].
const Backend& load_backend();
}  // namespace krach::jit
