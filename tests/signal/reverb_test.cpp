// tests/signal/reverb_test.cpp: loudness and ringing of rooms.
#include "signal/reverb.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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
TEST_CASE("a plate begins at once on both sides, is dense, and dies as its decay says") {
  Samples impulse(144'000);
  impulse[0] = 1.0;
  const auto heard = [&](double decay, double damping) {
    return both(trace(1, [&](Signal x) { return plate(x, decay, damping); }), impulse);
  };
  const Samples bright = heard(0.5, 0.0), dull = heard(0.5, 0.9), endless = heard(1.0, 0.0);
  const auto first = [&](std::size_t side) {
    const auto begin = bright.begin() + static_cast<std::ptrdiff_t>(side * impulse.size());
    return std::find_if(begin, begin + 48'000, [](double x) { return std::abs(x) > 1e-4; }) - begin;
  };
  CHECK(first(0) < 1200);  // 25 ms
  CHECK(first(1) < 1200);
  const auto decay_db = [](const Samples& x) {  // in a second
    return db(rms(x, 72'000, 96'000) / rms(x, 24'000, 48'000));
  };
  CHECK(decay_db(bright) == doctest::Approx(-33.0).epsilon(0.1));  // 60 dB in 1.8 s
  CHECK(std::abs(decay_db(endless)) < 3.0);
  const auto treble = [](Samples x) {
    std::adjacent_difference(x.begin(), x.end(), x.begin());
    return rms(x, 24'000, 48'000) / rms(x, 2400, 4800);
  };
  CHECK(treble(dull) < 0.5 * treble(bright));
  const auto zeros = std::count_if(bright.begin() + 9600, bright.begin() + 14'400,
                                   [](double x) { return std::abs(x) < 1e-6; });
  CHECK(zeros < 480);  // of 4800 a fifth of a second after the impulse
}
