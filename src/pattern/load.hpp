// src/pattern/load.hpp: what a combined pattern costs to play, from what its parts cost.
#pragma once
#include <algorithm>

#include "pattern/arena.hpp"
#include "pattern/grain.hpp"

namespace krach::pattern {
inline constexpr std::size_t kMaxNodes = 65'536;
inline constexpr int kMaxDepth = 64;
inline constexpr double kMaxEvents = 16'384.0;   // a cycle
inline constexpr double kMaxVisits = 262'144.0;  // nodes that the query of one cycle may visit

/// Both at once.
inline Load layered(const Load& a, const Load& b) {
  return {a.events + b.events,
          a.visits + b.visits,
          a.edge + b.edge,
          a.layers + b.layers,
          std::max(a.depth, b.depth),
          a.signals || b.signals,
          std::max(a.controls, b.controls),
          a.pieces + b.pieces,
          finer(a.grain, b.grain)};
}
/// Either, never both.
inline Load either(const Load& a, const Load& b) {
  return {std::max(a.events, b.events),     std::max(a.visits, b.visits), std::max(a.edge, b.edge),
          std::max(a.layers, b.layers),     std::max(a.depth, b.depth),   a.signals || b.signals,
          std::max(a.controls, b.controls), std::max(a.pieces, b.pieces), finer(a.grain, b.grain)};
}
/// Both, each in a share of every cycle: a share has edges wherever the query has.
inline Load in_turn(const Load& a, const Load& b) {
  Load out = either(a, b);
  out.events = a.events + b.events;
  out.visits = a.visits + b.visits;
  out.pieces = a.pieces + b.pieces;
  return out;
}
/// The load of a child as a share: a whole cycle of it, with both its edges.
inline Load as_share(Load a) {
  a.visits += a.edge;
  a.pieces += a.layers;
  return a;
}
inline Load times(Load a, double n) {
  a.events *= n;
  a.visits *= n;
  a.pieces *= n;
  return a;
}
/// What the events of `outer` are cut into by those of `inner`.
inline double cut(const Load& outer, const Load& inner) {
  return outer.pieces * std::max(inner.layers, 1.0) + inner.pieces * std::max(outer.layers, 1.0);
}
/// `inner` asked once for each event of `outer`.
inline Load joined(const Load& outer, const Load& inner) {
  const double cuts = outer.visits * std::max(inner.edge, 1.0);
  return {outer.events * std::max(inner.layers, 1.0),
          outer.visits + cuts + std::max(outer.layers, 1.0) * inner.visits,
          outer.edge + outer.edge * inner.edge,
          outer.layers * std::max(inner.layers, 1.0),
          std::max(outer.depth, inner.depth),
          outer.signals,
          inner.controls,
          cut(outer, inner),
          finer(outer.grain, inner.grain)};
}
/// The same, counted by the pieces that are found, which are fewer than the nodes that find them.
inline Load under(const Load& outer, const Load& inner) {
  Load out = joined(outer, inner);
  out.visits =
      outer.visits + outer.pieces * inner.edge + std::max(outer.layers, 1.0) * inner.visits;
  out.edge = outer.edge + std::max(outer.layers, 1.0) * inner.edge;
  return out;
}
/// A cycle of `inner` in each event of `outer`.
inline Load inside(const Load& outer, const Load& inner) {
  Load out = under(outer, inner);
  out.events = outer.events * std::max(inner.events, 1.0);
  out.pieces = outer.pieces * std::max(inner.pieces + inner.layers, 1.0);
  out.visits = outer.visits + outer.pieces * (inner.visits + inner.edge);
  out.edge = outer.edge + std::max(outer.layers, 1.0) * (inner.visits + inner.edge);
  out.grain = outer.grain * common(inner.grain, 1);
  return out;
}
}  // namespace krach::pattern
