// bench/jit/library.cpp: nanoseconds a voice and frame of each function of the library: in one
// lane, in 8, in 16 where there is AVX-512, and of FAUST's own function where there is one,
// compiled by krach-faust. usage: taskset -c 1 bench_library [NAME...]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/aligned.hpp"
#include "base/denormals.hpp"
#include "jit/faust.hpp"
#include "jit/faust_equals.hpp"
#include "jit/faust_words.hpp"
#include "signal/library_calls.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::testing;

namespace {
constexpr std::size_t kBlock = 64, kBlocks = 150;
constexpr int kRounds = 5;

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
/// The median of some rounds. Noise goes in, and a gate that opens every 100 ms.
double nanoseconds(const Program& program, std::uint32_t width) {
  const auto compiled = jit::compile(program, Hertz{48000.0}, width);
  const Kernel& kernel = compiled->kernel();
  const std::size_t lanes = kernel.layout.lanes;
  AlignedArray<std::uint32_t> state(kernel.layout.state_words());
  AlignedArray<float> controls(program.controls.size() * lanes), steps(controls.size()),
      in(2 * kBlock * lanes), sums(2 * kBlock * lanes), gains(lanes);
  AlignedArray<std::int32_t> peaks(lanes);
  for (std::size_t c = 0; c < program.controls.size(); ++c)
    for (std::size_t l = 0; l < lanes; ++l)
      controls[c * lanes + l] = static_cast<float>(program.controls[c].initial);
  const auto noise = test::noise_of(kBlock * lanes, 0.5);
  std::copy(noise.begin(), noise.end(), in.data());
  std::vector<double> times;
  for (int round = 0; round <= kRounds; ++round) {
    const double began = seconds();
    for (std::size_t block = 0; block < kBlocks; ++block) {
      std::fill_n(&in[kBlock * lanes], kBlock * lanes, block % 75 < 37 ? 1.0F : 0.0F);
      kernel.process({.state = state.data(),
                      .controls = controls.data(),
                      .steps = steps.data(),
                      .in = in.data(),
                      .gains = gains.data(),
                      .sums = sums.data(),
                      .peaks = peaks.data(),
                      .frames = kBlock,
                      .rows = kBlock,
                      .self = kernel.self});
    }
    times.push_back((seconds() - began) * 1e9 / static_cast<double>(kBlock * kBlocks * lanes));
  }
  std::sort(times.begin() + 1, times.end());  // the first warms up
  return times[1 + kRounds / 2];
}
void print_table(const std::vector<std::string_view>& wanted) {
  double product = 0.0;
  int compared = 0;
  std::string slower;
  const std::uint32_t most = jit::is_supported(jit::Compiler::own, 16) ? 16 : 8;
  std::printf(
      "| function | 1 lane | 8 lanes | %u lanes | FAUST | x FAUST |\n|---|---|---|---|---|---|\n",
      most);
  for (const Function& function : library()) {
    if (!wanted.empty() && std::ranges::find(wanted, function.name) == wanted.end()) continue;
    const Program program = usual_program(function);
    const double one = nanoseconds(program, 1), eight = nanoseconds(program, 8),
                 wide = nanoseconds(program, most);
    std::printf("| `%s` | %.2f | %.2f | %.2f |", std::string(function.name).c_str(), one, eight,
                wide);
    const auto* equal = std::ranges::find(kEquals, function.name, &Equal::name);
    if (equal == std::end(kEquals)) {
      std::puts(" | |");
      continue;
    }
    const double theirs = nanoseconds(in_their_words(function, equal->expression), 1);
    std::printf(" %.2f | %.1f |\n", theirs, theirs / wide);
    product += std::log(theirs / wide);
    ++compared;
    if (theirs < wide) slower += " " + std::string(function.name);
  }
  std::printf("\ngeometric mean of %d: %.2f times FAUST; slower:%s\n", compared,
              std::exp(product / compared), slower.empty() ? " none" : slower.c_str());
}
}  // namespace

int main(int argc, char** argv) try {
  const FlushDenormals flush;
  print_table({argv + 1, argv + argc});
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
