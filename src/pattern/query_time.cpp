// src/pattern/query_time.cpp: nodes that move time, each an exact map between its own time and its
// child's.
#include "pattern/query.hpp"

namespace krach::pattern {
static NodeId only_child(const Scope& scope, const Node& node) {
  return scope.arena.children(node)[0].child;
}

static std::int64_t modulo(std::int64_t cycle, std::int64_t n) { return (cycle % n + n) % n; }

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
    query(scope, links[modulo(cycle, node.number.num) == node.steps ? 1 : 0].child, piece);
  });
}

/// As Tidal's: a cycle of the child lasts until it has been begun everywhere.
void query_iter(const Scope& scope, const Node& node, Span span) {
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const std::int64_t turn = modulo(cycle, node.steps), round = (cycle - turn) / node.steps;
    const Rational later = Rational{cycle - round} - node.number * Rational{turn};
    query(scope.with({1, later}), only_child(scope, node), piece - later);
  });
}

void query_zoom(const Scope& scope, const Node& node, Span span) {
  const Link& link = scope.arena.children(node)[0];
  const Rational share = link.end - link.begin;
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const Rational begin{cycle};
    const Lens lens{Rational{1} / share, begin - (begin + link.begin) / share};
    query(scope.with(lens), link.child, {lens.local(piece.begin), lens.local(piece.end)});
  });
}

void query_hold(const Scope& scope, const Node& node, Span span) {
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const Rational later{cycle - (Rational{cycle} / node.number).floor()};
    query(scope.with({1, later}), only_child(scope, node), piece - later);
  });
}

/// What begins before a round or ends after it is cut: its whole, too.
void query_loop(const Scope& scope, const Node& node, Span span) {
  const Link& link = scope.arena.children(node)[0];
  const Rational length = node.number;
  for_each_cycle(span / length, [&](std::int64_t round, Span piece) {
    const Span part = piece * length;
    const Span whole{length * round, length * (round + 1)};
    const Rational later = whole.begin - link.begin;
    const auto cut = [&](const Found& found) {
      Found out = found;
      if (found.event.whole) out.event.whole = clip(*found.event.whole, whole);
      emit(scope, out);
    };
    query(scope.heard_locally_by(cut).with({1, later}), link.child, part - later);
  });
}

void query_window(const Scope& scope, const Node& node, Span span) {
  const Link& link = scope.arena.children(node)[0];
  const auto keep = [&](const Found& found) {
    const Rational begin = found.event.whole.value_or(found.event.part).begin;
    const Rational at = begin - Rational{begin.floor()};
    if ((at >= link.begin && at < link.end) == (node.low == 0.0)) emit(scope, found);
  };
  query(scope.heard_locally_by(keep), link.child, span);
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
