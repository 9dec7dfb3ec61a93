// tests/jit/store_test.cpp: what was compiled is found again, and never if a bit of it is wrong.
#include "jit/store.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "jit/compile.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"

using namespace krach;
using jit::Store;
namespace fs = std::filesystem;

/// A folder that is gone afterwards.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("krach_store_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    fs::permissions(path_, fs::perms::owner_all);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }
  std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(path_)) out.push_back(entry.path());
    return out;
  }

 private:
  fs::path path_;
};
static std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
static void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}
using namespace std::string_view_literals;
static constexpr std::string_view kCode = "code\0with zeros"sv;

TEST_CASE("code is found by its key, and by no other") {
  const Folder folder;
  const Store store(folder.path());
  CHECK_FALSE(store.find("key"));
  store.keep("key", kCode);
  CHECK(store.find("key").value_or("") == kCode);
  CHECK_FALSE(store.find("kez"));
  const Store second(folder.path());
  CHECK(second.find("key"));
}
TEST_CASE("a file that is damaged in one byte, or ends early, or is another's, is not there") {
  const Folder folder;
  const Store store(folder.path());
  store.keep("key", kCode);
  const fs::path file = folder.files().at(0);
  const std::string good = read(file);
  for (std::size_t i = 0; i < good.size(); ++i) {
    CAPTURE(i);
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
    write(file, bad);
    CHECK_FALSE(store.find("key"));
    write(file, good.substr(0, i));
    CHECK_FALSE(store.find("key"));
  }
  write(file, good);
  CHECK(store.find("key"));
  store.keep("another", kCode);
  for (const fs::path& other : folder.files())
    if (other != file) fs::copy_file(other, file, fs::copy_options::overwrite_existing);
  CHECK_FALSE(store.find("key"));
}
TEST_CASE("a damaged kernel is compiled again, and kept again") {
  const Folder folder;
  const Store store(folder.path());
  const auto program = signal::trace([] { return signal::saw(100.0); });
  const auto sound = [&] {
    const auto compiled = jit::compile(program, Hertz{48000.0}, 1, store);
    std::vector<std::uint32_t> state(compiled->kernel().layout.state_words());
    std::vector<float> sums(64);
    const float gain = 1.0F;
    std::int32_t peak = 0;
    compiled->kernel().process({.state = state.data(),
                                .gains = &gain,
                                .sums = sums.data(),
                                .peaks = &peak,
                                .frames = 64,
                                .rows = 64});
    return sums;
  };
  const auto first = sound();
  const fs::path file = folder.files().at(0);
  const std::string good = read(file);
  CHECK(sound() == first);
  std::string bad = good;
  bad[bad.size() / 2] = static_cast<char>(~bad[bad.size() / 2]);
  write(file, bad);
  CHECK(sound() == first);
  CHECK(folder.files().size() == 1);
  CHECK(read(file) == good);
}
TEST_CASE("a folder into which others may write is not used, nor one that cannot be made") {
  const Folder folder;
  fs::permissions(folder.path(), fs::perms::others_write, fs::perm_options::add);
  write(folder.path() / "file", "");
  const Store open(folder.path()), nowhere(folder.path() / "file" / "folder"), none;
  for (const Store* store : {&open, &nowhere, &none}) {
    store->keep("key", kCode);
    CHECK_FALSE(store->find("key"));
  }
}
TEST_CASE("threads keep and find side by side, and of too many files the older ones go") {
  const Folder folder;
  const Store store(folder.path());
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          store.keep(std::to_string(i), kCode);
          if (!store.find(std::to_string(i))) std::terminate();
        }
      });
  }
  CHECK(folder.files().size() == 50);
  for (int i = 0; i < 4100; ++i) write(folder.path() / ("old" + std::to_string(i)), "");
  for (int i = 0; i < 500; ++i) store.keep("new" + std::to_string(i), kCode);
  store.keep("newest", kCode);
  CHECK(folder.files().size() < 3000);
  CHECK(store.find("newest"));
}
