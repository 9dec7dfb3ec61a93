// tests/engine/kernels.hpp: kernels written by hand, so that the engine is tested alone.
#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "base/kernel.hpp"

namespace krach::testing {
/// One lane of one frame of a call.
struct At {
  const KernelCall& call;
  std::int32_t frame;
  std::size_t lane, lanes;

  float control(std::size_t c) const {
    return call.controls[c * lanes + lane] +
           static_cast<float>(call.since_tick + frame) * call.steps[c * lanes + lane];
  }
  template <class T>
  T& state(std::size_t row) const {
    return static_cast<T*>(call.state)[row * lanes + lane];
  }
};
/// Mixes what `sample` gives for each frame and lane, as every kernel does.
template <std::size_t kLanes, class Sample>
void mix(const KernelCall& call, const Sample& sample) noexcept {
  for (std::int32_t i = 0; i < call.frames; ++i)
    for (std::size_t l = 0; l < kLanes; ++l) {
      const float x = sample(At{call, i, l, kLanes});
      call.peaks[l] = std::max(call.peaks[l], std::bit_cast<std::int32_t>(x) & 0x7fffffff);
      if (call.peaks[l] >= kBrokenPeak) continue;
      const auto gain = static_cast<std::size_t>(i * call.gain_rows) * kLanes + l;
      call.sums[static_cast<std::size_t>(i) * kLanes + l] += x * call.gains[gain];
    }
}
/// Controls 0: gate, 1: freq. A sine whose gain is its gate, at 48 kHz; phase in state row 1.
template <std::size_t kLanes>
void gated_sine(const KernelCall& call) noexcept {
  mix<kLanes>(call, [](const At& at) {
    auto& phase = at.state<float>(1);
    const double angle = 6.283185307179586 * static_cast<double>(phase);
    phase += at.control(1) / 48000.0F;
    phase -= std::floor(phase);
    return at.control(0) * static_cast<float>(std::sin(angle));
  });
}
/// Control 0: gate, which is the output.
template <std::size_t kLanes>
void own_gate(const KernelCall& call) noexcept {
  mix<kLanes>(call, [](const At& at) { return at.control(0); });
}
/// Control 0: gate, which is the left output; the right one is a quarter of it.
template <std::size_t kLanes>
void wide_gate(const KernelCall& call) noexcept {
  mix<kLanes>(call, [](const At& at) { return at.control(0); });
  KernelCall right = call;
  right.sums += static_cast<std::size_t>(call.rows) * kLanes;
  mix<kLanes>(right, [](const At& at) { return at.control(0) * 0.25F; });
}
/// 1, and from its 500th frame to its 510th no number: after its state is cleared, again.
inline void breaks_once(const KernelCall& call) noexcept {
  mix<1>(call, [](const At& at) {
    const std::int32_t count = at.state<std::int32_t>(1)++;
    return count >= 500 && count < 510 ? std::nanf("") : 1.0F;
  });
}
/// An effect of one input: the input, times control 0.
inline void scaled_input(const KernelCall& call) noexcept {
  mix<1>(call, [](const At& at) { return at.call.in[at.frame] * at.control(0); });
}
/// An effect of two inputs, which pass.
inline void through_both(const KernelCall& call) noexcept {
  mix<1>(call, [](const At& at) { return at.call.in[at.frame]; });
  KernelCall right = call;
  right.in += call.rows;
  right.sums += call.rows;
  mix<1>(right, [](const At& at) { return at.call.in[at.frame]; });
}
}  // namespace krach::testing
