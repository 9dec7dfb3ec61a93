// src/pattern/pitch.hpp: names of pitches, their MIDI numbers, and their frequencies.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace krach::pattern {
/// The MIDI number of "C4" (60), "c4", "C#4", "Cs4", "Bb3"; octaves 0 to 9. Nothing if `name` is
/// no pitch, or is one above 127. In the second form a name without an octave has that one.
/// Thread: [any].
std::optional<int> find_pitch(std::string_view name);
std::optional<int> find_pitch(std::string_view name, int octave);

/// What to do about a name that is no pitch: "did you mean 'C#4'?" for C# and C4#, H4 and 4B, Cis4
/// and Bf4, and what pitches look like.
/// Thread: [control].
std::string pitch_hint(std::string_view name);

/// Units:  a MIDI number, fractions allowed, to hertz. 69 is 440 Hz, an octave is 12.
/// Thread: [any].
double pitch_to_hertz(double midi);
}  // namespace krach::pattern
