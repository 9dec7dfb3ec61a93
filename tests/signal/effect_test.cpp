// tests/signal/effect_test.cpp: loudness, ringing and places.
#include "signal/effect.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

static constexpr Hertz kRate = 48000.0_Hz;
using Samples = std::vector<double>;
static double rms(const Samples& x, std::size_t from, std::size_t to) {
  double power = 0.0;
  for (std::size_t i = from; i < to; ++i) power += x[i] * x[i];
  return std::sqrt(power / static_cast<double>(to - from));
}
static Program room_of(double room, double damping) {
  return trace(1, [&](Signal in) { return reverb(in, room, damping); });
}
/// Both outputs, one after the other.
template <class Real>
static std::vector<Real> both(const Program& p, const std::vector<Real>& in) {
  std::vector<Real> out(2 * in.size());
  Interpreter<Real>(p, kRate).process({}, {}, 0, in, out, in.size());
  return out;
}

TEST_CASE("reverb begins with its shortest way through, scaled with the rate") {
  for (const Hertz rate : {44100.0_Hz, 48000.0_Hz, 96000.0_Hz}) {
    Samples impulse(4000);
    impulse[0] = 1.0;
    const auto heard = interpret<double>(room_of(0.5, 0.5), impulse, rate);
    const auto first = std::ranges::find_if(heard, [](double x) { return x != 0.0; });
    CHECK(first - heard.begin() == std::llround(1116.0 * rate.value / 44100.0));
  }
}
TEST_CASE("reverb makes white noise 5 dB quieter at room 0, 2 dB at 0.8, and leaves it at 1") {
  const auto in = noise_of(72'000, 0.5);
  for (const auto& [room, expected_db] : {std::pair{0.0, -5.0}, {0.8, -2.0}, {1.0, 0.0}}) {
    const auto heard = interpret<double>(room_of(room, 0.5), in, kRate);
    const double gain = rms(heard, 48'000, 72'000) / rms(in, 48'000, 72'000);
    CHECK(std::abs(db(gain) - expected_db) < 1.0);
  }
}
TEST_CASE("reverb rings longer in a larger room, and its treble dies sooner with damping") {
  auto burst = noise_of(96'000, 0.5);
  std::fill(burst.begin() + 4800, burst.end(), 0.0);
  const auto decay_db = [&](double room, double damping) {  // in a second
    const auto heard = interpret<double>(room_of(room, damping), burst, kRate);
    return db(rms(heard, 60'000, 64'800) / rms(heard, 12'000, 16'800));
  };
  const double small = decay_db(0.0, 0.0), large = decay_db(1.0, 0.0);
  CHECK(small < -80.0);
  CHECK(large == doctest::Approx(-5.0).epsilon(0.2));
  CHECK(decay_db(1.0, 1.0) < large - 2.0);
}
TEST_CASE("reverb is silent for silence, and finite and bounded at room 1 for the worst input") {
  CHECK(interpret<float>(room_of(1.0, 0.0), std::vector<float>(9600), kRate) ==
        std::vector<float>(9600));
  const auto heard = interpret<double>(room_of(5.0, -1.0), Samples(96'000, 1.0), kRate);
  for (const double x : heard) REQUIRE(std::abs(x) < 12.0 * 1.0001);  // its gain at 0 Hz
}
TEST_CASE("reverb_stereo has reverb on the left, and something else as loud on the right") {
  const auto in = noise_of(48'000, 0.5);
  const auto out = both(trace(1, [](Signal x) { return reverb_stereo(x, 0.8); }), in);
  const Samples left(out.begin(), out.begin() + 48'000), right(out.begin() + 48'000, out.end());
  CHECK(left == interpret<double>(room_of(0.8, 0.5), in, kRate));
  const double a = rms(left, 24'000, 48'000), b = rms(right, 24'000, 48'000);
  CHECK(std::abs(db(a / b)) < 1.0);
  double together = 0.0;
  for (std::size_t i = 24'000; i < 48'000; ++i) together += left[i] * right[i] / 24'000.0;
  CHECK(std::abs(together) < 0.2 * a * b);
}
TEST_CASE("pan keeps the power: -3.01 dB on each side in the middle, one side alone at the ends") {
  for (const double position : {-2.0, -1.0, -0.4, 0.0, 0.5, 1.0}) {
    const auto out = both(trace(1, [&](Signal x) { return pan(x, position); }), Samples{1.0});
    CHECK(out[0] * out[0] + out[1] * out[1] == doctest::Approx(1.0).epsilon(1e-6));
    if (position == 0.0) CHECK(db(out[0]) == doctest::Approx(-3.0103).epsilon(1e-5));
    if (position <= -1.0) CHECK(out[1] == 0.0);
    if (position >= 1.0) CHECK(out[0] == 0.0);
  }
}
TEST_CASE("delay_seconds is a delay by whole frames, or a straight line between two of them") {
  const auto late = [](double frames) {
    return interpret<double>(
        trace(1, [&](Signal x) { return delay_seconds(x, frames / 48000.0, 1.0); }),
        Samples{1, 0, 0, 0, 0, 0}, kRate);
  };
  const auto near = [](const Samples& a, const Samples& b) {
    return std::ranges::equal(a, b, [](double x, double y) { return std::abs(x - y) < 1e-9; });
  };
  CHECK(near(late(3.0), {0, 0, 0, 1, 0, 0}));
  CHECK(near(late(2.25), {0, 0, 0.75, 0.25, 0, 0}));
  CHECK(near(late(-1.0), {1, 0, 0, 0, 0, 0}));
  CHECK_THROWS_AS(trace(1, [](Signal x) { return delay_seconds(x, 0.1, 60.1); }), Error);
  CHECK_NOTHROW(trace(1, [](Signal x) { return delay_seconds(x, 0.1, 10.0); }));
}
TEST_CASE("effects in float are within -100 dBFS of double, on noise at -6 dBFS") {
  const auto in = noise_of(24'000, 0.5);
  const std::vector<float> single(in.begin(), in.end());
  const auto error_db = [&](auto effect) {
    const Program p = trace(1, effect);
    return difference_db(interpret<float>(p, single, kRate), interpret<double>(p, in, kRate));
  };
  CHECK(error_db([](Signal x) { return reverb(x, 0.8); }) < -100.0);
  CHECK(error_db([](Signal x) { return reverb(x, 1.0, 0.0); }) < -100.0);
  CHECK(error_db([](Signal x) { return delay_seconds(x, 0.125, 1.0); }) < -100.0);
  CHECK(error_db([](Signal x) { return pan(x, 0.3); }) < -100.0);
}
