// src/pattern/join.cpp: the methods of Pattern that put one pattern's times, gates or controls on
// another.
#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/euclid.hpp"
#include "pattern/load.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
static Pattern sampled(std::string_view where, const Pattern& rhythm, const Pattern& melody) {
  if (rhythm.continuous())
    refuse("a continuous signal has no rhythm", where, "give hits, like p(\"x . x\")");
  Node node;
  node.kind = Kind::structure;
  node.samples = melody.continuous();
  const Part parts[] = {{&rhythm}, {&melody}};
  return combine(where, node, parts, joined(rhythm.arena().load, melody.arena().load));
}

Pattern struct_(const Pattern& rhythm, const Pattern& melody) {
  return sampled("struct", rhythm, melody);
}
Pattern Pattern::structured(const Pattern& rhythm) const { return struct_(rhythm, *this); }

Pattern Pattern::spread(std::int64_t hits, std::int64_t steps, std::int64_t rotation) const {
  return sampled("spread", euclid(hits, steps, rotation), *this);
}

Pattern Pattern::mask(const Pattern& where) const {
  if (where.continuous())
    refuse("a continuous signal is no mask", "mask", "give steps, like \"1 0 1 1\"");
  Node node;
  node.kind = Kind::mask;
  const Part parts[] = {{this}, {&where}};
  Load load = joined(where.arena().load, arena_->load);
  load.events = arena_->load.events;
  load.signals = arena_->load.signals;
  return combine("mask", node, parts, load);
}
Pattern Pattern::mask(std::string_view where) const { return mask(p(where)); }

static Pattern with_control(const Pattern& p, std::string_view control, Value value) {
  if (control.empty() || control.size() > 64)
    refuse("'" + std::string(control) + "' is no name of a control", "set",
           "names have 1 to 64 characters");
  Node node;
  node.kind = Kind::set;
  const ControlValue added{intern(control), value};
  Load load = p.arena().load;
  load.controls += 1;
  return combine("set", node, p, load, std::span(&added, 1));
}
Pattern Pattern::set(std::string_view control, double value) const {
  if (!(value - value == 0.0))
    refuse("the value of '" + std::string(control) + "' is not finite", "set", "give a number");
  return with_control(*this, control, Value::of(value));
}
Pattern Pattern::set(std::string_view control, std::string_view word) const {
  return with_control(*this, control, Value::of(intern(word)));
}
Pattern Pattern::legato(double x) const {
  if (!(x > 0.0) || x > 1e6)
    refuse("a legato of " + std::to_string(x) + " is no length", "legato",
           "1 touches the next note, 0.5 sounds for half of it");
  return set("legato", x);
}
}  // namespace krach::pattern
