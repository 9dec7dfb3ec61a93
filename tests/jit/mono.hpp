// tests/jit/mono.hpp: (support) what a kernel of one lane gives.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "jit/compile.hpp"

namespace krach::testing {
/// The channels, one after the other, at 48 kHz and the controls given, in calls of `cut` frames.
/// Shape: in[input][frames].
inline std::vector<float> heard(const signal::Program& program, const std::vector<float>& in,
                                std::size_t frames, const std::vector<float>& controls = {},
                                std::size_t cut = 16) {
  const auto compiled = jit::compile(program, Hertz{48000.0}, 1);
  const Kernel& kernel = compiled->kernel();
  std::vector<std::uint32_t> state(kernel.layout.state_words());
  std::vector<float> values = controls, steps(program.controls.size());
  for (std::size_t i = values.size(); i < program.controls.size(); ++i)
    values.push_back(static_cast<float>(program.controls[i].initial));
  std::vector<float> out(kernel.layout.outputs * frames);
  const float gain = 1.0F;
  std::int32_t peak = 0;
  for (std::size_t done = 0; done < frames; done += cut)
    kernel.process({.state = state.data(),
                    .controls = values.data(),
                    .steps = steps.data(),
                    .in = in.data() + done,
                    .gains = &gain,
                    .sums = out.data() + done,
                    .peaks = &peak,
                    .since_tick = 0,
                    .frames = static_cast<std::int32_t>(std::min(cut, frames - done)),
                    .rows = static_cast<std::int32_t>(frames),
                    .self = kernel.self});
  return out;
}
}  // namespace krach::testing
