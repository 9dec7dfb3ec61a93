// src/base/library.cpp: the only file of this layer that knows the operating system.
#include "base/library.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <vector>

namespace krach {
/// The program, library or module that this code ended up in; empty if nobody knows.
static std::filesystem::path this_file() {
  Dl_info self;
  return dladdr(reinterpret_cast<const void*>(&find_in_library), &self) == 0 ? "" : self.dli_fname;
}
static std::vector<std::string> files(const std::string& name) {
  std::vector<std::string> found;
  const auto folder = this_file().parent_path();
  for (const char* step : {"", "../lib/krach", "../lib", "bin", "../bin"}) {
    const auto path = folder / step / name;
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
      found.push_back(std::filesystem::absolute(path, ignored).string());
  }
  return found;
}
std::string find_file(const std::string& name) {
  const auto found = files(name);
  return found.empty() ? "" : found.front();
}
static std::string identity(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  const auto time = std::filesystem::last_write_time(file, failed).time_since_epoch().count();
  return failed ? "" : std::to_string(size) + "." + std::to_string(time);
}
std::string identity_of_file(const std::string& name) { return identity(find_file(name)); }
std::string identity_of_this() { return identity(this_file()); }

void* find_in_library(const std::string& library, const char* symbol, std::string& reasons) {
  std::vector<std::string> places = files(library);
  places.push_back(library);
  for (const std::string& place : places) {
    void* loaded = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (loaded != nullptr)
      if (void* address = dlsym(loaded, symbol)) return address;
    const char* reason = dlerror();  // NOLINT(concurrency-mt-unsafe): one thread gets here
    reasons += (reason == nullptr ? place + " has nothing for us" : std::string(reason)) + "; ";
  }
  return nullptr;
}
}  // namespace krach
