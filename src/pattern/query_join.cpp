// src/pattern/query_join.cpp: nodes in which one pattern says something about another's events.
#include <algorithm>

#include "base/random.hpp"
#include "pattern/few.hpp"
#include "pattern/query.hpp"
#include "pattern/sources.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
static void emit_joined(const Scope& scope, const Found& times, const Found& values,
                        const Span& part) {
  Sources sources;
  sources.add(times.event.source);
  sources.add(values.event.source);
  emit(scope, {{times.event.whole, part, values.event.controls, sources.view()},
               mix(times.identity, values.identity)});
}

/// Any length would do: what begins later is left out.
static const Rational kMoment{1, 256};

/// What the melody is at the begin of the rhythm's event, whatever it becomes later.
static void sample(const Scope& scope, NodeId melody, const Found& rhythm) {
  const Span whole = rhythm.event.whole.value_or(rhythm.event.part);  // a rhythm has wholes
  const auto take = [&](const Found& value) {
    if (value.event.part.begin == whole.begin) emit_joined(scope, rhythm, value, rhythm.event.part);
  };
  Scope below = scope.heard_locally_by(take).at(mix(scope.place, 1));
  below.samples = true;
  below.backwards = false;
  query(below, melody, {whole.begin, std::min(whole.end, whole.begin + kMoment)});
}

/// The rhythm's wholes with the melody's values (Tidal's `struct`). A melody with signals is
/// sampled; others are asked over the part, so a change inside a note shows as a cut part.
void query_structure(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  const auto beat = [&](const Found& rhythm) {
    if (!is_true(rhythm.event.controls)) return;
    if (node.samples) return sample(scope, links[1].child, rhythm);
    const auto value = [&](const Found& melody) {
      emit_joined(scope, rhythm, melody, melody.event.part);
    };
    query(scope.heard_locally_by(value).at(mix(scope.place, 1)), links[1].child, rhythm.event.part);
  };
  query(scope.heard_locally_by(beat).at(mix(scope.place, 0)), links[0].child, span);
}

/// The child, asked where the mask is open only: its wholes stay, its parts are cut.
void query_mask(const Scope& scope, const Node& node, Span span) {
  const auto links = scope.arena.children(node);
  const auto open = [&](const Found& mask) {
    if (!is_true(mask.event.controls)) return;
    const auto explain = [&](const Found& found) {
      Sources sources;
      sources.add(found.event.source);
      sources.add(mask.event.source);
      Found out = found;
      out.event.source = sources.view();
      scope.sink(out);
    };
    query(scope.heard_by(explain).at(mix(scope.place, 0)), links[0].child, mask.event.part);
  };
  query(scope.heard_locally_by(open).at(mix(scope.place, 1)), links[1].child, span);
}

void query_set(const Scope& scope, const Node& node, Span span) {
  const auto added = scope.arena.controls_of(node);
  const auto put = [&](const Found& found) {
    Few<ControlValue, kMaxControls> all;  // enough: combine refuses more
    const auto is_added = [&](const ControlValue& c) {
      return std::ranges::find(added, c.control, &ControlValue::control) != added.end();
    };
    for (const auto& c : found.event.controls)
      if (!is_added(c)) all.add(c);
    all.add(added);
    Found out = found;
    out.event.controls = all.view();
    scope.sink(out);
  };
  query(scope.heard_by(put), scope.arena.children(node)[0].child, span);
}

}  // namespace krach::pattern
