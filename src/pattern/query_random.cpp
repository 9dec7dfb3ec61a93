// src/pattern/query_random.cpp: nodes that decide at random: a hash of the seed, the place in the
// tree, the onset and the event's identity, so a note decides the same however it is cut.
#include <algorithm>
#include <array>
#include <utility>

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

/// Which piece of cycle `cycle` plays in which place. Scramble: drawn for each place; shuffle: each
/// piece once.
static std::uint32_t drawn_piece(std::uint64_t key, const Node& node, std::int64_t cycle,
                                 std::uint32_t place) {
  const auto pick = [&](std::uint32_t i, std::uint32_t count) {
    return static_cast<std::uint32_t>(draw(key, cycle, i) * count);
  };
  if (node.low != 0.0) return pick(place, node.steps);
  std::array<std::uint8_t, kMaxRearranged> pieces{};
  for (std::uint32_t i = 0; i < node.steps; ++i) pieces[i] = static_cast<std::uint8_t>(i);
  for (std::uint32_t i = 0; i <= place; ++i)  // R. Durstenfeld's shuffle, as far as it is needed
    std::swap(pieces[i], pieces[i + pick(i, node.steps - i)]);
  return pieces[place];
}
void query_rearrange(const Scope& scope, const Node& node, Span span) {
  const std::uint64_t key = mix(scope.place, kDraws);
  const std::int64_t n = node.steps;
  for_each_cycle(span * n, [&](std::int64_t slot, Span piece) {
    const std::int64_t cycle = Rational{slot, n}.floor(), place = slot - cycle * n;
    const auto from = drawn_piece(key, node, cycle, static_cast<std::uint32_t>(place));
    const Rational later{place - static_cast<std::int64_t>(from), n};
    query(scope.with({1, later}).at(mix(scope.place, kBelow)), scope.arena.children(node)[0].child,
          piece / n - later);
  });
}

void query_choose(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  for_each_cycle(span, [&](std::int64_t cycle, Span piece) {
    const double d = draw(mix(scope.place, kDraws), cycle, 0);
    const auto link =
        std::ranges::find_if(links, [&](const Link& l) { return d < l.end.to_double(); });
    const auto index = static_cast<std::uint64_t>(link - links.begin());
    if (link != links.end()) query(scope.at(mix(scope.place, index)), link->child, piece);
  });
}

void query_seed(const Scope& scope, const Node& node, Span span) {
  const auto seed = static_cast<std::uint64_t>(node.number.num);
  query(scope.at(mix(seed)), scope.arena.children(node)[0].child, span);
}
}  // namespace krach::pattern
