// src/pattern/euclid.cpp
#include "pattern/euclid.hpp"

#include <algorithm>
#include <cstdlib>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"

namespace krach::pattern {
/// Two kinds of groups; each round pairs them off, and what is left over is the new second kind.
static std::vector<bool> bjorklund(std::int64_t hits, std::int64_t steps) {
  std::vector<bool> first{true}, second{false};
  std::int64_t firsts = hits, seconds = steps - hits;
  while (std::min(firsts, seconds) > 1) {
    std::vector<bool> both = first;
    both.insert(both.end(), second.begin(), second.end());
    const std::int64_t pairs = std::min(firsts, seconds);
    if (firsts > seconds) second = first;
    seconds = std::abs(firsts - seconds);
    firsts = pairs;
    first = both;
  }
  std::vector<bool> out;
  for (std::int64_t i = 0; i < firsts; ++i) out.insert(out.end(), first.begin(), first.end());
  for (std::int64_t i = 0; i < seconds; ++i) out.insert(out.end(), second.begin(), second.end());
  return out;
}

std::vector<bool> euclid_steps(std::int64_t hits, std::int64_t steps, std::int64_t rotation) {
  if (steps < 1 || steps > kMaxSteps)
    refuse("there are " + std::to_string(steps) + " steps", "spread", "give 1 to 1024 steps");
  if (hits > steps || hits < -steps)
    refuse(std::to_string(hits) + " hits do not fit into " + std::to_string(steps) + " steps",
           "spread", "give at most as many hits as steps");
  std::vector<bool> out = bjorklund(std::abs(hits), steps);
  if (hits < 0) out.flip();
  std::rotate(out.begin(), out.begin() + ((rotation % steps) + steps) % steps, out.end());
  return out;
}

Pattern euclid(std::int64_t hits, std::int64_t steps, std::int64_t rotation) {
  const std::vector<bool> is_hit = euclid_steps(hits, steps, rotation);
  const Pattern one = hit();
  Load load{0.0, 0.0, 0.0};
  std::vector<Part> parts;
  for (std::int64_t i = 0; i < steps; ++i) {
    if (!is_hit[static_cast<std::size_t>(i)]) continue;
    parts.push_back({&one, {i, steps}, {i + 1, steps}});
    load = in_turn(load, as_share(one.arena().load));
  }
  Node node;
  node.kind = parts.empty() ? Kind::rest : Kind::seq;
  return combine("spread", node, parts, load);
}

Pattern euclid_legato(std::int64_t hits, std::int64_t steps) {
  const std::vector<bool> is_hit = euclid_steps(hits, steps, 0);
  std::vector<Weighted> parts;
  std::int64_t length = 1;
  for (std::int64_t i = steps - 1; i >= 0; --i, ++length) {
    if (!is_hit[static_cast<std::size_t>(i)]) continue;
    parts.insert(parts.begin(), {hit(), Rational{length}});
    length = 0;
  }
  if (length > 1) parts.insert(parts.begin(), {rest(), Rational{length - 1}});
  return in_sequence("euclid_legato", parts);
}
}  // namespace krach::pattern
