// src/pattern/choice.cpp: the methods of Pattern that play something else now and then.
#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/patterned.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
static Pattern in_some(std::string_view where, const Pattern& p, const Argument& count, bool last,
                       const Transform& transform) {
  const Pattern changed = transform(p);
  return counted(where, count, 1, kMaxBuiltPart, [&](std::int64_t n) {
    Node node = node_of(Kind::every, n);
    node.steps = last ? static_cast<std::uint32_t>(n - 1) : 0;
    const Part parts[] = {{&p}, {&changed}};
    return combine(where, node, parts, as_share(either(p.arena().load, changed.arena().load)));
  });
}
Pattern Pattern::every(const Argument& n, const Transform& transform) const {
  return in_some("every", *this, n, false, transform);
}
Pattern Pattern::first_of(const Argument& n, const Transform& transform) const {
  return in_some("first_of", *this, n, false, transform);
}
Pattern Pattern::last_of(const Argument& n, const Transform& transform) const {
  return in_some("last_of", *this, n, true, transform);
}

/// What `chooser` says, of `choices`.
static Pattern selected(std::string_view where, const Pattern& chooser,
                        std::span<const Pattern> choices, Pick pick, How how) {
  if (choices.empty()) refuse("there is nothing to pick from", where, "give at least one pattern");
  if (chooser.continuous())
    refuse("a continuous signal does not say when", where, "sample it, as with segment(8)");
  std::vector<Part> parts{{&chooser}};
  Load inner;
  for (const Pattern& choice : choices) {
    parts.push_back({&choice});
    inner = either(inner, choice.arena().load);
  }
  Node node = node_of(Kind::select);
  node.pick = pick;
  node.how = how;
  const bool keeps_wholes =
      how == How::in || how == How::out;  // the chooser's: signals are sampled
  node.samples = keeps_wholes && inner.signals;
  const bool squeezed = how == How::squeeze || how == How::squeeze_out;
  Load load = (squeezed ? inside : joined)(chooser.arena().load, inner);
  if (how == How::reset || how == How::restart)
    load.grain = common(chooser.arena().load.grain, inner.grain);
  load.signals = !keeps_wholes && inner.signals;
  return combine(where, node, parts, load);
}
Pattern Pattern::when(const Pattern& where, const Transform& transform) const {
  const Pattern choices[] = {transform(*this), *this};
  return selected("when", where, choices, Pick::truth, How::mix);
}
Pattern Pattern::pick(std::span<const Pattern> list, How how) const {
  return selected("pick", *this, list, Pick::clamp, how);
}
Pattern Pattern::pick_mod(std::span<const Pattern> list, How how) const {
  return selected("pick_mod", *this, list, Pick::wrap, how);
}

static Pattern in_chunks(std::string_view where, const Pattern& p, const Argument& count,
                         bool backwards, bool repeats, const Transform& transform) {
  return counted(where, count, 1, 1024, [&](std::int64_t n) {
    std::vector<Step> steps(static_cast<std::size_t>(n), Step(0));
    steps[0] = Step(1);
    const Pattern first = seq(steps), all = repeats ? p.repeat_cycles(n) : p;
    return all.when(backwards ? first.iter(n) : first.iter_back(n), transform);
  });
}
Pattern Pattern::chunk(const Argument& n, const Transform& f) const {
  return in_chunks("chunk", *this, n, false, true, f);
}
Pattern Pattern::chunk_back(const Argument& n, const Transform& f) const {
  return in_chunks("chunk_back", *this, n, true, true, f);
}
Pattern Pattern::fast_chunk(const Argument& n, const Transform& f) const {
  return in_chunks("fast_chunk", *this, n, false, false, f);
}

static Pattern windowed(const Pattern& p, Rational begin, Rational end, bool outside) {
  Node node = node_of(Kind::window);
  node.low = outside ? 1.0 : 0.0;
  const Part part{&p, built(begin, "within"), built(end, "within")};
  return combine("within", node, std::span(&part, 1), p.arena().load);
}
Pattern Pattern::within(Rational begin, Rational end, const Transform& transform) const {
  if (begin < 0 || end > 1 || begin >= end)
    refuse(print(begin) + " to " + print(end) + " is no share of a cycle", "within",
           "give two numbers from 0 to 1, the smaller one first");
  return stack(windowed(transform(*this), begin, end, false), windowed(*this, begin, end, true));
}

Pattern Pattern::fix(std::string_view control, const Pattern& value,
                     const Transform& transform) const {
  const Node& root = value.arena()[value.arena().root()];
  const Value* wanted =
      root.kind == Kind::atom ? find_value(value.arena().controls_of(root)) : nullptr;
  if (wanted == nullptr)
    refuse("what is looked for is not one value", "fix", "give a number or a word, like \"bd\"");
  const ControlValue match{intern(control), *wanted};
  const auto part = [&](double others) {
    Node node = node_of(Kind::matching);
    node.low = others;
    return combine("fix", node, *this, arena_->load, std::span(&match, 1));
  };
  return stack(transform(part(0.0)), part(1.0));
}
}  // namespace krach::pattern
