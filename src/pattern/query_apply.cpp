// src/pattern/query_apply.cpp: nodes in which the events of one pattern say where and how another
// one plays, or what its values become.
#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "pattern/algebra.hpp"
#include "pattern/query.hpp"
#include "pattern/sources.hpp"

namespace krach::pattern {
static std::optional<Span> common(const std::optional<Span>& a, const std::optional<Span>& b) {
  if (!a || !b) return {};
  return clip(*a, *b);
}
/// Any length would do: what begins later is left out.
static const Rational kMoment{1, 256};

/// The time of what plays inside an event: that of the cycle it begins in, squeezed into it.
static Lens focus(Span event) {
  const Rational length = event.length();
  return {length, event.begin - length * Rational{event.begin.floor()}};
}

/// Asks `inner` for what it plays where `outer` is, and gives `sink` its events in outer's time,
/// with the wholes that `how` says.
static void query_under(const Scope& scope, const Node& node, const Found& outer, NodeId inner,
                        FoundSink sink) {
  const Span part = outer.event.part, whole = outer.event.whole.value_or(part);
  const auto ask = [&](Lens lens, Span span, const auto& whole_of) {
    const auto found = [&](const Found& f) {
      Found out = f;
      out.event.whole = whole_of(f);
      out.event.part = clip(f.event.part, part);
      if (out.event.part.begin < out.event.part.end || span.begin == span.end) sink(out);
    };
    query(scope.heard_locally_by(found).with(lens), inner, span);
  };
  const auto inside = [&](const Found& f) { return common(f.event.whole, outer.event.whole); };
  const auto outer_whole = [&](const Found&) { return outer.event.whole; };
  switch (node.how) {
    case How::in:
    case How::out: {
      if (!node.samples || !outer.event.whole) return ask({}, part, outer_whole);
      const auto at_begin = [&](const Found& f) {  // what it is there, whatever it becomes later
        if (f.event.part.begin != whole.begin) return;
        Found out = f;
        out.event.whole = outer.event.whole;
        out.event.part = part;
        sink(out);
      };
      Scope below = scope.heard_locally_by(at_begin);
      below.samples = true;
      below.backwards = false;
      return query(below, inner, {whole.begin, std::min(whole.end, whole.begin + kMoment)});
    }
    case How::mix: return ask({}, part, inside);
    case How::squeeze:
    case How::squeeze_out: {
      const Lens lens = focus(whole);
      return ask(lens, {lens.local(part.begin), lens.local(part.end)}, inside);
    }
    case How::reset:
    case How::restart: {
      const Rational begin =
          node.how == How::reset ? whole.begin - Rational{whole.begin.floor()} : whole.begin;
      return ask({1, begin}, part - begin, inside);
    }
  }
}

static bool right_leads(How how) {
  return how == How::out || how == How::squeeze_out || how == How::reset || how == How::restart;
}

void query_apply(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  const std::size_t leader = right_leads(node.how) ? 1 : 0, follower = 1 - leader;
  const auto lead = [&](const Found& outer) {
    const auto follow = [&](const Found& inner) {
      const Found& left = leader == 0 ? outer : inner;
      const Found& right = leader == 0 ? inner : outer;
      Controls values;
      combine(node.op, left.event.controls, right.event.controls, values);
      Sources sources;
      sources.add(left.event.source);
      sources.add(right.event.source);
      emit(scope, {{inner.event.whole, inner.event.part, values.view(), sources.view()},
                   mix(outer.identity, inner.identity)});
    };
    query_under(scope.at(mix(scope.place, follower)), node, outer, links[follower].child, follow);
  };
  query(scope.heard_locally_by(lead).at(mix(scope.place, leader)), links[leader].child, span);
}

/// The child that the chooser's value means; null if none.
static const Link* chosen(const Node& node, std::span<const Link> choices,
                          std::span<const ControlValue> controls) {
  if (node.pick == Pick::truth) return &choices[is_true(controls) ? 0 : 1];
  const Value* value = find_value(controls);
  if (value == nullptr || value->kind == Value::Kind::word) return nullptr;
  if (node.pick == Pick::equal || node.pick == Pick::share) {
    const double x = value->number;
    const auto is_meant = [&](const Link& l) {
      return l.begin.to_double() == x || (node.pick == Pick::share && x < l.end.to_double());
    };
    const auto found = std::ranges::find_if(choices, is_meant);
    return found == choices.end() ? nullptr : &*found;
  }
  const auto count = static_cast<std::int64_t>(choices.size());
  const std::int64_t index = std::llround(std::clamp(value->number, -1e15, 1e15));
  return &choices[static_cast<std::size_t>(node.pick == Pick::clamp
                                               ? std::clamp<std::int64_t>(index, 0, count - 1)
                                               : (index % count + count) % count)];
}

/// The chosen pattern's own events, over the part in which the chooser says so (Tidal's inner
/// join), or joined as `how` says; How::mix is the inner join.
void query_select(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  const Scope below = scope.at(mix(scope.place, 1));
  const auto choose = [&](const Found& found) {
    const Link* choice = chosen(node, links.subspan(1), found.event.controls);
    if (choice == nullptr) return;
    if (node.how == How::mix) return query(below, choice->child, found.event.part);
    const auto play = [&](const Found& inner) {
      Found out = inner;
      out.identity = mix(found.identity, inner.identity);
      emit(scope, out);
    };
    query_under(below, node, found, choice->child, play);
  };
  query(scope.heard_locally_by(choose).at(mix(scope.place, 0)), links[0].child, span);
}

void query_map(const Scope& scope, const Node& node, Span span) {
  const auto change = [&](const Found& found) {
    Controls values;
    pattern::change(node, scope.arena.controls_of(node), found.event.controls, values);
    Found out = found;
    out.event.controls = values.view();
    scope.sink(out);
  };
  query(scope.heard_by(change), scope.arena.children(node)[0].child, span);
}
}  // namespace krach::pattern
