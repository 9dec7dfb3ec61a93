// src/jit/backend.hpp: what the library that holds LLVM offers to the rest of krach. It is loaded
// at the first compile, because LLVM takes tens of milliseconds to load.
#pragma once
#include <cstdint>
#include <string>

#include "base/kernel.hpp"
#include "signal/program.hpp"

namespace krach::jit {
inline constexpr std::uint32_t kBackendAbi = (kKernelAbi << 16U) | 1U;

/// Both sides are built together; `abi` catches a library left over from another build.
struct Backend {
  std::uint32_t abi = kBackendAbi;
  /// `program` has passed check(). Fills `kernel`; gives the code's owner, for release(), or null
  /// and a failure in words. Exceptions do not cross.
  void* (*compile)(const signal::Program& program, double rate, std::uint32_t lanes, Kernel& kernel,
                   std::string& failure) noexcept = nullptr;
  void (*release)(void* code) noexcept = nullptr;
};
using BackendEntry = const Backend* (*)();
inline constexpr const char* kBackendEntry = "krach_llvm_backend";

/// Errors: Error if the library is missing or from another build. Thread: [control].
const Backend& load_backend();
}  // namespace krach::jit
