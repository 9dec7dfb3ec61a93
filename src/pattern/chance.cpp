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
static Pattern keep(std::string_view where, Kind kind, const Pattern& p, double low, double high) {
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
  return share == 0.0 ? *this : keep("thin", Kind::thin, *this, share, 1.0);
}

Pattern Pattern::sometimes(double probability, const Transform& transform) const {
  check_probability(probability, "sometimes");
  if (probability == 0.0) return *this;
  if (probability == 1.0) return transform(*this);
  const Pattern kept = keep("sometimes", Kind::drawn, *this, probability, 1.0);
  const Pattern changed = transform(keep("sometimes", Kind::drawn, *this, 0.0, probability));
  const Part parts[] = {{&kept}, {&changed}};
  Load load = layered(kept.arena().load, changed.arena().load);
  load.events =
      kept.arena().load.events * (1.0 - probability) + changed.arena().load.events * probability;
  Node node;
  node.kind = Kind::sometimes;
  return combine("sometimes", node, parts, load);
}
}  // namespace krach::pattern
