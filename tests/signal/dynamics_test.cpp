// tests/signal/dynamics_test.cpp: gains in dB, times, and what a limiter never lets through.
#include "signal/dynamics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

static constexpr Hertz kRate = 48000.0_Hz;
using Samples = std::vector<double>;
template <class Real = double, class Effect>
static std::vector<Real> run(const Effect& effect, const std::vector<Real>& in) {
  return interpret<Real>(trace(1, effect), in, kRate);
}
/// 1000 Hz at so many dB, as a square wave, which has its level on every frame.
static Samples square_at(double level, std::size_t frames) {
  Samples x(frames);
  for (std::size_t i = 0; i < frames; ++i)
    x[i] = (i / 24 % 2 == 0 ? 1 : -1) * std::pow(10, level / 20);
  return x;
}

TEST_CASE("a compressor gives 1 dB more for its ratio more, and nothing below its threshold") {
  const auto level = [](double in) {
    const Samples out =
        run([](Signal x) { return compressor(x, -20.0, 4.0, 0.001, 0.1); }, square_at(in, 24'000));
    return db(std::abs(out.back()));
  };
  CHECK(level(-30.0) == doctest::Approx(-30.0).epsilon(1e-4));
  CHECK(level(-20.0) == doctest::Approx(-20.0).epsilon(1e-4));
  CHECK(level(-8.0) == doctest::Approx(-17.0).epsilon(1e-4));
  CHECK(level(0.0) == doctest::Approx(-15.0).epsilon(1e-4));
}
TEST_CASE("a compressor's reduction is a thousandth away after its attack, and its release") {
  Samples in = square_at(0.0, 9600);
  const Samples after = square_at(-30.0, 9600);
  in.insert(in.end(), after.begin(), after.end());
  const Samples out = run([](Signal x) { return compressor(x, -20.0, 4.0, 0.01, 0.05); }, in);
  const auto reduced = [&](std::size_t i) { return db(std::abs(out[i])) - db(std::abs(in[i])); };
  CHECK(reduced(479) == doctest::Approx(-15.0 * 0.999).epsilon(1e-4));
  CHECK(reduced(239) == doctest::Approx(-15.0 * (1.0 - std::sqrt(0.001))).epsilon(1e-3));
  CHECK(reduced(9600 + 2399) == doctest::Approx(-0.015).epsilon(0.01));
}
TEST_CASE("nothing comes out of a limiter above its ceiling, and quiet sounds as they went in") {
  for (const double loudness : {0.1, 1.0, 30.0}) {
    std::vector<float> in;
    for (const double x : noise_of(48'000, loudness)) in.push_back(static_cast<float>(x));
    for (std::size_t i = 5000; i < in.size(); i += 9973) in[i] = 100.0F;
    const auto out = run<float>([](Signal x) { return limiter(x, -6.0, 0.05); }, in);
    const float ceiling = std::pow(10.0F, -6.0F / 20.0F);
    float peak = 0.0F;
    for (const float x : out) peak = std::max(peak, std::abs(x));
    CHECK(peak <= ceiling);
    CHECK(peak > 0.9F * ceiling);
  }
  const Samples quiet = noise_of(4800, 0.3);
  const Samples out = run([](Signal x) { return limiter(x, -6.0, 0.05); }, quiet);
  for (std::size_t i = 127; i < out.size(); ++i) REQUIRE(out[i] == quiet[i - 127]);
}
TEST_CASE("a limiter's gain makes no step: a sine of 12 dB too much keeps its shape") {
  Samples in(48'000);
  for (std::size_t i = 0; i < in.size(); ++i)
    in[i] = 4.0 * std::sin(2.0 * std::numbers::pi * 100.0 * static_cast<double>(i) / 48'000.0);
  Samples out = run([](Signal x) { return limiter(x, 0.0, 0.5); }, in);
  out.erase(out.begin(), out.begin() + 24'000);
  const double fundamental = line(out, 100.0_Hz, kRate);
  CHECK(fundamental > 0.97);
  for (int k = 2; k < 20; ++k) CHECK(db(line(out, Hertz{100.0 * k}, kRate) / fundamental) < -40.0);
}
TEST_CASE("gate_noise lets loud sounds through, and is silent a while after them") {
  Samples in = square_at(-20.0, 4800);
  const Samples after = square_at(-60.0, 9600);
  in.insert(in.end(), after.begin(), after.end());
  const Samples out = run([](Signal x) { return gate_noise(x, -40.0, 0.001, 0.05); }, in);
  CHECK(std::abs(out[4799]) == doctest::Approx(std::abs(in[4799])).epsilon(0.001));
  CHECK(std::abs(out[4800 + 470]) == doctest::Approx(std::abs(in[4800])).epsilon(0.001));
  CHECK(std::abs(out[4800 + 480 + 2400]) < 0.0015 * std::abs(in[4800]));
}
