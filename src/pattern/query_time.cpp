// src/pattern/query_time.cpp: nodes that move time, each an exact map between its own time and its
// child's.
#include "pattern/query.hpp"

namespace krach::pattern {
static NodeId only_child(const Scope& scope, const Node& node) {
  return scope.arena.children(node)[0].child;
}

static Rational inverse(Rational positive) {  // in lowest terms already
  Rational out;
  out.num = positive.den;
  out.den = positive.num;
  return out;
}

void query_fast(const Scope& scope, const Node& node, Span span) {
  query(scope.with({inverse(node.number), 0}), only_child(scope, node), span * node.number);
}

void query_shift(const Scope& scope, const Node& node, Span span) {
  query(scope.with({1, node.number}), only_child(scope, node), span - node.number);
}

void query_reverse(const Scope& scope, const Node& node, Span span) {
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const Rational mirror{2 * cycle + 1};
    query(scope.with({-1, mirror}), only_child(scope, node),
          {mirror - piece.end, mirror - piece.begin});
  });
}

void query_every(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    query(scope, links[cycle % node.number.num == 0 ? 1 : 0].child, piece);
  });
}

namespace {
/// Bends time, in pairs of steps: what was at `from` inside a pair comes to `to`.
struct Bend {
  Rational pairs, from, to;  // pairs in a cycle; from and to between 0 and 1
  Rational early = to / from, late = (Rational{1} - to) / (Rational{1} - from);

  Rational operator()(Rational t) const {
    const Rational at = t * pairs, pair{at.floor()}, inside = at - pair;
    const Rational bent = inside < from ? inside * early : to + (inside - from) * late;
    return (pair + bent) / pairs;
  }
  Span operator()(Span s) const { return {(*this)(s.begin), (*this)(s.end)}; }
};
}  // namespace

void query_swing(const Scope& scope, const Node& node, Span span) {
  const Rational pairs{node.steps / 2}, straight{1, 2};
  const Bend in{pairs, node.number, straight}, out{pairs, straight, node.number};
  const auto bent = [&](const Found& found) {
    Found moved = found;
    moved.event.part = out(found.event.part);
    if (found.event.whole)
      moved.event.whole =
          *found.event.whole == found.event.part ? moved.event.part : out(*found.event.whole);
    emit(scope, moved);
  };
  query(scope.heard_locally_by(bent), only_child(scope, node), in(span));
}
}  // namespace krach::pattern
