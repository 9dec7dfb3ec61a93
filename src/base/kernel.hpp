// src/base/kernel.hpp: what a compiled program looks like to who made it and to who runs it.
#pragma once
#include <cstdint>
#include <type_traits>

#include "base/realtime.hpp"

namespace krach {
inline constexpr std::uint32_t kKernelAbi = 3;   // raised with any change here; a cache obeys it
inline constexpr std::int32_t kTickFrames = 16;  // controls move on every 16th frame from frame 0

/// State is rows of 32-bit words, state[row][lane]; after `lane_rows` of them come `shared_words`
/// that all lanes share. Row 0 is each lane's noise seed, written by who starts a voice; all other
/// words are 0 in a new voice. Only rows are cleared when a lane gets a new voice.
struct KernelLayout {
  std::uint32_t abi = kKernelAbi;
  std::uint32_t lanes = 1;  // voices that run side by side: 1, 8 or 16
  std::uint32_t inputs = 0, outputs = 1, controls = 0;
  std::uint32_t lane_rows = 1, shared_words = 0;
  std::uint32_t memory_frames = 0;  // how long a sound can stay inside: the lengths of all delays

  constexpr std::uint64_t state_words() const noexcept {
    return std::uint64_t{lane_rows} * lanes + shared_words;
  }
};
/// One call: `frames` frames of `lanes` voices, mixed. The lane is always the fastest index.
/// Shapes: controls, steps[control][lane]; in[input][rows][lane]; sums[output][rows][lane], of
/// whose
///         rows the first `frames` are touched; gains[frame * gain_rows][lane]; peaks[lane].
///         All pointers are aligned to 4 * lanes bytes, and sums overlaps nothing.
/// Units:  samples +-1.0 full scale; controls as the program declared them, steps that per frame;
///         peaks as the bits of magnitudes, which order as the magnitudes do.
struct KernelCall {
  void* state = nullptr;
  const float* controls = nullptr;
  const float* steps = nullptr;
  const float* in = nullptr;
  const float* gains = nullptr;
  float* sums = nullptr;
  std::int32_t* peaks = nullptr;
  std::int32_t since_tick = 0, frames = 0;
  std::int32_t rows = 0;       // from one channel to the next
  std::int32_t gain_rows = 0;  // from one frame to the next: 1, or 0 while the gains rest
  const void* self = nullptr;  // the kernel's
};
/// Adds each output, times its gain, to the sums, and raises the peaks to the magnitudes of the
/// outputs. A lane whose peak is infinite or no number adds 0, beginning with the frame that made
/// it so, until somebody lowers it: so a broken voice is heard by nobody.
/// Law:    frame i reads controls + (since_tick + i) * steps; what depends on controls alone uses
///         `controls`. So n + m frames (since_tick grown by n) are the same samples as n and then
///         m. Lanes never hear each other.
/// Thread: [audio], with denormals flushed. Calls nothing, keeps no pointer, touches no memory but
///         what the call names.
using KernelProcess = void(const KernelCall& call) noexcept KRACH_NONBLOCKING;
inline constexpr std::int32_t kBrokenPeak = 0x7f800000;  // and above: infinite, or no number
struct Kernel {
  KernelLayout layout;
  KernelProcess* process = nullptr;
  const void* self = nullptr;  // what a kernel that is not one function needs besides
};
static_assert(std::is_trivially_copyable_v<Kernel> && sizeof(KernelLayout) == 32 &&
              std::is_standard_layout_v<KernelCall>);
}  // namespace krach
