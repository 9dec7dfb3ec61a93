// src/jit/backend.hpp: what the library that holds LLVM offers to the rest of krach. It is loaded
// at the first compile, because LLVM takes tens of milliseconds to load.
#pragma once
#include <cstdint>
#include <string>

#include "base/kernel.hpp"
#include "jit/object.hpp"
#include "signal/program.hpp"

namespace krach::jit {
inline constexpr std::uint32_t kBackendAbi = (kKernelAbi << 16U) | 2U;
inline constexpr const char* kBackendLibrary = "libkrach_llvm.so";

/// Both sides are built together; `abi` catches a library left over from another build.
struct Backend {
  std::uint32_t abi = kBackendAbi;
  /// `program` has passed check(). False, and a failure in words, if it fails; exceptions do not
  /// cross.
  bool (*compile)(const signal::Program& program, double rate, std::uint32_t lanes, Object& object,
                  std::string& failure) noexcept = nullptr;
};
using BackendEntry = const Backend* (*)();
inline constexpr const char* kBackendEntry = "krach_llvm_backend";

/// Errors: Error if the library is missing or from another build. Thread: [control].
const Backend& load_backend();
}  // namespace krach::jit
