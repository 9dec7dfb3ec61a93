// tests/signal/control_test.cpp: edges, and what follows them, frame by frame.
#include "signal/control.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "signal/envelope.hpp"
#include "signal/interpreter.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::signal;

static constexpr Hertz kRate = 48000.0_Hz;
using Samples = std::vector<double>;
template <class Function>
static Samples run(const Function& function, const Samples& in) {
  return interpret<double>(trace(1, function), in, kRate);
}

TEST_CASE("a trigger is one frame long, at each opening; edge_trigger at each closing too") {
  const Samples gate{0, 1, 1, 0.5, 0, -1, 0, 2, 0};
  CHECK(run([](Signal g) { return trigger(g); }, gate) == Samples{0, 1, 0, 0, 0, 0, 0, 1, 0});
  CHECK(run([](Signal g) { return edge_trigger(g); }, gate) == Samples{0, 1, 0, 0, 1, 0, 0, 1, 1});
  CHECK(run([](Signal g) { return trigger(g); }, {1, 1}) == Samples{1, 0});
}
TEST_CASE("a latch lets through while its gate is open; a sample is held from its trigger on") {
  const Samples in{1, 2, 3, 4, 5, 6, 7, 8};  // the gate is open where it is above 2 and below 6
  const auto open = [](Signal x) { return min(x > 2.0, x < 6.0); };
  CHECK(run([&](Signal x) { return latch(x, open(x)); }, in) == Samples{0, 0, 3, 4, 5, 5, 5, 5});
  CHECK(run([&](Signal x) { return sample_hold(x, open(x)); }, in) ==
        Samples{0, 0, 3, 3, 3, 3, 3, 3});
}
TEST_CASE("slew follows in straight lines of its two speeds") {
  Samples step(400, 1.0);
  std::fill(step.begin() + 200, step.end(), 0.0);
  const Samples out = run([](Signal x) { return slew(x, 480.0, 960.0); }, step);
  CHECK(out[0] == doctest::Approx(0.01));
  CHECK(out[49] == doctest::Approx(0.5));
  CHECK(out[99] == 1.0);
  CHECK(out[199] == 1.0);
  CHECK(out[224] == doctest::Approx(0.5));
  CHECK(out[249] == doctest::Approx(0.0));
  CHECK(out[399] == 0.0);
}
TEST_CASE("smooth is a thousandth away after its time") {
  const Samples out = run([](Signal x) { return smooth(x, 0.01); }, Samples(480, 1.0));
  CHECK(1.0 - out[479] == doctest::Approx(0.001).epsilon(1e-6));
  CHECK(1.0 - out[239] == doctest::Approx(std::sqrt(0.001)).epsilon(1e-6));
}
TEST_CASE("decay is 1 on the frame of the trigger, and a thousandth after its time") {
  Samples gate(600, 1.0);
  gate[0] = 0.0;
  const Samples out = run([](Signal g) { return decay(0.01, g); }, gate);
  CHECK(out[0] == 0.0);
  CHECK(out[1] == 1.0);
  CHECK(out[481] == doctest::Approx(0.001).epsilon(1e-6));
}
TEST_CASE("a line goes from its start to its end in its time, and stays") {
  const Samples out = run([](Signal) { return line(200.0, 100.0, 0.01); }, Samples(600));
  CHECK(out[0] == 200.0);
  CHECK(out[240] == doctest::Approx(150.0));
  CHECK(out[480] == 100.0);
  CHECK(out[599] == 100.0);
}
TEST_CASE("asr rises to its sustain, and falls from wherever it is") {
  Samples gate(2000, 1.0);
  std::fill(gate.begin() + 1000, gate.begin() + 1100, 0.0);
  std::fill(gate.begin() + 1500, gate.end(), 0.0);
  const Samples out = run([](Signal g) { return asr(0.01, 0.8, 0.01, g); }, gate);
  CHECK(out[0] == 0.0);
  CHECK(out[240] == doctest::Approx(0.4));
  CHECK(out[480] == doctest::Approx(0.8));
  CHECK(out[999] == doctest::Approx(0.8));
  CHECK(out[1100] == doctest::Approx(0.8 * (1.0 - 100.0 / 480.0)).epsilon(0.01));
  CHECK(out[1300] == doctest::Approx(0.8));
  CHECK(out[1740] == doctest::Approx(0.4).epsilon(0.01));
  CHECK(out[1990] == 0.0);
}
