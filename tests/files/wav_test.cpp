// tests/files/wav_test.cpp: a file is whole or not there.
#include "files/wav.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

using namespace krach;
namespace fs = std::filesystem;

namespace {
/// A folder of its own, gone with it.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("krach-wav-test-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};
std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
const std::vector<float> kSound{0.0F, 0.5F, -1.5F, 1.0F};
}  // namespace

TEST_CASE("the same samples give the same bytes, loud ones as they are") {
  const Folder folder;
  for (const char* name : {"a.wav", "b.wav"}) {
    files::WavWriter writer(folder.path / name, 48000, 2);
    writer.write(kSound);
    writer.finish();
  }
  const std::string bytes = bytes_of(folder.path / "a.wav");
  CHECK(bytes == bytes_of(folder.path / "b.wav"));
  CHECK(bytes.starts_with("RIFF"));
  const std::string data(reinterpret_cast<const char*>(kSound.data()), 4 * kSound.size());
  CHECK(bytes.ends_with(data));
}
TEST_CASE("many small writes are one large write: nothing is lost at an edge") {
  const Folder folder;
  std::vector<float> sound(2 * 50'001);
  for (std::size_t i = 0; i < sound.size(); ++i) sound[i] = static_cast<float>(i);
  for (const std::size_t block : {std::size_t{2 * 64}, sound.size()}) {
    files::WavWriter writer(folder.path / std::to_string(block), 48000, 50'001);
    for (std::size_t i = 0; i < sound.size(); i += block)
      writer.write(std::span(sound).subspan(i, std::min(block, sound.size() - i)));
    writer.finish();
  }
  const std::string bytes = bytes_of(folder.path / "128");
  CHECK(bytes == bytes_of(folder.path / std::to_string(sound.size())));
  CHECK(
      bytes.ends_with(std::string(reinterpret_cast<const char*>(sound.data()), 4 * sound.size())));
}
TEST_CASE("without finish nothing is left, and the file before stays") {
  const Folder folder;
  std::ofstream(folder.path / "a.wav") << "before";
  {
    files::WavWriter writer(folder.path / "a.wav", 48000, 2);
    writer.write(kSound);
  }
  CHECK(bytes_of(folder.path / "a.wav") == "before");
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}
TEST_CASE("a folder that is not there is named, with the remedy") {
  CHECK_THROWS_WITH_AS(files::WavWriter("/nowhere/a.wav", 48000, 2),
                       "/nowhere/a.wav: cannot write the file: No such file or directory\n"
                       "  hint: write to a folder that is there and that you may write to, with -o",
                       Error);
}
