// src/pattern/builders.cpp
#include "pattern/builders.hpp"

#include <cmath>

#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/pitch.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
static Pattern saying(Value value) {
  const ControlValue said{kValue, value};
  return make_atom(std::span(&said, 1));
}

Pattern Step::to_pattern(std::string_view where) const {
  if (const auto* pitch = std::get_if<std::string>(&step_)) {
    if (!find_pitch(*pitch))
      refuse("'" + *pitch + "' is no pitch", where, pitch_hint(*pitch) + "; for more, use p(text)");
    return saying(Value::of(intern(*pitch)));
  }
  if (const auto* whole = std::get_if<std::int64_t>(&step_)) return saying(Value::of(*whole));
  if (const auto* real = std::get_if<double>(&step_)) {
    if (!std::isfinite(*real)) refuse("a step is not a finite number", where, "give a number");
    return saying(Value::of(*real));
  }
  const auto* pattern = std::get_if<Pattern>(&step_);
  return pattern != nullptr ? *pattern : rest();
}

Pattern hit() { return make_atom({}); }

Pattern rest() {
  Arena arena;
  arena.add({}, {}, {});
  return Pattern(std::move(arena));
}

static std::vector<Pattern> to_patterns(const Steps& steps, std::string_view where) {
  if (steps.empty()) refuse("there is nothing in it", where, "give at least one step");
  std::vector<Pattern> out;
  out.reserve(steps.size());
  for (const Step& step : steps) out.push_back(step.to_pattern(where));
  return out;
}

Pattern note(const Steps& pitches) { return in_layers("note", to_patterns(pitches, "note")); }
Pattern stack(const Steps& patterns) { return in_layers("stack", to_patterns(patterns, "stack")); }

Pattern seq(const Steps& steps) {
  std::vector<Weighted> parts;
  for (Pattern& step : to_patterns(steps, "seq")) parts.push_back({std::move(step)});
  return in_sequence("seq", parts);
}
/// A sequence, as many times as slow as it is long: its share of cycle c is one whole cycle.
Pattern cat(const Steps& patterns) {
  std::vector<Weighted> parts;
  for (Pattern& pattern : to_patterns(patterns, "cat")) parts.push_back({std::move(pattern)});
  return in_sequence("cat", parts).over(Rational{static_cast<std::int64_t>(parts.size())});
}

static Pattern signal(std::string_view where, Shape shape, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high))
    refuse("a bound of the signal is not finite", where, "give two numbers, low and high");
  Node node;
  node.kind = Kind::signal;
  node.shape = shape;
  node.low = low;
  node.high = high;
  node.control = kValue;
  Load load{1.0, 0.0, 0.0, 1.0, 0, true, 1};
  if (shape == Shape::rand) load.visits = 16.0;
  return combine(where, node, std::span<const Part>{}, load);
}
Pattern sine(double low, double high) { return signal("sine", Shape::sine, low, high); }
Pattern saw(double low, double high) { return signal("saw", Shape::saw, low, high); }
Pattern ramp(double low, double high) { return signal("ramp", Shape::saw, low, high); }
Pattern tri(double low, double high) { return signal("tri", Shape::tri, low, high); }
Pattern rand(double low, double high) { return signal("rand", Shape::rand, low, high); }
}  // namespace krach::pattern
