// tests/pattern/query_test.cpp: what bench/pattern/onsets.cpp times, counted.
#include "pattern/query.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "pattern/support.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

namespace {
Pattern orbits() {
  const Pattern beat = p("[bd*2 <sn cp>(3,8) hh*8]");
  Steps all;
  for (int i = 0; i < 8; ++i) {
    const Pattern echoed = beat | beat.shift(0.125).fast(2);
    all.emplace_back(echoed.every(3, transforms::reverse).shift(Rational{i, 16}));
  }
  return stack(all);
}
/// Onsets in [from, to), asked for in windows of this length.
std::size_t count_in_windows(const Pattern& pattern, std::int64_t from, std::int64_t to,
                             Rational window) {
  std::size_t n = 0;
  for (Rational t = from; t < to; t = t + window)
    n += count_onsets(pattern, {t, std::min<Rational>(t + window, to)});
  return n;
}
}  // namespace

TEST_CASE("eight orbits have the onsets that Strudel and Tidal count, in windows of any length") {
  for (const Rational window : {Rational{1}, Rational{1, 7}, Rational{3, 2}, Rational{1, 64}}) {
    CHECK(count_in_windows(orbits(), 1000, 1008, window) == 2460);   // strudel 1.2.6
    CHECK(count_in_windows(orbits(), 1000, 1020, window) == 6204);   // the same, and tidal 1.7.10
    CHECK(count_in_windows(orbits(), 1000, 1040, window) == 12444);  // tidal 1.7.10
  }
}
TEST_CASE("after warm-up a query of any new window allocates nothing, with controls or without") {
  const Pattern sparse = orbits(), dense = hit() * 16384;
  const Pattern full = struct_(sparse, p("1 0.8 0.6")).set("gain", 0.8).set("pan", 0.5);
  const auto ask = [&](Rational window) {
    std::size_t n = 0;
    for (const Pattern* pattern : {&sparse, &full, &dense})
      n += count_in_windows(*pattern, 1000, 1003, window);
    return n;
  };
  const std::size_t expected = ask(1);
  std::size_t heard = 0;
  const int before = krach::testing::violations();
  {
    const krach::testing::AudioThread trial;
    heard = ask({1, 64});
  }
  CHECK(krach::testing::violations() == before);
  CHECK(heard == expected);
}
TEST_CASE("hit() * 16384 has exact shares, and hit() * 1000000 is refused by name") {
  std::int64_t i = 0;
  std::size_t wrong = 0;
  (hit() * 16384).query({1000, 1001}, [&](const Event& e) {
    const Rational begin = Rational{1000} + Rational{i, 16384};
    wrong += e.whole != Span{begin, begin + Rational{1, 16384}} || e.part != *e.whole;
    ++i;
  });
  CHECK(i == 16384);
  CHECK(wrong == 0);
  CHECK_THROWS_WITH_AS(hit() * 1'000'000,
                       "*: the pattern has more than 16384 events a cycle\n"
                       "  hint: repeat or speed up less",
                       Error);
}
