// src/pattern/join.cpp: the methods of Pattern that put one pattern's times, gates or controls on
// another.
#include <algorithm>
#include <cmath>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/euclid.hpp"
#include "pattern/load.hpp"
#include "pattern/patterned.hpp"
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

/// What `make` makes of a Euclidean rhythm, any of whose numbers may change.
static Pattern with_euclid(std::string_view where, const Argument& hits, const Argument& steps,
                           const Argument& rotation,
                           FunctionRef<Pattern(std::int64_t, std::int64_t, std::int64_t)> make) {
  return counted(where, hits, -kMaxSteps, kMaxSteps, [&](std::int64_t h) {
    return counted(where, steps, 1, kMaxSteps, [&](std::int64_t n) {
      return counted(where, rotation, -kMaxBuiltPart, kMaxBuiltPart,
                     [&](std::int64_t r) { return make(h, n, r); });
    });
  });
}
Pattern Pattern::spread(const Argument& hits, const Argument& steps,
                        const Argument& rotation) const {
  return with_euclid("spread", hits, steps, rotation, [&](auto h, auto n, auto r) {
    return sampled("spread", pattern::euclid(h, n, r), *this);
  });
}
Pattern Pattern::euclid_full(const Argument& hits, const Argument& steps,
                             const Pattern& other) const {
  return with_euclid("euclid_full", hits, steps, 0, [&](auto h, auto n, auto) {
    return stack(sampled("euclid_full", pattern::euclid(h, n, 0), *this),
                 sampled("euclid_full", pattern::euclid(h == 0 ? n : -h, n, 0), other));
  });
}
Pattern Pattern::euclid_legato(const Argument& hits, const Argument& steps,
                               const Argument& rotation) const {
  return with_euclid("euclid_legato", hits, steps, rotation, [&](auto h, auto n, auto r) {
    const Pattern legato = sampled("euclid_legato", pattern::euclid_legato(h, n), *this);
    return r == 0 ? legato : legato.shift(Rational(-r, n));
  });
}
Pattern Pattern::segment(const Argument& count) const {
  return patterned("segment", count,
                   [&](Rational n) { return sampled("segment", hit().fast(n), *this); });
}

Pattern Pattern::mask(const Pattern& where) const {
  if (where.continuous())
    refuse("a continuous signal is no mask", "mask", "give steps, like \"1 0 1 1\"");
  Node node;
  node.kind = Kind::mask;
  const Part parts[] = {{this}, {&where}};
  Load load = joined(where.arena().load, arena_->load);
  load.events = arena_->load.events;
  load.pieces = cut(arena_->load, where.arena_->load);
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
  if (!std::isfinite(value))
    refuse("the value of '" + std::string(control) + "' is not finite", "set", "give a number");
  return with_control(*this, control, Value::of(value));
}
Pattern Pattern::set(std::string_view control, std::string_view word) const {
  return with_control(*this, control, Value::of(intern(word)));
}
Pattern Pattern::set(std::string_view control, const Pattern& values) const {
  return set(values.named(control));
}
Pattern Pattern::legato(double x) const {
  if (!(x > 0.0) || x > 1e6)
    refuse("a legato of " + std::to_string(x) + " is no length", "legato",
           "1 touches the next note, 0.5 sounds for half of it");
  return set("legato", x);
}
}  // namespace krach::pattern
