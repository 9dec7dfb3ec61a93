// bench/jit/kernel_bench.cpp: the time of a voice-frame in one lane, in 8, in 16, and in the
// interpreter. Arguments: lanes (0: the interpreter), frames a call.
#include <benchmark/benchmark.h>

#include <vector>

#include "base/aligned.hpp"
#include "base/denormals.hpp"
#include "jit/acid.hpp"
#include "jit/compile.hpp"
#include "signal/interpreter.hpp"

using namespace krach;

static void count_voice_frames(benchmark::State& state, std::int64_t a_call) {
  state.counters["voice_frame"] =
      benchmark::Counter(static_cast<double>(state.iterations() * a_call),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
static void interpret(benchmark::State& state, const signal::Program& program) {
  signal::Interpreter<float> voice(program, Hertz{48000.0});
  const auto frames = static_cast<std::size_t>(state.range(1));
  const std::vector<float> controls{800.0F, 1.0F, 110.0F}, steps(3);
  std::vector<float> out(frames);
  for ([[maybe_unused]] auto _ : state) voice.process(controls, steps, 0, {}, out, frames);
  count_voice_frames(state, state.range(1));
}
static void run(benchmark::State& state, bool moving_cutoff) {
  const FlushDenormals flush;
  const auto program = bench::acid(moving_cutoff);
  if (state.range(0) == 0) return interpret(state, program);
  const auto lanes = static_cast<std::size_t>(state.range(0));
  if (lanes == 16 && !jit::is_supported(jit::Compiler::own, 16))
    return state.SkipWithError("no AVX-512");
  const auto compiled = jit::compile(program, Hertz{48000.0}, static_cast<std::uint32_t>(lanes));
  const Kernel& kernel = compiled->kernel();
  AlignedArray<float> memory(kernel.layout.state_words()), controls(3 * lanes), steps(3 * lanes);
  AlignedArray<float> gains(lanes), sums(64 * lanes);
  AlignedArray<std::int32_t> peaks(lanes);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const float values[] = {800.0F, 1.0F, 110.0F + 20.0F * static_cast<float>(lane)};
    for (std::size_t c = 0; c < 3; ++c) controls[c * lanes + lane] = values[c];
  }
  const auto frames = static_cast<std::int32_t>(state.range(1));
  const KernelCall call{.state = memory.data(),
                        .controls = controls.data(),
                        .steps = steps.data(),
                        .gains = gains.data(),
                        .sums = sums.data(),
                        .peaks = peaks.data(),
                        .frames = frames,
                        .rows = frames};
  for ([[maybe_unused]] auto _ : state) kernel.process(call);
  count_voice_frames(state, static_cast<std::int64_t>(lanes) * frames);
}
static void acid(benchmark::State& state) { run(state, false); }
static void acid_moving(benchmark::State& state) { run(state, true); }
BENCHMARK(acid)->ArgsProduct({{0, 1, 8, 16}, {16, 64}});
BENCHMARK(acid_moving)->ArgsProduct({{0, 1, 8, 16}, {16, 64}});
BENCHMARK_MAIN();
