// tests/engine/guard_test.cpp: what may leave the guard, measured with a finer ruler than its own.
#include "engine/guard.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::engine;
using std::numbers::pi;

namespace {
constexpr Hertz kRate{48000.0};
constexpr std::size_t kFrames = 48000;
using Sound = std::vector<float>;  // [frame][2]

Sound stereo(const std::function<float(std::size_t)>& mono) {
  Sound sound;
  for (std::size_t i = 0; i < kFrames; ++i) sound.insert(sound.end(), 2, mono(i));
  return sound;
}
Sound guarded(Sound sound, std::size_t block = 128) {
  Guard guard(kRate);
  const int before = testing::violations();
  {
    const testing::AudioThread audio;
    for (std::size_t at = 0; at < sound.size(); at += 2 * block)
      guard.process(std::span(sound).subspan(at, std::min(2 * block, sound.size() - at)));
  }
  CHECK(testing::violations() == before);
  return sound;
}
double bessel_i0(double x) {
  double sum = 1.0, term = 1.0;
  for (int k = 1; k < 60; ++k) sum += term *= (x / (2 * k)) * (x / (2 * k));
  return sum;
}
/// The peak of the left channel between its samples too, 4 times as fine: a sinc of 2 * half taps
/// in a Kaiser window of 5. With half = 10 it is what scipy's resample_poly(x, 4, 1) does; near
/// half the sample rate, where nobody hears, more taps find more.
double true_peak(const Sound& sound, int half) {
  std::vector<std::vector<double>> phases(4);
  for (int phase = 0; phase < 4; ++phase)
    for (int tap = 0; tap < 2 * half; ++tap) {
      const double x = tap - (half - 1) - phase / 4.0, edge = x / half;
      const double window = bessel_i0(5.0 * std::sqrt(1.0 - edge * edge)) / bessel_i0(5.0);
      phases[size_t(phase)].push_back((x == 0 ? 1.0 : std::sin(pi * x) / (pi * x)) * window);
    }
  double peak = 0.0;
  const std::size_t taps = phases[0].size();
  for (std::size_t at = 0; at + taps <= sound.size() / 2; ++at)
    for (const auto& phase : phases) {
      double sum = 0.0;
      for (std::size_t tap = 0; tap < taps; ++tap)
        sum += phase[tap] * double{sound[2 * (at + tap)]};
      peak = std::max(peak, std::abs(sum));
    }
  return peak;
}
double db(double x) { return 20.0 * std::log10(x); }
float noise(std::uint64_t seed, std::size_t i) {
  return static_cast<float>(static_cast<double>(mix(seed, i) >> 11) * 0x1p-52 - 1.0);
}
/// Hostile signal number `kind`, of a level and a moment that the seed gives.
float hostile(std::uint64_t kind, std::size_t i) {
  const auto t = static_cast<double>(i) / kRate.value;
  const auto level = static_cast<float>(std::pow(10.0, double(mix(kind, 1) % 120) / 20.0));
  const bool late = i > 2000 + mix(kind, 2) % 20000;
  const double hz = 20.0 * std::pow(1000.0, double(mix(kind, 3) % 1000) / 1000.0);
  const auto sine = static_cast<float>(std::sin(2.0 * pi * hz * t));
  switch (kind % 10) {
    case 0: return late ? 1e30F * noise(kind, i) : 0.1F * sine;
    case 1: return late && i % 97 == 0 ? std::nanf("") : 0.5F * sine;
    case 2: return late ? std::numeric_limits<float>::infinity() : 0.5F * sine;
    case 3: return late ? level : 0.0F;                                  // DC
    case 4: return (i % 2 == 0 ? 1.0F : -1.0F) * (late ? level : 0.1F);  // at half the rate
    case 5: return sine * (late ? 1e6F : 1.0F);                          // a step of 120 dB
    case 6: return std::copysign(level, sine);
    case 7: return i % 5000 == 0 ? level : 0.0F;  // single samples
    case 8: return level * noise(kind, i);
    default:  // between the samples: a quarter of the rate, its peaks half-way
      return level * static_cast<float>(std::sin(2.0 * pi * 0.25 * double(i) + pi / 4.0));
  }
}
}  // namespace

