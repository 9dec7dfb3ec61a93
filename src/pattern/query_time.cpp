// src/pattern/query_time.cpp: nodes that move time, each an exact map between its own time and its
// child's.
#include "pattern/query.hpp"

namespace krach::pattern {
static NodeId only_child(const Scope& scope, const Node& node) {
  return scope.arena.children(node)[0].child;
}

void query_fast(const Scope& scope, const Node& node, Span span) {
  query(scope.with({Rational{1} / node.number, 0}), only_child(scope, node), span * node.number);
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
/// Maps a time whose pairs of `length` turn at `from` to one whose pairs turn at `to`.
struct Bend {
  Rational length, from, to;  // from and to are inside a pair

  Rational operator()(Rational t) const {
    const Rational start = length * (t / length).floor(), inside = t - start;
    if (inside < from) return start + inside * to / from;
    return start + to + (inside - from) * (length - to) / (length - from);
  }
  Span operator()(Span s) const { return {(*this)(s.begin), (*this)(s.end)}; }
};
}  // namespace

void query_swing(const Scope& scope, const Node& node, Span span) {
  const Rational pair{2, node.steps}, straight{1, node.steps}, swung = pair * node.number;
  const Bend in{pair, swung, straight}, out{pair, straight, swung};
  const auto bent = [&](const Found& found) {
    Found moved = found;
    if (found.event.whole) moved.event.whole = out(*found.event.whole);
    moved.event.part = out(found.event.part);
    emit(scope, moved);
  };
  query(scope.heard_locally_by(bent), only_child(scope, node), in(span));
}
}  // namespace krach::pattern
