// src/pattern/sample.cpp: the methods of Pattern that say which part of a sound is played.
#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/patterned.hpp"

namespace krach::pattern {
static constexpr std::int64_t kMaxParts = 1024;

static Pattern part_of(const Pattern& p, std::int64_t i, std::int64_t n) {
  const double parts = static_cast<double>(n);
  return p.set("begin", static_cast<double>(i) / parts)
      .set("end", static_cast<double>(i + 1) / parts);
}
Pattern Pattern::chop(const Argument& count) const {
  return counted("chop", count, 1, kMaxParts, [&](std::int64_t n) {
    std::vector<Step> parts;
    parts.reserve(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i) parts.emplace_back(part_of(hit(), i, n));
    return joined_values("chop", *this, seq(parts), Op::slice, How::squeeze);
  });
}
Pattern Pattern::striate(const Argument& count) const {
  return counted("striate", count, 1, kMaxParts, [&](std::int64_t n) {
    std::vector<Step> parts;
    parts.reserve(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i) parts.emplace_back(part_of(*this, i, n));
    return seq(parts);
  });
}
Pattern Pattern::slice(const Argument& count, const Pattern& indices) const {
  return counted("slice", count, 1, kMaxParts, [&](std::int64_t n) {
    std::vector<Pattern> parts;
    parts.reserve(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i)
      parts.push_back(part_of(*this, i, n).set("_slices", static_cast<double>(n)));
    return indices.pick_mod(parts, How::in);
  });
}
Pattern Pattern::hurry(const Argument& speed) const {
  return patterned("hurry", speed,
                   [&](Rational n) { return fast(n).mul(hit().set("speed", n.to_double())); });
}
}  // namespace krach::pattern
