// tests/words/reference_test.cpp: the compiled patterns play what the definitions say.
#include "words/reference.hpp"

#include "words/parse.hpp"
#include "words/random_text.hpp"
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "base/error.hpp"
#include "pattern/builders.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;
using namespace krach::words;
using namespace krach::words::testing;

namespace {
// NOLINTNEXTLINE(concurrency-mt-unsafe): before there is another thread
const int kCases = std::getenv("KRACH_LONG") != nullptr ? 100'000 : 1'000;

/// Sorted controls, and numbers of nine digits: definitions may round otherwise in the last one.
Events plain(Events events) {
  for (Seen& e : events) {
    std::ranges::sort(e.controls, {}, &ControlValue::control);
    for (ControlValue& c : e.controls) {
      if (c.value.kind != Value::Kind::real || c.value.number == 0.0 ||
          !std::isfinite(c.value.number))
        continue;
      const double unit = std::exp2(std::ilogb(c.value.number) - 30);
      c.value.number = std::round(c.value.number / unit) * unit;
    }
  }
  return merged(std::move(events));
}
std::string print(const Events& events) {
  std::string out;
  for (const Seen& e : events) {
    out += e.has_whole ? print(e.whole.begin) + ".." + print(e.whole.end) : "signal";
    out += " (" + print(e.part.begin) + ".." + print(e.part.end) + ")";
    for (const ControlValue& c : e.controls)
      out += " " + std::string(text_of(c.control)) + "=" +
             (c.value.kind == Value::Kind::word ? std::string(text_of(c.value.word))
                                                : std::to_string(c.value.number)) +
             (c.value.kind == Value::Kind::real ? "r" : "");
    out += "\n";
  }
  return out;
}
/// What is in one list and not in the other.
std::string difference(const Events& played, const Events& meant) {
  Events more, less;
  const auto is_in = [](const Events& all, const Seen& e) {
    return std::ranges::count(all, e) > 0;
  };
  for (const Seen& e : played)
    if (!is_in(meant, e)) more.push_back(e);
  for (const Seen& e : meant)
    if (!is_in(played, e)) less.push_back(e);
  return "played, not meant:\n" + print(more) + "meant, not played:\n" + print(less);
}
/// Asked window by window: none of them begins or ends where a cycle does, but one.
template <class Query>
Events in_windows(Span span, const Query& query) {
  Events out;
  const Rational step{7, 5};
  for (Rational t = span.begin; t < span.end; t = t + step)
    for (Seen& e : query(Span{t, std::min(span.end, t + step)})) out.push_back(std::move(e));
  return out;
}

struct Tally {
  int compared = 0, refused = 0, uncovered = 0, undetermined = 0, rounded = 0, costly = 0, far = 0,
      differing = 0;
};
void compare(const Pattern& p, const Naive& naive, Span span, Tally& tally, int& counter) {
  const std::int64_t before = time_roundings();
  const Events played = plain(raw(p, span));
  const Events cut = plain(in_windows(span, [&](Span window) { return raw(p, window); }));
  const Events meant = plain(in_windows(span, [&](Span w) { return naive.query({w}); }));
  if (time_roundings() != before) {
    ++tally.rounded;
    return;
  }
  ++counter;
  if (played == meant && cut == meant) return;
  ++tally.differing;
  FAIL_CHECK(difference(played == meant ? cut : played, meant));
}
void try_pattern(const Pattern& parsed, std::uint64_t seed, Tally& tally) {
  const std::optional<Naive> found = reference(parsed.said());
  if (!found) {
    ++tally.uncovered;
    return;
  }
  Pattern p = parsed;
  Naive naive = *found;
  CHECK(p.continuous() == naive.continuous);
  if (p.continuous()) {  // sampled: what a query cuts a signal into is no matter
    p = p.segment(8);
    naive = structured(fast(pure({}), 8), naive);
  }
  compare(p, naive, {-2, 5}, tally, tally.compared);
  const std::int64_t late = 1'000'000'007;
  if (seed % 8 == 0) compare(p, naive, {late, late + 2}, tally, tally.far);
}
void try_case(std::uint64_t seed, Tally& tally) {
  const std::string text =
      RandomText(seed, RandomText::Chance::none).pattern(1 + static_cast<int>(seed % 3));
  CAPTURE(seed);
  CAPTURE(text);
  std::optional<Pattern> parsed;
  try {
    parsed = parse(text);
  } catch (const Error&) {
    ++tally.refused;
    return;
  }
  if (parsed->arena().load.visits > 2'000 || parsed->arena().load.pieces > 400) {
    ++tally.costly;
    return;
  }
  set_budget(100'000);
  try {
    try_pattern(*parsed, seed, tally);
  } catch (const Undetermined&) {
    ++tally.undetermined;
  } catch (const TooCostly&) {
    ++tally.costly;
  }
}
}  // namespace

TEST_CASE("random expressions play what the definitions of their words say") {
  Tally tally;
  for (int i = 0; i < kCases; ++i) try_case(static_cast<std::uint64_t>(i), tally);
  MESSAGE(tally.compared, " compared, ", tally.far, " far away, ", tally.differing, " differ; ",
          tally.refused, " refused, ", tally.uncovered, " not covered, ", tally.undetermined,
          " undetermined, ", tally.rounded, " rounded, ", tally.costly, " too costly");
  CHECK(tally.compared > kCases / 2);
}
