// tests/pattern/support.hpp: events as comparable values, and what tests ask of patterns.
#pragma once
#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "pattern/builders.hpp"
#include "pattern/transforms.hpp"

namespace krach::pattern::testing {
struct Seen {
  bool has_whole = false;
  Span whole, part;
  std::vector<ControlValue> controls;
  bool has_onset() const { return has_whole && whole.begin == part.begin; }
  bool operator==(const Seen&) const = default;
};
using Events = std::vector<Seen>;

inline auto order(const Seen& e) {
  std::vector<std::tuple<Name, int, Name, double>> controls;
  controls.reserve(e.controls.size());
  for (const auto& c : e.controls)
    controls.emplace_back(c.control, static_cast<int>(c.value.kind), c.value.word, c.value.number);
  return std::tuple(e.whole.begin, e.whole.end, controls, e.part.begin, e.part.end);
}
/// Sorted, with the fragments of one event put together again. Where equal events overlap, which
/// fragment was whose cannot be told: earliest begins are paired with earliest ends.
inline Events merged(Events events) {
  std::ranges::sort(events, {}, order);
  Events out;
  for (auto first = events.begin(); first != events.end();) {
    const auto last = std::find_if(first, events.end(), [&](const Seen& e) {
      return e.has_whole != first->has_whole || e.whole != first->whole ||
             e.controls != first->controls;
    });
    std::multiset<Rational> begins, ends;
    for (auto e = first; e != last; ++e) {
      begins.insert(e->part.begin);
      ends.insert(e->part.end);
    }
    for (auto cut = begins.begin(); first->has_whole && cut != begins.end();) {
      const auto end = ends.find(*cut);  // one fragment ends where another begins
      if (end == ends.end()) {
        ++cut;
      } else {
        ends.erase(end);
        cut = begins.erase(cut);
      }
    }
    for (auto end = ends.begin(); const Rational& begin : begins) {
      out.push_back(*first);
      out.back().part = {begin, *end++};
    }
    first = last;
  }
  std::ranges::sort(out, {}, order);
  return out;
}
inline Events raw(const Pattern& p, Span span) {
  Events out;
  p.query(span, [&](const Event& e) {
    out.push_back({e.whole.has_value(), e.whole.value_or(Span{}), e.part,
                   std::vector(e.controls.begin(), e.controls.end())});
  });
  return out;
}
inline Events play(const Pattern& p, Span span) { return merged(raw(p, span)); }

/// The onsets in `span`, as "0 1/4 1/2".
inline std::string onsets(const Pattern& p, Span span) {
  std::string out;
  for (const Seen& e : play(p, span))
    if (e.has_onset()) out += (out.empty() ? "" : " ") + print(e.whole.begin);
  return out;
}
inline bool same(const Pattern& a, const Pattern& b, Span span = {-3, 9}) {
  return play(a, span) == play(b, span);
}
inline std::size_t count_onsets(const Pattern& p, Span span) {
  std::size_t n = 0;
  p.query(span, [&](const Event& e) { n += e.has_onset(); });
  return n;
}
}  // namespace krach::pattern::testing
