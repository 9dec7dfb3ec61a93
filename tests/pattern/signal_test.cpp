// tests/pattern/signal_test.cpp: shapes at their known points, and when they are asked.
#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"
#include "pattern/pattern.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

static double at(const Pattern& signal, Rational t) {
  const Events events = raw(signal, {t, t + Rational{1, 100}});
  REQUIRE(events.size() == 1);
  CHECK(!events[0].has_whole);
  return events[0].controls.at(0).value.number;
}

TEST_CASE(
    "one period a cycle: sine from the middle up, saw and ramp from low to high, tri and back") {
  for (const std::int64_t cycle : {-2, 0, 7}) {
    const auto value = [&](const Pattern& p, Rational t) { return at(p, t + cycle); };
    CHECK(value(sine(2, 4), 0) == doctest::Approx(3.0));
    CHECK(value(sine(2, 4), {1, 4}) == doctest::Approx(4.0));
    CHECK(value(sine(2, 4), {3, 4}) == doctest::Approx(2.0));
    CHECK(value(saw(2, 4), {1, 4}) == 2.5);
    CHECK(value(ramp(2, 4), {1, 4}) == 2.5);
    CHECK(value(saw(4, 2), {1, 4}) == 3.5);
    CHECK(value(tri(2, 4), {1, 4}) == 3.0);
    CHECK(value(tri(2, 4), {1, 2}) == 4.0);
    CHECK(value(tri(2, 4), {3, 4}) == 3.0);
  }
}
TEST_CASE("maps of time move a signal: its value is the one at the moment that is asked") {
  CHECK(at(saw().fast(2), {1, 8}) == 0.25);
  CHECK(at(saw().over(4), 2) == 0.5);
  CHECK(at(saw().shift(0.25), {1, 2}) == 0.25);
  CHECK(at(saw().reverse(), {1, 4}) == 0.75);
  CHECK(at(saw().swing(0.75, 2), {3, 4}) == 0.5);
  CHECK(at(saw().swing(0.75, 2).reverse(), {1, 4}) == 0.5);
}
TEST_CASE("a signal is sampled at the begin of the whole of what samples it") {
  const Pattern sampled = struct_(p("x x"), saw());
  CHECK(raw(sampled, {{3, 8}, {1, 2}})[0].controls[0].value.number == 0.0);
  CHECK(raw(sampled, {{5, 8}, {6, 8}})[0].controls[0].value.number == 0.5);
  CHECK(raw(saw().spread(3, 8), {{3, 8}, {4, 8}})[0].controls[0].value.number == 0.375);
  CHECK(raw(saw().mask("0 1"), {0, 1}).at(0).controls[0].value.number == 0.5);
  CHECK(!sampled.continuous());
  CHECK(saw().continuous());
  CHECK_THROWS_AS(struct_(saw(), hit()), Error);
  CHECK_THROWS_AS(hit().mask(saw()), Error);
  CHECK_THROWS_AS(saw(0, INFINITY), Error);
}
