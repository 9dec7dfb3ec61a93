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

/// An event asks for those that share its whole: how many they are, and how many lie below it; of
/// equal ones, how many come before it.
void query_arp(const Scope& scope, const Node& node, Span span) {
  const NodeId child = scope.arena.children(node)[0].child;
  const auto place = [&](const Found& found) {
    const Span whole = found.event.whole.value_or(found.event.part);
    const double height = height_of(found.event);
    std::int64_t count = 0, below = 0;
    bool is_passed = false;
    const auto compare = [&](const Found& other) {
      if (other.event.whole != found.event.whole) return;
      ++count;
      const double h = height_of(other.event);
      const bool is_itself = other.identity == found.identity &&
                             std::ranges::equal(other.event.controls, found.event.controls);
      if (h < height || (h == height && !is_passed && !is_itself)) ++below;
      is_passed = is_passed || is_itself;
    };
    query(scope.heard_locally_by(compare), child, found.event.part);
    const std::int64_t steps = count_steps(node.order, count);
    for (std::int64_t k = 0; k < steps; ++k) {
      if (note_at(node.order, k, count) != below) continue;
      Found step = found;
      step.event.whole = Span{whole.begin + whole.length() * Rational(k, steps),
                              whole.begin + whole.length() * Rational(k + 1, steps)};
      step.event.part = clip(*step.event.whole, found.event.part);
      step.identity = mix(found.identity, static_cast<std::uint64_t>(k));
      if (step.event.part.begin < step.event.part.end) emit(scope, step);
    }
  };
  query(scope.heard_locally_by(place), child, span);
}
}  // namespace krach::pattern
