// tests/session/sound_clock_test.cpp: when a frame is heard, told from blocks that come late.
#include "session/sound_clock.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::session;
using namespace std::chrono_literals;

namespace {
using Time = SoundClock::Clock::time_point;
double milliseconds(SoundClock::Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}
/// A device whose frame 0 was at `origin`, on a clock that gains `drift` of itself.
struct Heard {
  SoundClock clock{48000};
  Time origin = Time(1h);
  double drift = 0.0;
  Time true_time(std::int64_t frame) const {
    const double seconds = double(frame) / 48000.0 * (1.0 + drift);
    return origin +
           std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(seconds));
  }
  void play(std::int64_t from, std::int64_t blocks) {
    const testing::AudioThread on_trial;
    for (std::int64_t i = 0; i < blocks; ++i) {
      const auto late = std::chrono::microseconds(mix(7, std::uint64_t(from + i)) % 1500);
      clock.tick(Frames{from + i * 128}, true_time(from + i * 128) + late);
    }
  }
  double error_at(std::int64_t frame) const {
    return milliseconds(clock.time_of(Frames{frame}) - true_time(frame));
  }
};
}  // namespace

TEST_CASE("blocks that come up to 1.5 ms late are heard as if none did, for days") {
  const int before = testing::violations();
  Heard heard;
  const std::int64_t far = 48000LL * 86400 * 365;
  for (const std::int64_t from : {std::int64_t{0}, far}) {
    heard.play(from, 200);
    CHECK(std::abs(heard.error_at(from + 200 * 128)) < 0.15);
    CHECK(std::abs(heard.error_at(from + 202 * 128)) < 0.15);
  }
  CHECK(testing::violations() == before);
}
TEST_CASE("before a device asks for anything nothing is heard") {
  CHECK(SoundClock(48000).time_of(Frames{0}) == Time::max());
}
TEST_CASE("a device's clock that drifts, or skips a stretch, is followed within 0.2 s") {
  Heard heard;
  heard.drift = 200e-6;
  heard.play(0, 20'000);
  CHECK(std::abs(heard.error_at(20'000 * 128)) < 0.2);
  heard.origin += 37ms;
  heard.play(20'000 * 128, 76);
  CHECK(std::abs(heard.error_at(20'076 * 128)) < 0.2);
}