TEST_CASE("200 hostile signals: no true peak above -1 dBTP, and nothing that is no number") {
  double worst = 0.0;
  for (std::uint64_t kind = 0; kind < 200; ++kind) {
    const Sound out = guarded(stereo([&](std::size_t i) { return hostile(kind, i); }));
    CHECK(std::ranges::all_of(out, [](float x) { return std::isfinite(x); }));
    const double peak = true_peak(out, 10);
    CHECK_MESSAGE(db(peak) <= -1.0, "kind ", kind);
    worst = std::max(worst, peak);
  }
  MESSAGE("worst true peak " << db(worst) << " dBTP");
}
TEST_CASE("what has nothing above 18 kHz stays below -1 dBTP for a ruler of 256 taps too") {
  for (std::uint64_t kind = 0; kind < 20; ++kind) {
    const Sound out = guarded(stereo([&](std::size_t i) {
      double sum = 0.0;
      for (std::uint64_t part = 0; part < 12; ++part) {
        const double hz = 18'000.0 * double(mix(mix(kind, part), 1) % 1000) / 1000.0;
        sum += std::sin(2.0 * pi * hz * double(i) / kRate.value);
      }
      return static_cast<float>(sum * (0.2 + double(kind) / 10.0));
    }));
    CHECK(db(true_peak(out, 128)) <= -1.0);
  }
}
TEST_CASE("below the threshold no bit changes; everything is one look-ahead late") {
  const Sound in = stereo([](std::size_t i) {
    const double t = double(i) / kRate.value;
    return static_cast<float>(0.43 * std::sin(2.0 * pi * 41.2 * t) +
                              0.43 * std::sin(2.0 * pi * 3001.0 * t));
  });
  const Sound out = guarded(in);
  const auto late = 2 * static_cast<std::size_t>(Guard(kRate).latency().value);
  CHECK(late == 2 * 72);
  CHECK(
      std::equal(in.begin(), in.end() - std::ptrdiff_t(late), out.begin() + std::ptrdiff_t(late)));
  CHECK(std::all_of(out.begin(), out.begin() + std::ptrdiff_t(late),
                    [](float x) { return x == 0.0F; }));
}
TEST_CASE(
    "what it tells of itself: how much it limits, now and at most, and whether it blocks DC") {
  Guard guard(kRate);
  const auto status_after = [&](double seconds, const auto& mono) {
    std::vector<float> block(256);
    for (std::size_t i = 0; i < std::size_t(seconds * 48000.0); i += 128) {
      for (std::size_t k = 0; k < 256; ++k) block[k] = float(mono(double(i + k / 2) / 48000.0));
      guard.process(block);
    }
    return guard.status();
  };
  const auto sine = [](double gain) {
    return [gain](double t) { return gain * std::sin(2.0 * pi * 1000.0 * t); };
  };
  const auto decibels = [](float gain) { return -20.0 * std::log10(double{gain}); };
  GuardStatus status = status_after(0.5, sine(0.87));  // below -1.2 dBFS
  CHECK(status.gain == 1.0F);
  CHECK(status.least == 1.0F);
  CHECK_FALSE(status.blocks_dc);
  status = status_after(0.5, sine(2.0));  // 6.02 dB over full scale, and the threshold 1.2 below it
  CHECK(decibels(status.gain) == doctest::Approx(7.22).epsilon(0.01));
  CHECK(status.least <= status.gain);
  const float most = status.least;
  CHECK(decibels(most) < 7.4);
  status = status_after(2.0, sine(0.1));  // it comes back, and what was is remembered
  CHECK(status.gain == 1.0F);
  CHECK(status.least <= most);  // the step between the two is a peak of its own
  CHECK(status.least > 0.9F * most);
  const float least = status.least;
  status = status_after(3.0, [](double) { return 0.1; });
  CHECK(status.blocks_dc);
  status = status_after(5.0, sine(0.1));
  CHECK_FALSE(status.blocks_dc);
  CHECK(status.least == least);
}
TEST_CASE("the same samples for blocks of 1, 7, 64 and 1024 frames") {
  for (const std::uint64_t kind : {5U, 17U, 25U}) {
    const Sound in = stereo([&](std::size_t i) { return hostile(kind, i) + 0.5F * hostile(7, i); });
    const Sound out = guarded(in);
    for (const std::size_t block : {1U, 7U, 64U, 1024U}) CHECK(guarded(in, block) == out);
  }
}
TEST_CASE("an offset is gone after 100 ms and the time to fade; a bass note stays what it is") {
  const Sound out = guarded(stereo([](std::size_t) { return 0.5F; }));
  CHECK(out[2 * 4800] == 0.5F);
  CHECK(std::abs(out[2 * 24000]) < 0.01F);
  const auto bass = [](std::size_t i) {
    return static_cast<float>(0.8 * std::sin(2.0 * pi * 30.0 * double(i) / kRate.value));
  };
  const Sound in = stereo(bass), same = guarded(in);
  CHECK(std::equal(in.begin(), in.end() - 144, same.begin() + 144));
}
TEST_CASE("gain comes back within half a second of a burst, without a step") {
  const auto burst = [](std::size_t i) {
    const double t = double(i) / kRate.value;
    return static_cast<float>((i < 4800 ? 8.0 : 0.5) * std::sin(2.0 * pi * 440.0 * t));
  };
  const Sound out = guarded(stereo(burst));
  float loudest = 0.0F;
  for (std::size_t i = 2 * 40000; i < out.size(); ++i) loudest = std::max(loudest, out[i]);
  CHECK(loudest == doctest::Approx(0.5F).epsilon(1e-3));
}
