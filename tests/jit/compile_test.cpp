// tests/jit/compile_test.cpp: what compiling promises besides the bits.
#include "jit/compile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <memory>
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
/// What a kernel of one lane adds to `sums`, all at the gain 1, from state and peak as they are.
struct Mono {
  std::shared_ptr<const jit::Compiled> compiled;
  std::vector<std::uint32_t> state{
      std::vector<std::uint32_t>(compiled->kernel().layout.state_words())};
  std::int32_t peak = 0;

  void add(std::vector<float>& sums, std::int32_t frames, const float* in = nullptr) {
    const float gain = 1.0F;
    compiled->kernel().process({.state = state.data(),
                                .in = in,
                                .gains = &gain,
                                .sums = sums.data(),
                                .peaks = &peak,
                                .frames = frames,
                                .rows = frames});
  }
};

TEST_CASE("zero frames change nothing and write nothing") {
  Mono mono{jit::compile(trace([] { return phase(0.25); }), kRate, 1)};
  std::vector<float> sums{7.0F};
  mono.add(sums, 0);
  CHECK(sums[0] == 7.0F);
  CHECK(mono.state == std::vector<std::uint32_t>(mono.state.size()));
}
TEST_CASE("outputs are added at the gain of their frame, and their peak is kept") {
  const Program p = trace(2, [](Signal a, Signal b) { return std::array{b, a}; });
  const auto compiled = jit::compile(p, kRate, 1);
  std::vector<std::uint32_t> state(compiled->kernel().layout.state_words());
  const std::vector<float> in{1, -2, 0, 3, 4, 0}, gains{10, 100};
  std::vector<float> sums{1, 1, 1, 1, 1, 1};
  auto peak = std::bit_cast<std::int32_t>(0.5F);
  KernelCall call{.state = state.data(),
                  .in = in.data(),
                  .gains = gains.data(),
                  .sums = sums.data(),
                  .peaks = &peak,
                  .frames = 2,
                  .rows = 3};
  compiled->kernel().process(call);
  CHECK(sums == std::vector<float>{31, 41, 1, 11, -19, 1});
  CHECK(std::bit_cast<float>(peak) == 4.0F);
  call.gain_rows = 1;
  compiled->kernel().process(call);
  CHECK(sums == std::vector<float>{61, 441, 1, 21, -219, 1});
}
TEST_CASE("a lane that made no number adds nothing until its peak is lowered") {
  Mono mono{jit::compile(trace(1, [](Signal in) { return 1.0 / in; }), kRate, 1)};
  const std::vector<float> in{1, 0, 2, 4};
  std::vector<float> sums(4);
  mono.add(sums, 4, in.data());
  CHECK(sums == std::vector<float>{1, 0, 0, 0});
  CHECK(mono.peak >= kBrokenPeak);
  mono.add(sums, 1, in.data());
  CHECK(sums[0] == 1.0F);
  mono.peak = 0;
  mono.add(sums, 1, in.data());
  CHECK(sums[0] == 2.0F);
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
TEST_CASE(
    "few voices have 8 lanes, more have 16 where the processor can, unless it is much to do") {
  const bool has_16 = jit::is_supported(jit::Compiler::own, 16);
  const Program p = trace(1, [](Signal in) { return in; });
  CHECK(jit::usual_lanes(p, 1) == 1);
  CHECK(jit::usual_lanes(p, 4) == 8);
  CHECK(jit::usual_lanes(p, 5) == (has_16 ? 16 : 8));
  if (!has_16) CHECK_THROWS_AS(jit::compile(p, kRate, 16, jit::Store(), jit::Compiler::own), Error);
  const Program large = trace(1, [](Signal in) {
    Signal y = in;
    for (int i = 0; i < 1'001; ++i) y = y * in;
    return y;
  });
  CHECK(jit::usual_lanes(large, 64) == 8);
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
  Mono mono{kept};
  const float x = 21.0F;
  std::vector<float> sums{0.0F};
  mono.add(sums, 1, &x);
  CHECK(sums[0] == 42.0F);
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
TEST_CASE("a kernel that would need more stack than a thread of audio has is refused") {
  const auto sum_of = [](std::size_t count) {  // all of them are there before the first is added
    return trace(0, [&] {
      std::vector<Signal> all;
      std::generate_n(std::back_inserter(all), count, noise);
      Signal sum = all.back();
      for (auto next = all.rbegin() + 1; next != all.rend(); ++next) sum = sum + *next;
      return sum;
    });
  };
  CHECK_NOTHROW((void)jit::compile(sum_of(1000), kRate, 8));
  CHECK_THROWS_WITH_AS((void)jit::compile(sum_of(9000), kRate, 8),
                       doctest::Contains("needed at once"), Error);
}
