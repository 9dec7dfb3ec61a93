// src/pattern/pattern.cpp: queries, and the methods that move time.
#include "pattern/pattern.hpp"

#include "base/random.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/patterned.hpp"
#include "pattern/query.hpp"

namespace krach::pattern {
void Pattern::query(Span span, EventSink sink) const {
  if (span.begin >= span.end) return;
  const auto strip = [&](const Found& found) { sink(found.event); };
  pattern::query({*arena_, strip, {}, mix(seed_)}, arena_->root(), span);
}

Pattern Pattern::with_seed(std::uint64_t seed) const {
  Pattern out = *this;
  out.seed_ = seed;
  return out;
}

static Node node_of(Kind kind, Rational number = {}) {
  Node node;
  node.kind = kind;
  node.number = number;
  return node;
}

Pattern Pattern::fast(Rational n) const {
  if (n <= 0)
    refuse("the speed " + print(n) + " is not above 0", "fast", "reverse() plays backwards");
  return combine("fast", node_of(Kind::fast, built(n, "fast")), *this,
                 times(arena_->load, n.to_double()));
}
Pattern Pattern::fast(double n) const { return fast(to_rational(n, "fast")); }

Pattern Pattern::over(Rational n) const {
  if (n <= 0)
    refuse("the length " + print(n) + " is not above 0", "over", "give cycles, like over(2)");
  const Rational speed = Rational{1} / built(n, "over");
  return combine("over", node_of(Kind::fast, speed), *this, times(arena_->load, speed.to_double()));
}
Pattern Pattern::over(double n) const { return over(to_rational(n, "over")); }

Pattern Pattern::shift(Rational t) const {
  return combine("shift", node_of(Kind::shift, built(t, "shift")), *this, arena_->load);
}
Pattern Pattern::shift(double t) const { return shift(to_rational(t, "shift")); }

Pattern Pattern::fast(const Pattern& speeds) const {
  return patterned("fast", speeds, [&](Rational n) { return fast(n); });
}
Pattern Pattern::over(const Pattern& lengths) const {
  return patterned("over", lengths, [&](Rational n) { return over(n); });
}
Pattern Pattern::shift(const Pattern& times) const {
  return patterned("shift", times, [&](Rational t) { return shift(t); });
}

Pattern Pattern::reverse() const {
  return combine("reverse", node_of(Kind::reverse), *this, as_share(arena_->load));
}

Pattern Pattern::swing(double amount, std::int64_t steps) const {
  const Rational share = to_rational(amount, "swing");
  if (share <= 0 || share >= 1)
    refuse("the amount " + print(share) + " is not between 0 and 1", "swing",
           "0.5 is straight, 0.67 is a triplet feel");
  if (steps < 2 || steps > 1024 || steps % 2 != 0)
    refuse("there are " + std::to_string(steps) + " steps", "swing",
           "give an even number from 2 to 1024");
  if (share == Rational(1, 2)) return *this;
  Node node = node_of(Kind::swing, share);
  node.steps = static_cast<std::uint32_t>(steps);
  Load load = arena_->load;
  load.edge += load.visits;  // inside a cycle, up to a cycle more of the child
  return combine("swing", node, *this, load);
}

Pattern Pattern::every(std::int64_t n, const Transform& transform) const {
  if (n < 1 || n > kMaxBuiltPart)
    refuse("every " + std::to_string(n) + " cycles is not possible", "every", "give 1 or more");
  const Pattern changed = transform(*this);
  const Part parts[] = {{this}, {&changed}};
  return combine("every", node_of(Kind::every, n), parts,
                 as_share(either(arena_->load, changed.arena_->load)));
}

Pattern operator*(const Pattern& p, std::int64_t n) {
  if (n < 1)
    refuse("a pattern cannot be repeated " + std::to_string(n) + " times", "*", "give 1 or more");
  if (n > kMaxBuiltPart) n = kMaxBuiltPart;  // refused below, with the other bounds
  return combine("*", node_of(Kind::times, n), p,
                 times(as_share(p.arena().load), static_cast<double>(n)));
}
}  // namespace krach::pattern
