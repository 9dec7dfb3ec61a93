// tests/files/take_test.cpp: a recording can be read at any time, and has all that was kept.
#include "files/take.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
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
template <class T>
T number_at(const std::string& bytes, std::size_t at) {
  T number{};
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}
/// The frames that the header tells of, where it is that of a plain WAV.
std::uint32_t frames_in(const std::string& bytes) {
  const std::size_t data = bytes.find("data");
  REQUIRE(data < 200);
  CHECK(number_at<std::uint32_t>(bytes, 4) + 8 ==
        data + 8 + number_at<std::uint32_t>(bytes, data + 4));
  return number_at<std::uint32_t>(bytes, data + 4) / 8;
}
std::vector<float> ramp(std::size_t samples) {
  std::vector<float> sound(samples);
  for (std::size_t i = 0; i < samples; ++i) sound[i] = static_cast<float>(i) / 1000.0F - 1.5F;
  return sound;
}
}  // namespace

TEST_CASE("after each keep the header is right, though nobody has closed the file") {
  const Folder folder;
  const fs::path path = folder.path / "a.wav";
  const std::vector<float> sound = ramp(4000);
  files::TakeWriter writer(path, 44100, false);
  CHECK(frames_in(bytes_of(path)) == 0);
  writer.write(std::span(sound).first(3000));
  writer.keep();
  const std::string kept = bytes_of(path);
  CHECK(kept.starts_with("RIFF"));
  CHECK(frames_in(kept) == 1500);
  CHECK(kept.ends_with(std::string(reinterpret_cast<const char*>(sound.data()), 12'000)));
  writer.write(std::span(sound).subspan(3000));
  CHECK(frames_in(bytes_of(path)) == 1500);  // what a crash would leave: more than the header says
  writer.finish();
  const std::string whole = bytes_of(path);
  CHECK(frames_in(whole) == 2000);
  CHECK(number_at<std::uint32_t>(whole, whole.find("fmt ") + 12) == 44100);
  CHECK(whole.ends_with(std::string(reinterpret_cast<const char*>(sound.data()), 16'000)));
}
TEST_CASE("a file that is there is overwritten only if asked") {
  const Folder folder;
  const fs::path path = folder.path / "a.wav";
  std::ofstream(path) << "before";
  CHECK_THROWS_WITH_AS(files::TakeWriter(path, 48000, false),
                       (path.string() + ": cannot record into the file: File exists\n"
                                        "  hint: give another name, or ask to overwrite it")
                           .c_str(),
                       Error);
  CHECK(bytes_of(path) == "before");
  files::TakeWriter(path, 48000, true).finish();
  CHECK(frames_in(bytes_of(path)) == 0);
  CHECK_THROWS_AS(files::TakeWriter(folder.path, 48000, true), Error);
  CHECK_THROWS_AS(files::TakeWriter("/nowhere/a.wav", 48000, false), Error);
}
TEST_CASE("above 4 GiB it is RF64" *
          doctest::skip(std::getenv("KRACH_LONG") == nullptr)) {  // NOLINT
  const Folder folder;
  const fs::path path = folder.path / "a.wav";
  const std::vector<float> sound(std::size_t{1} << 22U);  // 16 MiB
  files::TakeWriter writer(path, 48000, false);
  for (int i = 0; i < 260; ++i) {
    writer.write(sound);
    writer.keep();
  }
  writer.finish();
  std::string head(200, '\0');
  std::ifstream(path, std::ios::binary).read(head.data(), 200);
  CHECK(head.starts_with("RF64"));
  const std::size_t sizes = head.find("ds64");
  REQUIRE(sizes < 100);
  CHECK(number_at<std::uint64_t>(head, sizes + 16) == 260ULL << 24U);
  CHECK(number_at<std::uint64_t>(head, sizes + 8) + 8 == fs::file_size(path));
}
