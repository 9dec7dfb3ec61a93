// src/pattern/grain.cpp
#include "pattern/grain.hpp"

#include <numeric>

#include "pattern/combine.hpp"

namespace krach::pattern {
static Rational common_of(Rational a, Rational b) {
  const std::int64_t num = std::gcd(a.num * b.den, b.num * a.den);
  return num == 0 ? Rational{1} : Rational(num, a.den * b.den);
}
Rational common(Rational a, Rational b) {
  if (a == 0) return b;
  return b == 0 ? a : common_of(a, b);
}

static Rational refuse_beyond(std::string_view where, Rational grain) {
  if (grain.den > kMaxGrainPart)
    refuse("times in it would be finer than 2^-31 of a cycle", where,
           "use fewer or smaller factors that have nothing in common");
  if (grain.num > kMaxGrainPart)
    refuse("times in it would be longer than 2^31 cycles", where, "slow it down less");
  return grain;
}

/// Where a share of a cycle, from `begin` on, holds a cycle of this grain.
static Rational in_share(std::string_view where, Rational begin, Rational share, Rational grain) {
  refuse_beyond(where, begin);
  const Rational inside = refuse_beyond(where, refuse_beyond(where, share) * common(grain, 1));
  return refuse_beyond(where, common(common(begin, inside), 1));
}

Rational grain_of(std::string_view where, const Node& node, std::span<const Link> links,
                  Rational grain) {
  const auto checked = [&](Rational g) { return refuse_beyond(where, g); };
  checked(grain);
  switch (node.kind) {
    case Kind::seq: {
      Rational finest{1};
      for (const Link& link : links)
        finest = finer(finest, in_share(where, link.begin, link.end - link.begin, grain));
      return finest;
    }
    case Kind::times: return in_share(where, 0, Rational{1} / node.number, grain);
    case Kind::fast: return checked(grain / node.number);
    case Kind::shift: return checked(common(grain, node.number));
    case Kind::swing: {
      const Rational pair{1, node.steps / 2}, half{1, 2}, one{1};
      const Rational early = node.number / half, late = (one - node.number) / half;
      const Rational inside = checked(common(common(grain, 1), pair * half));
      return checked(common(checked(inside * common(early, late)), checked(pair * node.number)));
    }
    case Kind::zoom: {
      const Rational share = links[0].end - links[0].begin;
      const Rational begin = checked(links[0].begin / share);
      return checked(common(common(begin, checked(common(grain, 1) / share)), 1));
    }
    case Kind::loop: return checked(common(checked(common(grain, node.number)), links[0].begin));
    case Kind::iter:
    case Kind::rearrange: return checked(common(grain, Rational(1, node.steps)));
    case Kind::reverse:
    case Kind::hold: return checked(common(grain, 1));
    default: return grain;
  }
}
}  // namespace krach::pattern
