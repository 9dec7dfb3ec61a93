// src/pattern/signal.cpp: continuous signals, one period a cycle, asked for at the begin of a span.
#include <array>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "pattern/query.hpp"

namespace krach::pattern {
/// 0 to 1 at `phase` in [0, 1).
static double wave(Shape shape, double phase) {
  switch (shape) {
    case Shape::sine: return 0.5 + 0.5 * std::sin(2.0 * std::numbers::pi * phase);
    case Shape::square: return phase < 0.5 ? 0.0 : 1.0;
    case Shape::tri: return phase < 0.5 ? 2.0 * phase : 2.0 - 2.0 * phase;
    default: return phase;
  }
}

static double random_at(std::uint64_t place, Rational t) {
  return to_unit(
      mix(mix(place, static_cast<std::uint64_t>(t.num)), static_cast<std::uint64_t>(t.den)));
}

static void emit_value(const Scope& scope, const Node& node, Span part, double unit) {
  const double value = node.low + (node.high - node.low) * unit;
  const std::array controls{ControlValue{node.control, Value::of(value)}};
  emit(scope, {{std::nullopt, part, controls, {}}, scope.place});
}

/// Between the random values of two cycles, as smooth as K. Perlin's noise ("Improving noise",
/// 2002).
static double perlin_at(std::uint64_t place, Rational t) {
  const Rational cycle{t.floor()};
  const double a = random_at(place, cycle), b = random_at(place, cycle + 1);
  const double x = (t - cycle).to_double();
  return a + (b - a) * x * x * x * (x * (x * 6.0 - 15.0) + 10.0);
}

/// A bare `rand` holds each value for 1/16 cycle; one that is sampled has a value at every moment.
static void query_rand(const Scope& scope, const Node& node, Span span) {
  const Rational begin = scope.backwards ? span.end : span.begin;
  if (scope.samples) return emit_value(scope, node, span, random_at(scope.place, begin));
  for_each_cycle(span * 16, [&](std::int64_t step, Span piece) {
    emit_value(scope, node, piece / 16, random_at(scope.place, {step, 16}));
  });
}

void query_signal(const Scope& scope, const Node& node, Span span) {
  if (node.shape == Shape::rand) return query_rand(scope, node, span);
  const Rational t = scope.backwards ? span.end : span.begin;
  if (node.shape == Shape::perlin) return emit_value(scope, node, span, perlin_at(scope.place, t));
  if (node.shape == Shape::exp) {  // equal ratios in equal times
    const double unit = (t - t.floor()).to_double();
    const double rise = std::pow(node.high / node.low, unit) - 1.0;
    return emit_value(scope, node, span, rise / (node.high / node.low - 1.0));
  }
  emit_value(scope, node, span, wave(node.shape, (t - t.floor()).to_double()));
}
}  // namespace krach::pattern
