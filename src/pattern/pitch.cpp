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

double pitch_to_hertz(double midi) { return 440.0 * std::exp2((midi - 69.0) / 12.0); }
}  // namespace krach::pattern
