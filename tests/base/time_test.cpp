// tests/base/time_test.cpp: exact where it can be, rounded and counted where it cannot.
#include "base/time.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"

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
