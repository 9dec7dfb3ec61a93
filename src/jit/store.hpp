// src/jit/store.hpp: what was compiled, on disk, so that a second session need not compile
// it.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace krach::jit {
/// A folder of code by its key. What cannot be read, is damaged or was made for something else is
/// not there; what cannot be written is not kept.
/// Thread: [control], several side by side, and other processes.
class Store {
 public:
  /// The folder is made if it is not there, and not used if others may write into it. Without a
  /// folder, or without a key, nothing is kept.
  explicit Store(std::filesystem::path folder = {});
  std::optional<std::string> find(const std::string& key) const;
  void keep(const std::string& key, std::string_view code) const;

 private:
  std::filesystem::path file(const std::string& key) const;
  std::filesystem::path folder_;
};
/// KRACH_CACHE, which may be empty, else krach in XDG_CACHE_HOME, else ~/.cache/krach.
std::filesystem::path store_folder();
}  // namespace krach::jit
