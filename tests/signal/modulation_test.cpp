// tests/signal/modulation_test.cpp: notches, sidebands and steps where they belong.
#include "signal/modulation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "signal/distortion.hpp"
#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

static constexpr Hertz kRate = 48000.0_Hz;
using Samples = std::vector<double>;
template <class Effect>
static Samples run(const Effect& effect, const Samples& in) {
  return interpret<double>(trace(1, effect), in, kRate);
}
static Samples sine(double hz, std::size_t frames) {
  Samples x(frames);
  for (std::size_t i = 0; i < frames; ++i)
    x[i] = std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(i) / 48'000.0);
  return x;
}

TEST_CASE("ring_mod moves a line to the sum and the difference, at half its amplitude") {
  const Samples out = run([](Signal x) { return ring_mod(x, 300.0); }, sine(1000.0, 48'000));
  CHECK(line(out, 700.0_Hz, kRate) == doctest::Approx(0.5).epsilon(1e-4));
  CHECK(line(out, 1300.0_Hz, kRate) == doctest::Approx(0.5).epsilon(1e-4));
  CHECK(line(out, 1000.0_Hz, kRate) < 1e-4);
}
TEST_CASE("tremolo goes from full to what its depth leaves") {
  const Samples out = run([](Signal x) { return tremolo(x, 1.0, 0.6); }, Samples(48'000, 1.0));
  CHECK(*std::ranges::max_element(out) == doctest::Approx(1.0).epsilon(1e-5));
  CHECK(*std::ranges::min_element(out) == doctest::Approx(0.4).epsilon(1e-5));
}
TEST_CASE("chorus is the sound itself at mix 0, and three delays around 15 ms at mix 1") {
  const Samples in = noise_of(4800, 0.5);
  CHECK(run([](Signal x) { return chorus(x, 0.5, 1.0, 0.0); }, in) == in);
  Samples impulse(2400);
  impulse[0] = 1.0;
  const Samples out = run([](Signal x) { return chorus(x, 0.5, 1.0, 1.0); }, impulse);
  double power = 0.0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i < 470 || i > 970) CHECK(out[i] == 0.0);  // from 10 ms to 20 ms
    power += out[i];
  }
  CHECK(power == doctest::Approx(1.0).epsilon(0.05));
}
TEST_CASE("a flanger and a phaser have notches, and are never louder than the loop allows") {
  const auto notch_db = [](auto effect) {
    const Samples in = noise_of(48'000, 0.5), out = run(effect, in);
    double deepest = 0.0, loudest = -200.0;
    for (const double hz : geometric(100.0, 4000.0, 1.02)) {
      const double gain = db(line(out, Hertz{hz}, kRate) / line(in, Hertz{hz}, kRate));
      deepest = std::min(deepest, gain);
      loudest = std::max(loudest, gain);
    }
    CHECK(loudest < 12.0);
    return deepest;
  };
  CHECK(notch_db([](Signal x) { return flanger(x, 0.0, 0.5, 0.3); }) < -20.0);
  CHECK(notch_db([](Signal x) { return phaser(x, 0.0, 0.5, 0.0); }) < -20.0);
}
TEST_CASE("distort keeps full scale and small sounds get louder") {
  const Samples out = run([](Signal x) { return distort(x, 5.0); }, {1.0, -1.0, 0.1, 0.0});
  CHECK(out[0] == doctest::Approx(1.0));
  CHECK(out[1] == doctest::Approx(-1.0));
  CHECK(out[2] == doctest::Approx(std::tanh(0.5) / std::tanh(5.0)));
  CHECK(out[3] == 0.0);
}
TEST_CASE("bitcrush has as many values as its bits say, and new ones at its rate") {
  const Samples in = noise_of(48'000, 0.999);
  const Samples out = run([](Signal x) { return bitcrush(x, 3.0, 6000.0); }, in);
  CHECK(std::set<double>(out.begin(), out.end()).size() == 9);  // 8 steps from -1 to 1
  std::size_t changes = 0;
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i] != out[i - 1]) ++changes;
    if (out[i] != out[i - 1]) CHECK(i % 8 == 0);
  }
  CHECK(changes > 4500);
  const Samples fine = run([](Signal x) { return bitcrush(x, 24.0, 48'000.0); }, in);
  for (std::size_t i = 0; i < in.size(); ++i) REQUIRE(std::abs(fine[i] - in[i]) < 1e-6);
}
