// src/pattern/query_notes.cpp: nodes that look at notes one by one: what they say, and which sound
// together.
#include <algorithm>

#include "base/random.hpp"
#include "pattern/query.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
void query_matching(const Scope& scope, const Node& node, Span span) {
  const ControlValue& wanted = scope.arena.controls_of(node)[0];
  const auto keep = [&](const Found& found) {
    const auto said =
        std::ranges::find(found.event.controls, wanted.control, &ControlValue::control);
    const Value* value =
        said != found.event.controls.end() ? &said->value : find_value(found.event.controls);
    const bool matches = value != nullptr && value->word == wanted.value.word &&
                         value->number == wanted.value.number;
    if (matches == (node.low == 0.0)) scope.sink(found);
  };
  query(scope.heard_by(keep), scope.arena.children(node)[0].child, span);
}

/// How many steps an arpeggio of `n` notes has.
static std::int64_t count_steps(Order order, std::int64_t n) {
  const bool turns = order == Order::updown || order == Order::downup;
  const bool between = order == Order::pinky || order == Order::thumb;
  return (turns || between) && n > 1 ? 2 * n - 2 : n;
}
/// Which note, from the lowest, its step `k` is.
static std::int64_t note_at(Order order, std::int64_t k, std::int64_t n) {
  const std::int64_t last = n - 1, zigzag = k % 2 == 0 ? k / 2 : last - k / 2;
  const std::int64_t turned = k < n ? k : 2 * last - k;
  switch (order) {
    case Order::up: return k;
    case Order::down: return last - k;
    case Order::updown: return turned;
    case Order::downup: return last - turned;
    case Order::converge: return zigzag;
    case Order::diverge: return note_at(Order::converge, last - k, n);
    case Order::pinky: return k % 2 == 0 ? k / 2 : last;
    case Order::thumb: return k % 2 == 0 ? 0 : k / 2 + 1;
  }
  return k;
}

static double height_of(const Event& event) {
  for (const Name name : {kValue, kNote, kFreq, kDegree})
    for (const ControlValue& c : event.controls)
      if (c.control == name) return c.value.number;
  return 0.0;
}

namespace {
/// The notes that sound with one at a moment and share its whole.
struct Chord {
  std::int64_t count = 0, below = 0;  // of those how many lie below it
  Rational until;                     // as long as this they are the same
};
}  // namespace
static Chord chord_at(const Scope& scope, NodeId child, const Found& note, Rational at) {
  Chord out{0, 0, note.event.part.end};
  const double height = height_of(note.event);
  bool is_passed = false;  // of equal notes those count that come before it
  const auto compare = [&](const Found& other) {
    if (other.event.whole != note.event.whole) return;
    const Span part = other.event.part;
    out.until = std::min(out.until, part.begin > at ? part.begin : part.end);
    if (part.begin > at) return;
    ++out.count;
    const double h = height_of(other.event);
    const bool is_itself = other.identity == note.identity &&
                           std::ranges::equal(other.event.controls, note.event.controls);
    out.below += h < height || (h == height && !is_passed && !is_itself);
    is_passed = is_passed || is_itself;
  };
  query(scope.heard_locally_by(compare), child, {at, note.event.part.end});
  return out;
}

/// The order may change where a note of the chord is cut, so that it does not matter where the
/// query is.
void query_arp(const Scope& scope, const Node& node, Span span) {
  const NodeId child = scope.arena.children(node)[0].child;
  const auto place = [&](const Found& found) {
    const Span whole = found.event.whole.value_or(found.event.part);
    for (Rational at = found.event.part.begin; at < found.event.part.end;) {
      const Chord chord = chord_at(scope, child, found, at);
      const Span moment{at, chord.until};
      at = chord.until;
      const std::int64_t steps = count_steps(node.order, chord.count);
      for (std::int64_t k = 0; k < steps; ++k) {
        if (note_at(node.order, k, chord.count) != chord.below) continue;
        Found step = found;
        step.event.whole = Span{whole.begin + whole.length() * Rational(k, steps),
                                whole.begin + whole.length() * Rational(k + 1, steps)};
        step.event.part = clip(*step.event.whole, moment);
        step.identity = mix(found.identity, static_cast<std::uint64_t>(k));
        if (step.event.part.begin < step.event.part.end) emit(scope, step);
      }
    }
  };
  query(scope.heard_locally_by(place), child, span);
}
}  // namespace krach::pattern
