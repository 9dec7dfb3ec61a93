// tests/pattern/pattern_test.cpp: the laws of patterns, over many patterns made from a seed.
#include "pattern/pattern.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"
#include "base/random.hpp"
#include "pattern/support.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

namespace {
/// Patterns of every kind of node, from a seed.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : key_(seed) {}
  /// One statement draws at most once: compilers differ in which argument they make first.
  Pattern make(int depth) {
    if (depth == 0) return leaf();
    const std::int64_t kind = below(47), n = 1 + below(4), m = 1 + below(4);
    const Rational fraction{n, m};
    const Pattern one = make(depth - 1);
    switch (kind) {
      case 0: return one + make(depth - 1);
      case 1: return one | make(depth - 1);
      case 2: return one * n;
      case 3: return one.fast(fraction);
      case 4: return one.over(fraction);
      case 5: return one.shift(fraction);
      case 6: return one.reverse();
      case 7: return one.every(n, transforms::fast(2));
      case 8: return one.spread(n, 8, m);
      case 9: return one.thin(0.4);
      case 10: return one.mask("1 0 1 [1 0]");
      case 11: return one.sometimes(0.5, transforms::reverse);
      case 12: return one.swing(0.6, 4);
      case 13: return one.set("vel", 0.5);
      case 14: return cat(one, make(depth - 1));
      case 15: return seq(one, nullptr, make(depth - 1));
      case 16: return struct_(one, make(depth - 1));
      default: return make_more(kind, one, n, m, depth);
    }
  }

 private:
  Pattern make_more(std::int64_t kind, const Pattern& one, std::int64_t n, std::int64_t m,
                    int depth) {
    const Rational share{1, m + 1};
    switch (kind) {
      case 17: return one.iter(n);
      case 18: return one.iter_back(n);
      case 19: return one.palindrome();
      case 20: return one.compress(share, 1);
      case 21: return one.zoom(share, 1);
      case 22: return one.fast_gap(Rational{n, m});
      case 23: return one.linger(share);
      case 24: return one.inside(n, transforms::reverse);
      case 25: return one.outside(n, transforms::fast(2));
      case 26: return one.ribbon(share, Rational{n, m});
      case 27: return one.repeat_cycles(n);
      case 28: return one.ply(Rational{n, m});
      case 29: return one.press_by(share);
      case 30: return one.brak();
      case 31: return one.shuffle(n);
      case 32: return one.scramble(n);
      case 33: return one.last_of(n, transforms::fast(2));
      case 34: return one.when(make(depth - 1), transforms::reverse);
      case 35: return one.chunk(n, transforms::shift(0.25));
      case 36: return one.within(share, 1, transforms::fast(2));
      case 37: return one.pick(std::vector{make(depth - 1), hit()}, How(m));
      case 38: return one.off(share, transforms::fast(2));
      case 39: return one.jux(transforms::reverse);
      case 40: return one.echo(2, share, 0.5);
      case 41: return one.add(make(depth - 1), How(below(7)));
      case 42: return one.euclid_legato(n, 8, m);
      case 43: return one.chop(n);
      case 44: return one.fast("<1 2>");
      case 45: return one.some_cycles(transforms::reverse);
      default: return one.undegrade(0.5);
    }
  }
  std::int64_t below(std::int64_t n) {
    key_ = mix(key_, 1);
    return static_cast<std::int64_t>(key_ % static_cast<std::uint64_t>(n));
  }
  Pattern leaf() {
    static const char* const texts[] = {"1", "1 2 3", "<1 2> 3", "1 [2 3]?", "x(3,8)", "[1|2] x"};
    return p(texts[below(6)]);
  }
  std::uint64_t key_;
};
// NOLINTNEXTLINE(concurrency-mt-unsafe): before there is another thread
const int kCases = std::getenv("KRACH_LONG") != nullptr ? 100'000 : 1'000;
}  // namespace

