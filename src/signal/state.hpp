// src/signal/state.hpp: where a program keeps what it must remember from one frame to the next.
#pragma once
#include <cstdint>
#include <vector>

#include "base/kernel.hpp"
#include "signal/program.hpp"

namespace krach::signal {
/// All delays of one signal read the same line, a ring that is written once a frame.
struct DelayLine {
  std::uint32_t input = 0;   // the operation it remembers
  std::uint32_t frames = 0;  // the longest distance asked for
  std::uint32_t size = 0;    // of the ring: a power of two, at least frames + 1
  std::uint64_t row = 0;     // its first row
};
/// Rows as in KernelLayout. After row 0, the seed: a row for each memory and each phasor in order;
/// one that counts frames, if there is noise; then the tables that are written; then the lines.
/// Shared word 0 is where lines write.
struct StatePlan {
  std::vector<std::uint32_t>
      place;  // of each operation: its first row, or its line if it is a delay
  std::vector<DelayLine> lines;
  std::uint32_t noise_row = 0;  // 0 if there is no noise
  std::uint64_t lane_rows = 1;
  std::uint32_t shared_words = 0;
  std::uint64_t memory_frames = 0;  // the lengths of all lines
};
/// Thread: [any]. `program` may be out of bounds, but its operands are there.
StatePlan plan_state(const Program& program);
}  // namespace krach::signal
