// tests/pattern/mini_test.cpp: what the notation means beyond the vectors, what it refuses, and
// that no text can break it.
#include "pattern/mini.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

static std::vector<Fault> faults_of(std::string_view text) {
  try {
    p(text);
  } catch (const Error& e) {
    return e.faults();
  }
  return {};
}

TEST_CASE("x is a hit, and ~ . - are rests") {
  CHECK(onsets(p("x . x . - x ~ x"), {0, 1}) == "0 1/4 5/8 7/8");
  for (const Seen& e : play(p("x . x"), {0, 1})) CHECK(e.controls.empty());
  CHECK(same(p(""), rest()));
  CHECK(same(p("[] <> a"), p("~ ~ a")));
}
TEST_CASE("in masks 1 and x play, 0 . and ~ do not") {
  for (const char* mask : {"1 0 1 0", "x . x .", "1 ~ x -", "true false true false"})
    CHECK(same(p("1 2 3 4").mask(mask), p("1 ~ 3 ~")));
}
TEST_CASE("an event remembers the characters that made it, through every kind of node") {
  const std::string text = "bd(3,8) [sn:2 hh]*2?0";
  std::size_t seen = 0;
  p(text).every(2, transforms::reverse).fast(2).query({0, 2}, [&](const Event& e) {
    REQUIRE(e.source.size() == 1);
    REQUIRE(e.controls.size() == 1);
    CHECK(text_of(e.source[0].text) == text);
    CHECK(text.substr(e.source[0].begin, e.source[0].length) == text_of(e.controls[0].value.word));
    ++seen;
  });
  CHECK(seen == 28);
  struct_(p("x x"), p("1")).query({0, 1}, [&](const Event& e) { CHECK(e.source.size() == 2); });
}
TEST_CASE("a? drops half, a?0.3 drops 30 %, [a|b] plays either, anew in each cycle") {
  const auto near = [](const Pattern& p, double expected) {
    return std::abs(static_cast<double>(count_onsets(p, {0, 4000})) - expected) < 160.0;  // 5 sigma
  };
  CHECK(near(p("x?"), 2000.0));
  CHECK(near(p("x?0.3"), 2800.0));
  CHECK(near(p("[x|~]"), 2000.0));
  CHECK(near(p("x*4?"), 8000.0));
  CHECK(count_onsets(p("[x|x x]"), {0, 1000}) % 1000 != 0);
  CHECK(!same(p("[x? x?]"), p("[x? ~]") | p("[~ x?]")));
}
TEST_CASE("numbers are whole without a point and real with one") {
  const Events events = play(p("60 60.0 -2 1e2"), {0, 1});
  CHECK(events[0].controls[0].value == Value::of(std::int64_t{60}));
  CHECK(events[1].controls[0].value == Value::of(60.0));
  CHECK(events[2].controls[0].value == Value::of(std::int64_t{-2}));
  CHECK(events[3].controls[0].value == Value::of(100.0));
}
TEST_CASE("every fault of a text is reported, at its line and column, with a remedy") {
  const auto one = faults_of("bd [sn cp");
  REQUIRE(one.size() == 1);
  CHECK(one[0].what == "'[' is not closed");
  CHECK(one[0].where == "1:4 in \"bd [sn cp\"");
  CHECK(one[0].hint == "close it with ]");
  const auto many = faults_of("bd*0 sn(9,8)\n] $ a@0 b(3) !");
  REQUIRE(many.size() == 6);
  CHECK(many[0].where == "1:3 in \"bd*0 sn(9,8)\"");
  CHECK(many[0].what == "the speed 0 is not above 0");
  CHECK(many[1].where == "1:8 in \"bd*0 sn(9,8)\"");
  CHECK(many[2].where.substr(0, 3) == "2:1");
  CHECK(many[3].where.substr(0, 3) == "2:3");
  CHECK(many[4].where.substr(0, 3) == "2:6");
  CHECK(many[5].where.substr(0, 4) == "2:10");
  for (const char* bad : {"a*",         "a(3,8",  "a(x,8)", "a(3)",
                          "a .. 3",     "0 .. x", "! a",    "_ a",
                          "a!0",        "{a b}%", "a,b|c",  "a)",
                          "\xff",       "a*<>1",  "a*[b]",  "99999999999999999999",
                          "0 .. 99999", "a?2",    "a@1e99", "a/0",
                          "bd(1.5,8)"})
    CHECK_MESSAGE(!faults_of(bad).empty(), bad);
}
TEST_CASE("deep, long and explosive texts are refused") {
  const auto repeated = [](const char* s, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += s;
    return out;
  };
  CHECK(!faults_of(repeated("[", 60'000)).empty());
  CHECK(!faults_of(repeated("a ", 60'000)).empty());
  CHECK(!faults_of("[[[a!9999]!9999]!9999]!9999").empty());
  CHECK(!faults_of("a" + repeated("*2", 200)).empty());
  CHECK(!faults_of("a(<0 .. 200>,<1 .. 250>,<0 .. 250>)").empty());
  CHECK_THROWS_AS(p(repeated(" ", 70'000)), Error);
}
TEST_CASE("no text breaks the parser, and what parses plays") {
  static constexpr std::string_view kSigns = "ab3x0 12  ..~-_!*/@?()[]<>{},|%:#.5\n\xc3";
  std::size_t parsed = 0;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t n = mix(i) % 24; n > 0; --n)
      text += kSigns[mix(mix(i, 2), n) % kSigns.size()];
    try {
      const Pattern pattern = p(text);
      pattern.query({-1, {5, 3}}, [](const Event&) {});
      ++parsed;
    } catch (const Error& e) {
      CHECK(!e.faults().empty());
    }
  }
  CHECK(parsed > 500);
}
