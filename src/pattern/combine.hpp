// src/pattern/combine.hpp: how every pattern is made: one node over copies of others.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/function_ref.hpp"
#include "pattern/pattern.hpp"

namespace krach::pattern {
/// A child, and its share of the cycle where that matters.
struct Part {
  const Pattern* pattern = nullptr;
  Rational begin = 0, end = 1;
};

/// A pattern whose root is `node`. `load` is the children's together; a level and a visit are added
/// here.
/// Errors: Error at `where` if the result is beyond the bounds of load.hpp.
/// Thread: [control].
Pattern combine(std::string_view where, const Node& node, std::span<const Part> children, Load load,
                std::span<const ControlValue> controls = {});
Pattern combine(std::string_view where, const Node& node, const Pattern& child, Load load,
                std::span<const ControlValue> controls = {});

/// The same over children that are in `arena` already.
Pattern finish(std::string_view where, Arena arena, const Node& node, std::span<const Link> links,
               Load load, std::span<const ControlValue> controls = {});

/// A node of this kind, its other fields as they are at first.
inline Node node_of(Kind kind, Rational number = {}) {
  Node node;
  node.kind = kind;
  node.number = number;
  return node;
}

/// One event a cycle with these controls.
Pattern make_atom(std::span<const ControlValue> controls, SourceSpan source = {});

/// Both patterns' values, as `op` and `how` say.
/// Errors: Error at `where`, also if `how` keeps the events of a continuous signal.
Pattern joined_values(std::string_view where, const Pattern& left, const Pattern& right, Op op,
                      How how);

/// The parts one after another, each as long as its weight says; weights are above 0.
struct Weighted {
  Pattern pattern;
  Rational weight{1};
};
Pattern in_sequence(std::string_view where, std::span<const Weighted> parts);
/// The parts at once; a single one is itself.
Pattern in_layers(std::string_view where, std::span<const Pattern> parts);
/// In each cycle one of the parts, at random.
Pattern in_choice(std::string_view where, std::span<const Pattern> parts);

/// The names of pitches as MIDI numbers, so that nothing has to look a text up while it plays; in
/// `note` the octave is 3 if none is given. Calls `other(node, word)` for each other word.
Pattern with_midi(const Pattern& p, FunctionRef<void(const Node&, std::string_view)> other);

/// The same; other words stay, and arithmetic leaves them alone.
Pattern numeric(const Pattern& p);

/// "in", "squeeze_out", ... Errors: Error at `where` for another word. Thread: [control].
How how_named(std::string_view where, std::string_view name);

[[noreturn]] inline void refuse(std::string what, std::string_view where, std::string hint) {
  throw Error(Fault{std::move(what), std::string(where), std::move(hint)});
}
}  // namespace krach::pattern
