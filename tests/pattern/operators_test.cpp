// tests/pattern/operators_test.cpp: sums, layers and repeats.
#include <doctest/doctest.h>

#include "pattern/pattern.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

TEST_CASE("a + b + c are thirds, however bracketed, with the same draws") {
  const Pattern a = note(60).thin(0.5), b = note(62).thin(0.5), c = p("64 65?");
  CHECK(onsets(hit() + (hit() + hit()), {0, 1}) == "0 1/3 2/3");
  CHECK(same((a + b) + c, a + (b + c)));
  CHECK(same(a + b + c, seq(a, b, c)));
  CHECK((a + b + c + a).arena().nodes.size() == (a + (b + (c + a))).arena().nodes.size());
}
TEST_CASE("seq(...), p * n and p.over(n) are units in a sum") {
  const Pattern h = hit();
  CHECK(onsets(seq(h, h) + h, {0, 1}) == "0 1/4 1/2");
  CHECK(onsets((h + h) * 2 + h, {0, 1}) == "0 1/8 1/4 3/8 1/2");
  CHECK(onsets((h + h).reverse() + h, {0, 1}) == "0 1/4 1/2");
}
TEST_CASE("in cycle c each unit of a sum plays its own cycle c") {
  const Pattern sum = p("1 2").over(2) + note(9);
  const auto said = [&](std::int64_t cycle) { return play(sum, {cycle, cycle + 1})[0]; };
  CHECK(said(0).controls[0].value.number == 1);
  CHECK(said(0).whole == Span{0, {1, 2}});
  CHECK(said(1).controls[0].value.number == 2);
  CHECK(said(1).whole == Span{1, {3, 2}});
}
TEST_CASE("p * n plays what p + p + ... plays, with its draws, and cat gives each a whole cycle") {
  const Pattern q = p("<1 2> 3?");
  CHECK(same(q * 3, q + q + q));
  CHECK(onsets(cat(hit() * 2, hit()), {0, 3}) == "0 1/2 1 2 5/2");
}
TEST_CASE("a | b plays both, and chains of | are one node") {
  const Pattern a = p("1 2?"), b = p("3?"), c = p("4");
  CHECK(onsets(p("x .") | p(". x"), {0, 1}) == "0 1/2");
  CHECK(same((a | b) | c, a | (b | c)));
}
TEST_CASE("while a chunk's number is n, it is a chunk of n") {
  const auto early = [](const Pattern& x) { return x.shift(Rational(-3, 4)); };
  const Pattern changing = p("{1 2 3}%4").chunk("<2 1>", early);
  CHECK(play(changing, {0, 1}) == play(p("{1 2 3}%4").chunk(2, early), {0, 1}));
  CHECK(play(changing, {1, 2}) == play(p("{1 2 3}%4").chunk(1, early), {1, 2}));
}
