// src/pattern/layers.cpp: the methods of Pattern that play it more than once at a time.
#include <cmath>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/patterned.hpp"

namespace krach::pattern {
Pattern Pattern::off(const Argument& t, const Transform& transform) const {
  return stack(*this, transform(shift(t)));
}
Pattern Pattern::superimpose(const Transform& transform) const {
  return stack(*this, transform(*this));
}
Pattern Pattern::layer(std::span<const Transform> transforms) const {
  std::vector<Pattern> layers;
  for (const Transform& transform : transforms) layers.push_back(transform(*this));
  if (layers.empty()) refuse("there are no transforms", "layer", "give at least one");
  return in_layers("layer", layers);
}

static Pattern panned(const Pattern& p, Rational by) {
  Node node = node_of(Kind::map);
  node.change = Change::pan;
  node.low = by.to_double();
  Load load = p.arena().load;
  load.controls += 1;
  return combine("jux", node, p, load);
}
Pattern Pattern::jux_by(const Argument& width, const Transform& transform) const {
  return patterned("jux_by", width, [&](Rational by) {
    const Rational half = by / Rational{2};
    return stack(panned(*this, -half), transform(panned(*this, half)));
  });
}

Pattern Pattern::echo(std::int64_t times, const Argument& time, double feedback) const {
  if (times < 1 || times > 64)
    refuse(std::to_string(times) + " echoes are not possible", "echo", "give 1 to 64");
  return patterned("echo", time, [&](Rational t) {
    std::vector<Pattern> layers;
    layers.reserve(static_cast<std::size_t>(times));
    for (std::int64_t i = 0; i < times; ++i)
      layers.push_back(shift(t * Rational{i}).set("gain", std::pow(feedback, double(i))));
    return in_layers("echo", layers);
  });
}
Pattern Pattern::stut(std::int64_t times, double feedback, const Argument& t) const {
  return echo(times, t, feedback);
}
}  // namespace krach::pattern
