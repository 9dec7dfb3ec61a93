// tests/signal/library_test.cpp: what holds for every function of the library.
#include "signal/library.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "signal/filter.hpp"
#include "signal/interpreter.hpp"
#include "signal/library_calls.hpp"
#include "signal/utility.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;
using krach::testing::usual_program;

static constexpr Hertz kRate = 48000.0_Hz;
/// All outputs of the program at its controls' initial values.
template <class Real>
static std::vector<Real> heard(const Program& p, const std::vector<Real>& in, std::size_t frames) {
  std::vector<Real> controls, steps(p.controls.size(), 0), out(p.outputs.size() * frames);
  for (const Control& c : p.controls) controls.push_back(static_cast<Real>(c.initial));
  Interpreter<Real>(p, kRate).process(controls, steps, 0, in, out, frames);
  return out;
}
/// Noise at -6 dBFS, and a gate that opens every 100 ms, for 50 ms.
static std::vector<double> sound_and_gate(std::size_t frames) {
  std::vector<double> in = noise_of(frames, 0.5);
  for (std::size_t i = 0; i < frames; ++i) in.push_back(i % 4800 < 2400 ? 1.0 : 0.0);
  return in;
}
/// bitcrush: a rounding decides on which of two steps a value is.
static bool is_even(const Function& function) {
  const std::string_view topic = function.topic;
  return (topic == "filters" || topic == "envelopes" || topic == "effects" || topic == "places") &&
         function.name != "bitcrush";
}

TEST_CASE("in float filters, envelopes and effects are within -100 dBFS of double, on noise") {
  constexpr std::size_t kFrames = 12'000;
  const std::vector<double> in = sound_and_gate(kFrames);
  const std::vector<float> single(in.begin(), in.end());
  for (const Function& function : library()) {
    if (!is_even(function)) continue;
    CAPTURE(function.name);
    const Program p = usual_program(function);
    const auto exact = heard<double>(p, in, kFrames);
    double peak = 1.0;
    for (const double x : exact) peak = std::max(peak, std::abs(x));
    // A sine in float that moves a delay by 72 frames is 1e-5 frames off, and a loop adds up.
    const double allowed = function.name == "flanger"  ? -90.0
                           : function.name == "chorus" ? -95.0
                                                       : -100.0;
    CHECK(difference_db(heard<float>(p, single, kFrames), exact) - db(peak) < allowed);
  }
}
TEST_CASE("no function makes what is no number of a sound, at any bound of its controls") {
  constexpr std::size_t kFrames = 4800;
  const std::vector<double> in = sound_and_gate(kFrames);
  const std::vector<float> single(in.begin(), in.end());
  const std::set<std::string_view> undefined{"log",  "log2", "log10", "pow", "mod",
                                             "sqrt", "wrap", "asin",  "acos"};
  for (const Function& function : library()) {
    if (undefined.contains(function.name)) continue;
    CAPTURE(function.name);
    Program p = usual_program(function);
    for (const bool high : {false, true}) {
      for (Control& c : p.controls) c.initial = high ? c.high : c.low;
      const auto out = heard<float>(p, single, kFrames);
      CHECK(std::ranges::all_of(out, [](float x) { return std::isfinite(x); }));
    }
  }
}
TEST_CASE("every function says what it does, in what units, and has an example of its own") {
  std::set<std::string_view> names;
  for (const Function& function : library()) {
    CAPTURE(function.name);
    CHECK(names.insert(function.name).second);
    CHECK(function.help.ends_with('.'));
    CHECK(function.example.find(function.name) != std::string_view::npos);
    CHECK(function.describe().find(function.signature()) != std::string::npos);
  }
  CHECK(names.size() > 90);
}
TEST_CASE("a pair goes through side by side; what makes a pair hears its mean") {
  const auto sides = [](const char* name, std::vector<Argument> rest) {
    return trace(2, [&](Signal left, Signal right) {
      std::vector<Argument> given{Stereo{left, right}};
      given.insert(given.end(), rest.begin(), rest.end());
      const Stereo out = std::get<Stereo>(get_function(name)(given));
      return std::vector<Signal>(out.begin(), out.end());
    });
  };
  CHECK(sides("lowpass", {900.0, 2.0}) == trace(2, [](Signal left, Signal right) {
          return std::array{lowpass(left, 900.0), lowpass(right, 900.0)};
        }));
  const std::vector<float> both = {0.5F, 0.25F, 0.0F, 0.75F};  // two frames a side
  const Program middle = trace(1, [](Signal x) { return pan(x, 0.5); });
  CHECK(heard<float>(sides("pan", {0.5}), both, 2) ==
        heard<float>(middle, std::vector{0.25F, 0.5F}, 2));
  std::vector<float> in(200, 0.9F);  // loud on the left
  std::fill(in.begin() + 100, in.end(), 0.1F);
  const auto out = heard<float>(sides("compressor", {-20.0, 4.0, 0.0, 0.1}), in, 100);
  CHECK(out[50] < 0.5F);
  CHECK(out[150] / out[50] == doctest::Approx(0.1 / 0.9));  // the image stays
}
TEST_CASE("what cannot be given is refused at the function's name, with how it is written") {
  const auto refused = [](const char* name, const std::vector<Argument>& given) {
    try {
      trace([&] { return std::get<Signal>(get_function(name)(given)); });
    } catch (const Error& error) {
      return error.faults()[0].where + ": " + error.faults()[0].what;
    }
    return std::string();
  };
  CHECK(refused("lowpass", {1.0, 2.0}) == "lowpass: it is given 2 arguments");
  CHECK(refused("lowpass", {1.0, 2.0, 2.5}) == "lowpass: 'order' is not a whole number");
  CHECK(refused("lfo", {1.0, 0.0, 1.0, 2.0}) == "lfo: 'shape' is not a name");
  CHECK(refused("lfo", {1.0, 0.0, 1.0, std::string("sinus")}) == "lfo.shape: there is no 'sinus'");
  CHECK(refused("saw", {std::string("a")}) == "saw: 'freq' is not a signal");
  CHECK_THROWS_WITH_AS(get_function("lowpas"), doctest::Contains("did you mean 'lowpass'"), Error);
}
