// src/jit/store.cpp: a file is a mark, a checksum of what follows, the key, the code.
#include "jit/store.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.hpp"

namespace krach::jit {
namespace fs = std::filesystem;
static constexpr std::string_view kMark = "krach kernel 1\n\n";
static constexpr std::size_t kMostFiles = 4096;

static void put(std::string& out, std::uint64_t x) {
  out.append(reinterpret_cast<const char*>(&x), sizeof x);
}
static std::optional<std::uint64_t> take(std::string_view& from) {
  std::uint64_t x = 0;
  if (from.size() < sizeof x) return {};
  std::memcpy(&x, from.data(), sizeof x);
  from.remove_prefix(sizeof x);
  return x;
}
static std::uint64_t checksum(std::string_view bytes) { return mix(1, bytes); }

/// What `bytes` keep for `key`, unless a bit is wrong.
static std::optional<std::string> parse(std::string_view bytes, std::string_view key) {
  if (!bytes.starts_with(kMark)) return {};
  bytes.remove_prefix(kMark.size());
  if (const auto sum = take(bytes); !sum || checksum(bytes) != *sum) return {};
  if (take(bytes) != key.size() || !bytes.starts_with(key)) return {};
  return std::string(bytes.substr(key.size()));
}

static bool is_ours_alone(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  const auto status = fs::status(folder, failed);
  constexpr auto kOthers = fs::perms::group_write | fs::perms::others_write;
  return fs::is_directory(status) && (status.permissions() & kOthers) == fs::perms::none;
}
/// Removes the older half once there are too many.
static void thin_out(const fs::path& folder) {
  std::error_code failed;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    files.emplace_back(entry.last_write_time(failed), entry.path());
  if (files.size() <= kMostFiles) return;
  std::ranges::sort(files);
  files.resize(files.size() / 2);
  for (const auto& [time, path] : files) fs::remove(path, failed);
}

Store::Store(fs::path folder) : folder_(std::move(folder)) {
  if (!folder_.empty() && !is_ours_alone(folder_)) folder_.clear();
}
fs::path Store::file(const std::string& key) const {
  std::array<char, 17> name{};
  std::snprintf(name.data(), name.size(), "%016llx",
                static_cast<unsigned long long>(mix(2, std::string_view(key))));
  return folder_ / (name.data() + std::string(".kernel"));
}
std::optional<std::string> Store::find(const std::string& key) const {
  if (folder_.empty() || key.empty()) return {};
  std::ifstream in(file(key), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return parse(bytes, key);
}
void Store::keep(const std::string& key, std::string_view code) const {
  if (folder_.empty() || key.empty()) return;
  std::string bytes;
  put(bytes, key.size());
  bytes += key;
  bytes += code;
  std::string head(kMark);
  put(head, checksum(bytes));
  const fs::path unfinished = folder_ / (std::to_string(std::random_device()()) + ".unfinished");
  std::ofstream out(unfinished, std::ios::binary);
  out << head << bytes;
  out.close();
  std::error_code failed;
  if (out)
    fs::rename(unfinished, file(key), failed);
  else
    fs::remove(unfinished, failed);
  if (mix(2, std::string_view(key)) % 64 == 0) thin_out(folder_);  // now and then: it takes long
}

fs::path store_folder() {
  const auto variable = [](const char* name) -> const char* {
    return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets them here
  };
  if (const char* chosen = variable("KRACH_CACHE")) return chosen;
  if (const char* cache = variable("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0')
    return fs::path(cache) / "krach";
  const char* home = variable("HOME");
  return home == nullptr ? fs::path() : fs::path(home) / ".cache/krach";
}
}  // namespace krach::jit
