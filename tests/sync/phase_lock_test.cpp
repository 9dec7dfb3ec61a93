// tests/sync/phase_lock_test.cpp: a simulated session comes into time, and stays in it.
#include "sync/phase_lock.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>

#include "base/random.hpp"

using namespace krach;
using namespace krach::sync;

namespace {
/// A session whose clock gains `drift` of itself, measured every 50 ms by blocks that come late.
struct Simulated {
  double ahead = 0.0, drift = 0.0, bpm = 120.0, beats = 4.0;  // `ahead` in seconds
  PhaseLock lock{};
  Nudge nudge{};
  double left = 0.0, lasts = 0.0;  // seconds of the nudge
  double most_off = 0.0;           // of the tempo
  std::int64_t nudges = 0;
  std::uint64_t measures = 0;

  void run(double seconds) {
    for (std::int64_t i = 0; i < std::llround(seconds * 1000.0); ++i) {
      const double tempo = left > 0.0 ? bpm + (nudge.from - bpm) * (left / lasts) : bpm;
      ahead += 0.001 * (tempo / bpm * (1.0 + drift) - 1.0);
      left -= 0.001;
      if (i % 50 == 0) measure();
    }
  }
  /// In time for good: when it was out of it last.
  double time_to(double within) {
    double last = 0.0;
    for (int turn = 1; turn <= 400; ++turn) {
      run(0.05);
      if (std::abs(ahead) > within) last = 0.05 * turn;
    }
    return last;
  }
  void measure() {
    if (left > 0.0) return;
    ++measures;
    const double late = 300e-6 * double(mix(1, measures) % 1000) / 1000.0;
    const double held_up = measures % 40 < 4 ? 0.005 : 0.0;  // for 0.2 s
    const auto next = lock.hear(Seconds{ahead - late - held_up}, bpm, beats);
    if (!next) return;
    nudge = *next;
    most_off = std::max(most_off, std::abs(nudge.from / bpm - 1.0));
    lasts = left = nudge.bars * beats * 120.0 / (bpm + nudge.from);
    ++nudges;
  }
};
}  // namespace

TEST_CASE("from any phase the bar is reached within seconds, by at most 25 % of the tempo") {
  for (const double bpm : {60.0, 120.0, 174.3})
    for (const double beats : {3.0, 4.0, 7.0})
      for (const double share : {-0.5, -0.2, -0.01, 0.01, 0.2, 0.499}) {
        const double bar = beats * 60.0 / bpm;
        Simulated session{.ahead = share * bar, .bpm = bpm, .beats = beats};
        const double time = session.time_to(0.001);
        CAPTURE(bpm);
        CAPTURE(beats);
        CAPTURE(share);
        CHECK(time < 1.0 + std::abs(share) * bar * 9.5 + bar);
        CHECK(session.nudges <= 4);
        CHECK(session.most_off <= 0.2501);
        if (beats == 4.0 && bpm == 120.0)
          MESSAGE("ahead by " << 1000.0 * share * bar << " ms: in time after " << time << " s, "
                              << session.nudges << " nudges");
      }
}
TEST_CASE("of clocks 100 ppm apart the music stays within about 1 ms, and little is asked for") {
  for (const double drift : {100e-6, -100e-6}) {
    Simulated session{.drift = drift};
    double most = 0.0;
    for (int i = 0; i < 12'000; ++i) {
      session.run(0.05);
      most = std::max(most, std::abs(session.ahead));
    }
    MESSAGE("600 s, " << drift * 1e6 << " ppm: " << session.nudges << " nudges, at most "
                      << 1000.0 * most << " ms and " << 100.0 * session.most_off << " % off");
    CHECK(most < 0.0012);
    CHECK(session.nudges < 90);
    CHECK(session.most_off < 0.03);
  }
}
TEST_CASE("nothing is asked for below 1 ms, nor of a stall") {
  Simulated session{.ahead = 0.0006};
  session.run(600.0);
  CHECK(session.nudges == 0);
}
