// tests/signal/oscillator_test.cpp: levels of harmonics and aliases, pitch, and what never happens.
#include "signal/oscillator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "signal/interpreter.hpp"
#include "signal/sin_pi.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;
using std::numbers::pi;

struct Wave {
  const char* name;
  Signal (*play)(Signal freq);
  double fundamental;  // its amplitude in the ideal wave
};
static constexpr Wave kEdged[] = {
    {"saw", saw, 2.0 / pi}, {"square", square, 4.0 / pi}, {"triangle", triangle, 8.0 / (pi * pi)}};

template <class Real>
static std::vector<Real> play(Signal (*wave)(Signal), double freq, Hertz rate, std::size_t frames) {
  return interpret<Real>(trace([&] { return wave(freq); }), std::vector<Real>(frames), rate);
}

/// The loudest line from `low` up to below `high` that is no harmonic, under the fundamental. All
/// lines of a 5 kHz wave at 48 kHz are multiples of 1 kHz.
template <class Real>
static double alias_db(Signal (*wave)(Signal), double high) {
  const Hertz rate = 48000.0_Hz;
  const auto heard = play<Real>(wave, 5000.0, rate, 480);
  double worst = 0.0;
  for (int khz = 1; khz * 1000.0 < high; ++khz)
    if (khz % 5 != 0) worst = std::max(worst, line(heard, Hertz{khz * 1000.0}, rate));
  return db(worst / line(heard, 5000.0_Hz, rate));
}