TEST_CASE("query(a, c) is query(a, b) and query(b, c) merged") {
  for (int i = 0; i < kCases; ++i) {
    Maker maker(static_cast<std::uint64_t>(i));
    const Pattern p = maker.make(3).with_seed(7);
    const Rational a{i % 7 - 3, 3}, c = a + 3, b = a + Rational{i % 29, 10};
    Events cut = raw(p, {a, b});
    for (Seen& e : raw(p, {b, c})) cut.push_back(std::move(e));
    CHECK_MESSAGE(merged(cut) == play(p, {a, c}), "case ", i);
    for (const Seen& e : cut) {
      CHECK(e.has_whole);
      CHECK(e.whole.begin <= e.part.begin);
      CHECK(e.part.end <= e.whole.end);
    }
  }
}
TEST_CASE("fast(fast(p, a), b) is fast(p, a b); over undoes fast; shift and reverse are undone") {
  for (int i = 0; i < kCases / 4; ++i) {
    Maker maker(static_cast<std::uint64_t>(i));
    const Pattern p = maker.make(2);
    const Rational a{3, 2}, b{4, 5};
    CHECK(same(p.fast(a).fast(b), p.fast(a * b)));
    CHECK(same(p.fast(a).over(a), p));
    CHECK(same(p.shift(a).shift(-a), p));
    CHECK(same(p.reverse().reverse(), p));
    CHECK(same(p.swing(0.5), p));
  }
}
TEST_CASE("positive shifts are later, and reverse keeps each note whole") {
  CHECK(onsets(p("x . . .").shift(0.25), {0, 1}) == "1/4");
  const Events events = play(p("1 2@3").reverse(), {0, 1});
  REQUIRE(events.size() == 2);
  CHECK(events[0].whole == Span{0, {3, 4}});
  CHECK(events[1].whole == Span{{3, 4}, 1});
}
TEST_CASE("every(n, f) is f(p) in cycles 0, n, 2n, ...") {
  CHECK(onsets(hit().every(3, transforms::fast(2)), {0, 4}) == "0 1/2 1 2 3 7/2");
  int calls = 0;
  const auto counted = [&](const Pattern& p) { return ++calls, p; };
  play(hit().every(2, counted), {0, 8});
  CHECK(calls == 1);
}
TEST_CASE("swing moves the second step of each pair, exactly and without losing a note") {
  CHECK(onsets((hit() * 8).swing(2.0 / 3.0), {0, {1, 2}}) == "0 1/6 1/4 5/12");
  CHECK(onsets((hit() * 4).swing(0.75, 4), {0, 1}) == "0 3/8 1/2 7/8");
}
TEST_CASE("spread samples the pattern at the hits") {
  std::string said;
  for (const Seen& e : play(p("0 1 2 3").spread(3, 8), {0, 1}))
    if (e.has_onset()) said += std::to_string(static_cast<int>(e.controls.at(0).value.number));
  CHECK(said == "013");
  CHECK(onsets(hit().spread(3, 8, 2), {0, 1}) == "1/8 1/2 3/4");
}
TEST_CASE("set and legato reach every event, and the last one set counts") {
  for (const Seen& e : play(p("1 x").set("vel", 0.2).set("vel", 0.5).legato(0.9), {0, 2})) {
    const auto value = [&](std::string_view name) {
      const auto c = std::ranges::find(e.controls, intern(name), &ControlValue::control);
      return c == e.controls.end() ? 0.0 : c->value.number;
    };
    CHECK(value("vel") == 0.5);
    CHECK(value("legato") == 0.9);
  }
}
TEST_CASE("time is as exact after a million cycles, and an empty span has no events") {
  const std::int64_t far = 1'000'000;
  const Events late = play(p("1 [2 3]").swing(0.6, 6).fast(Rational(7, 3)), {far * 3, far * 3 + 3});
  Events early = play(p("1 [2 3]").swing(0.6, 6).fast(Rational(7, 3)), {0, 3});
  for (Seen& e : early) e.whole = e.whole + far * 3, e.part = e.part + far * 3;
  CHECK(late == early);
  CHECK(raw(hit(), {{1, 2}, {1, 2}}).empty());
  CHECK(raw(hit(), {1, 0}).empty());
}
TEST_CASE("the same expression in text and in C++ plays the same, with the same draws") {
  const Pattern text = p("60? [62*2, 64(3,8)?0.3]").with_seed(9);
  const Pattern built =
      seq(note(60).thin(0.5), stack(note(62).fast(2), note(64).spread(3, 8).thin(0.3)));
  CHECK(same(text, built.with_seed(9)));
  CHECK(!same(text, built.with_seed(10)));
}
TEST_CASE("what is refused says the fact, the place and the remedy") {
  CHECK_THROWS_WITH_AS(
      hit().fast(0), "fast: the speed 0 is not above 0\n  hint: reverse() plays backwards", Error);
  CHECK_THROWS_AS(hit().over(-1), Error);
  CHECK_THROWS_AS(hit().every(0, transforms::reverse), Error);
  CHECK_THROWS_AS(hit().spread(9, 8), Error);
  CHECK_THROWS_AS(hit().spread(3, 1025), Error);
  CHECK_THROWS_AS(hit().thin(1.5), Error);
  CHECK_THROWS_AS(hit().swing(1.0), Error);
  CHECK_THROWS_AS(hit().swing(0.6, 3), Error);
  CHECK_THROWS_AS(hit() * 0, Error);
  CHECK_THROWS_AS(hit().shift(1e-12), Error);
}
TEST_CASE("a pattern has at most 16384 events a cycle") {
  CHECK(count_onsets(hit() * 16384, {0, 1}) == 16384);
  CHECK_THROWS_AS(hit() * 1000000, Error);
  CHECK_THROWS_AS((hit() * 16384) * 2, Error);
  CHECK_THROWS_AS(hit().fast(20000), Error);
  CHECK_THROWS_AS((hit().over(1000000) + rest()).fast(1000000), Error);
}
// NOLINTNEXTLINE(readability-function-size): doctest's macros
TEST_CASE("a pattern is at most 64 levels deep, and of 65536 nodes") {
  const auto grown = [](Pattern p, const Transform& grow) {
    for (int i = 0; i < 70; ++i) p = grow(p);
  };
  CHECK_THROWS_AS(grown(hit(), transforms::reverse), Error);
  CHECK_THROWS_AS(grown(hit(), [](const Pattern& p) { return cat(p, p); }), Error);
}
TEST_CASE("p * n is one node") { CHECK((hit() * 16384).arena().nodes.size() == 2); }
TEST_CASE("after warm-up a query allocates nothing") {
  std::vector<Pattern> patterns;
  patterns.reserve(61);
  for (int i = 0; i < 60; ++i) patterns.push_back(Maker(static_cast<std::uint64_t>(i)).make(4));
  patterns.push_back(struct_(p("x*8"), stack(sine(1, 2), rand(3, 4))).as_notes());
  std::size_t events = 0;
  const auto ask = [&] {
    for (const Pattern& p : patterns) p.query({0, 4}, [&](const Event&) { ++events; });
  };
  ask();
  {
    const krach::testing::AudioThread trial;
    ask();
  }
  CHECK(krach::testing::violations() == 0);
  CHECK(events > 100);
}
