// tests/base/time_test.cpp: exact where it can be, rounded and counted where it cannot.
#include "base/time.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.hpp"
#include "base/random.hpp"

using namespace krach;

TEST_CASE("a third plus two thirds is one") {
  CHECK(Rational(1, 3) + Rational(2, 3) == Rational(1));
  CHECK(Rational(1, 6) - Rational(1, 2) == Rational(-1, 3));
  CHECK(Rational(2, 3) * Rational(9, 4) == Rational(3, 2));
  CHECK(Rational(2, 3) / Rational(-4, 9) == Rational(-3, 2));
  CHECK(Rational(-7, 2).floor() == -4);
  CHECK(Rational(-7, 2).ceil() == -3);
  CHECK(Rational(1, 3) < Rational(34, 100));
}
TEST_CASE("a number becomes the fraction with the smallest denominator that reads back") {
  CHECK(to_rational(0.67, "x") == Rational(67, 100));
  CHECK(to_rational(127.3, "x") == Rational(1273, 10));
  CHECK(to_rational(1.0 / 3.0, "x") == Rational(1, 3));
  CHECK(to_rational(-2.0 / 7.0, "x") == Rational(-2, 7));
  CHECK(to_rational(0.1, "x") == Rational(1, 10));
  CHECK(to_rational(4.0, "x") == Rational(4));
  CHECK(to_rational(0.0, "x") == Rational(0));
  for (std::int64_t d = 1; d < 2000; d += 7)
    for (const std::int64_t n : {std::int64_t{1}, d / 2 + 1, 3 * d + 1}) {
      const Rational r(n, d);
      CHECK(to_rational(r.to_double(), "x") == r);
    }
}
TEST_CASE("a number that is not finite, too large or too fine is refused") {
  for (const double bad : {double{NAN}, double{INFINITY}, -double{INFINITY}, 3e9, 1e-12})
    CHECK_THROWS_AS(to_rational(bad, "tempo"), Error);
  CHECK_THROWS_AS(built(Rational(1, kMaxBuiltPart + 1), "fast"), Error);
  CHECK(built(Rational(1, kMaxBuiltPart), "fast").den == kMaxBuiltPart);
}
TEST_CASE("a result that does not fit is rounded to 1/2^20 and counted, never wrapped") {
  const Rational fine(1, 3037000507), other(1, 3037000493);  // two primes near 2^31.5
  const auto before = time_roundings();
  const Rational product = Rational(5) + fine * other * Rational(1, 3);
  CHECK(time_roundings() > before);
  CHECK(product == Rational(5));
  const Rational huge(std::numeric_limits<std::int64_t>::max());
  CHECK(huge + huge == huge);
  CHECK((huge * Rational(3, 7) - huge * Rational(3, 7)) == Rational(0));
  const Rational sum = Rational(1, 4294967291) + Rational(10, 4294967279) + Rational(7, 3);
  CHECK(std::abs(sum.to_double() - 7.0 / 3.0) < 1e-6);
}
namespace {
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

/// A whole number, a fraction of music, or one near the largest that built() lets in.
Rational drawn(std::uint64_t key) {
  const auto below = [&](std::uint64_t part, std::uint64_t n) {
    return static_cast<std::int64_t>(mix(key, part) % n);
  };
  switch (below(0, 4)) {
    case 0: return {below(1, 2001) - 1000};
    case 1: return {below(1, 200'001) - 100'000, 1 + below(2, 96)};
    case 2: return {below(1, 2001) - 1000, std::int64_t{1} << below(2, 31)};
    default: {
      const std::int64_t most = kMaxBuiltPart - below(1, 9), sign = 1 - 2 * below(2, 2);
      return {sign * most / (1 + below(3, 3)), kMaxBuiltPart - below(4, 9)};
    }
  }
}
bool is_lowest(Rational r) { return r.den > 0 && std::gcd(r.num, r.den) == 1; }
}  // namespace

TEST_CASE("sums, differences, products and quotients of what can be built are exact and lowest") {
  const auto before = time_roundings();
  int wrong = 0;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const Rational a = drawn(2 * i), b = drawn(2 * i + 1);
    const Wide den = Wide{a.den} * b.den;
    const auto is = [&](Rational r, Wide n, Wide d) {
      return is_lowest(r) && r.num * d == n * r.den;
    };
    wrong += !is(a + b, Wide{a.num} * b.den + Wide{b.num} * a.den, den);
    wrong += !is(a - b, Wide{a.num} * b.den - Wide{b.num} * a.den, den);
    wrong += !is(a * b, Wide{a.num} * b.num, den);
    wrong += b.num != 0 && !is(a / b, Wide{a.num} * b.den, Wide{b.num} * a.den);
    wrong += (a < b) != (Wide{a.num} * b.den < Wide{b.num} * a.den);
    wrong += Rational{a.floor()} > a || Rational{a.floor()} + 1 <= a;
    wrong += Rational{a.ceil()} < a || Rational{a.ceil()} - 1 >= a;
  }
  CHECK(wrong == 0);
  CHECK(time_roundings() == before);
}
TEST_CASE("mul_add(x, k, t) is x * k + t, where it rounds too") {
  int wrong = 0;
  const auto before = time_roundings();
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const Rational x = drawn(3 * i), k = drawn(3 * i + 1), t = drawn(3 * i + 2);
    const auto start = time_roundings();
    const Rational both = x * k + t;
    const auto rounded = time_roundings() - start;
    wrong += mul_add(x, k, t) != both || time_roundings() - start != 2 * rounded;
  }
  CHECK(wrong == 0);
  CHECK(time_roundings() > before);  // some did
}
TEST_CASE("whole numbers stop at the largest on either side, and that is counted") {
  const auto before = time_roundings();
  CHECK(Rational(kLargest) + 1 == Rational(kLargest));
  CHECK(Rational(-kLargest) - 1 == Rational(-kLargest));
  CHECK(Rational(1) - Rational(-kLargest) == Rational(kLargest));
  CHECK(time_roundings() == before + 3);
  CHECK(Rational(kLargest - 1) + 1 == Rational(kLargest));
  CHECK(Rational(1 - kLargest) - 1 == Rational(-kLargest));
  CHECK(time_roundings() == before + 3);
}
