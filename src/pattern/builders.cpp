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

Pattern midi(const Steps& pitches) { return numeric(note(pitches)).named("midi"); }
Pattern cc(std::int64_t number, const Pattern& values) {
  if (number < 0 || number > 127)
    refuse(std::to_string(number) + " is no number of a control", "cc", "give 0 to 127");
  return values.named("ccv").set("ccn", static_cast<double>(number));
}
Pattern osc(std::string_view path, const Steps& values) {
  if (!path.starts_with('/') || values.size() > 16)
    refuse("'" + std::string(path) + "' with " + std::to_string(values.size()) +
               " values is no message",
           "osc", "give a path like \"/synth/on\" and at most 16 values");
  Pattern out = hit().set("osc", path);
  std::size_t index = 0;
  for (const Step& value : values) {
    const std::string control = "osc" + std::to_string(index++);
    const std::string* word = value.find_text();
    out = word != nullptr ? out.set(control, std::string_view(*word))
                          : out.set(control, value.to_pattern("osc"));
  }
  return out;
}

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

Pattern timecat(std::span<const Weight> parts) {
  if (parts.empty()) refuse("there is nothing in it", "timecat", "give at least one step");
  std::vector<Weighted> steps;
  for (const Weight& part : parts) {
    if (part.weight <= 0)
      refuse("the weight " + print(part.weight) + " is not above 0", "timecat",
             "give each step a weight above 0");
    steps.push_back({part.pattern.to_pattern("timecat"), part.weight});
  }
  return in_sequence("timecat", steps);
}
Pattern arrange(std::span<const Section> sections) {
  std::vector<Weighted> parts;
  Rational total;
  for (const Section& section : sections) {
    if (section.cycles < 1)
      refuse("a section of " + std::to_string(section.cycles) + " cycles", "arrange",
             "give each section 1 cycle or more");
    const Rational cycles{section.cycles};
    parts.push_back({section.pattern.to_pattern("arrange").fast(cycles), cycles});
    total = total + cycles;
  }
  if (parts.empty()) refuse("there is nothing in it", "arrange", "give at least one section");
  return in_sequence("arrange", parts).over(total);
}

/// Of a sequence its steps, also where all of them are rests; of anything else 1.
static Rational steps_of(const Pattern& p) {
  const Arena& arena = p.arena();
  const Node& root = arena[arena.root()];
  const bool is_sequence = root.kind == Kind::seq || root.kind == Kind::rest;
  return is_sequence && root.number > 0 ? root.number : Rational{1};
}
Pattern polymeter(const Steps& patterns) {
  const std::vector<Pattern> parts = to_patterns(patterns, "polymeter");
  Rational together{1};
  for (const Pattern& part : parts) {  // the least common multiple, of fractions too
    const Rational steps = steps_of(part);
    const Rational both = together * steps;
    Rational a = together, b = steps;
    while (b != 0) {
      const Rational rest = a - b * Rational{(a / b).floor()};
      a = b;
      b = rest;
    }
    together = built(both / a, "polymeter");
  }
  std::vector<Pattern> layers;
  layers.reserve(parts.size());
  for (const Pattern& part : parts) layers.push_back(part.fast(together / steps_of(part)));
  return in_layers("polymeter", layers);
}

Pattern wchoose(const Steps& values, std::span<const double> weights) {
  const std::vector<Pattern> choices = to_patterns(values, "choose");
  if (weights.size() != choices.size())
    refuse("there are " + std::to_string(weights.size()) + " weights", "wchoose",
           "give one for each value");
  double total = 0.0;
  for (const double w : weights) {
    if (!(w >= 0.0) || !std::isfinite(w))
      refuse("a weight is not 0 or above", "wchoose", "give numbers from 0");
    total += w;
  }
  if (total == 0.0) refuse("all weights are 0", "wchoose", "give one that is above 0");
  const Pattern draw = rand();
  std::vector<Part> parts{{&draw}};
  Load inner;
  double sum = 0.0;
  constexpr double kParts = 1 << 30;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto at = [&](double share) { return Rational(std::llround(share * kParts), 1 << 30); };
    const Rational begin = at(sum / total);
    sum += weights[i];
    parts.push_back({&choices[i], begin, at(sum / total)});
    inner = either(inner, choices[i].arena().load);
  }
  Node node = node_of(Kind::select);
  node.pick = Pick::share;
  return combine("wchoose", node, parts, joined(draw.arena().load, inner));
}
Pattern choose(const Steps& values) {
  return wchoose(values, std::vector<double>(values.size(), 1.0));
}

static Pattern signal(std::string_view where, Shape shape, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high) || !std::isfinite(high - low))
    refuse("a bound of the signal is not finite", where, "give two numbers, low and high");
  Node node;
  node.kind = Kind::signal;
  node.shape = shape;
  node.low = low;
  node.high = high;
  node.control = kValue;
  Load load{1.0, 0.0, 0.0, 1.0, 0, true, 1, 1.0};
  if (shape == Shape::rand) load.visits = load.pieces = 16.0;
  return combine(where, node, std::span<const Part>{}, load);
}
Pattern sine(double low, double high) { return signal("sine", Shape::sine, low, high); }
Pattern saw(double low, double high) { return signal("saw", Shape::saw, low, high); }
Pattern ramp(double low, double high) { return signal("ramp", Shape::saw, low, high); }
Pattern tri(double low, double high) { return signal("tri", Shape::tri, low, high); }
Pattern rand(double low, double high) { return signal("rand", Shape::rand, low, high); }
Pattern isaw(double low, double high) { return signal("isaw", Shape::saw, high, low); }
Pattern square(double low, double high) { return signal("square", Shape::square, low, high); }
Pattern cosine(double low, double high) { return sine(low, high).shift(Rational(-1, 4)); }
Pattern perlin(double low, double high) { return signal("perlin", Shape::perlin, low, high); }
Pattern exp(double low, double high) {
  if (!(low > 0.0) || !(high > 0.0))
    refuse("a bound is not above 0", "exp", "equal ratios need bounds above 0, like exp(20, 2000)");
  return signal("exp", low == high ? Shape::saw : Shape::exp, low, high);
}
Pattern irand(std::int64_t n) {
  if (n < 1 || n > kMaxBuiltPart)
    refuse("there are no whole numbers below " + std::to_string(n), "irand", "give 1 or more");
  Node node = node_of(Kind::map);
  node.change = Change::floor;
  const Pattern real = rand(0.0, static_cast<double>(n));
  return combine("irand", node, real, real.arena().load);
}
}  // namespace krach::pattern
