// src/pattern/show.hpp: a pattern for the eye: a grid, a table, a piano roll, and what made it.
#pragma once
#include <cstdint>
#include <string>

#include "pattern/pattern.hpp"

namespace krach::pattern {
/// Time to the right, a row for each value: a word, a pitch, a number, or x for hits; numbers and
/// pitches from high to low. `x` begins an event, `=` holds it; a digit says how many begin there.
///       0                1
///   bd |x..x..x.........|x..x..x.........|
///   sn |........x=======|........x=======|
/// A signal is one row of heights, its bounds beside it. Where a cycle has more places than fit in
/// a line of 80, events go to the nearest before them. At most 32 rows; `colour`: in ANSI colours.
/// Errors: Error at "cycles" if it is not 1 to 64; the same for all that follow.
/// Thread: [control].
std::string show_grid(const Pattern& pattern, std::int64_t cycles = 2, bool colour = false);

/// A line for each event, in order: its cycle, where it begins and ends in that cycle, its value,
/// its other controls. At most 256; a signal is sampled eight times a cycle.
/// Thread: [control].
std::string table(const Pattern& pattern, std::int64_t cycles = 4);

/// A piano roll as an SVG image: time to the right, a row for each value as in the grid.
/// At most 4096 events.
/// Thread: [control].
std::string svg(const Pattern& pattern, std::int64_t cycles = 4);

/// For each event of the first cycle, in words, what it is and which characters made it, with the
/// text and carets under them. At most 64 events.
/// Thread: [control].
std::string explain(const Pattern& pattern);
}  // namespace krach::pattern
