// src/jit/library.cpp: loads the library that holds LLVM.
#include "base/library.hpp"

#include "base/error.hpp"
#include "jit/backend.hpp"

namespace krach::jit {
static const Backend& load() {
  std::string reasons;
  const auto entry =
      reinterpret_cast<BackendEntry>(find_in_library(kBackendLibrary, kBackendEntry, reasons));
  if (entry != nullptr && entry()->abi == kBackendAbi) return *entry();
  if (entry != nullptr) reasons = "it is from another build";
  throw Error({"the compiler for synths cannot be loaded: " + reasons, kBackendLibrary,
               "install LLVM 19 (Debian: libllvm19) and keep the library beside krach"});
}

const Backend& load_backend() {
  static const Backend& backend = load();  // tried again after a failure
  return backend;
}
}  // namespace krach::jit
