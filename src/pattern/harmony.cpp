// src/pattern/harmony.cpp: the methods of Pattern that know scales and chords.
#include <algorithm>
#include <array>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/patterned.hpp"
#include "pattern/pitch.hpp"
#include "pattern/scales.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
/// Each pitch changed so.
static Pattern moved(std::string_view where, const Pattern& p, Change change, double by,
                     std::span<const ControlValue> own = {}) {
  Node node = node_of(Kind::map);
  node.change = change;
  node.low = by;
  return combine(where, node, numeric(p), p.arena().load, own);
}

static std::vector<ControlValue> scale_values(std::string_view where, std::string_view name) {
  const Scale scale = find_scale(where, name);
  std::vector<ControlValue> values{{kValue, Value::of(std::int64_t{scale.root})}};
  for (const int step : scale.steps) values.push_back({kValue, Value::of(std::int64_t{step})});
  return values;
}
/// The pattern that `make` gives for the scale of this name. Names may have a space ("D4 dorian"):
/// a text is a pattern of names where it has brackets or more than one colon.
static Pattern with_scale(std::string_view where, std::string_view names,
                          FunctionRef<Pattern(std::span<const ControlValue>)> make) {
  const auto made = [&](std::string_view name) { return make(scale_values(where, name)); };
  const bool is_one =
      names.find_first_of("[<{") == names.npos && std::ranges::count(names, ':') < 2;
  return is_one ? made(names) : patterned_by_word(where, p(names), made);
}
Pattern Pattern::scale(std::string_view names) const {
  return with_scale("scale", names, [&](std::span<const ControlValue> own) {
    return moved("scale", *this, Change::scale, 0.0, own);
  });
}
Pattern Pattern::transpose(const Argument& half_tones) const {
  return patterned("transpose", half_tones, [&](Rational n) {
    return moved("transpose", *this, Change::transpose, n.to_double());
  });
}
Pattern Pattern::scale_transpose(std::string_view names, const Argument& degrees) const {
  return with_scale("scale_transpose", names, [&](std::span<const ControlValue> own) {
    return counted("scale_transpose", degrees, -128, 128, [&](std::int64_t n) {
      return moved("scale_transpose", *this, Change::scale_transpose, static_cast<double>(n), own);
    });
  });
}

Pattern Pattern::chord(std::string_view names) const {
  return patterned_by_word("chord", p(names), [&](std::string_view name) {
    Steps notes;
    for (const int half_tones : find_chord("chord", name)) notes.emplace_back(half_tones);
    return add(stack(notes));
  });
}
Pattern Pattern::voicing(std::string_view top) const {
  const auto midi = find_pitch(top);
  if (!midi) refuse("'" + std::string(top) + "' is no pitch", "voicing", pitch_hint(top));
  return moved("voicing", *this, Change::voicing, *midi);
}

Pattern Pattern::arp(std::string_view mode) const {
  static constexpr std::array<std::string_view, 8> kModes{
      "up", "down", "updown", "downup", "converge", "diverge", "pinky", "thumb"};  // as Order
  const auto found = std::ranges::find(kModes, mode);
  if (found == kModes.end())
    refuse("there is no arpeggio '" + std::string(mode) + "'", "arp",
           "give up, down, updown, downup, converge, diverge, pinky or thumb");
  if (continuous())
    refuse("a continuous signal has no chords", "arp", "sample it, as with segment(8)");
  Node node = node_of(Kind::arp);
  node.order = static_cast<Order>(found - kModes.begin());
  Load load = under(arena_->load, arena_->load);  // each event asks for those beside it
  load.events = 2.0 * arena_->load.events;
  load.pieces = 2.0 * arena_->load.pieces;
  load.controls = arena_->load.controls;
  return combine("arp", node, numeric(*this), load);
}
}  // namespace krach::pattern
