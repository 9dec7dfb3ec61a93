// tests/jit/compile_test.cpp: what compiling promises besides the bits.
#include "jit/compile.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "base/error.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::signal;

static constexpr Hertz kRate{48000.0};

TEST_CASE("the layout names lanes, channels, controls and how long a sound stays inside") {
  const Program p = trace(1, [](Signal in) {
    return std::array{delay(in, 100) + delay(in, 300), control("a", 0, 0, 1) * noise()};
  });
  const KernelLayout layout = jit::compile(p, kRate, 8)->kernel().layout;
  CHECK(layout.lanes == 8);
  CHECK(layout.inputs == 1);
  CHECK(layout.outputs == 2);
  CHECK(layout.controls == 1);
  CHECK(layout.memory_frames == 300);
  CHECK(layout.lane_rows == 1 + 1 + 512);
  CHECK(layout.shared_words == 1);
}
TEST_CASE("zero frames change nothing and write nothing") {
  const Program p = trace([] { return phase(0.25); });
  const auto compiled = jit::compile(p, kRate, 1);
  std::vector<std::uint32_t> state(compiled->kernel().layout.state_words());
  float out = 7.0F;
  compiled->kernel().process(state.data(), nullptr, nullptr, 0, nullptr, &out, 0);
  CHECK(out == 7.0F);
  CHECK(state == std::vector<std::uint32_t>(state.size()));
}
TEST_CASE("in may be out") {
  const Program p = trace(2, [](Signal a, Signal b) { return std::array{b, a}; });
  const auto compiled = jit::compile(p, kRate, 1);
  std::vector<std::uint32_t> state(compiled->kernel().layout.state_words());
  std::vector<float> buffer{1, 2, 3, 4};
  compiled->kernel().process(state.data(), nullptr, nullptr, 0, buffer.data(), buffer.data(), 2);
  CHECK(buffer == std::vector<float>{3, 4, 1, 2});
}
TEST_CASE("what cannot be run is refused: lanes, rate, a bad program, too long, too large") {
  const Program p = trace(1, [](Signal in) { return in; });
  CHECK_THROWS_AS(jit::compile(p, kRate, 4), Error);
  CHECK_THROWS_AS(jit::compile(p, Hertz{0.0}, 1), Error);
  CHECK_THROWS_AS(jit::compile(Program{}, kRate, 1), Error);
  const Program minute = trace(1, [](Signal in) { return delay(in, 2'880'000); });
  CHECK_NOTHROW(jit::compile(minute, kRate, 1));
  CHECK_THROWS_AS(jit::compile(minute, Hertz{44100.0}, 1), Error);
  CHECK_THROWS_AS(jit::compile(minute, kRate, 8), Error);
}
TEST_CASE("a kernel outlives others, and threads compile side by side") {
  const Program p = trace(1, [](Signal in) { return 2.0 * in; });
  const auto kept = jit::compile(p, kRate, 1);
  {
    std::vector<std::jthread> workers;
    workers.reserve(3);
    for (int i = 0; i < 3; ++i)
      workers.emplace_back([&] {
        for (int k = 0; k < 5; ++k) (void)jit::compile(p, kRate, 8);
      });
  }
  std::vector<std::uint32_t> state(kept->kernel().layout.state_words());
  float x = 21.0F;
  kept->kernel().process(state.data(), nullptr, nullptr, 0, &x, &x, 1);
  CHECK(x == 42.0F);
}
TEST_CASE("the largest program compiles: 20 000 operations") {
  const Program p = trace(1, [](Signal in) {
    Signal y = in;
    for (int i = 0; i < 9'990; ++i) y = y * in + static_cast<double>(i % 7);
    return y;
  });
  CHECK(p.operations.size() > 19'900);
  CHECK_NOTHROW(jit::compile(p, kRate, 8));
}
