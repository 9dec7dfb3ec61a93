// tests/pattern/support.hpp: events as comparable values, and what tests ask of patterns.
#pragma once
#include <algorithm>
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
  for (const auto& c : e.controls)
    controls.emplace_back(c.control, static_cast<int>(c.value.kind), c.value.word, c.value.number);
  return std::tuple(e.whole.begin, e.whole.end, controls, e.part.begin, e.part.end);
}
/// Sorted, with the fragments of one event put together again.
inline Events merged(Events events) {
  std::ranges::sort(events, {}, [](const Seen& e) { return std::tuple(e.part.begin, order(e)); });
  Events out;
  for (const Seen& e : events) {
    const auto head = std::ranges::find_if(out, [&](const Seen& o) {
      return o.has_whole && e.has_whole && o.whole == e.whole && o.controls == e.controls &&
             o.part.end == e.part.begin;
    });
    if (head != out.end())
      head->part.end = e.part.end;
    else
      out.push_back(e);
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
