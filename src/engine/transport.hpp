// src/engine/transport.hpp: where a cycle falls among the frames, exactly.
#pragma once
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"

namespace krach::engine {
/// Tempo and meter as they are asked for. Units: bpm in beats a minute; meter in beats a cycle.
struct Tempo {
  Rational bpm = 120, meter = 4;
  constexpr bool operator==(const Tempo&) const noexcept = default;
};

/// Position against frames: straight lines between anchors.
/// Law:    frames never drift: each is computed from its anchor, and rounded once.
/// Thread: one thread at a time; reading allocates nothing.
class Transport {
 public:
  /// Cycle 0 is frame 0.
  /// Errors: Error if the tempo is outside its bounds, or too fine for exact frames at `rate`.
  Transport(std::int64_t rate, Tempo tempo);

  /// The frame nearest to `cycle`, from its exact value; a half goes up.
  Frames frame_of(Rational cycle) const noexcept;
  /// Where a query for the events from `frame` on begins: at the first 1/2^24 cycle from which no
  /// event rounds to a frame before it. So the spans of neighbouring blocks share their edge, and
  /// an event may be seen early by less than that, never late.
  Rational first_cycle_from(Frames frame) const noexcept;
  /// The position of `frame`, to 1/2^32 cycle: for signals, which need no exact edge.
  Rational cycle_near(Frames frame) const noexcept;

  static void check(std::int64_t rate, Tempo tempo);  // throws what the constructor throws

 private:
  struct Anchor {
    Frames frame;
    Rational cycle;
    std::int64_t cycles = 0, frames = 1;  // cycles / frames = cycles per frame, in lowest terms
  };
  Rational on_grid(Wide twice_frames, int bits, bool up) const noexcept;
  Anchor anchor_;
};
}  // namespace krach::engine
