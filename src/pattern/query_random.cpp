// src/pattern/query_random.cpp: nodes that decide at random: a hash of the seed, the place in the
// tree, the onset and the event's identity, so a note decides the same however it is cut.
#include "base/random.hpp"
#include "pattern/query.hpp"

namespace krach::pattern {
/// Draws and what they decide about have places of their own: p.thin(0.5).thin(0.5) draws twice.
static constexpr std::uint64_t kDraws = 0x647261777321U, kBelow = 0x62656c6f77U;

static double draw(std::uint64_t key, Rational onset, std::uint64_t identity) {
  key = mix(mix(key, static_cast<std::uint64_t>(onset.num)), static_cast<std::uint64_t>(onset.den));
  return to_unit(mix(key, identity));
}

/// Lets through the notes whose draw is in [low, high), and whatever is not a note.
static void query_kept(const Scope& scope, const Node& node, Span span) {
  const std::uint64_t key = mix(scope.place, kDraws);
  const auto keep = [&](const Found& found) {
    if (found.event.whole) {
      const Rational begin =
          scope.lens.is_backwards() ? found.event.whole->end : found.event.whole->begin;
      const double d = draw(key, scope.lens.local(begin), found.identity);
      if (d < node.low || d >= node.high) return;
    }
    scope.sink(found);
  };
  query(scope.heard_by(keep).at(mix(scope.place, kBelow)), scope.arena.children(node)[0].child,
        span);
}

void query_thin(const Scope& scope, const Node& node, Span span) { query_kept(scope, node, span); }

void query_drawn(const Scope& scope, const Node& node, Span span) {
  if (scope.anchor == nullptr) return query_kept(scope, node, span);
  Scope anchored = scope.at(scope.anchor->place);
  anchored.anchor = scope.anchor->outer;
  query_kept(anchored, node, span);
}

void query_sometimes(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  const Anchor anchor{mix(scope.place, 0), scope.anchor};
  Scope kept = scope.at(anchor.place);
  kept.anchor = &anchor;
  query(kept, links[0].child, span);
  const auto changed = [&](const Found& found) {
    scope.sink({found.event, mix(found.identity, 1)});
  };
  Scope moved = scope.heard_by(changed).at(mix(scope.place, 1));
  moved.anchor = &anchor;
  query(moved, links[1].child, span);
}

void query_choose(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const double d = draw(mix(scope.place, kDraws), cycle, 0);
    const auto index = static_cast<std::size_t>(d * static_cast<double>(links.size()));
    query(scope.at(mix(scope.place, index)), links[index].child, piece);
  });
}
}  // namespace krach::pattern
