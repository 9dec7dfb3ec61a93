// tests/jit/same_bits_test.cpp: kernels give the interpreter's bits, whatever the program.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "jit/compile.hpp"
#include "jit/performance.hpp"
#include "signal/library_calls.hpp"
#include "signal/random_program.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::testing;

static constexpr Hertz kRate{48000.0};
static constexpr std::uint32_t kVoices = 16;  // as many as the widest kernel has lanes

using Compilers = std::span<const jit::Compiler>;
static constexpr std::array kBoth{jit::Compiler::own, jit::Compiler::llvm};

/// Plays `p` by kernels of one lane, of 8 and of 16, and by the interpreter, in different splits.
static std::size_t differing_samples(Performance p, std::mt19937& random,
                                     Compilers compilers = kBoth) {
  const Program program = with_finite_outputs(*p.program);
  p.program = &program;
  const Heard reference = play_interpreter(p, split(p.frames, random));
  std::size_t count = 0;
  for (const jit::Compiler compiler : compilers)
    for (const std::uint32_t lanes : {1U, 8U, kVoices}) {
      if (!jit::is_supported(compiler, lanes)) continue;
      const auto compiled = jit::compile(*p.program, kRate, lanes, jit::Store(), compiler);
      const Heard heard = play_kernel(p, compiled->kernel(), split(p.frames, random));
      count += differences(reference, heard);
    }
  return count;
}
static std::size_t differing_samples(const Program& program, std::int32_t frames) {
  std::mt19937 random(7);
  return differing_samples(improvise(program, kVoices, frames, random), random);
}

/// op(in 0, in 1, in 0 one frame ago).
static Program only(Op op) {
  Program p;
  p.inputs = 2;
  p.operations = {{.op = Op::input, .index = 0},
                  {.op = Op::input, .index = 1},
                  {.op = Op::memory, .in = {0}},
                  {.op = op}};
  for (std::uint32_t k = 0; k < info(op).operands; ++k) p.operations[3].in[k] = k;
  p.outputs = {3};
  if (op == Op::delay || op == Op::rwtable) p.operations[3].index = 20;
  if (op == Op::table) p.tables = {{0.0F, 1.5F, -2.0F, 0.25F, 7.0F}};
  if (op == Op::control) p.controls = {{"c", 0.5, 0.0, 1.0}};
  return p;
}

TEST_CASE("every operation gives the interpreter's bits for edge operands, in every pair") {
  const float inf = std::numeric_limits<float>::infinity();
  const std::vector<float> edges{0.0F,
                                 -0.0F,
                                 1.0F,
                                 -1.0F,
                                 0.5F,
                                 -0.5F,
                                 1.5F,
                                 2.0F,
                                 -3.0F,
                                 1e-38F,
                                 1e-40F,
                                 1e-10F,
                                 -1e-7F,
                                 3.1415F,
                                 88.8F,
                                 -87.2F,
                                 1e5F,
                                 1e9F,
                                 4.3e9F,
                                 -3.4e38F,
                                 inf,
                                 -inf,
                                 std::numeric_limits<float>::quiet_NaN(),
                                 0.70710677F,
                                 12345.678F,
                                 8388609.0F,
                                 0.49999997F};
  const auto n = edges.size();
  for (std::size_t i = 0; i < kOpCount; ++i) {
    const Op op = static_cast<Op>(i);
    CAPTURE(info(op).name);
    const Program program = only(op);
    std::mt19937 random(3);
    auto p = improvise(program, kVoices, static_cast<std::int32_t>(n * n), random);
    for (std::size_t v = 0; v < kVoices; ++v)
      for (std::size_t k = 0; k < n * n; ++k) {
        p.in[v][0][k] = edges[(k + v) % n];
        p.in[v][1][k] = edges[(k / n + k) % n];
      }
    CHECK(differing_samples(p, random) == 0);
  }
}

TEST_CASE("every operation gives the interpreter's bits for ordinary operands") {
  for (std::size_t i = 0; i < kOpCount; ++i) {
    CAPTURE(info(static_cast<Op>(i)).name);
    CHECK(differing_samples(only(static_cast<Op>(i)), 400) == 0);
  }
}

TEST_CASE("every function of the library gives the interpreter's bits") {
  for (const Function& function : library()) {
    CAPTURE(function.name);
    CHECK(differing_samples(usual_program(function), 2000) == 0);
  }
}

