// tests/signal/echo_test.cpp: what comes back, when and how loud.
#include "signal/echo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

static constexpr Hertz kRate = 48000.0_Hz;
using Samples = std::vector<double>;
/// The frames at which `effect` answers an impulse, and how loud.
template <class Effect>
static std::vector<std::pair<std::size_t, double>> answers(const Effect& effect,
                                                           std::size_t frames) {
  Samples impulse(frames);
  impulse[0] = 1.0;
  const Program p = trace(1, effect);
  std::vector<double> out(impulse.size() * p.outputs.size());
  Interpreter<double>(p, kRate).process({}, {}, 0, impulse, out, frames);
  std::vector<std::pair<std::size_t, double>> found;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (std::abs(out[i]) > 1e-9) found.emplace_back(i, std::round(out[i] * 1e6) / 1e6);
  return found;
}
using Answers = std::vector<std::pair<std::size_t, double>>;

// NOLINTNEXTLINE(readability-function-size): doctest's macros
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
TEST_CASE("echoes come after their time, and again, each as much softer") {
  CHECK(answers([](Signal x) { return echo(x, 0.01, 0.5, 1.0); }, 2000) ==
        Answers{{480, 1.0}, {960, 0.5}, {1440, 0.25}, {1920, 0.125}});
  CHECK(answers([](Signal x) { return echo(x, 0.0, 0.5, 1.0); }, 4) ==
        Answers{{1, 1.0}, {2, 0.5}, {3, 0.25}});
}
TEST_CASE("echoes of ping_pong begin on the left and change sides") {
  CHECK(answers([](Signal x) { return ping_pong(x, 0.01, 0.5, 1.0); }, 2000) ==
        Answers{{480, 1.0}, {1440, 0.25}, {2000 + 960, 0.5}, {2000 + 1920, 0.125}});
}
TEST_CASE("comb gives the sound and its echoes, between frames too") {
  CHECK(answers([](Signal x) { return comb(x, 0.001, -0.5, 0.1); }, 100) ==
        Answers{{0, 1.0}, {48, -0.5}, {96, 0.25}});
  CHECK(answers([](Signal x) { return comb(x, 10.5 / 48000.0, 0.5, 0.1); }, 20) ==
        Answers{{0, 1.0}, {10, 0.25}, {11, 0.25}});
}
