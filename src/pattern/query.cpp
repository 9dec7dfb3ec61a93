// src/pattern/query.cpp: events, sequences, layers, and the way to every other kind of node.
#include "pattern/query.hpp"

#include <algorithm>
#include <utility>

#include "base/random.hpp"

namespace krach::pattern {
void emit(const Scope& scope, const Found& local) {
  if (scope.lens.is_identity()) return scope.sink(local);
  Found out = local;
  out.event.part = scope.lens.outer(local.event.part);
  if (local.event.whole)
    out.event.whole = *local.event.whole == local.event.part ? out.event.part
                                                             : scope.lens.outer(*local.event.whole);
  scope.sink(out);
}

static void emit_atom(const Scope& scope, const Node& atom, const Span& whole, const Span& part,
                      std::uint64_t identity) {
  const std::span source(&atom.source, atom.source.length == 0 ? 0 : 1);
  Found out{{whole, part, scope.arena.controls_of(atom), source}, identity};
  if (!scope.lens.is_identity()) {
    out.event.part = scope.lens.outer(part);
    out.event.whole = whole == part ? out.event.part : scope.lens.outer(whole);
  }
  scope.sink(out);
}

static void query_atom(const Scope& scope, const Node& atom, Span span) {
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    emit_atom(scope, atom, {cycle, cycle + 1}, piece, scope.place);
  });
}

/// One share of a cycle; an atom in it needs no query of its own.
static void query_share(const Scope& scope, NodeId child, std::int64_t cycle, const Span& share,
                        const Span& piece, std::uint64_t place) {
  const Node& node = scope.arena[child];
  if (node.kind == Kind::atom) return emit_atom(scope, node, share, clip(share, piece), place);
  const Rational size = share.length();
  const Lens lens{size, share.begin - size * cycle};
  const Span part = clip(share, piece);
  const Span inside =
      part == share ? Span{cycle, cycle + 1} : Span{lens.local(part.begin), lens.local(part.end)};
  query(scope.with(lens).at(place), child, inside);
}

static void query_seq(const Scope& scope, const Node& seq, Span span) {
  const auto links = scope.arena.children(seq);
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const Span inside = piece - cycle;
    auto link = std::ranges::upper_bound(links, inside.begin, {}, &Link::end);
    for (; link != links.end(); ++link) {
      if (link->begin >= inside.end) break;
      const auto index = static_cast<std::uint64_t>(link - links.begin());
      query_share(scope, link->child, cycle, Span{link->begin, link->end} + cycle, piece,
                  mix(scope.place, index));
    }
  });
}

void query_times(const Scope& scope, const Node& node, Span span) {
  const NodeId child = scope.arena.children(node)[0].child;
  const std::int64_t copies = node.number.num;
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const Span inside = (piece - cycle) * copies;
    const std::int64_t last = inside.end.ceil();
    std::int64_t i = inside.begin.floor();
    Rational begin{cycle * copies + i, copies};
    for (; i < last; ++i) {
      const Rational end{cycle * copies + i + 1, copies};
      query_share(scope, child, cycle, {std::exchange(begin, end), end}, piece,
                  mix(scope.place, static_cast<std::uint64_t>(i)));
    }
  });
}

static void query_stack(const Scope& scope, const Node& stack, Span span) {
  std::uint64_t index = 0;
  for (const Link& link : scope.arena.children(stack))
    query(scope.at(mix(scope.place, index++)), link.child, span);
}

void query(const Scope& scope, NodeId id, Span span) {
  const Node& node = scope.arena[id];
  switch (node.kind) {
    case Kind::rest: return;
    case Kind::atom: return query_atom(scope, node, span);
    case Kind::signal: return query_signal(scope, node, span);
    case Kind::seq: return query_seq(scope, node, span);
    case Kind::stack: return query_stack(scope, node, span);
    case Kind::times: return query_times(scope, node, span);
    case Kind::fast: return query_fast(scope, node, span);
    case Kind::shift: return query_shift(scope, node, span);
    case Kind::reverse: return query_reverse(scope, node, span);
    case Kind::swing: return query_swing(scope, node, span);
    case Kind::every: return query_every(scope, node, span);
    case Kind::iter: return query_iter(scope, node, span);
    case Kind::zoom: return query_zoom(scope, node, span);
    case Kind::hold: return query_hold(scope, node, span);
    case Kind::loop: return query_loop(scope, node, span);
    case Kind::window: return query_window(scope, node, span);
    case Kind::rearrange: return query_rearrange(scope, node, span);
    case Kind::structure: return query_structure(scope, node, span);
    case Kind::mask: return query_mask(scope, node, span);
    case Kind::set: return query_set(scope, node, span);
    case Kind::thin: return query_thin(scope, node, span);
    case Kind::drawn: return query_drawn(scope, node, span);
    case Kind::sometimes: return query_sometimes(scope, node, span);
    case Kind::choose: return query_choose(scope, node, span);
    case Kind::seed: return query_seed(scope, node, span);
    case Kind::matching: return query_matching(scope, node, span);
    case Kind::arp: return query_arp(scope, node, span);
    case Kind::select: return query_select(scope, node, span);
    case Kind::apply: return query_apply(scope, node, span);
    case Kind::map: return query_map(scope, node, span);
  }
}
}  // namespace krach::pattern
