// src/pattern/grain.hpp: how fine the times of a pattern are. What would be finer than 64 bits can
// tell is refused when it is built, so that no time is rounded when it plays.
#pragma once
#include <span>
#include <string_view>

#include "pattern/arena.hpp"

namespace krach::pattern {
/// A grain's parts; with it cycle 2^31 still plays as cycle 0 does.
inline constexpr std::int64_t kMaxGrainPart = std::int64_t{1} << 31;

/// What is a multiple of either is a multiple of it: the greatest common divisor. Parts up to
/// kMaxGrainPart.
Rational common(Rational a, Rational b);
/// The one with more to an event's time.
inline Rational finer(Rational a, Rational b) {
  if (a.den != b.den) return a.den > b.den ? a : b;
  return a.num < b.num ? a : b;
}

/// The grain of `node`, whose children's is `grain`.
/// Errors: Error at `where` if a part of it is above kMaxGrainPart.
/// Thread: [control].
Rational grain_of(std::string_view where, const Node& node, std::span<const Link> links,
                  Rational grain);
}  // namespace krach::pattern
