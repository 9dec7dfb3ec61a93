// tests/jit/performance.hpp: (support) the same notes played by a kernel and by the interpreter.
#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include "base/units.hpp"
#include "jit/compile.hpp"
#include "signal/program.hpp"

namespace krach::testing {
/// What every voice is given: an own seed, own audio, own controls on every tick.
struct Performance {
  const signal::Program* program = nullptr;
  Hertz rate{48000.0};
  std::int32_t frames = 0;
  std::vector<std::uint32_t> seeds;                              // [voice]
  std::vector<std::vector<std::vector<float>>> controls, steps;  // [voice][tick][control]
  std::vector<std::vector<std::vector<float>>> in;               // [voice][input][frame]
};
using Heard = std::vector<std::vector<std::vector<float>>>;  // [voice][output][frame]

/// Random controls within their ranges, moving on some ticks, and noise of changing loudness.
Performance improvise(const signal::Program& program, std::uint32_t voices, std::int32_t frames,
                      std::mt19937& random);
/// A random partition of the frames: the ends of the calls. No call spans a tick.
std::vector<std::int32_t> split(std::int32_t frames, std::mt19937& random);

/// The program with outputs that are always numbers, because a kernel mixes nothing else: what is
/// infinite is the largest number there is, and what is no number is 3e38.
signal::Program with_finite_outputs(signal::Program program);

/// Voices beyond the kernel's lanes are not played. Nothing may be allocated in the kernel: the
/// count of violations is checked.
Heard play_kernel(const Performance& p, const Kernel& kernel,
                  const std::vector<std::int32_t>& ends);
Heard play_interpreter(const Performance& p, const std::vector<std::int32_t>& ends);

/// Equal bits; all that is no number is equal, and denormals are 0.
bool same(float a, float b);
/// The number of samples that differ, over the voices that both have.
std::size_t differences(const Heard& a, const Heard& b);
}  // namespace krach::testing
