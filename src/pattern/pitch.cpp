// src/pattern/pitch.cpp
#include "pattern/pitch.hpp"

#include <cmath>
#include <string>

namespace krach::pattern {
std::optional<int> find_pitch(std::string_view name) {
  static constexpr std::string_view kLetters = "C D EF G A B";
  if (name.size() < 2 || name.size() > 3) return std::nullopt;
  const char letter = name[0] >= 'a' ? static_cast<char>(name[0] - 'a' + 'A') : name[0];
  const auto step = letter == ' ' ? std::string_view::npos : kLetters.find(letter);
  const char octave = name.back();
  if (step == std::string_view::npos || octave < '0' || octave > '9') return std::nullopt;
  int bend = 0;
  if (name.size() == 3) {
    if (name[1] == '#' || name[1] == 's') bend = 1;
    if (name[1] == 'b') bend = -1;
    if (bend == 0) return std::nullopt;
  }
  const int midi = 12 * (octave - '0' + 1) + static_cast<int>(step) + bend;
  return midi <= 127 ? std::optional(midi) : std::nullopt;
}

std::optional<int> find_pitch(std::string_view name, int octave) {
  if (!name.empty() && name.back() >= '0' && name.back() <= '9') return find_pitch(name);
  return find_pitch(std::string(name) + static_cast<char>('0' + octave));
}

static bool is_octave(char c) { return c >= '0' && c <= '9'; }

/// What other habits call a pitch: German names, flats with f, the octave first or in the middle,
/// or no octave, which is 4.
static std::optional<std::string> near_pitch(std::string_view name) {
  std::string letters, octave;
  for (const char c : name) (is_octave(c) ? octave : letters) += c;
  if (letters.empty() || octave.size() > 1) return std::nullopt;
  std::string_view bend = std::string_view(letters).substr(1);
  if (bend == "is" || bend == "sharp") bend = "#";
  if (bend == "es" || bend == "f" || bend == "flat") bend = "b";
  if (letters == "es" || letters == "Es") bend = "b";  // with an octave it is E sharp, as Cs4 is C
  const char letter = letters[0] == 'h' ? 'b' : letters[0] == 'H' ? 'B' : letters[0];
  std::string near = letter + std::string(bend) + (octave.empty() ? "4" : octave);
  return find_pitch(near) ? std::optional(near) : std::nullopt;
}

std::string pitch_hint(std::string_view name) {
  const auto near = near_pitch(name);
  return (near ? "did you mean '" + *near + "'? " : "") +
         "pitches are C4, c#4, Bb3, octaves 0 to 9";
}

double pitch_to_hertz(double midi) { return 440.0 * std::exp2((midi - 69.0) / 12.0); }
}  // namespace krach::pattern
