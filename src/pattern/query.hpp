// src/pattern/query.hpp: what a query carries down the tree, and what comes back up.
#pragma once
#include "pattern/arena.hpp"
#include "pattern/lens.hpp"

namespace krach::pattern {
/// An event and a number that tells it from the others of the same onset, however it is cut.
struct Found {
  Event event;
  std::uint64_t identity = 0;
};
using FoundSink = FunctionRef<void(const Found&)>;

/// The place of a `sometimes`, which the `drawn` below it take for theirs, so that the note it
/// keeps and the note it transforms are decided by one draw.
struct Anchor {
  std::uint64_t place = 0;
  const Anchor* outer = nullptr;
};

/// Where in the tree a query stands. `place` is the seed mixed with the way down: children of one
/// node get places of their own; what has a single child and decides nothing passes its own on.
struct Scope {  // NOLINT(cppcoreguidelines-pro-type-member-init): always made with a sink
  const Arena& arena;
  FoundSink sink;
  Lens lens;
  std::uint64_t place = 0;
  const Anchor* anchor = nullptr;
  bool samples = false;    // the value at one moment is wanted, not a held one
  bool backwards = false;  // the begin of the span that was asked for is the end of ours

  Scope with(Lens inner) const {
    const bool turned = backwards != inner.is_backwards();
    return {arena, sink, lens.over(inner), place, anchor, samples, turned};
  }
  Scope at(std::uint64_t new_place) const {
    return {arena, sink, lens, new_place, anchor, samples, backwards};
  }
  /// The same place, with another listener.
  Scope heard_by(FoundSink listener) const {
    return {arena, listener, lens, place, anchor, samples, backwards};
  }
  /// The same place, with another listener, to whom events come in local time.
  Scope heard_locally_by(FoundSink listener) const {
    return {arena, listener, {}, place, anchor, samples, backwards};
  }
};

/// Gives scope.sink what `node` plays in `span` of its own time, which is not empty.
/// Thread: [schedule], [control]; allocates nothing.
void query(const Scope& scope, NodeId node, Span span);

/// Sends an event in local time out through the scope's lens.
void emit(const Scope& scope, const Found& local);

/// Calls `f(cycle, piece)` for each cycle that `span` touches.
template <class F>
void for_each_cycle(Span span, const F& f) {
  std::int64_t cycle = span.begin.floor();
  if (span.end <= Rational{cycle + 1}) return f(cycle, span);
  f(cycle, Span{span.begin, cycle + 1});
  for (++cycle; Rational{cycle + 1} < span.end; ++cycle) f(cycle, Span{cycle, cycle + 1});
  f(cycle, Span{cycle, span.end});
}
inline Span clip(Span a, Span b) {
  return {a.begin < b.begin ? b.begin : a.begin, a.end < b.end ? a.end : b.end};
}

// By job: in query_time.cpp, query_random.cpp, query_join.cpp, query_apply.cpp, query_notes.cpp,
// and signal.cpp.
void query_times(const Scope& scope, const Node& node, Span span);
void query_fast(const Scope& scope, const Node& node, Span span);
void query_shift(const Scope& scope, const Node& node, Span span);
void query_reverse(const Scope& scope, const Node& node, Span span);
void query_swing(const Scope& scope, const Node& node, Span span);
void query_every(const Scope& scope, const Node& node, Span span);
void query_thin(const Scope& scope, const Node& node, Span span);
void query_drawn(const Scope& scope, const Node& node, Span span);
void query_sometimes(const Scope& scope, const Node& node, Span span);
void query_seed(const Scope& scope, const Node& node, Span span);
void query_choose(const Scope& scope, const Node& node, Span span);
void query_structure(const Scope& scope, const Node& node, Span span);
void query_mask(const Scope& scope, const Node& node, Span span);
void query_set(const Scope& scope, const Node& node, Span span);
void query_select(const Scope& scope, const Node& node, Span span);
void query_iter(const Scope& scope, const Node& node, Span span);
void query_zoom(const Scope& scope, const Node& node, Span span);
void query_hold(const Scope& scope, const Node& node, Span span);
void query_loop(const Scope& scope, const Node& node, Span span);
void query_matching(const Scope& scope, const Node& node, Span span);
void query_arp(const Scope& scope, const Node& node, Span span);
void query_window(const Scope& scope, const Node& node, Span span);
void query_rearrange(const Scope& scope, const Node& node, Span span);
void query_apply(const Scope& scope, const Node& node, Span span);
void query_map(const Scope& scope, const Node& node, Span span);
void query_signal(const Scope& scope, const Node& node, Span span);
}  // namespace krach::pattern
