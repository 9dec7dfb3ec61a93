// tests/signal/noise_test.cpp: the colour of noises, by their spectra.
#include "signal/noise.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

using Samples = std::vector<double>;
template <class Noise>
static Samples heard(const Noise& noise, Hertz rate, std::size_t frames) {
  return interpret<double>(trace(noise), Samples(frames), rate);
}
static double rms(const Samples& x) {
  double power = 0.0;
  for (const double v : x) power += v * v;
  return std::sqrt(power / static_cast<double>(x.size()));
}
/// The gain of what colours: the same filter, heard with an impulse in place of white noise.
static double gain_db(const Samples& impulse_response, double hz, Hertz rate) {
  const auto turn = std::polar(1.0, -2.0 * std::numbers::pi * hz / rate.value);
  std::complex<double> sum = 0.0;
  for (std::size_t i = impulse_response.size(); i-- > 0;) sum = sum * turn + impulse_response[i];
  return db(std::abs(sum));
}
/// The program with its white noise as its input.
static Program of_input(Program p) {
  p.inputs = 1;
  for (Operation& o : p.operations)
    if (o.op == Op::noise) o = {.op = Op::input, .index = 0};
  return p;
}

TEST_CASE("pink noise falls by 3 dB an octave, within 0.15 dB, at every rate") {
  for (const Hertz rate : {44100.0_Hz, 48000.0_Hz, 96000.0_Hz, 192000.0_Hz}) {
    Samples impulse(static_cast<std::size_t>(rate.value));
    impulse[0] = 1.0;
    const Program p = of_input(trace([] { return pink_noise(); }));
    const Samples response = interpret<double>(p, impulse, rate);
    double low = 1e9, high = -1e9;
    for (const double hz : geometric(20.0, 0.4 * rate.value, 1.1)) {
      const double level = gain_db(response, hz, rate) + 10.0 * std::log10(hz);
      low = std::min(low, level);
      high = std::max(high, level);
    }
    CAPTURE(rate.value);
    CHECK(high - low < 0.3);
  }
}
TEST_CASE("pink and brown noise have a root mean square of 0.2 and stay below 1") {
  const Samples pink = heard([] { return pink_noise(); }, 48000.0_Hz, 480'000);
  CHECK(rms(pink) == doctest::Approx(0.2).epsilon(0.05));
  CHECK(std::ranges::count_if(pink, [](double x) { return std::abs(x) > 1.0; }) <= 2);
  for (const Hertz rate : {44100.0_Hz, 96000.0_Hz})
    CHECK(rms(heard([] { return brown_noise(); }, rate, 960'000)) ==
          doctest::Approx(0.2).epsilon(0.1));
}
TEST_CASE("brown noise falls by 6 dB an octave from 20 Hz up") {
  Samples impulse(48'000);
  impulse[0] = 1.0;
  const Samples response =
      interpret<double>(of_input(trace([] { return brown_noise(); })), impulse, 48000.0_Hz);
  const double at_200 = gain_db(response, 200.0, 48000.0_Hz);
  CHECK(gain_db(response, 2000.0, 48000.0_Hz) - at_200 == doctest::Approx(-20.0).epsilon(0.01));
}
TEST_CASE("dust has its density and lies between 0 and 1; without density it is silent") {
  const Samples pulses = heard([] { return dust(1000.0); }, 48000.0_Hz, 480'000);
  const auto count = std::ranges::count_if(pulses, [](double x) { return x > 0.0; });
  CHECK(static_cast<double>(count) == doctest::Approx(10'000.0).epsilon(0.05));
  CHECK(std::ranges::all_of(pulses, [](double x) { return x >= 0.0 && x < 1.0; }));
  for (const double x : heard([] { return dust(0.0); }, 48000.0_Hz, 1000)) CHECK(x == 0.0);
}
TEST_CASE("two calls are two streams") {
  const auto both = [] {
    const Signal one = pink_noise(), other = pink_noise();
    return one - other;
  };
  const Samples difference = heard(both, 48000.0_Hz, 9600);
  CHECK(rms(difference) > 0.1);
}
