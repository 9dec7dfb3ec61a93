// src/engine/transport.hpp: where a cycle falls among the frames, exactly.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"
#include "base/units.hpp"

namespace krach::engine {
/// Tempo and meter as they are asked for. Units: bpm in beats a minute; meter in beats a cycle.
struct Tempo {
  Rational bpm = 120, meter = 4;
  constexpr bool operator==(const Tempo&) const noexcept = default;
};

/// A frame, and the position in cycles that falls on it.
struct Moment {
  Frames frame{0};
  Rational cycle = 0;
};

/// Position against frames: lines, and parabolas where the tempo moves, each from its anchor.
/// Law:    frames never drift: each is computed from its anchor in whole numbers, and rounded once.
/// Thread: one thread at a time; nothing but the constructor and the checks throws or allocates.
class Transport {
 public:
  /// Errors: Error if the tempo is outside its bounds, or too fine for exact frames at `rate`.
  Transport(std::int64_t rate, Tempo tempo, Moment start = {});
  static void check(std::int64_t rate, Tempo tempo);  // throws what the constructor throws

  /// From frame `at` on, another tempo or meter, at the position reached there, to 1/2^24 cycle.
  /// What was to come after `at` is forgotten. The tempo must have passed check().
  void change(Frames at, Tempo tempo) noexcept;
  /// The same, but the tempo moves there in a straight line over `length` frames (at least 1024
  /// and below 2^31, or it is a change). Must have passed check_ramp().
  void ramp(Frames at, Tempo to, Frames length) noexcept;
  /// Errors: Error if the way between the two tempos is too fine for exact frames.
  static void check_ramp(std::int64_t rate, Tempo from, Tempo to);
  /// How long a ramp over `cycles` cycles lasts: so many cycles at the mean of the two tempos.
  static Frames ramp_length(std::int64_t rate, Tempo from, Tempo to, Rational cycles) noexcept;
  /// How often it has changed: what was computed from it before is of another course.
  std::uint32_t changes() const noexcept { return changes_; }
  /// At `frame`, to 1/1000 BPM while it moves.
  Tempo tempo_at(Frames frame) const noexcept;

  /// The frame nearest to `cycle`, from its exact value; a half goes up.
  Frames frame_of(Rational cycle) const noexcept;
  /// Where a query for the events from `frame` on begins: at the first 1/2^24 cycle from which no
  /// event rounds to a frame before it. So the spans of neighbouring blocks share their edge, and
  /// an event may be seen early by less than that, never late.
  Rational first_cycle_from(Frames frame) const noexcept;
  /// The position of `frame`, to 1/2^32 cycle: for signals, which need no exact edge.
  Rational cycle_near(Frames frame) const noexcept;

 private:
  /// From `frame` on, u half frames later: cycle + u * (p + q * u) / r, exactly.
  struct Segment {
    Frames frame;
    Rational cycle;
    Wide p = 0, q = 0, r = 1;
    Tempo from, to;
    Frames length;  // of a ramp
    Wide half_frames(Frames f) const noexcept { return Wide{2} * (f - frame).value; }
    Rational cycle_at(Wide u, int bits, bool up) const noexcept;
    bool reached(Rational at, Wide u) const noexcept;
  };
  Segment line(Frames at, Rational cycle, Tempo tempo) const noexcept;
  const Segment& segment_at(Frames frame) const noexcept;

  std::int64_t rate_;
  std::array<Segment, 2> segments_;  // a line; or a ramp and the line after it
  std::size_t count_ = 1;
  std::uint32_t changes_ = 0;
};
}  // namespace krach::engine
