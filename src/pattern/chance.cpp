// src/pattern/chance.cpp: the methods of Pattern that leave something to chance.
#include "pattern/combine.hpp"
#include "pattern/load.hpp"

namespace krach::pattern {
static void check_probability(double p, std::string_view where) {
  if (p >= 0.0 && p <= 1.0) return;
  refuse("the probability " + std::to_string(p) + " is not from 0 to 1", where,
         "0 is never, 1 is always");
}

/// The notes of `p` whose draw is in [low, high).
static Pattern kept(std::string_view where, Kind kind, const Pattern& p, double low, double high) {
  Node node;
  node.kind = kind;
  node.low = low;
  node.high = high;
  Load load = p.arena().load;
  if (kind == Kind::thin) load.events *= high - low;
  return combine(where, node, p, load);
}

Pattern Pattern::thin(double share) const {
  check_probability(share, "thin");
  return share == 0.0 ? *this : kept("thin", Kind::thin, *this, share, 1.0);
}

Pattern Pattern::undegrade(double share) const {
  check_probability(share, "undegrade");
  return kept("undegrade", Kind::thin, *this, 0.0, share);
}

Pattern Pattern::some_cycles_by(double probability, const Transform& transform) const {
  check_probability(probability, "some_cycles");
  const Rational share = to_rational(probability, "some_cycles");
  const Pattern changed = transform(*this);
  const Part parts[] = {{&changed, 0, share}, {this, share, 1}};
  return combine("some_cycles", node_of(Kind::choose), parts,
                 as_share(either(arena_->load, changed.arena().load)));
}

Pattern Pattern::sometimes(double probability, const Transform& transform) const {
  check_probability(probability, "sometimes");
  if (probability == 0.0) return *this;
  if (probability == 1.0) return transform(*this);
  const Pattern staying = kept("sometimes", Kind::drawn, *this, probability, 1.0);
  const Pattern changed = transform(kept("sometimes", Kind::drawn, *this, 0.0, probability));
  const Part parts[] = {{&staying}, {&changed}};
  Load load = layered(staying.arena().load, changed.arena().load);
  load.events =
      staying.arena().load.events * (1.0 - probability) + changed.arena().load.events * probability;
  Node node;
  node.kind = Kind::sometimes;
  return combine("sometimes", node, parts, load);
}

Pattern Pattern::seed(std::int64_t seed) const {
  return combine("seed", node_of(Kind::seed, seed), *this, arena_->load);
}
}  // namespace krach::pattern
