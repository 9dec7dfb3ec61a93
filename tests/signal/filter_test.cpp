// tests/signal/filter_test.cpp: gains in dB at given frequencies, and cutoffs that move.
#include "signal/filter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "base/error.hpp"
#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;
using std::numbers::pi;

/// The response to one impulse, long enough that the rest is nothing.
class Response {
 public:
  template <class Filter>
  Response(Filter filter, Hertz rate, std::size_t frames) : rate_(rate) {
    std::vector<double> impulse(frames);
    impulse[0] = 1.0;
    heard_ = interpret<double>(trace(1, filter), impulse, rate);
  }
  double gain_db(double hz) const {
    const auto turn = std::polar(1.0, -2.0 * pi * hz / rate_.value);
    std::complex<double> sum = 0.0;
    for (std::size_t i = heard_.size(); i-- > 0;) sum = sum * turn + heard_[i];
    return db(std::abs(sum));
  }

 private:
  Hertz rate_;
  std::vector<double> heard_;
};
/// A Butterworth lowpass of `order`, prewarped; a highpass with the two frequencies exchanged.
static double butterworth_db(double hz, double cutoff, int order, Hertz rate) {
  const double ratio = std::tan(pi * hz / rate.value) / std::tan(pi * cutoff / rate.value);
  return -10.0 * std::log10(1.0 + std::pow(ratio, 2.0 * order));
}
static std::size_t frames_for(double cutoff, Hertz rate) {
  return static_cast<std::size_t>(20.0 * rate.value / cutoff) + 400;
}