TEST_CASE("a synth voice with everything in it gives the interpreter's bits") {
  const Program p = trace(2, [](Signal left, Signal right) {
    const Signal freq = control("freq", 110, 20, 2000), cutoff = control("cutoff", 800, 50, 9000);
    const Signal gate = control("gate", 1, 0, 1);
    const Signal saw = 2.0 * phase(freq / sample_rate()) - 1.0 + 0.1 * noise();
    const Signal level = feedback([&](Signal y) { return y + 0.001 * (gate - y); });
    const Signal g = tan(3.14159265 * min(cutoff * (1.0 + 2.0 * level) / sample_rate(), 0.49));
    const Memory s1, s2;
    const Signal band = (g * (saw + left - s2) + s1) / (1.0 + g * (g + 0.8));
    const Signal low = s2 + g * band;
    s1.write(2.0 * band - s1);
    s2.write(2.0 * low - s2);
    const Signal echo = feedback([&](Signal y) {
      return low + 0.6 * delay(y, 30.0 + 20.0 * sin(cutoff / 3000.0), 100) + 0.1 * delay(y, 77);
    });
    return std::array{tanh(echo * level), select(right < echo, exp(-abs(echo)), low)};
  });
  CHECK(differing_samples(p, 3000) == 0);
}

/// LLVM takes a hundred times as long, and gets one of fifty.
TEST_CASE("10 000 generated programs give the interpreter's bits in one lane, in 8 and in 16") {
  static constexpr std::uint32_t kPrograms = 10'000, kByBoth = 50;
  std::atomic<std::uint32_t> next{0}, alive{0}, wrong{0};
  std::atomic<std::int64_t> wrong_seed{-1};
  const auto work = [&] {
    for (std::uint32_t seed; (seed = next++) < kPrograms;) {
      std::mt19937 random(seed);
      const Program program = RandomProgram(random).make();
      const auto p =
          improvise(program, kVoices, 64 + static_cast<std::int32_t>(random() % 64), random);
      if (differing_samples(p, random, Compilers(kBoth).first(seed % kByBoth == 0 ? 2 : 1)) > 0)
        ++wrong, wrong_seed = seed;
      const auto heard = play_interpreter(p, split(p.frames, random))[0][0];
      if (std::isfinite(heard[60]) && heard[60] != heard[59]) ++alive;
    }
  };
  {
    std::vector<std::jthread> workers;  // as compile workers do, side by side
    for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 2U, 8U); ++i)
      workers.emplace_back(work);
  }
  CAPTURE(wrong_seed.load());
  CHECK(wrong.load() == 0);
  CHECK(alive.load() > kPrograms / 3);  // so that equal is not merely equal silence
}

TEST_CASE("so large a program that it is compiled in the quick way gives the interpreter's bits") {
  const Program p = trace(1, [](Signal in) {
    Signal y = in;
    for (int i = 0; i < 200; ++i) y = sin(y + 0.1 * i) * max(cos(in), 0.3) - mem(y);
    return y;
  });
  CHECK(differing_samples(p, 64) == 0);
}

TEST_CASE("one bit of difference is seen, and what is no number equals nothing else") {
  CHECK_FALSE(same(1.0F, std::nextafter(1.0F, 2.0F)));
  CHECK_FALSE(same(0.0F, -0.0F));
  CHECK_FALSE(same(0.0F, std::nanf("")));
  CHECK(same(std::nanf("1"), -std::nanf("2")));
  CHECK(same(1e-40F, 0.0F));
}

TEST_CASE("what a lane hears does not depend on the other lanes") {
  std::mt19937 random(11);
  const Program program = RandomProgram(random).make();
  auto p = improvise(program, kVoices, 200, random);
  const auto compiled = jit::compile(program, kRate, jit::usual_lanes(program, kVoices));
  const Heard before = play_kernel(p, compiled->kernel(), split(p.frames, random));
  for (std::size_t v = 1; v < kVoices; ++v) {
    ++p.seeds[v];
    for (auto& channel : p.in[v]) std::ranges::fill(channel, std::nanf(""));
    for (auto& tick : p.controls[v]) std::ranges::fill(tick, 1e30F);
  }
  const Heard after = play_kernel(p, compiled->kernel(), split(p.frames, random));
  CHECK(differences({before[0]}, {after[0]}) == 0);
}
