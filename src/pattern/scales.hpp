// src/pattern/scales.hpp: scales and chords by name.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace krach::pattern {
struct Scale {
  int root = 48;               // a MIDI number
  std::span<const int> steps;  // above the root, from 0, rising, below 12
};
/// "C:minor", "D4 dorian", "bb2:harmonic_minor"; the octave is 3 if none is given.
/// Errors: Error at `where` for a root that is no pitch, and for a name that is none, with the
///         nearest that there is.
/// Thread: [control].
Scale find_scale(std::string_view where, std::string_view name);
/// The half tones of "minor7" and the like above its root. Errors as above.
std::span<const int> find_chord(std::string_view where, std::string_view name);
/// All names, in the order of the alphabet.
std::vector<std::string_view> scale_names();
std::vector<std::string_view> chord_names();
}  // namespace krach::pattern
