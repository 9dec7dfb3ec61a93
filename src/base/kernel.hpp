// src/base/kernel.hpp: what a compiled program looks like to who made it and to who runs it.
#pragma once
#include <cstdint>
#include <type_traits>

#include "base/realtime.hpp"

namespace krach {
inline constexpr std::uint32_t kKernelAbi = 1;   // raised with any change here; a cache obeys it
inline constexpr std::int32_t kTickFrames = 16;  // controls move on every 16th frame from frame 0

/// State is rows of 32-bit words, state[row][lane]; after `lane_rows` of them come `shared_words`
/// that all lanes share. Row 0 is each lane's noise seed, written by who starts a voice; all other
/// words are 0 in a new voice. Only rows are cleared when a lane gets a new voice.
struct KernelLayout {
  std::uint32_t abi = kKernelAbi;
  std::uint32_t lanes = 1;  // voices that run side by side: 1 or 8
  std::uint32_t inputs = 0, outputs = 1, controls = 0;
  std::uint32_t lane_rows = 1, shared_words = 0;
  std::uint32_t memory_frames = 0;  // how long a sound can stay inside: the lengths of all delays

  constexpr std::uint64_t state_words() const noexcept {
    return std::uint64_t{lane_rows} * lanes + shared_words;
  }
};
/// Renders `frames` frames of `lanes` voices. The lane is always the fastest index.
/// Shapes: controls, steps[control][lane]; in[input][frame][lane]; writes out[output][frame][lane].
///         All pointers are aligned to 4 * lanes bytes.
/// Units:  samples +-1.0 full scale; controls as the program declared them, steps that per frame.
///         `in` may be `out`.
/// Law:    frame i reads controls + (since_tick + i) * steps; what depends on controls alone uses
///         `controls`. So n + m frames (since_tick grown by n) are the same samples as n and then
///         m. Lanes never hear each other.
/// Thread: [audio], with denormals flushed. Calls nothing, keeps no pointer, touches no memory but
///         these five.
using KernelProcess = void(void* state, const float* controls, const float* steps,
                           std::int32_t since_tick, const float* in, float* out,
                           std::int32_t frames) noexcept KRACH_NONBLOCKING;
struct Kernel {
  KernelLayout layout;
  KernelProcess* process = nullptr;
};
static_assert(std::is_trivially_copyable_v<Kernel> && sizeof(KernelLayout) == 32);
}  // namespace krach
