// tests/pattern/chance_test.cpp: what is left to chance is decided per note, once, by the seed.
#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"
#include "pattern/pattern.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

static double share_of(const Pattern& p, std::int64_t cycles, double notes) {
  return static_cast<double>(count_onsets(p, {0, cycles})) / (static_cast<double>(cycles) * notes);
}
static std::vector<double> values(const Pattern& p, Span span) {
  std::vector<double> out;
  for (const Seen& e : play(p, span)) out.push_back(e.controls.at(0).value.number);
  return out;
}

TEST_CASE("thin drops its share of the notes, within five standard deviations") {
  for (const double share : {0.1, 0.5, 0.9}) {
    const double n = 8000.0, slack = 5.0 * std::sqrt(share * (1.0 - share) / n);
    CHECK(std::abs(share_of((hit() * 8).thin(share), 1000, 8.0) - (1.0 - share)) < slack);
    CHECK(std::abs(share_of(hit().thin(share) * 8, 1000, 8.0) - (1.0 - share)) < slack);
  }
  CHECK(same(p("1 2").thin(0.0), p("1 2")));
  CHECK(count_onsets(p("1 2").thin(1.0), {0, 100}) == 0);
}
TEST_CASE("neighbouring draws are independent: no stripes") {
  std::vector<int> kept(8 * 4000, 0);
  (hit() * 8).thin(0.5).query({0, 4000}, [&](const Event& e) {
    kept[static_cast<std::size_t>((e.part.begin * 8).floor())] = 1;
  });
  for (const std::size_t lag : {1U, 2U, 4U, 8U, 16U, 64U}) {
    double agree = 0.0;
    for (std::size_t i = 0; i + lag < kept.size(); ++i) agree += kept[i] == kept[i + lag];
    CHECK(std::abs(agree / static_cast<double>(kept.size() - lag) - 0.5) < 0.014);  // 5 sigma
  }
}
TEST_CASE("thin decides for each note of a chord, and by its onset however it is cut") {
  const Pattern chord = note(60, 64, 67).thin(0.5);
  std::array<int, 4> sizes{};
  for (std::int64_t c = 0; c < 800; ++c) ++sizes[play(chord, {c, c + 1}).size()];
  CHECK(sizes[0] > 60);  // 100 expected of each of none and all, 300 of one and of two
  CHECK(sizes[3] > 60);
  CHECK(sizes[1] > 230);
  CHECK(sizes[2] > 230);
  const Pattern longs = p("<60 62>").over(3).thin(0.5);
  for (std::int64_t c = 0; c < 60; c += 3) {
    const auto head = play(longs, {c, c + 1}).size();
    CHECK(play(longs, {c + 1, c + 2}).size() == head);
    CHECK(play(longs, {Rational{2 * c + 5, 2}, c + 3}).size() == head);
  }
}
TEST_CASE("two places draw by themselves, the same place and seed draw the same") {
  const Pattern a = (hit() * 16).thin(0.5);
  CHECK(same(a, a));
  CHECK(!same(a.with_seed(1), a.with_seed(2)));
  CHECK(same(a.with_seed(1), a.with_seed(1)));
  std::size_t both = 0;
  for (const Seen& e : play(a | a, {0, 1000})) both += e.has_onset();
  CHECK(std::abs(static_cast<double>(both) - 16000.0) < 500.0);
  CHECK(share_of(a.thin(0.5), 1000, 16.0) == doctest::Approx(0.25).epsilon(0.06));
}
TEST_CASE("sometimes keeps or transforms each note: none lost, none doubled") {
  const Pattern notes = p("1 2 3 4, 5 6 7");
  for (const Transform& f :
       {Transform(transforms::reverse), transforms::shift(0.5), transforms::set("vel", 1.0)})
    for (const double probability : {0.2, 0.5, 0.8}) {
      const Pattern mixed = notes.sometimes(probability, f);
      CHECK(count_onsets(mixed, {0, 101}) >= 7 * 100);
      auto said = values(mixed.sometimes(0.0, f), {0, 100});
      for (double n = 1.0; n <= 7.0; n += 1.0) {
        const auto times = std::ranges::count(values(mixed, {0, 400}), n);
        CHECK(std::abs(times - 400) <= 1 + (f(hit()).arena().nodes.size() > 1 ? 1 : 0));
      }
    }
  CHECK(same(notes.sometimes(0.0, transforms::reverse), notes));
  CHECK(same(notes.sometimes(1.0, transforms::reverse), notes.reverse()));
}
TEST_CASE("a transform that itself draws loses and doubles nothing") {
  const Pattern notes = hit() * 8;
  const Transform often = [](const Pattern& p) { return p.sometimes(0.5, transforms::reverse); };
  CHECK(count_onsets(notes.sometimes(0.5, often), {0, 200}) == 1600);
  const Transform layered = [](const Pattern& p) { return p | p.set("vel", 0.5); };
  std::size_t plain = 0, doubled = 0;
  for (const Seen& e : play(notes.sometimes(0.5, layered), {0, 200}))
    (e.controls.empty() ? plain : doubled) += 1;
  CHECK(plain == 1600);  // all notes: as themselves, or as the first of their two copies
  CHECK(doubled > 700);
}
TEST_CASE("rand is new in each cycle, the same for a seed, its own at each place, and uniform") {
  const Pattern eight = struct_(p("x*8"), rand(0, 1));
  const auto drawn = values(eight, {0, 1000});
  REQUIRE(drawn.size() == 8000);
  CHECK(values(eight, {0, 1}) != values(eight.shift(-1), {0, 1}));
  CHECK(values(eight, {5, 6}) == values(eight, {5, 6}));
  std::array<int, 10> bins{};
  double sum = 0.0, product = 0.0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    ++bins.at(static_cast<std::size_t>(drawn[i] * 10.0));
    sum += drawn[i];
    if (i > 0) product += (drawn[i] - 0.5) * (drawn[i - 1] - 0.5);
  }
  CHECK(std::abs(sum / 8000.0 - 0.5) < 0.017);       // 5 sigma
  CHECK(std::abs(product / 8000.0 * 12.0) < 0.056);  // correlation of neighbours, 5 sigma
  double chi_square = 0.0;
  for (const int n : bins) chi_square += (n - 800) * (n - 800) / 800.0;
  CHECK(chi_square < 33.7);  // 9 degrees of freedom, one in 10^4
  const auto two = play(struct_(p("x*8"), rand(0, 1)) | struct_(p("x*8"), rand(0, 1)), {0, 1});
  for (std::size_t i = 0; i + 1 < two.size(); i += 2)
    CHECK(two[i].controls[0].value.number != two[i + 1].controls[0].value.number);
}
TEST_CASE("a bare rand holds each value for 1/16 cycle, however it is asked") {
  const auto held = raw(rand(2, 3), {0, 1});
  CHECK(held.size() == 16);
  const auto late = play(rand(2, 3), {{7, 160}, {8, 160}});
  REQUIRE(late.size() == 1);
  CHECK(late[0].controls == held[0].controls);
}
TEST_CASE("a seed of its own makes the same draws wherever the pattern stands") {
  const Pattern half = (hit() * 16).thin(0.5), own = half.seed(7);
  CHECK(same(own.with_seed(1), own.with_seed(2)));
  CHECK(!same(own, half.seed(8)));
  CHECK(same((own | rest()).with_seed(3), own));
  CHECK(same(seq(nullptr, own).zoom({1, 2}, 1), own));
}
