// src/pattern/value.cpp: the methods of Pattern that change values.
#include <algorithm>
#include <array>
#include <cmath>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/patterned.hpp"
#include "pattern/pitch.hpp"
#include "pattern/values.hpp"
#include "pattern/walk.hpp"

namespace krach::pattern {
namespace {
/// Finds the names of pitches, node by node: a name below named("s") is no pitch, and one below
/// named("note") may be without an octave.
class Pitches {
 public:
  /// The value in the node, its number, and whether that is one in `note` alone.
  using Found = FunctionRef<void(ControlValue&, std::int64_t, bool)>;
  Pitches(Arena& arena, Found found, FunctionRef<void(const Node&, std::string_view)> other)
      : arena_(arena), found_(found), other_(other) {}
  void walk() { walk(arena_.root(), {kValue}); }

 private:
  struct Above {
    Name bare{};             // what bare values are called in the pattern's events
    bool is_second = false;  // they are only where others are not
    bool is_number = false;  // they are numbers already
  };
  void walk(NodeId id, Above above) {
    const Node& node = arena_[id];
    if (node.kind == Kind::atom || node.kind == Kind::set) look(node, above);
    if (node.kind == Kind::map && node.change == Change::name && node.control != kValue)
      above.bare = node.control;
    above.is_number = above.is_number || (node.kind == Kind::map && node.change == Change::midi);
    const bool keeps = node.kind == Kind::apply && node.op == Op::keep;
    for (const Link& link : keeps ? arena_.children(node) : speaking(arena_, node)) {
      walk(link.child, above);
      above.is_second = above.is_second || keeps;
    }
  }
  void look(const Node& node, const Above& above) {
    for (auto& c : std::span(arena_.controls).subspan(node.first_control, node.control_count)) {
      const bool is_pitch = c.control == kValue || c.control == kNote;
      if (!is_pitch || c.value.kind != Value::Kind::word) continue;
      const Name name = c.control == kValue ? above.bare : c.control;
      const auto word = text_of(c.value.word);
      const auto midi = name == kNote ? find_pitch(word, 3) : find_pitch(word);
      if (!midi && !above.is_second) other_(node, word);
      if (midi && !above.is_number && (name == kValue || name == kNote))
        found_(c, *midi, !find_pitch(word));
    }
  }
  Arena& arena_;
  Found found_;
  FunctionRef<void(const Node&, std::string_view)> other_;
};
}  // namespace

/// Where something looks at the values on their way, they stay words until they are out.
Pattern with_midi(const Pattern& p, FunctionRef<void(const Node&, std::string_view)> other) {
  Arena arena = p.arena();
  const bool stay = are_looked_at(arena);
  std::vector<ControlValue> numbers;
  const auto found = [&](ControlValue& c, std::int64_t midi, bool in_note) {
    if (!stay) {
      c.value = Value::of(midi);
      return;
    }
    const ControlValue number{c.value.word,
                              in_note ? Value::of(static_cast<double>(midi)) : Value::of(midi)};
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
  };
  Pitches(arena, found, other).walk();
  if (!stay) return Pattern(std::move(arena));
  if (numbers.empty()) return p;
  Node node = node_of(Kind::map);
  node.change = Change::midi;
  return combine("pitches", node, p, p.arena().load, numbers);
}
Pattern numeric(const Pattern& p) {
  return with_midi(p, [](const Node&, std::string_view) {});
}

Pattern joined_values(std::string_view where, const Pattern& left, const Pattern& right, Op op,
                      How how) {
  const Load &a = left.arena().load, &b = right.arena().load;
  Node node = node_of(Kind::apply);
  node.op = op;
  node.how = how;
  const bool right_leads =
      how == How::out || how == How::squeeze_out || how == How::reset || how == How::restart;
  const Pattern &leader = right_leads ? right : left, &follower = right_leads ? left : right;
  if (how != How::in && leader.continuous())
    refuse("a continuous signal has no events to keep", where, "sample it, as with segment(8)");
  node.samples = follower.continuous();
  const bool squeezed = how == How::squeeze || how == How::squeeze_out;
  Load load = (squeezed ? inside : under)(leader.arena().load, follower.arena().load);
  if (how == How::mix) load.events = load.pieces;  // each piece is an event
  if (how == How::reset || how == How::restart) load.grain = common(a.grain, b.grain);
  const bool keeps_wholes = how == How::in || how == How::out;
  load.signals = leader.continuous() || (!keeps_wholes && follower.continuous());
  load.controls = a.controls + b.controls;
  const Part parts[] = {{&left}, {&right}};
  return combine(where, node, parts, load);
}
How how_named(std::string_view where, std::string_view name) {
  static constexpr std::array<std::string_view, 7> kNames{
      "in", "out", "mix", "squeeze", "squeeze_out", "reset", "restart"};  // in the order of How
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end())
    refuse("two patterns cannot come together '" + std::string(name) + "'", where,
           "give in, out, mix, squeeze, squeeze_out, reset or restart");
  return static_cast<How>(found - kNames.begin());
}
static Pattern arithmetic(std::string_view where, const Pattern& a, const Pattern& b, Op op,
                          How how) {
  return joined_values(where, numeric(a), numeric(b), op, how);
}
Pattern Pattern::add(const Pattern& b, How how) const {
  return arithmetic("add", *this, b, Op::add, how);
}
Pattern Pattern::sub(const Pattern& b, How how) const {
  return arithmetic("sub", *this, b, Op::sub, how);
}
Pattern Pattern::mul(const Pattern& b, How how) const {
  return arithmetic("mul", *this, b, Op::mul, how);
}
Pattern Pattern::div(const Pattern& b, How how) const {
  return arithmetic("div", *this, b, Op::div, how);
}
Pattern Pattern::mod(const Pattern& b, How how) const {
  return arithmetic("mod", *this, b, Op::mod, how);
}
Pattern Pattern::set(const Pattern& b, How how) const {
  return joined_values("set", *this, b, Op::set, how);
}
Pattern Pattern::keep(const Pattern& b, How how) const {
  return joined_values("keep", *this, b, Op::keep, how);
}

static Pattern mapped(std::string_view where, const Pattern& p, const Node& node,
                      std::span<const ControlValue> own = {}) {
  Load load = p.arena().load;
  return combine(where, node, p, load, own);
}
static Node change_to(Change change, double low = 0.0, double high = 0.0) {
  Node node = node_of(Kind::map);
  node.change = change;
  node.low = low;
  node.high = high;
  return node;
}
Pattern Pattern::range(const Argument& low, const Argument& high) const {
  return patterned("range", low, [&](Rational from) {
    return patterned("range", high, [&](Rational to) {
      return mapped("range", *this, change_to(Change::range, from.to_double(), to.to_double()));
    });
  });
}
Pattern Pattern::rangex(const Argument& low, const Argument& high) const {
  return patterned("rangex", low, [&](Rational from) {
    return patterned("rangex", high, [&](Rational to) {
      if (from <= 0 || to <= 0)
        refuse("a bound is not above 0", "rangex", "equal ratios need bounds above 0");
      return mapped("rangex", *this, change_to(Change::rangex, from.to_double(), to.to_double()));
    });
  });
}
Pattern Pattern::named(std::string_view control) const {
  if (control.empty() || control.size() > 64)
    refuse("'" + std::string(control) + "' is no name of a control", "named",
           "names have 1 to 64 characters");
  Node node = change_to(Change::name);
  node.control = intern(control);
  return mapped("named", *this, node);
}
}  // namespace krach::pattern