TEST_CASE("lowpass and highpass are Butterworth: -3.01 dB at the cutoff, every order and rate") {
  for (const int order : {1, 2, 4, 8})
    for (const Hertz rate : {44100.0_Hz, 48000.0_Hz, 96000.0_Hz})
      for (const double cutoff : {50.0, 1000.0, 15'000.0}) {
        CAPTURE(order);
        CAPTURE(cutoff);
        const std::size_t frames = frames_for(cutoff, rate);
        const Response low([&](Signal in) { return lowpass(in, cutoff, order); }, rate, frames);
        const Response high([&](Signal in) { return highpass(in, cutoff, order); }, rate, frames);
        CHECK(std::abs(low.gain_db(cutoff) + 3.0103) < 0.005);
        CHECK(std::abs(high.gain_db(cutoff) + 3.0103) < 0.005);
        for (const double hz : {cutoff / 2.0, cutoff * 1.4}) {
          CHECK(std::abs(low.gain_db(hz) - butterworth_db(hz, cutoff, order, rate)) < 0.005);
          CHECK(std::abs(high.gain_db(hz) - butterworth_db(cutoff, hz, order, rate)) < 0.005);
        }
      }
}
TEST_CASE("lowpass falls by 6 dB an octave and pole, and passes 0 Hz") {
  for (int order = 1; order <= 8; ++order) {
    CAPTURE(order);
    const Response low([&](Signal in) { return lowpass(in, 100.0, order); }, 96000.0_Hz, 40'000);
    CHECK(std::abs(low.gain_db(800.0) - low.gain_db(1600.0) - 6.02 * order) < 0.06 * order);
    CHECK(std::abs(low.gain_db(0.0)) < 0.001);
  }
}
TEST_CASE("resonant filters have the gain q at the cutoff, and bandpass 0 dB") {
  for (const double q : {0.5, 4.0, 30.0})
    for (const double cutoff : {100.0, 1000.0, 10'000.0}) {
      CAPTURE(q);
      CAPTURE(cutoff);
      const Hertz rate = 48000.0_Hz;
      const auto frames = static_cast<std::size_t>(6.0 * (q + 3.0) * rate.value / cutoff) + 64;
      const Response low([&](Signal in) { return resonant_lowpass(in, cutoff, q); }, rate, frames);
      const Response high([&](Signal in) { return resonant_highpass(in, cutoff, q); }, rate,
                          frames);
      const Response band([&](Signal in) { return bandpass(in, cutoff, q); }, rate, frames);
      const double expected = db(q);
      CHECK(std::abs(low.gain_db(cutoff) - expected) < 0.01);
      CHECK(std::abs(high.gain_db(cutoff) - expected) < 0.01);
      CHECK(std::abs(band.gain_db(cutoff)) < 0.01);
    }
}
TEST_CASE("bandpass is cutoff / q wide, measured at -3.01 dB") {
  const double q = 5.0, cutoff = 500.0, half = 0.5 / q;
  const Response band([&](Signal in) { return bandpass(in, cutoff, q); }, 96000.0_Hz, 20'000);
  for (const double side : {-half, half})
    CHECK(std::abs(band.gain_db(cutoff * (side + std::sqrt(1.0 + half * half))) + 3.01) < 0.01);
}
// NOLINTNEXTLINE(readability-function-size): doctest's macros
TEST_CASE("cutoffs out of bounds are the nearest that are in bounds; orders are refused") {
  const auto gain = [](double cutoff) {
    return Response([&](Signal in) { return lowpass(in, cutoff); }, 48000.0_Hz, 4800).gain_db(1e3);
  };
  CHECK(gain(-5.0) == gain(1.0));
  CHECK(gain(1e9) == gain(0.49 * 48000.0));
  CHECK_THROWS_AS(trace(1, [](Signal in) { return lowpass(in, 100.0, 0); }), Error);
  CHECK_THROWS_AS(trace(1, [](Signal in) { return highpass(in, 100.0, 9); }), Error);
}
TEST_CASE("a cutoff that jumps on every frame makes nothing grow, even with hardly any damping") {
  const auto wild = [](double q) {
    return trace(
        1, [&](Signal in) { return resonant_lowpass(in, 20.0 * exp(3.4 * (noise() + 1.0)), q); });
  };
  const auto noise = noise_of(1000, 0.5);
  std::vector<float> burst(noise.begin(), noise.end());
  burst.resize(96'000);
  const auto ringing = interpret<float>(wild(1000.0), burst, 48000.0_Hz);
  const auto loudest = [&](std::size_t from, std::size_t to) {
    float peak = 0.0F;
    for (std::size_t i = from; i < to; ++i) peak = std::max(peak, std::abs(ringing[i]));
    return peak;
  };
  CHECK(loudest(0, 1000) < 20.0F);
  CHECK(loudest(48'000, 96'000) < loudest(1000, 2000));
  const auto damped = interpret<float>(wild(0.7071), burst, 48000.0_Hz);
  CHECK(std::abs(damped.back()) < 1e-6F);
}
// NOLINTNEXTLINE(readability-function-size): doctest's macros
TEST_CASE("filters in float are within -100 dBFS of double, on noise at -6 dBFS") {
  const auto in = noise_of(9600, 0.5);
  const std::vector<float> single(in.begin(), in.end());
  const auto error_db = [&](auto filter) {
    const Program p = trace(1, filter);
    return difference_db(interpret<float>(p, single, 48000.0_Hz),
                         interpret<double>(p, in, 48000.0_Hz));
  };
  for (const double cutoff : {20.0, 800.0, 15'000.0}) {
    CAPTURE(cutoff);
    CHECK(error_db([&](Signal x) { return lowpass(x, cutoff); }) < -100.0);
    CHECK(error_db([&](Signal x) { return lowpass(x, cutoff, 8); }) < -100.0);
    CHECK(error_db([&](Signal x) { return highpass(x, cutoff, 8); }) < -100.0);
    CHECK(error_db([&](Signal x) { return bandpass(x, cutoff, 10.0); }) < -100.0);
  }
  CHECK(error_db([&](Signal x) { return lowpass(x, 3000.0 + 2900.0 * mem(x)); }) < -100.0);
}
TEST_CASE("a resonance of q = 30 whose output peaks at full scale is within -100 dBFS of double") {
  for (const double cutoff : {100.0, 1000.0, 15'000.0}) {
    CAPTURE(cutoff);
    const Program p = trace(1, [&](Signal x) { return resonant_lowpass(x, cutoff, 30.0); });
    auto in = noise_of(9600, 0.5);
    double peak = 0.0;
    for (const double y : interpret<double>(p, in, 48000.0_Hz)) peak = std::max(peak, std::abs(y));
    for (double& x : in) x = static_cast<float>(x / peak);
    const std::vector<float> single(in.begin(), in.end());
    CHECK(difference_db(interpret<float>(p, single, 48000.0_Hz),
                        interpret<double>(p, in, 48000.0_Hz)) < -100.0);
  }
}

/// Of `filter` at 48 kHz, at `hz`.
template <class Filter>
static double gain_at(const Filter& filter, double hz, std::size_t frames = 48'000) {
  return Response(filter, 48000.0_Hz, frames).gain_db(hz);
}
TEST_CASE("a notch is silent at its cutoff, and an allpass has no gain anywhere") {
  const auto cut = [](Signal x) { return notch(x, 1000.0, 4.0); };
  CHECK(gain_at(cut, 1000.0) < -100.0);
  CHECK(std::abs(gain_at(cut, 100.0)) < 0.05);
  CHECK(std::abs(gain_at(cut, 10'000.0)) < 0.05);
  for (const double hz : {50.0, 900.0, 1000.0, 5000.0, 20'000.0})
    CHECK(std::abs(gain_at([](Signal x) { return allpass(x, 1000.0, 2.0); }, hz)) < 0.001);
}
// NOLINTNEXTLINE(readability-function-size): doctest's macros
TEST_CASE("svf gives the filter of its mode's name") {
  const auto same = [](auto a, auto b) { return trace(1, a) == trace(1, b); };
  CHECK(same([](Signal x) { return svf(x, 800.0, 3.0, "low"); },
             [](Signal x) { return resonant_lowpass(x, 800.0, 3.0); }));
  CHECK(same([](Signal x) { return svf(x, 800.0, 3.0, "all"); },
             [](Signal x) { return allpass(x, 800.0, 3.0); }));
  CHECK(std::abs(gain_at([](Signal x) { return svf(x, 800.0, 3.0, "peak"); }, 800.0) - db(3.0)) <
        0.01);
  CHECK_THROWS_AS(trace(1, [](Signal x) { return svf(x, 800.0, 3.0, "lwo"); }), Error);
}
TEST_CASE("onepole and dcblock are -3.01 dB at their cutoff, and dcblock takes away what rests") {
  CHECK(std::abs(gain_at([](Signal x) { return onepole(x, 300.0); }, 300.0) + 3.0103) < 0.005);
  CHECK(std::abs(gain_at([](Signal x) { return dcblock(x, 20.0); }, 20.0) + 3.0103) < 0.005);
  CHECK(gain_at([](Signal x) { return dcblock(x, 20.0); }, 0.0) < -100.0);
}
TEST_CASE("equalizers have their gain where it belongs, half of it at a shelf's cutoff") {
  for (const double gain : {-12.0, 6.0, 18.0}) {
    CAPTURE(gain);
    const auto low = [=](Signal x) { return shelf_low(x, 500.0, gain, 0.7071); };
    const auto high = [=](Signal x) { return shelf_high(x, 500.0, gain, 0.7071); };
    const auto peak = [=](Signal x) { return peak_eq(x, 500.0, gain, 2.0); };
    CHECK(std::abs(gain_at(low, 5.0) - gain) < 0.02);
    CHECK(std::abs(gain_at(low, 500.0) - gain / 2.0) < 0.02);
    CHECK(std::abs(gain_at(low, 20'000.0)) < 0.02);
    CHECK(std::abs(gain_at(high, 5.0)) < 0.02);
    CHECK(std::abs(gain_at(high, 500.0) - gain / 2.0) < 0.02);
    CHECK(std::abs(gain_at(high, 20'000.0) - gain) < 0.02);
    CHECK(std::abs(gain_at(peak, 500.0) - gain) < 0.02);
    CHECK(std::abs(gain_at(peak, 5.0)) < 0.02);
  }
}
TEST_CASE("the ladder falls by 24 dB an octave, is -12 dB at its cutoff, and peaks there") {
  const auto quiet = [](double resonance) {  // below where the tanh bends
    return [=](Signal x) { return 1e4 * moog_ladder(1e-4 * x, 1000.0, resonance); };
  };
  CHECK(std::abs(gain_at(quiet(0.0), 1000.0) + 12.04) < 0.02);
  CHECK(gain_at(quiet(0.0), 4000.0) - gain_at(quiet(0.0), 8000.0) ==
        doctest::Approx(24.0).epsilon(0.1));
  CHECK(gain_at(quiet(0.9), 1000.0) > gain_at(quiet(0.9), 0.0) + 15.0);
}
TEST_CASE("the ladder sings at its cutoff from a resonance of 1 on, and never louder than 1") {
  std::vector<double> in(48'000);
  in[0] = 0.1;
  auto sung = interpret<double>(trace(1, [](Signal x) { return moog_ladder(x, 997.0, 1.1); }), in,
                                48000.0_Hz);
  for (const double x : sung) REQUIRE(std::abs(x) < 1.0);
  sung.erase(sung.begin(), sung.begin() + 24'000);
  double loudest = 0.0, pitch = 0.0;
  for (const double hz : geometric(900.0, 1100.0, 1.001))
    if (const double a = line(sung, Hertz{hz}, 48000.0_Hz); a > loudest) loudest = a, pitch = hz;
  CHECK(loudest > 0.1);
  CHECK(std::abs(pitch - 997.0) < 15.0);
}
