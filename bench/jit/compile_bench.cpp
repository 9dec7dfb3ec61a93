// bench/jit/compile_bench.cpp: from a synth function to machine code; the least of programs beside
// it is what LLVM costs before it does anything. Arguments: lanes.
#include <benchmark/benchmark.h>

#include "jit/acid.hpp"
#include "jit/compile.hpp"

using namespace krach;

static void compile(benchmark::State& state, const signal::Program& program) {
  const auto lanes = static_cast<std::uint32_t>(state.range(0));
  (void)jit::compile(program, Hertz{48000.0}, lanes);  // LLVM is loaded
  for (auto _ : state) benchmark::DoNotOptimize(jit::compile(program, Hertz{48000.0}, lanes));
}
static void compile_least(benchmark::State& state) {
  compile(state, signal::trace(1, [](signal::Signal in) { return 2.0 * in; }));
}
static void compile_acid(benchmark::State& state) { compile(state, bench::acid(false)); }
static void compile_acid_moving(benchmark::State& state) { compile(state, bench::acid(true)); }
static void trace_acid(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(bench::acid(true));
}
BENCHMARK(compile_least)->Arg(1)->Arg(8)->Unit(benchmark::kMillisecond);
BENCHMARK(compile_acid)->Arg(1)->Arg(8)->Unit(benchmark::kMillisecond);
BENCHMARK(compile_acid_moving)->Arg(1)->Arg(8)->Unit(benchmark::kMillisecond);
BENCHMARK(trace_acid)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
