// tests/signal/interpreter_test.cpp: what each operation means, frame by frame.
#include "signal/interpreter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "base/error.hpp"
#include "signal/random_program.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::signal;
using Samples = std::vector<double>;

static Samples run(const Program& p, const Samples& in) {
  return interpret<double>(p, in, 48000.0_Hz);
}
/// `frames` frames of one voice in float, its controls at their initial values.
static std::vector<float> voice(const Program& p, std::size_t frames, std::uint32_t seed) {
  Interpreter<float> v(p, 48000.0_Hz, seed);
  std::vector<float> out(frames * p.outputs.size()), controls(p.controls.size()),
      steps(controls.size());
  v.process(controls, steps, 0, {}, out, frames);
  out.resize(frames);
  return out;
}

TEST_CASE("a memory is one frame late and starts at 0") {
  CHECK(run(trace(1, [](Signal in) { return mem(in); }), {1, 2, 3}) == Samples{0, 1, 2});
}
TEST_CASE("feedback(fn) is y = fn(y one frame ago)") {
  const Program p =
      trace(1, [](Signal in) { return feedback([&](Signal y) { return in + 0.5 * y; }); });
  CHECK(run(p, {1, 0, 0, 1}) == Samples{1, 0.5, 0.25, 1.125});
}
TEST_CASE("two memories that feed each other swap, whichever was made first") {
  const Program p = trace(1, [](Signal in) {
    const Memory a, b;
    a.write(b + in);
    b.write(a);
    return std::array{Signal(a), Signal(b)};
  });
  CHECK(run(p, {1, 0, 0, 0, 0}) == Samples{0, 1, 0, 1, 0});
}
TEST_CASE("a delay reads floor(frames) ago, kept in [0, longest], 0 if that is no number") {
  const auto at = [](double frames) {
    return run(trace(1, [&](Signal in) { return delay(in, frames, 2); }), {1, 2, 3, 4});
  };
  CHECK(at(0) == Samples{1, 2, 3, 4});
  CHECK(at(1.9) == Samples{0, 1, 2, 3});
  CHECK(at(2) == Samples{0, 0, 1, 2});
  CHECK(at(1e30) == at(2));
  CHECK(at(-3) == at(0));
  const Program nan = trace(1, [](Signal in) { return delay(in, sqrt(-abs(in)), 2); });
  CHECK(run(nan, {1, 2, 3, 4}) == at(0));
}
TEST_CASE("delays of one signal share a line as long as the longest") {
  const Program p = trace(1, [](Signal in) { return delay(in, 3) + delay(in, 5) + delay(-in, 9); });
  const StatePlan plan = plan_state(p);
  CHECK(plan.lines.size() == 2);
  CHECK(plan.memory_frames == 5 + 9);
  CHECK(plan.lane_rows == 1 + 8 + 16);
  CHECK(plan.shared_words == 1);
}
TEST_CASE("a phasor shows its phase before the step, from 0, and wraps both ways") {
  const auto steps = [](double step) {
    return run(trace([&] { return phase(step); }), Samples(6));
  };
  CHECK(steps(0.25) == Samples{0, 0.25, 0.5, 0.75, 0, 0.25});
  CHECK(steps(-0.25) == Samples{0, 0.75, 0.5, 0.25, 0, 0.75});
  CHECK(steps(7.25) == steps(0.25));
  CHECK(steps(0.5) == Samples{0, 0.5, 0, 0.5, 0, 0.5});
}
TEST_CASE("a phasor keeps its pitch: 440 Hz is off by less than 1e-6 of itself after 10 s") {
  const Program p = trace([] { return phase(440.0 / sample_rate()); });
  const auto out = voice(p, 480'001, 0);
  const double phase = static_cast<double>(out.back());
  CHECK(std::min(phase, 1.0 - phase) < 4400 * 1e-6);  // 4400 whole cycles
}
TEST_CASE("a step that is not finite leaves the phase where it is") {
  const Program p = trace(1, [](Signal in) { return phase(1.0 / in); });
  CHECK(run(p, {4, 0, 4, 4}) == Samples{0, 0.25, 0.25, 0.5});
}
TEST_CASE("comparisons give 1 or 0, select takes whatever is not 0 for true") {
  const auto of = [](auto fn) { return run(trace(1, fn), {-1, 0, 1}); };
  CHECK(of([](Signal x) { return x < 0.0; }) == Samples{1, 0, 0});
  CHECK(of([](Signal x) { return x <= 0.0; }) == Samples{1, 1, 0});
  CHECK(of([](Signal x) { return x > 0.0; }) == Samples{0, 0, 1});
  CHECK(of([](Signal x) { return x >= 0.0; }) == Samples{0, 1, 1});
  CHECK(of([](Signal x) { return eq(x, 0.0); }) == Samples{0, 1, 0});
  CHECK(of([](Signal x) { return ne(x, 0.0); }) == Samples{1, 0, 1});
  CHECK(of([](Signal x) { return select(0.5 * x, 7.0, 8.0); }) == Samples{7, 8, 7});
}
TEST_CASE("floor, ceil, round and mod on both sides of 0") {
  const auto of = [](auto fn) { return run(trace(1, fn), {-1.5, -0.25, 0.5, 2.75}); };
  CHECK(of([](Signal x) { return floor(x); }) == Samples{-2, -1, 0, 2});
  CHECK(of([](Signal x) { return ceil(x); }) == Samples{-1, 0, 1, 3});
  CHECK(of([](Signal x) { return round(x); }) == Samples{-1, 0, 1, 3});
  CHECK(of([](Signal x) { return mod(x, 1.0); }) == Samples{0.5, 0.75, 0.5, 0.75});
  CHECK(of([](Signal x) { return mod(x, -1.0); }) == Samples{-0.5, -0.25, -0.5, -0.25});
}
TEST_CASE("noise is white: mean 0, variance 1/3, its samples and streams independent") {
  const auto a = voice(trace([] { return noise(); }), 200'000, 1);
  const auto b = voice(trace([] { return noise(); }), 200'000, 2);
  const auto other = voice(trace([] {
                             const Signal first = noise(), second = noise();
                             return second + 0.0 * first;
                           }),
                           200'000, 1);
  CHECK(*std::ranges::min_element(a) >= -1.0F);
  CHECK(*std::ranges::max_element(a) < 1.0F);
  double mean = 0, power = 0, next = 0, across = 0, streams = 0;
  for (std::size_t i = 0; i + 1 < a.size(); ++i) {
    const auto x = static_cast<double>(a[i]);
    mean += x;
    power += x * x;
    next += x * static_cast<double>(a[i + 1]);
    across += x * static_cast<double>(b[i]);
    streams += x * static_cast<double>(other[i]);
  }
  const double n = static_cast<double>(a.size());  // tolerances: about 4 standard deviations
  CHECK(std::abs(mean / n) < 0.0052);
  CHECK(std::abs(power / n - 1.0 / 3.0) < 0.003);
  for (const double correlation : {next, across, streams}) CHECK(std::abs(correlation / n) < 0.003);
}
TEST_CASE("a voice started again with its seed is the same noise, with another seed another") {
  Interpreter<float> v(trace([] { return noise(); }), 48000.0_Hz, 5);
  std::vector<float> first(64), again(64), other(64);
  v.process({}, {}, 0, {}, first, 64);
  v.reset(5);
  v.process({}, {}, 0, {}, again, 64);
  v.reset(6);
  v.process({}, {}, 0, {}, other, 64);
  CHECK(first == again);
  CHECK(first != other);
}
TEST_CASE("work on controls alone holds the tick's value; what moves reads a ramp") {
  const Program p = trace([] {
    const Signal c = control("c", 0, 0, 100);
    return std::array{2.0 * c, c + mem(0.0)};
  });
  Interpreter<float> v(p, 48000.0_Hz);
  const std::vector<float> controls{10.0F}, steps{1.0F};
  std::vector<float> out(6);
  v.process(controls, steps, 2, {}, out, 3);
  CHECK(out == std::vector<float>{20, 20, 20, 12, 13, 14});
}
TEST_CASE("n + m frames are the same samples as n and then m") {
  const Program p = trace([] {
    const Signal c = control("c", 0, 0, 100);
    return feedback([&](Signal y) { return 0.9 * y + noise() * c + delay(phase(c), c, 7); });
  });
  const std::vector<float> controls{0.3F}, steps{0.01F};
  std::vector<float> whole(16), head(5), tail(11);
  Interpreter<float> one(p, 48000.0_Hz, 3), two(p, 48000.0_Hz, 3);
  one.process(controls, steps, 0, {}, whole, 16);
  two.process(controls, steps, 0, {}, head, 5);
  two.process(controls, steps, 5, {}, tail, 11);
  head.insert(head.end(), tail.begin(), tail.end());
  CHECK(whole == head);
}
TEST_CASE("a decay ends at 0, not among the denormals") {
  const Program p =
      trace(1, [](Signal in) { return feedback([&](Signal y) { return in + 0.5 * y; }); });
  std::vector<float> in(200);
  in[0] = 1.0F;
  const auto out = interpret<float>(p, in, 48000.0_Hz);
  CHECK(out[120] > 0.0F);
  CHECK(out[150] == 0.0F);
}
TEST_CASE("pruning a program changes nothing that is heard") {
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    Program p = testing::RandomProgram(random).make();
    p.inputs = 0;
    std::erase_if(p.controls, [](const Control&) { return true; });
    for (Operation& o : p.operations)
      if (o.op == Op::input || o.op == Op::control) o = {.op = Op::noise, .index = 9};
    const Program pruned = prune(p);
    CHECK(prune(pruned) == pruned);
    const auto a = voice(p, 20, 1), b = voice(pruned, 20, 1);
    for (std::size_t k = 0; k < a.size(); ++k) CHECK((a[k] == b[k] || std::isnan(a[k])));
  }
}
TEST_CASE("a program that does not pass check() is refused") {
  Program p;
  p.operations.push_back({.op = Op::neg});
  p.outputs = {0};
  CHECK_THROWS_AS((Interpreter<float>(p, 48000.0_Hz)), Error);
}

TEST_CASE("a table is read at the whole number below, and at its ends beyond them") {
  const std::vector<double> numbers{1.0, 2.0, 4.0};
  const Program p = trace(1, [&](Signal x) { return rdtable(numbers, x); });
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  CHECK(interpret<double>(p, std::vector{-1.0, 0.0, 0.9, 1.0, 2.5, 1e30, no_number}, 48000.0_Hz) ==
        std::vector{1.0, 1.0, 1.0, 2.0, 4.0, 4.0, 1.0});
  CHECK(trace(1, [&](Signal x) {
          return rdtable(numbers, x) + rdtable(numbers, x + 1.0);
        }).tables.size() == 1);
}
TEST_CASE("what is put into a table is read in the same frame and later") {
  const Program p = trace(1, [](Signal x) {
    const Signal frame = feedback([](Signal n) { return n + 1.0; }) - 1.0;
    return rwtable(4, frame, x, frame - 1.0);
  });
  CHECK(interpret<double>(p, std::vector{5.0, 6.0, 7.0, 8.0, 9.0}, 48000.0_Hz) ==
        std::vector{5.0, 5.0, 6.0, 7.0, 9.0});  // the fifth is put at the last place
}
