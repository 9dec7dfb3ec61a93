// src/sync/phase_lock.hpp: how to come into time with others without a jump.
#pragma once
#include <array>
#include <cstddef>
#include <optional>

#include "base/units.hpp"

namespace krach::sync {
/// A tempo that goes straight back to the right one over so many bars. Units: BPM, bars.
struct Nudge {
  double from = 0.0, bars = 0.0;
};
/// Told every 50 ms how far ahead of the others the music is. Above 1 ms it asks for a nudge that
/// takes all of it away, which ends by itself. A single measure says little, because blocks come
/// late and are never early: of six it believes that which is furthest ahead.
/// Law:    at most 3 % off, 25 % while more than 20 ms are left; nothing is asked below 1 ms.
/// Thread: [control].
class PhaseLock {
 public:
  /// Where a beat lasts 60 / bpm seconds and a bar `beats` beats. Not to be told during a nudge.
  std::optional<Nudge> hear(Seconds ahead, double bpm, double beats);
  /// What was heard holds no longer: the tempo or the others have changed.
  void forget() noexcept { heard_ = 0; }

 private:
  static constexpr std::size_t kMeasures = 6;
  std::optional<Seconds> believed() const noexcept;
  std::array<Seconds, kMeasures> last_{};
  std::size_t heard_ = 0;  // since it forgot
};
}  // namespace krach::sync
