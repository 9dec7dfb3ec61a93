// src/base/library.cpp: the only file of this layer that knows the operating system.
#include "base/library.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <vector>

namespace krach {
static std::vector<std::string> places(const std::string& library) {
  std::vector<std::string> found;
  Dl_info self;
  if (dladdr(reinterpret_cast<const void*>(&find_in_library), &self) != 0) {
    const auto folder = std::filesystem::path(self.dli_fname).parent_path();
    for (const char* step : {"", "../lib/krach", "../lib"}) {
      const auto path = folder / step / library;
      std::error_code ignored;
      if (std::filesystem::exists(path, ignored))
        found.push_back(std::filesystem::absolute(path, ignored).string());
    }
  }
  found.push_back(library);
  return found;
}

void* find_in_library(const std::string& library, const char* symbol, std::string& reasons) {
  for (const std::string& place : places(library)) {
    void* loaded = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (loaded != nullptr)
      if (void* address = dlsym(loaded, symbol)) return address;
    const char* reason = dlerror();  // NOLINT(concurrency-mt-unsafe): one thread gets here
    reasons += (reason == nullptr ? place + " has nothing for us" : std::string(reason)) + "; ";
  }
  return nullptr;
}

std::string identity_of_library(const std::string& library) {
  const std::string first = places(library).front();
  std::error_code failed;
  const auto size = std::filesystem::file_size(first, failed);
  const auto time = std::filesystem::last_write_time(first, failed).time_since_epoch().count();
  return failed ? "" : std::to_string(size) + "." + std::to_string(time);
}
}  // namespace krach
