// src/pattern/scales.cpp
#include "pattern/scales.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/suggest.hpp"
#include "pattern/combine.hpp"
#include "pattern/pitch.hpp"

namespace krach::pattern {
namespace {
struct Entry {
  std::string_view name;
  std::vector<int> steps;
};
// Half tones above the root. Sources: N. Slonimsky, "Thesaurus of Scales and Melodic Patterns",
// 1947; V. Persichetti, "Twentieth-Century Harmony", 1961.
const std::vector<Entry>& scales() {
  static const std::vector<Entry> all{
      {"aeolian", {0, 2, 3, 5, 7, 8, 10}},
      {"altered", {0, 1, 3, 4, 6, 8, 10}},
      {"augmented", {0, 3, 4, 7, 8, 11}},
      {"bebop", {0, 2, 4, 5, 7, 9, 10, 11}},
      {"bebop_major", {0, 2, 4, 5, 7, 8, 9, 11}},
      {"bebop_minor", {0, 2, 3, 4, 5, 7, 9, 10}},
      {"blues", {0, 3, 5, 6, 7, 10}},
      {"chromatic", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
      {"diminished", {0, 2, 3, 5, 6, 8, 9, 11}},
      {"dorian", {0, 2, 3, 5, 7, 9, 10}},
      {"double_harmonic", {0, 1, 4, 5, 7, 8, 11}},
      {"egyptian", {0, 2, 5, 7, 10}},
      {"enigmatic", {0, 1, 4, 6, 8, 10, 11}},
      {"flamenco", {0, 1, 3, 4, 6, 7, 10}},
      {"half_whole", {0, 1, 3, 4, 6, 7, 9, 10}},
      {"harmonic_major", {0, 2, 4, 5, 7, 8, 11}},
      {"harmonic_minor", {0, 2, 3, 5, 7, 8, 11}},
      {"hirajoshi", {0, 2, 3, 7, 8}},
      {"hungarian_major", {0, 3, 4, 6, 7, 9, 10}},
      {"hungarian_minor", {0, 2, 3, 6, 7, 8, 11}},
      {"in", {0, 1, 5, 7, 8}},
      {"insen", {0, 1, 5, 7, 10}},
      {"ionian", {0, 2, 4, 5, 7, 9, 11}},
      {"iwato", {0, 1, 5, 6, 10}},
      {"kumoi", {0, 2, 3, 7, 9}},
      {"locrian", {0, 1, 3, 5, 6, 8, 10}},
      {"lydian", {0, 2, 4, 6, 7, 9, 11}},
      {"lydian_augmented", {0, 2, 4, 6, 8, 9, 11}},
      {"lydian_dominant", {0, 2, 4, 6, 7, 9, 10}},
      {"major", {0, 2, 4, 5, 7, 9, 11}},
      {"major_blues", {0, 2, 3, 4, 7, 9}},
      {"major_pentatonic", {0, 2, 4, 7, 9}},
      {"melodic_minor", {0, 2, 3, 5, 7, 9, 11}},
      {"minor", {0, 2, 3, 5, 7, 8, 10}},
      {"minor_pentatonic", {0, 3, 5, 7, 10}},
      {"mixolydian", {0, 2, 4, 5, 7, 9, 10}},
      {"neapolitan_major", {0, 1, 3, 5, 7, 9, 11}},
      {"neapolitan_minor", {0, 1, 3, 5, 7, 8, 11}},
      {"pelog", {0, 1, 3, 7, 8}},
      {"pentatonic", {0, 2, 4, 7, 9}},
      {"persian", {0, 1, 4, 5, 6, 8, 11}},
      {"phrygian", {0, 1, 3, 5, 7, 8, 10}},
      {"phrygian_dominant", {0, 1, 4, 5, 7, 8, 10}},
      {"prometheus", {0, 2, 4, 6, 9, 10}},
      {"romanian_minor", {0, 2, 3, 6, 7, 9, 10}},
      {"spanish", {0, 1, 4, 5, 7, 8, 10}},
      {"super_locrian", {0, 1, 3, 4, 6, 8, 10}},
      {"tritone", {0, 1, 4, 6, 7, 10}},
      {"ukrainian_dorian", {0, 2, 3, 6, 7, 9, 10}},
      {"whole_tone", {0, 2, 4, 6, 8, 10}},
  };
  return all;
}
const std::vector<Entry>& chords() {
  static const std::vector<Entry> all{
      {"11", {0, 4, 7, 10, 14, 17}},
      {"13", {0, 4, 7, 10, 14, 21}},
      {"5", {0, 7}},
      {"6", {0, 4, 7, 9}},
      {"69", {0, 4, 7, 9, 14}},
      {"7", {0, 4, 7, 10}},
      {"7b5", {0, 4, 6, 10}},
      {"7b9", {0, 4, 7, 10, 13}},
      {"7sharp9", {0, 4, 7, 10, 15}},
      {"7sus4", {0, 5, 7, 10}},
      {"9", {0, 4, 7, 10, 14}},
      {"9sus4", {0, 5, 7, 10, 14}},
      {"add9", {0, 4, 7, 14}},
      {"aug", {0, 4, 8}},
      {"aug7", {0, 4, 8, 10}},
      {"dim", {0, 3, 6}},
      {"dim7", {0, 3, 6, 9}},
      {"m6", {0, 3, 7, 9}},
      {"m69", {0, 3, 7, 9, 14}},
      {"m7", {0, 3, 7, 10}},
      {"m7b5", {0, 3, 6, 10}},
      {"m9", {0, 3, 7, 10, 14}},
      {"m11", {0, 3, 7, 10, 14, 17}},
      {"madd9", {0, 3, 7, 14}},
      {"major", {0, 4, 7}},
      {"major7", {0, 4, 7, 11}},
      {"major9", {0, 4, 7, 11, 14}},
      {"minor", {0, 3, 7}},
      {"minor7", {0, 3, 7, 10}},
      {"minor_major7", {0, 3, 7, 11}},
      {"sus2", {0, 2, 7}},
      {"sus4", {0, 5, 7}},
  };
  return all;
}
std::vector<std::string_view> names_of(const std::vector<Entry>& entries) {
  std::vector<std::string_view> names;
  names.reserve(entries.size());
  for (const Entry& entry : entries) names.push_back(entry.name);
  return names;
}
std::span<const int> find_steps(const std::vector<Entry>& entries, std::string_view what,
                                std::string_view where, std::string name) {
  std::ranges::replace_if(name, [](char c) { return c == ' ' || c == ':'; }, '_');
  const auto found = std::ranges::find(entries, name, &Entry::name);
  if (found != entries.end()) return found->steps;
  const auto names = names_of(entries);
  const std::vector<std::string> known(names.begin(), names.end());
  refuse("there is no " + std::string(what) + " '" + name + "'", where,
         suggest(name, known, "there are none"));
}
}  // namespace

Scale find_scale(std::string_view where, std::string_view name) {
  const auto cut = name.find_first_of(": ");
  const std::string root(name.substr(0, cut));
  const auto midi = find_pitch(root, 3);
  if (!midi || cut == name.npos)
    refuse("'" + std::string(name) + "' does not begin with a root", where,
           "give root and scale, like \"C:minor\" or \"D4 dorian\"");
  return {*midi, find_steps(scales(), "scale", where, std::string(name.substr(cut + 1)))};
}
std::span<const int> find_chord(std::string_view where, std::string_view name) {
  return find_steps(chords(), "chord", where, std::string(name));
}
std::vector<std::string_view> scale_names() { return names_of(scales()); }
std::vector<std::string_view> chord_names() { return names_of(chords()); }
}  // namespace krach::pattern
