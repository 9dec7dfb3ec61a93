// tests/pattern/grain_test.cpp: times are exact or refused, however factors are stacked, and late
// as early.
#include "pattern/grain.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "base/error.hpp"
#include "base/time.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

namespace {
constexpr std::int64_t kPrimes[] = {2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                    41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89};

/// The pattern with one step more, or nothing if an Error says why not.
template <class Step>
std::optional<Pattern> stepped(const Pattern& p, const Step& step, std::int64_t prime) {
  try {
    return step(p, prime);
  } catch (const Error& error) {
    const std::string why = error.what();
    CHECK((why.find("would be") != why.npos || why.find("64 levels") != why.npos));
    return {};
  }
}
/// How many of the 24 steps can be stacked, after which Error says why; every pattern on the way
/// plays without a rounding, in cycle 10^9 as in cycle 0.
template <class Step>
int stacked(Pattern p, const Step& step, Rational period) {
  const std::int64_t before = time_roundings();
  int depth = 0;
  for (const std::int64_t prime : kPrimes) {
    const std::optional<Pattern> next = stepped(p, step, prime);
    if (!next) break;
    p = *next;
    ++depth;
    const Rational far = period * Rational{1'000'000'000};
    const Events early = play(p, {0, 1});
    Events late = play(p, Span{0, 1} + far);
    for (Seen& e : late) e.whole = e.whole - far, e.part = e.part - far;
    CHECK(late == early);
  }
  CHECK(time_roundings() == before);
  return depth;
}
}  // namespace

TEST_CASE("stacked factors are exact, or refused with the remedy") {
  const auto shifted = [](const Pattern& p, std::int64_t n) { return p.shift(Rational(1, n)); };
  CHECK(stacked(p("a b"), shifted, 1) == 9);  // 1/2 + 1/3 + ... + 1/23
  const auto nested = [](const Pattern& p, std::int64_t n) {
    return seq(p, rest()).compress(0, Rational(1, n));
  };
  CHECK(stacked(p("a"), nested, 1) >= 6);
  const auto up_and_down = [](const Pattern& p, std::int64_t n) {
    return p.fast(n).over(Rational(n)).shift(Rational(1, 2)).reverse();
  };
  CHECK(stacked(p("a b"), up_and_down, 1) == 15);  // then it is 64 levels deep
  const auto swung = [](const Pattern& p, std::int64_t n) {
    return p.swing(1.0 / static_cast<double>(n + 1), 2);
  };
  CHECK(stacked(p("a b c"), swung, 1) >= 3);
}
TEST_CASE("slow patterns are refused before their cycles are longer than can be told") {
  CHECK_THROWS_WITH_AS(
      hit().over(1e9).over(1e9),
      "over: times in it would be longer than 2^31 cycles\n  hint: slow it down less", Error);
  CHECK_THROWS_WITH_AS(p("a b").shift(1.0 / 65537).shift(1.0 / 65539),
                       "shift: times in it would be finer than 2^-31 of a cycle\n  hint: use fewer "
                       "or smaller factors "
                       "that have nothing in common",
                       Error);
}
TEST_CASE("layers that have nothing in common are as fine as the finest of them") {
  Pattern layers = hit();
  for (const std::int64_t prime : kPrimes) layers = layers | hit() * prime;
  CHECK(count_onsets(layers, {0, 1}) == 1 + 963);
}
TEST_CASE("shares that are too fine are refused before anything of them overflows") {
  // found by the fuzzer: shares of 0.7768573056 and 5.7, one in the other
  CHECK_THROWS_AS(p("[a b@0.7768573056 c@0.123456789]@0.7768573056 d@0.987654321"), Error);
  CHECK_THROWS_AS(p("<5.7!9 a@0.7768573056 !!!!! <5.7!9 b@0.7768573056 !!!!! <s <b !>>>>"), Error);
}
