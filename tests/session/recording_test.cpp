// tests/session/recording_test.cpp: what is taken is in the file, and who takes it never waits.
#include "session/recording.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "session/session.hpp"
#include "signal/oscillator.hpp"
#include "support/folder.hpp"
#include "support/realtime_trap.hpp"
#include "support/rig.hpp"

using namespace krach;
using namespace krach::session;
using namespace std::chrono_literals;
using testing::bytes_of;
using testing::Folder;
namespace fs = std::filesystem;

namespace {
std::vector<float> samples_of(const fs::path& path) {
  const std::string bytes = bytes_of(path);
  const std::size_t begin = bytes.find("data") + 8;
  std::vector<float> samples((bytes.size() - begin) / sizeof(float));
  std::memcpy(samples.data(), bytes.data() + begin, samples.size() * sizeof(float));
  return samples;
}
}  // namespace

TEST_CASE("what is taken is in the file, bit for bit, and taking allocates and locks nothing") {
  const Folder folder;
  std::vector<float> block(256), all;
  all.reserve(std::size_t{3000} * 256);
  {
    Recording recording(folder / "a.wav", 48000, false);
    const int before = testing::violations();
    for (int i = 0; i < 3000; ++i) {
      for (float& x : block) x = static_cast<float>(all.size()), all.push_back(x);
      const testing::AudioThread on_trial;
      recording.take(block);
    }
    CHECK(testing::violations() == before);
    CHECK(recording.status().lost == 0);
    CHECK(recording.status().frames == 3000 * 128);
  }
  CHECK(samples_of(folder / "a.wav") == all);
}
TEST_CASE("where there is no room whole blocks are lost and counted, and nobody waits") {
  const Folder folder;
  const std::vector<float> block(8192, 0.25F);
  constexpr std::int64_t kBlocks = 4000;  // 125 MiB at once, of which 4 have room
  Recording recording(folder / "a.wav", 48000, false);
  for (int i = 0; i < kBlocks; ++i) recording.take(block);
  const RecordingStatus status = recording.status();
  MESSAGE(status.lost << " of " << kBlocks * 4096 << " frames lost");
  CHECK(status.lost > 0);
  CHECK(status.lost % 4096 == 0);
  CHECK(status.lost + status.frames == kBlocks * 4096);
  recording.finish();
  CHECK(samples_of(folder / "a.wav").size() == std::size_t(status.frames) * 2);
}
TEST_CASE("on a full disk it ends with one message, and what was written stays") {
  const Folder folder;
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);  // NOLINT(cert-err33-c)
  const rlimit full{100'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &full);
  Session session;
  session.start({{.name = "null"}});
  session.record(folder / "a.wav");
  const auto until = std::chrono::steady_clock::now() + 10s;
  while (session.status().recording.trouble.empty() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(5ms);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);  // NOLINT(cert-err33-c)
  const LiveStatus status = session.status();
  CHECK(status.recording.trouble == (folder / "a.wav").string() +
                                        ": the recording could not be written on: File too large\n"
                                        "  hint: make room on the disk, or record to another one");
  CHECK(status.recording.path.empty());
  const std::size_t written = samples_of(folder / "a.wav").size();
  CHECK(written > 10'000);
  CHECK(written < 25'000);
  session.record(folder / "b.wav");  // the music goes on, and the next one can be begun
  CHECK(session.status().recording.trouble.empty());
  while (session.status().frame == status.frame && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(1ms);
  CHECK(session.status().frame > status.frame);
}
TEST_CASE("one at a time, of what plays, into a file that is not there; the device may change") {
  const Folder folder;
  Session session;
  CHECK_THROWS_WITH_AS(session.record(folder / "a.wav"), doctest::Contains("nothing plays"), Error);
  session.apply(
      SetNode{"a", testing::node([] { return signal::sine_osc(440.0); }).program, {}, {}, {}, {}});
  session.start({{.name = "null"}});
  session.stop_recording();
  session.record(folder / "a.wav");
  CHECK_THROWS_WITH_AS(session.record(folder / "b.wav"), doctest::Contains("it records already"),
                       Error);
  CHECK(session.status().recording.path == (folder / "a.wav").string());
  std::this_thread::sleep_for(100ms);
  session.change_device({.block_size = 512});
  std::this_thread::sleep_for(100ms);
  session.stop_recording();
  CHECK(session.status().recording.path.empty());
  CHECK_THROWS_WITH_AS(session.record(folder / "a.wav"), doctest::Contains("File exists"), Error);
  const std::vector<float> heard = samples_of(folder / "a.wav");
  REQUIRE(heard.size() > 9600);
  CHECK(heard[9000] != 0.0F);

  session.record(folder / "a.wav", true);
  session.change_device({.sample_rate = 44100});
  CHECK(session.status().recording.path.empty());
  CHECK(session.status().recording.trouble.find("ended with its sample rate") != std::string::npos);
  session.record(folder / "c.wav");
  session.stop_device();
  const std::vector<float> faded = samples_of(folder / "c.wav");
  REQUIRE(faded.size() > 2000);
  CHECK(std::abs(faded.back()) < 1e-4F);  // the fade-out is in it
}
