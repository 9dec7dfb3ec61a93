// src/pattern/played.cpp: what bare values become when a pattern is played on something.
#include <algorithm>

#include "pattern/combine.hpp"
#include "pattern/pitch.hpp"
#include "pattern/text.hpp"
#include "pattern/values.hpp"
#include "pattern/walk.hpp"

namespace krach::pattern {
namespace {
static constexpr std::size_t kMaxFaults = 16;

/// The faults of all values together, so that a musician sees every wrong one at once.
class Faults {
 public:
  explicit Faults(std::string_view where) : where_(where) {}
  void add(const Node& node, std::string what, std::string hint) {
    const SourceSpan& s = node.source;
    if (faults_.size() == kMaxFaults) return;
    if (s.length == 0) return faults_.push_back({std::move(what), where_, std::move(hint)});
    if (std::ranges::find(places_, s) != places_.end()) return;  // a!3: three nodes, one place
    places_.push_back(s);
    faults_.push_back(
        fault_in(text_of(s.text), s.begin, s.begin + s.length, std::move(what), std::move(hint)));
  }
  void raise() const {
    if (!faults_.empty()) throw Error(faults_);
  }

 private:
  std::string where_;
  std::vector<Fault> faults_;
  std::vector<SourceSpan> places_;
};

void to_hertz(const Node& node, Value& value, Faults& faults) {
  if (value.kind == Value::Kind::word) {
    const auto word = text_of(value.word);
    if (const auto midi = find_pitch(word))
      value = Value::of(pitch_to_hertz(*midi));
    else
      faults.add(node, "'" + shortened(word) + "' is no pitch", pitch_hint(word));
  } else if (value.kind == Value::Kind::whole) {
    if (value.number < 0.0 || value.number > 127.0)
      faults.add(node,
                 print(Rational{static_cast<std::int64_t>(value.number)}) + " is no MIDI pitch",
                 "give 0 to 127 (60 is C4), or Hz with a point, like 440.0");
    value = Value::of(pitch_to_hertz(value.number));
  } else if (!(value.number > 0.0)) {
    faults.add(node, "a pitch of " + std::to_string(value.number) + " Hz is not above 0",
               "give a frequency in Hz");
  }
}

/// Calls `convert(node, value)` for every bare value, and gives the pattern's events the name.
template <class Convert>
Arena renamed(Arena arena, Name name, const Convert& convert) {
  for_each_value(arena, [&](NodeId id) {
    Node& node = arena.nodes[static_cast<std::size_t>(id)];
    if (node.kind == Kind::signal && node.control == kValue) {
      convert(node, nullptr);
      node.control = name;
    }
    if (node.kind != Kind::atom) return;
    if (node.control_count == 0) convert(node, nullptr);
    for (auto& c : std::span(arena.controls).subspan(node.first_control, node.control_count)) {
      if (c.control != kValue) continue;
      convert(node, &c.value);
      c.control = name;
    }
  });
  return arena;
}
}  // namespace

static Pattern through(const Pattern& p, std::string_view where, Change change, Name control) {
  Node node = node_of(Kind::map);
  node.change = change;
  node.control = control;
  return combine(where, node, p, p.arena().load);
}
Pattern Pattern::as_notes() const {
  if (continuous())
    refuse("a continuous signal has no notes", "notes", "sample it: struct(p(\"x*8\"), signal)");
  const bool has_note =
      std::ranges::find(arena_->controls, kNote, &ControlValue::control) != arena_->controls.end();
  if (has_note || is_computed(*arena_) || are_looked_at(*arena_)) {
    Faults faults("notes");
    const auto refuse_word = [&](const Node& node, std::string_view word) {
      faults.add(node, "'" + shortened(word) + "' is no pitch", pitch_hint(word));
    };
    Pattern out = through(with_midi(*this, refuse_word), "notes", Change::notes, kFreq);
    faults.raise();
    out.seed_ = seed_;
    return out;
  }
  Faults faults("notes");
  Pattern out(renamed(*arena_, kFreq, [&](const Node& node, Value* value) {
    if (value != nullptr) return to_hertz(node, *value, faults);
    if (node.kind == Kind::signal && std::min(node.low, node.high) <= 0.0)
      faults.add(node, "a signal that is played as pitches goes down to 0 Hz or below",
                 "give it bounds in Hz, like sine(220, 440)");
  }));
  faults.raise();
  out.seed_ = seed_;
  return out;
}

Pattern Pattern::as_messages() const {
  if (continuous())
    refuse("a continuous signal has no onsets", "messages",
           "sample it: struct(p(\"x*8\"), signal)");
  Pattern out = numeric(*this);
  out.seed_ = seed_;
  return out;
}

Pattern Pattern::as_control(std::string_view control) const {
  Faults faults("control '" + std::string(control) + "'");
  const auto refuse_word = [&](const Node& node, std::string_view word) {
    faults.add(node, "'" + shortened(word) + "' is no number",
               "give numbers to the control '" + std::string(control) + "'");
  };
  if (is_computed(*arena_) || are_looked_at(*arena_)) {
    Pattern out = through(with_midi(*this, refuse_word), "control", Change::name, intern(control));
    faults.raise();
    out.seed_ = seed_;
    return out;
  }
  Pattern out(renamed(*arena_, intern(control), [&](const Node& node, const Value* value) {
    if (value != nullptr && value->kind == Value::Kind::word)
      faults.add(node, "'" + shortened(text_of(value->word)) + "' is no number",
                 "give numbers to the control '" + std::string(control) + "'");
    if (value == nullptr && node.kind == Kind::atom)
      faults.add(node, "a hit says nothing of '" + std::string(control) + "'",
                 "give numbers, like p(\"200 800\")");
  }));
  faults.raise();
  out.seed_ = seed_;
  return out;
}

static Name renamed_by(const Node& map, Name name) {
  const bool is_pitch = name == kValue || name == kNote;
  if (map.change == Change::name && name == kValue) return map.control;
  if (map.change == Change::scale && name == kDegree) return kNote;
  return map.change == Change::notes && is_pitch ? kFreq : name;
}
static void add_names(const Arena& arena, NodeId id, std::vector<Name>& names) {
  const Node& node = arena[id];
  const auto add = [&](Name name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  if (node.kind == Kind::signal) return add(node.control);
  if (node.kind != Kind::map)  // there they are a scale
    for (const auto& c : arena.controls_of(node)) add(c.control);
  std::vector<Name> below;
  for (const Link& link : speaking(arena, node)) add_names(arena, link.child, below);
  for (const Name name : below) add(node.kind == Kind::map ? renamed_by(node, name) : name);
  if (node.kind == Kind::map && node.change == Change::pan) add(kPan);
}
std::vector<Name> Pattern::control_names() const {
  std::vector<Name> names;
  add_names(*arena_, arena_->root(), names);
  return names;
}
}  // namespace krach::pattern
