// tests/files/wav_test.cpp: a file is whole or not there.
#include "files/wav.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "support/folder.hpp"

using namespace krach;
using testing::bytes_of;
using testing::Folder;
namespace fs = std::filesystem;

namespace {
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
