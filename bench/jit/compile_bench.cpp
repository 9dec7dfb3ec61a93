// bench/jit/compile_bench.cpp: from a synth function to machine code, by krach itself and by LLVM;
// the least of programs beside it is what there is to do anyway. Arguments: lanes, 0 own or 1 LLVM.
#include <benchmark/benchmark.h>

#include "jit/acid.hpp"
#include "jit/compile.hpp"

using namespace krach;

static void compile(benchmark::State& state, const signal::Program& program) {
  const auto lanes = static_cast<std::uint32_t>(state.range(0));
  const auto compiler = state.range(1) == 0 ? jit::Compiler::own : jit::Compiler::llvm;
  if (!jit::is_supported(compiler, lanes)) return state.SkipWithError("no AVX-512");
  const auto once = [&] {
    return jit::compile(program, Hertz{48000.0}, lanes, jit::Store(), compiler);
  };
  (void)once();  // LLVM is loaded
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(once());
}
static void compile_least(benchmark::State& state) {
  compile(state, signal::trace(1, [](signal::Signal in) { return 2.0 * in; }));
}
static void compile_acid(benchmark::State& state) { compile(state, bench::acid(false)); }
static void compile_acid_moving(benchmark::State& state) { compile(state, bench::acid(true)); }
static void trace_acid(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(bench::acid(true));
}
BENCHMARK(compile_least)->ArgsProduct({{1, 8, 16}, {0, 1}})->Unit(benchmark::kMillisecond);
BENCHMARK(compile_acid)->ArgsProduct({{1, 8, 16}, {0, 1}})->Unit(benchmark::kMillisecond);
BENCHMARK(compile_acid_moving)->ArgsProduct({{1, 8, 16}, {0, 1}})->Unit(benchmark::kMillisecond);
BENCHMARK(trace_acid)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
