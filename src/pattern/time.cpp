// src/pattern/time.cpp: the methods of Pattern that move time.
#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/patterned.hpp"

namespace krach::pattern {
static const Rational kOne{1};

static Pattern at_speed(std::string_view where, const Pattern& p, Rational speed) {
  return combine(where, node_of(Kind::fast, speed), p, times(p.arena().load, speed.to_double()));
}
Pattern Pattern::fast(const Argument& speed) const {
  return patterned("fast", speed, [&](Rational n) {
    if (n <= 0)
      refuse("the speed " + print(n) + " is not above 0", "fast", "reverse() plays backwards");
    return at_speed("fast", *this, built(n, "fast"));
  });
}
Pattern Pattern::over(const Argument& length) const {
  return patterned("over", length, [&](Rational n) {
    if (n <= 0)
      refuse("the length " + print(n) + " is not above 0", "over", "give cycles, like over(2)");
    return at_speed("over", *this, kOne / built(n, "over"));
  });
}

static Pattern later(std::string_view where, const Pattern& p, Rational t) {
  return combine(where, node_of(Kind::shift, built(t, where)), p, p.arena().load);
}
Pattern Pattern::shift(const Argument& time) const {
  return patterned("shift", time, [&](Rational t) { return later("shift", *this, t); });
}
Pattern Pattern::early(const Argument& time) const {
  return patterned("early", time, [&](Rational t) { return later("early", *this, -t); });
}

Pattern Pattern::reverse() const {
  return combine("reverse", node_of(Kind::reverse), *this, as_share(arena_->load));
}
Pattern Pattern::palindrome() const {
  return last_of(2, [](const Pattern& p) { return p.reverse(); });
}

static Pattern turned(std::string_view where, const Pattern& p, const Argument& count, int sign) {
  return counted(where, count, 1, 65'536, [&](std::int64_t n) {
    Node node = node_of(Kind::iter, Rational{sign, n});
    node.steps = static_cast<std::uint32_t>(n);
    return combine(where, node, p, as_share(p.arena().load));
  });
}
Pattern Pattern::iter(const Argument& n) const { return turned("iter", *this, n, 1); }
Pattern Pattern::iter_back(const Argument& n) const { return turned("iter_back", *this, n, -1); }

static void check_share(std::string_view where, Rational begin, Rational end) {
  if (begin < 0 || end > 1 || begin >= end)
    refuse(print(begin) + " to " + print(end) + " is no share of a cycle", where,
           "give two numbers from 0 to 1, the smaller one first");
}
Pattern Pattern::compress(Rational begin, Rational end) const {
  check_share("compress", begin, end);
  const Part part{this, built(begin, "compress"), built(end, "compress")};
  return combine("compress", node_of(Kind::seq), std::span(&part, 1), as_share(arena_->load));
}
static Pattern zoomed(std::string_view where, const Pattern& p, Rational begin, Rational end) {
  const Part part{&p, built(begin, where), built(end, where)};
  const double share = (end - begin).to_double();
  return combine(where, node_of(Kind::zoom), std::span(&part, 1),
                 as_share(times(p.arena().load, share)));
}
Pattern Pattern::zoom(Rational begin, Rational end) const {
  check_share("zoom", begin, end);
  return zoomed("zoom", *this, begin, end);
}
Pattern Pattern::fast_gap(const Argument& speed) const {
  return patterned("fast_gap", speed, [&](Rational n) {
    if (n <= 0)
      refuse("the speed " + print(n) + " is not above 0", "fast_gap", "give a number above 0");
    return n < kOne ? zoomed("fast_gap", *this, 0, n) : compress(0, kOne / built(n, "fast_gap"));
  });
}
Pattern Pattern::linger(const Argument& share) const {
  return patterned("linger", share, [&](Rational t) {
    if (t == 0) return rest();
    if (t > 1 || t < -1)
      refuse(print(t) + " is no share of a cycle", "linger", "give a number from -1 to 1");
    return t < 0 ? zoom(t + kOne, 1).over(-t) : zoom(0, t).over(t);
  });
}

Pattern Pattern::inside(const Argument& cycles, const Transform& transform) const {
  return patterned("inside", cycles, [&](Rational n) { return transform(over(n)).fast(n); });
}
Pattern Pattern::outside(const Argument& cycles, const Transform& transform) const {
  return patterned("outside", cycles, [&](Rational n) { return transform(fast(n)).over(n); });
}

Pattern Pattern::ribbon(const Argument& from, const Argument& cycles) const {
  return patterned("ribbon", from, [&](Rational begin) {
    return patterned("ribbon", cycles, [&](Rational length) {
      if (length <= 0)
        refuse("a ribbon of " + print(length) + " cycles has no length", "ribbon",
               "give a number of cycles above 0");
      const Part part{this, built(begin, "ribbon"), built(begin + length, "ribbon")};
      Load load = arena_->load;
      load.edge += load.visits;
      load.visits += load.edge / length.to_double();
      return combine("ribbon", node_of(Kind::loop, built(length, "ribbon")), std::span(&part, 1),
                     load);
    });
  });
}
Pattern Pattern::repeat_cycles(const Argument& count) const {
  return counted("repeat_cycles", count, 1, kMaxBuiltPart, [&](std::int64_t n) {
    return combine("repeat_cycles", node_of(Kind::hold, n), *this, as_share(arena_->load));
  });
}

/// A rhythm inside each event.
static Pattern filled(std::string_view where, const Pattern& p, const Pattern& rhythm) {
  return joined_values(where, p, rhythm, Op::keep, How::squeeze);
}
Pattern Pattern::ply(const Argument& count) const {
  return patterned("ply", count, [&](Rational n) { return filled("ply", *this, hit().fast(n)); });
}
Pattern Pattern::press_by(const Argument& share) const {
  return patterned("press_by", share,
                   [&](Rational by) { return filled("press_by", *this, hit().compress(by, 1)); });
}
Pattern Pattern::press() const { return press_by(Rational(1, 2)); }
Pattern Pattern::brak() const {
  return last_of(2, [](const Pattern& p) { return seq(p, rest()).shift(Rational(1, 4)); });
}

static Pattern rearranged(std::string_view where, const Pattern& p, const Argument& count,
                          double drawn) {
  return counted(where, count, 1, kMaxRearranged, [&](std::int64_t n) {
    Node node = node_of(Kind::rearrange);
    node.steps = static_cast<std::uint32_t>(n);
    node.low = drawn;
    Load load = as_share(p.arena().load);
    load.visits += load.edge * static_cast<double>(n);
    return combine(where, node, p, load);
  });
}
Pattern Pattern::shuffle(const Argument& n) const { return rearranged("shuffle", *this, n, 0.0); }
Pattern Pattern::scramble(const Argument& n) const { return rearranged("scramble", *this, n, 1.0); }

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

Pattern operator*(const Pattern& p, std::int64_t n) {
  if (n < 1)
    refuse("a pattern cannot be repeated " + std::to_string(n) + " times", "*", "give 1 or more");
  if (n > kMaxBuiltPart) n = kMaxBuiltPart;  // refused below, with the other bounds
  return combine("*", node_of(Kind::times, n), p,
                 times(as_share(p.arena().load), static_cast<double>(n)));
}
}  // namespace krach::pattern
