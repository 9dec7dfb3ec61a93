// tests/engine/kernels.hpp: kernels written by hand, so that the engine is tested alone.
#pragma once
#include <cmath>
#include <cstdint>

#include "base/kernel.hpp"

namespace krach::testing {
/// Controls 0: gate, 1: freq. A sine whose gain is its gate, at 48 kHz; phase in state row 1.
template <std::uint32_t kLanes>
void gated_sine(void* state, const float* controls, const float* steps, std::int32_t since,
                const float*, float* out, std::int32_t frames) noexcept {
  auto* phase = static_cast<float*>(state) + kLanes;
  for (std::int32_t i = 0; i < frames; ++i)
    for (std::uint32_t l = 0; l < kLanes; ++l) {
      const auto at = [&](std::uint32_t c) {
        return controls[c * kLanes + l] + static_cast<float>(since + i) * steps[c * kLanes + l];
      };
      out[static_cast<std::uint32_t>(i) * kLanes + l] =
          at(0) * static_cast<float>(std::sin(6.283185307179586 * static_cast<double>(phase[l])));
      phase[l] += at(1) / 48000.0F;
      phase[l] -= std::floor(phase[l]);
    }
}
/// Control 0: gate, which is the output.
template <std::uint32_t kLanes>
void own_gate(void*, const float* controls, const float* steps, std::int32_t since, const float*,
              float* out, std::int32_t frames) noexcept {
  for (std::int32_t i = 0; i < frames; ++i)
    for (std::uint32_t l = 0; l < kLanes; ++l)
      out[static_cast<std::uint32_t>(i) * kLanes + l] =
          controls[l] + static_cast<float>(since + i) * steps[l];
}
/// 1, and from its 500th frame to its 510th no number: after its state is cleared, again.
inline void breaks_once(void* state, const float*, const float*, std::int32_t, const float*,
                        float* out, std::int32_t frames) noexcept {
  auto* count = static_cast<std::int32_t*>(state) + 1;
  for (std::int32_t i = 0; i < frames; ++i, ++*count) {
    out[i] = 1.0F;
    if (*count >= 500 && *count < 510) out[i] = std::nanf("");
  }
}
/// An effect of one input: the input, times control 0.
inline void scaled_input(void*, const float* controls, const float* steps, std::int32_t since,
                         const float* in, float* out, std::int32_t frames) noexcept {
  for (std::int32_t i = 0; i < frames; ++i)
    out[i] = in[i] * (controls[0] + static_cast<float>(since + i) * steps[0]);
}
}  // namespace krach::testing
