// tests/words/laws_test.cpp: what holds for whatever can be said.
#include "words/parse.hpp"
#include "words/random_text.hpp"
#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

#include "base/error.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;
using words::testing::RandomText;

// NOLINTNEXTLINE(concurrency-mt-unsafe): before there is another thread
static const int kCases = std::getenv("KRACH_LONG") != nullptr ? 100'000 : 1'000;

/// Calls `law(pattern, seed)` for so many random patterns; those that are refused do not count.
template <class Law>
static void for_patterns(int cases, const Law& law,
                         RandomText::Chance chance = RandomText::Chance::allowed) {
  int seed = 0;
  for (int done = 0; done < cases; ++seed) {
    const std::string text = RandomText(static_cast<std::uint64_t>(seed), chance).pattern(3);
    CAPTURE(seed);
    CAPTURE(text);
    std::optional<Pattern> p;
    try {
      p = words::parse(text);
    } catch (const Error&) {
      continue;
    }
    law(*p, seed);
    ++done;
  }
  MESSAGE("seeds 0 to ", seed - 1, ": ", cases, " patterns");
}

TEST_CASE("what is printed and read again plays the same, and prints the same") {
  for_patterns(kCases, [](const Pattern& p, int seed) {
    const std::string text = words::print(p.said());
    const Pattern again = words::parse(text);
    CHECK_MESSAGE(same(again, p, {-1, 3}), text);
    CHECK(words::print(again.said()) == text);
    if (seed % 4 == 0) CHECK(same(again.with_seed(7), p.with_seed(7), {0, 2}));
  });
}
TEST_CASE("windows may be cut anywhere and asked for in any order") {
  for_patterns(kCases, [](const Pattern& p, int seed) {
    if (p.continuous()) return;  // a held value is told once for each window
    const Rational a{seed % 7 - 3, 3}, b = a + Rational{seed % 29, 10}, c = a + 3;
    Events cut = raw(p, {b, c});
    for (Seen& e : raw(p, {a, b})) cut.push_back(std::move(e));
    CHECK(merged(std::move(cut)) == play(p, {a, c}));
  });
}
TEST_CASE("no event is cut by the line of a cycle: every piece is of a whole, and lies in it") {
  for_patterns(kCases / 4, [](const Pattern& p, int) {
    for (const Seen& e : raw(p, {0, 3})) {
      if (!e.has_whole) continue;
      CHECK(e.whole.begin <= e.part.begin);
      CHECK(e.part.begin < e.part.end);
      CHECK(e.part.end <= e.whole.end);
    }
  });
}
TEST_CASE("shares: cat gives each a cycle, seq each its part of one") {
  const auto law = [](const Pattern& p, int) {
    CHECK(same(cat(p, rest()).fast(2), seq(p, nullptr), {0, 4}));
    if (!p.continuous()) CHECK(same(seq(nullptr, p).zoom({1, 2}, 1), p, {0, 4}));
  };
  for_patterns(kCases / 4, law, RandomText::Chance::none);  // draws know their place
}
TEST_CASE("fast(a).fast(b) is fast(a b); reverse, early and late are undone") {
  for_patterns(kCases / 4, [](const Pattern& p, int) {
    const Rational a{3, 2}, b{4, 5};
    CHECK(same(p.fast(a).fast(b), p.fast(a * b), {-1, 3}));
    CHECK(same(p.shift(a).early(a), p, {-1, 3}));
    if (!p.continuous()) CHECK(same(p.reverse().reverse(), p, {-1, 3}));
  });
}
