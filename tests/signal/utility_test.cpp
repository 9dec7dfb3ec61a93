// tests/signal/utility_test.cpp: conversions against the C library, and places.
#include "signal/utility.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

static constexpr Hertz kRate = 48000.0_Hz;
using Samples = std::vector<double>;
/// Both outputs, one after the other.
template <class Real>
static std::vector<Real> both(const Program& p, const std::vector<Real>& in) {
  std::vector<Real> out(2 * in.size());
  Interpreter<Real>(p, kRate).process({}, {}, 0, in, out, in.size());
  return out;
}
/// The greatest error of `function` in float on numbers from low to high, for results above 1 in
/// proportion.
template <class Function>
static double worst_error(const Function& function, double (*truth)(double), double low,
                          double high) {
  std::vector<float> in;
  for (int i = 0; i <= 1000; ++i) in.push_back(static_cast<float>(low + (high - low) * i / 1000.0));
  const auto out = interpret<float>(trace(1, function), in, kRate);
  double worst = 0.0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const double wanted = truth(static_cast<double>(in[i]));
    const double error = std::abs(static_cast<double>(out[i]) - wanted);
    worst = std::max(worst, error / std::max(1.0, std::abs(wanted)));
  }
  return worst;
}

TEST_CASE("angles, powers and parts are those of the C library") {
  constexpr double kClose = 5e-7;
  CHECK(worst_error([](Signal x) { return asin(x); }, std::asin, -1, 1) < kClose);
  CHECK(worst_error([](Signal x) { return acos(x); }, std::acos, -1, 1) < kClose);
  CHECK(worst_error([](Signal x) { return atan(x); }, std::atan, -50, 50) < kClose);
  CHECK(worst_error([](Signal x) { return sinh(x); }, std::sinh, -3, 3) < kClose);
  CHECK(worst_error([](Signal x) { return cosh(x); }, std::cosh, -3, 3) < kClose);
  CHECK(worst_error([](Signal x) { return log2(x); }, std::log2, 0.01, 3000) < kClose);
  CHECK(worst_error([](Signal x) { return log10(x); }, std::log10, 0.01, 3000) < kClose);
  CHECK(worst_error([](Signal x) { return exp2(x); }, std::exp2, -20, 20) < kClose);
  CHECK(worst_error([](Signal x) { return trunc(x); }, std::trunc, -5, 5) == 0.0);
  const auto fraction = [](double x) { return x - std::floor(x); };
  CHECK(worst_error([](Signal x) { return fract(x); }, fraction, -5, 5) < kClose);
  const auto sign_of = [](double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0; };
  CHECK(worst_error([](Signal x) { return sign(x); }, sign_of, -5, 5) == 0.0);
}
TEST_CASE("decibels and notes are what they say") {
  constexpr double kClose = 1e-6;
  const auto from_db = [](double x) { return std::pow(10.0, x / 20.0); };
  CHECK(worst_error([](Signal x) { return db_to_linear(x); }, from_db, -120, 24) < kClose);
  const auto to_db = [](double x) { return 20.0 * std::log10(std::abs(x)); };
  CHECK(worst_error([](Signal x) { return linear_to_db(x); }, to_db, -3, -1e-5) < kClose);
  const auto from_note = [](double x) { return 440.0 * std::exp2((x - 69.0) / 12.0); };
  CHECK(worst_error([](Signal x) { return midi_to_freq(x); }, from_note, 0, 127) < kClose);
  const auto to_note = [](double x) { return 69.0 + 12.0 * std::log2(x / 440.0); };
  CHECK(worst_error([](Signal x) { return freq_to_midi(x); }, to_note, 20, 20'000) < kClose);
}
TEST_CASE("wrap moves by whole widths, lerp goes on beyond its ends") {
  const auto wrapped = [](double x) { return x - 2.0 * std::floor((x + 1.0) / 2.0); };
  CHECK(worst_error([](Signal x) { return wrap(x, -1.0, 1.0); }, wrapped, -7.3, 7.3) < 1e-6);
  const auto between = [](double x) { return 3.0 - 2.0 * x; };
  CHECK(worst_error([](Signal x) { return lerp(3.0, 1.0, x); }, between, -1, 2) < 1e-6);
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
TEST_CASE("stereo_width goes from mono over what is there to twice the difference") {
  const auto at = [](double width) {
    return both(trace(1, [&](Signal x) { return stereo_width(x, 0.5 * x, width); }), Samples{1.0});
  };
  CHECK(at(0.0) == Samples{0.75, 0.75});
  CHECK(at(1.0) == Samples{1.0, 0.5});
  CHECK(at(2.0) == Samples{1.25, 0.25});
}
