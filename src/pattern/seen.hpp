// src/pattern/seen.hpp: events as what is drawn of them, for show*.cpp.
#pragma once
#include <string>
#include <vector>

#include "pattern/pattern.hpp"

namespace krach::pattern {
/// A piece of an event. What a query cuts in two is two pieces, of which one has the onset.
struct Piece {
  Span whole, part;  // equal for a signal's
  bool has_onset = false;
  bool is_signal = false;
  Value value;           // the bare value, or else `freq`; the word x for a hit
  std::string label;     // the value, as it is read
  std::string controls;  // the others: "vel=0.5 pan=0"
  std::vector<SourceSpan> source;
};

/// The pieces in `cycles` cycles from the first, in time; signals are sampled `samples` times a
/// cycle, if there are any. At most 65 536.
/// Errors: Error at "cycles" if it is not 1 to 64.
/// Thread: [control].
std::vector<Piece> pieces_of(const Pattern& pattern, std::int64_t cycles, std::int64_t samples);

/// The labels from top to bottom: words as they come, then pitches and numbers from high to low.
/// Thread: [control].
std::vector<std::string> rows_of(const std::vector<Piece>& pieces);

/// How high between two bounds, 0 to 1; 0.5 where they are one, or too far apart to say.
/// Thread: [any].
double share_of(double value, double low, double high) noexcept;

/// "0.25", "60".
/// Thread: [any].
std::string print(double number);
}  // namespace krach::pattern
