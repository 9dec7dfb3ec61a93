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

/// True if something was refused for what it would cost.
static bool is_too_large(const Error& error) {
  const std::string& what = error.faults()[0].what;
  return what.find("costs too much") != what.npos || what.find("more than") != what.npos;
}
/// Nothing if the text is refused.
static std::optional<Pattern> parsed(const std::string& text) {
  try {
    return words::parse(text);
  } catch (const Error&) {
    return {};
  }
}
/// False if the law could not be tried.
template <class Law>
static bool is_tried(const Law& law, const Pattern& p, int seed) {
  try {
    law(p, seed);
    return true;
  } catch (const Error& error) {
    CHECK_MESSAGE(is_too_large(error), error.what());
    return false;
  }
}
/// Calls `law(pattern, seed)` for 10^3 random patterns, or 10^5; those that are refused do not
/// count, nor those that a law makes larger than is allowed.
template <class Law>
static void for_patterns(const Law& law, RandomText::Chance chance = RandomText::Chance::allowed) {
  int seed = 0, too_large = 0;
  for (int done = 0; done < kCases; ++seed) {
    const std::string text = RandomText(static_cast<std::uint64_t>(seed), chance).pattern(3);
    CAPTURE(seed);
    CAPTURE(text);
    const std::optional<Pattern> p = parsed(text);
    if (!p) continue;
    ++(is_tried(law, *p, seed) ? done : too_large);
  }
  MESSAGE("seeds 0 to ", seed - 1, ": ", kCases, " patterns, ", too_large, " too large for it");
  CHECK(too_large < kCases / 100);
}

TEST_CASE("what is printed and read again plays the same, and prints the same") {
  for_patterns([](const Pattern& p, int seed) {
    const std::string text = words::print(p.said());
    const Pattern again = words::parse(text);
    CHECK_MESSAGE(same(again, p, {-1, 3}), text);
    CHECK(words::print(again.said()) == text);
    if (seed % 4 == 0) CHECK(same(again.with_seed(7), p.with_seed(7), {0, 2}));
  });
}
TEST_CASE("windows may be cut anywhere and asked for in any order") {
  for_patterns([](const Pattern& p, int seed) {
    if (p.continuous()) return;  // a held value is told once for each window
    const Rational a{seed % 7 - 3, 3}, b = a + Rational{seed % 29, 10}, c = a + 3;
    Events cut = raw(p, {b, c});
    for (Seen& e : raw(p, {a, b})) cut.push_back(std::move(e));
    CHECK(merged(std::move(cut)) == play(p, {a, c}));
  });
}
TEST_CASE("no event is cut by the line of a cycle: every piece is of a whole, and lies in it") {
  for_patterns([](const Pattern& p, int) {
    for (const Seen& e : raw(p, {0, 3})) {
      if (!e.has_whole) continue;
      CHECK(e.whole.begin <= e.part.begin);
      CHECK(e.part.begin < e.part.end);
      CHECK(e.part.end <= e.whole.end);
    }
  });
}
// What a law builds is built outside of CHECK, which would take it as wrong that it is too large.
TEST_CASE("shares: cat gives each a cycle, seq each its part of one") {
  const auto law = [](const Pattern& p, int) {
    const bool are_shares = same(cat(p, rest()).fast(2), seq(p, nullptr), {0, 4});
    CHECK(are_shares);
    if (p.continuous()) return;
    const bool is_second = same(seq(nullptr, p).zoom({1, 2}, 1), p, {0, 4});
    CHECK(is_second);
  };
  for_patterns(law, RandomText::Chance::none);  // draws know their place
}
TEST_CASE("fast(a).fast(b) is fast(a b); reverse, early and late are undone") {
  for_patterns([](const Pattern& p, int) {
    const Rational a{3, 2}, b{4, 5};
    const bool is_product = same(p.fast(a).fast(b), p.fast(a * b), {-1, 3});
    const bool is_undone = same(p.shift(a).early(a), p, {-1, 3});
    CHECK(is_product);
    CHECK(is_undone);
    if (p.continuous()) return;
    const bool is_turned_back = same(p.reverse().reverse(), p, {-1, 3});
    CHECK(is_turned_back);
  });
}
