// src/jit/library.cpp: finds and loads the library that holds LLVM. The only file of this layer
// that knows the operating system.
#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "jit/backend.hpp"

namespace krach::jit {
static constexpr const char* kLibrary = "libkrach_llvm.so";

/// Beside the program or module that this code ended up in, then beside its libraries, then where
/// its RUNPATH says.
static std::vector<std::string> places() {
  std::vector<std::string> found;
  Dl_info self;
  if (dladdr(reinterpret_cast<const void*>(&load_backend), &self) != 0) {
    const auto folder = std::filesystem::path(self.dli_fname).parent_path();
    for (const char* step : {"", "../lib/krach", "../lib"}) {
      const auto path = folder / step / kLibrary;
      std::error_code ignored;
      if (std::filesystem::exists(path, ignored))
        found.push_back(std::filesystem::absolute(path, ignored).string());
    }
  }
  found.emplace_back(kLibrary);
  return found;
}

static const Backend& load() {
  std::string reasons;
  for (const std::string& place : places()) {
    void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto entry = reinterpret_cast<BackendEntry>(
        library == nullptr ? nullptr : dlsym(library, kBackendEntry));
    if (entry != nullptr && entry()->abi == kBackendAbi) return *entry();
    const char* reason = dlerror();  // NOLINT(concurrency-mt-unsafe): one thread gets here
    reasons += reason == nullptr ? place + " is from another build; " : std::string(reason) + "; ";
  }
  throw Error({"the compiler for synths cannot be loaded: " + reasons, kLibrary,
               "install LLVM 19 (Debian: libllvm19) and keep the library beside krach"});
}

const Backend& load_backend() {
  static const Backend& backend = load();  // tried again after a failure
  return backend;
}
}  // namespace krach::jit