TEST_CASE("saw, square, triangle: aliases of 5 kHz at 48 kHz are 75 dB down below 10 kHz") {
  for (const Wave& wave : kEdged) {
    CAPTURE(wave.name);
    CHECK(alias_db<float>(wave.play, 10'000.0) < -74.9);
    CHECK(alias_db<double>(wave.play, 10'000.0) < -74.9);
    CHECK(alias_db<float>(wave.play, 15'000.0) < -54.9);
  }
}
TEST_CASE("a wave with jumps alone, as a check of the measurement, aliases 25 dB down") {
  const auto jump = [](Signal freq) { return 2.0 * phase(freq / sample_rate()) - 1.0; };
  CHECK(alias_db<double>(+jump, 10'000.0) > -25.0);
}
TEST_CASE("the fundamental has the ideal wave's amplitude, less the drawing's treble loss") {
  for (const Wave& wave : kEdged)
    for (const double freq : {100.0, 1000.0, 5000.0, 10'000.0}) {
      CAPTURE(wave.name);
      CAPTURE(freq);
      const double x = pi * freq / 48000.0, loss = std::pow(std::sin(x) / x, 4.0);
      const double level =
          line(play<float>(wave.play, freq, 48000.0_Hz, 4800), Hertz{freq}, 48000.0_Hz);
      CHECK(std::abs(db(level / (wave.fundamental * loss))) < 0.001);
    }
}
TEST_CASE("no wave has DC, and all begin with 0") {
  for (auto* wave : {sine_osc, saw, square, triangle})
    for (const double freq : {100.0, 1000.0, 5000.0, 10'000.0}) {
      const auto heard = play<float>(wave, freq, 48000.0_Hz, 4800);
      CHECK(line(heard, 0.0_Hz, 48000.0_Hz) < 1e-6);
      CHECK(std::abs(heard[0]) < 1e-6F);
    }
}
TEST_CASE("a pulse has the lines of its width, aliases as a saw, and its mean") {
  const auto half = +[](Signal freq) { return pulse(freq, 0.5); };
  const auto third = +[](Signal freq) { return pulse(freq, 1.0 / 3.0); };
  for (const auto wave : {half, third}) {
    CHECK(alias_db<float>(wave, 10'000.0) < -74.9);
    CHECK(alias_db<float>(wave, 15'000.0) < -54.9);
  }
  const auto heard = play<double>(third, 100.0, 48000.0_Hz, 48'000);
  CHECK(line(heard, 0.0_Hz, 48000.0_Hz) / 2.0 == doctest::Approx(1.0 / 3.0).epsilon(0.001));
  CHECK(db(line(heard, 300.0_Hz, 48000.0_Hz)) < -60.0);  // every third is missing
  const double fundamental = 4.0 / pi * std::sin(pi / 3.0);
  CHECK(std::abs(db(line(heard, 100.0_Hz, 48000.0_Hz) / fundamental)) < 0.001);
  for (const double width : {-1.0, 0.0, 1.0, 2.0}) {
    const auto flat = interpret<double>(trace([&] { return pulse(200.0, width); }),
                                        std::vector<double>(4800), 48000.0_Hz);
    for (const double x : flat) REQUIRE(std::abs(x - (width > 0.5 ? 1.0 : -1.0)) < 1e-6);
  }
}
TEST_CASE("fm has the sidebands of its index") {
  const auto heard = interpret<double>(trace([] { return fm(2000.0, 0.25, 1.5); }),
                                       std::vector<double>(48'000), 48000.0_Hz);
  for (const int k : {0, 1, 2, 3})
    CHECK(line(heard, Hertz{2000.0 + 500.0 * k}, 48000.0_Hz) ==
          doctest::Approx(std::cyl_bessel_j(k, 1.5)).epsilon(0.001));
}
TEST_CASE("a slow wave goes from low to high in the shape of its name") {
  const auto wave = [](const char* shape) {
    return interpret<double>(trace([&] { return lfo(10.0, 2.0, 4.0, shape); }),
                             std::vector<double>(9600), 48000.0_Hz);
  };
  CHECK(wave("sine")[0] == doctest::Approx(3.0));
  CHECK(wave("sine")[1200] == doctest::Approx(4.0));
  CHECK(wave("tri")[0] == doctest::Approx(2.0));
  CHECK(wave("tri")[2400] == doctest::Approx(4.0));
  CHECK(wave("saw")[3600] == doctest::Approx(3.5));
  CHECK(wave("isaw")[3600] == doctest::Approx(2.5));
  CHECK(wave("square")[2300] == 2.0);
  CHECK(wave("square")[2500] == 4.0);
  const auto random = wave("random");
  CHECK(random[0] == random[4799]);
  CHECK(random[4800] == random[9599]);
  CHECK(random[0] != random[4801]);
  CHECK(random[0] != 3.0);
  CHECK_THROWS_AS(wave("sinus"), Error);
}
TEST_CASE("a sine's harmonics and noise are 130 dB down") {
  const Hertz rate{65536.0};  // so that the step is exact in float, and the error is the shape's
  const auto heard = play<float>(sine_osc, 1001.0, rate, 65536);
  double power = 0.0;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const double error =
        double{heard[i]} - std::sin(2.0 * pi * 1001.0 * static_cast<double>(i) / rate.value);
    power += error * error;
  }
  CHECK(10.0 * std::log10(power / static_cast<double>(heard.size()) / 0.5) < -130.0);
}
TEST_CASE("sin_pi is within 4e-7 of the sine, in proportion") {
  std::vector<float> x;
  for (int i = 0; i < 999; ++i) {
    const float at = 1e-6F + 0.001F * static_cast<float>(i);
    x.insert(x.end(), {at, -at});
  }
  const auto y = interpret<float>(trace(1, [](Signal in) { return sin_pi(in); }), x, 48000.0_Hz);
  for (std::size_t i = 0; i < x.size(); ++i) {
    CAPTURE(x[i]);
    CHECK(std::abs(double{y[i]} / std::sin(pi * double{x[i]}) - 1.0) < 4e-7);
  }
}
TEST_CASE("the pitch is within 0.001 cents") {
  for (const double freq : {27.5, 440.0, 4186.009}) {
    CAPTURE(freq);
    const auto heard = play<float>(saw, freq, 48000.0_Hz, 96000);
    std::size_t last = heard.size() - 1;  // far from a jump, the saw shows its phase
    while (std::abs(heard[last]) > 0.2F) --last;
    const double cycles = freq / 48000.0 * static_cast<double>(last);
    const double error = std::remainder((double{heard[last]} + 1.0) / 2.0 - cycles, 1.0);
    CHECK(1200.0 * std::abs(std::log2(1.0 + error / cycles)) < 0.001);
  }
}
TEST_CASE("pitches that move wildly, stop, run backwards or past the sample rate stay in bounds") {
  std::vector<float> freq(48000);
  for (std::size_t i = 0; i < freq.size(); ++i)
    freq[i] = i % 7 == 0
                  ? 0.0F
                  : 1e5F * static_cast<float>(std::sin(0.3 * static_cast<double>(i * i % 1009)));
  for (auto* wave : {sine_osc, saw, square, triangle})
    for (const float y : interpret<float>(trace(1, wave), freq, 48000.0_Hz))
      REQUIRE(std::abs(y) <= 1.000001F);
}
// NOLINTNEXTLINE(readability-function-size): doctest's macros
TEST_CASE("a wavetable plays its harmonics where they fit, and none where they would alias") {
  std::vector<double> table(64);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double at = 2.0 * pi * static_cast<double>(i) / 64.0;
    table[i] = 0.1 + std::sin(at) + 0.5 * std::cos(3.0 * at) + 0.25 * std::sin(20.0 * at);
  }
  const auto heard = [&](double freq) {
    return interpret<double>(trace([&] { return wavetable(freq, table); }),
                             std::vector<double>(48'000), 48000.0_Hz);
  };
  const auto low = heard(100.0), high = heard(3000.0);
  CHECK(line(low, 0.0_Hz, 48000.0_Hz) / 2.0 == doctest::Approx(0.1).epsilon(1e-3));
  CHECK(line(low, 100.0_Hz, 48000.0_Hz) == doctest::Approx(1.0).epsilon(1e-3));
  CHECK(line(low, 300.0_Hz, 48000.0_Hz) == doctest::Approx(0.5).epsilon(1e-3));
  CHECK(line(low, 2000.0_Hz, 48000.0_Hz) == doctest::Approx(0.25).epsilon(1e-2));
  CHECK(line(high, 9000.0_Hz, 48000.0_Hz) == doctest::Approx(0.5).epsilon(1e-2));
  CHECK(db(line(high, 12'000.0_Hz, 48000.0_Hz)) < -60.0);  // where 60 kHz would fold to
  CHECK_THROWS_AS(trace([] { return wavetable(100.0, std::vector{0.0, 1.0}); }), Error);
}
