// tests/session/starts_test.cpp: patterns that wait for a beat, a cycle or a position.
#include "words/parse.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <functional>

#include "base/error.hpp"
#include "base/random.hpp"
#include "pattern/builders.hpp"
#include "play/succession.hpp"
#include "session/json.hpp"
#include "session/position.hpp"
#include "session/snapshot.hpp"
#include "support/rig.hpp"
#include "support/snapshot.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using testing::snapshot;
using testing::Stage;
using Start = std::optional<std::string>;

namespace {
constexpr std::int64_t kCycle = 96'000, kBeat = 24'000;  // frames, at 120 BPM
std::vector<Request> gate() {
  return {SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}},
          Play{"a", {}, words::parse("hit() * 4")}};
}
std::vector<Request> level(double value) {
  return {SetNode{"a", testing::level_program(), 1.0, {}, {}, {}}, SetControl{"a", "level", value}};
}
/// The frames on which the gate of "a" opens.
std::vector<std::int64_t> onsets(const Stage& stage) {
  std::vector<std::int64_t> out;
  float before = 0.0F;
  const auto& a = stage.stems.at("a");
  for (std::size_t i = 0; i < a.size(); before = a[i++])
    if (before == 0.0F && a[i] > 0.0F) out.push_back(std::int64_t(i));
  return out;
}
using List = std::vector<std::int64_t>;
}  // namespace

TEST_CASE("a pattern that starts on the next cycle lets the one before play until then") {
  Stage stage(gate());
  stage.play(30'000);
  stage.ask(Play{"a", {}, words::parse("hit() * 2"), "cycle"});
  stage.play(2 * kCycle - 30'000);
  CHECK(onsets(stage) == List{0, kBeat, 2 * kBeat, 3 * kBeat, kCycle, kCycle + 48'000});
}
TEST_CASE("it may wait for a beat, for a position, or for nothing where it is on the boundary") {
  const auto asked = [](std::int64_t at, const Start& start) {
    Stage stage(gate());
    stage.play(at);
    stage.ask(Play{"a", {}, words::parse("hit() * 8"), start});
    stage.play(kCycle - at);
    return onsets(stage);
  };
  const List eighths{48'000, 60'000, 72'000, 84'000};
  const auto with = [&](List first) {
    return first.insert(first.end(), eighths.begin(), eighths.end()), first;
  };
  CHECK(asked(30'000, "beat") == with({0, kBeat}));
  CHECK(asked(30'000, "1/2") == with({0, kBeat}));
  CHECK(asked(48'000, "beat") == with({0, kBeat}));
  CHECK(asked(47'999, "beat") == with({0, kBeat}));
  CHECK(asked(30'000, "1/4") == with({0, kBeat, 36'000}));  // it has passed: at once
  CHECK(asked(30'000, {}) == with({0, kBeat, 36'000}));
  CHECK(asked(0, "cycle") == with({0, 12'000, 24'000, 36'000}));
}
TEST_CASE("in a meter of 7/2 the last beat of a cycle is half as long") {
  CHECK(begin_of("beat", Rational(7, 2), Rational(1, 100), "") == Rational(2, 7));
  CHECK(begin_of("beat", Rational(7, 2), Rational(61, 70), "") == Rational(1));
  CHECK(begin_of("cycle", 4, Rational(5, 2), "") == Rational(3));
}
TEST_CASE("from zero its first cycle begins where it starts") {
  for (const char* start : {"cycle", "now"}) {
    Stage stage({SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}}});
    stage.play(kCycle + 1000);
    stage.ask(Play{"a", {}, words::parse("seq('C4', None, None, None).over(4)"), start, "zero"});
    stage.play(5 * kCycle);
    const std::int64_t first = start == std::string("now") ? kCycle + 1000 : 2 * kCycle;
    CHECK(onsets(stage) == List{first, first + 4 * kCycle});
  }
}
TEST_CASE("notes that began before the boundary sound to their end") {
  Stage stage({SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}},
               Play{"a", {}, words::parse("seq(None, 'C4').legato(1.5)")}});
  stage.play(60'000);  // it began on 48000
  stage.ask(Play{"a", {}, words::parse("seq(None, None, None, 'C4')"), "cycle"});
  stage.play(2 * kCycle);
  const auto& a = stage.stems.at("a");
  CHECK(onsets(stage) == List{48'000, kCycle + 3 * kBeat});
  CHECK(a[120'000 - 2] == 1.0F);
  CHECK(a[120'000 - 1] == 0.0F);
}
TEST_CASE("what waits is forgotten when another pattern is played before its start") {
  Stage stage(gate());
  stage.play(1000);
  stage.ask(Play{"a", {}, words::parse("hit() * 16"), "cycle"});
  stage.play(1000);
  stage.ask(Play{"a", {}, words::parse("hit() * 2"), "cycle"});
  stage.play(kCycle);
  stage.ask(Play{"a", {}, words::parse("hit() * 16"), "cycle"});
  stage.ask(Play{"a", {}, words::parse("hit()"), "now"});
  stage.play(3 * kCycle - 2000 - kCycle);
  CHECK(onsets(stage) == List{0, kBeat, 2 * kBeat, 3 * kBeat, kCycle, 2 * kCycle});
  CHECK_FALSE(stage.state.nodes.at("a").notes.next);
}
TEST_CASE("hush on a cycle ends notes there, and frees controls there") {
  auto first = level(3.0);
  first.emplace_back(Play{"a", "level", words::parse("ramp(10, 20)")});
  Stage stage(first);
  stage.play(30'000);
  stage.ask(Hush{"a", "cycle"});
  stage.play(1000);
  stage.ask(SetControl{"a", "level", 5.0});  // beneath
  stage.play(2 * kCycle - 31'000);
  const auto& a = stage.stems.at("a");
  CHECK(a[kCycle - 16] == doctest::Approx(20.0).epsilon(1e-3));
  CHECK(a[kCycle + 4800] == doctest::Approx(5.0).epsilon(1e-6));
  stage.ask(SetTempo{120.0});
  CHECK(stage.state.nodes.at("a").movements.empty());
}
TEST_CASE("signals and steps on a control follow one another on their frame") {
  auto first = level(3.0);
  first.emplace_back(Play{"a", "level", words::parse("seq(7, 8).over(2)")});
  Stage stage(first);
  stage.play(1000);
  stage.ask(Play{"a", "level", words::parse("ramp(100, 200)"), "cycle"});
  stage.play(kCycle + 1000);
  stage.ask(Play{"a", "level", words::parse("seq(50, 60)"), "cycle"});
  stage.play(2 * kCycle - 2000);
  const auto& a = stage.stems.at("a");
  CHECK(a[kCycle - 1] == 7.0F);
  double worst = 0.0;  // a control is held from tick to tick: 1/60 here
  for (std::int64_t i = kCycle; i < 2 * kCycle - 16; ++i)
    worst = std::max(
        worst, std::abs(double(a[std::size_t(i)]) - 100.0 - 100.0 * double(i - kCycle) / kCycle));
  CHECK(worst < 0.0168);
  CHECK(a[2 * kCycle + 4800] == doctest::Approx(50.0));
  CHECK(a[2 * kCycle + 48'000 + 4800] == doctest::Approx(60.0));
}
static Request draw_request(
    const std::function<std::uint64_t(std::uint64_t, std::uint64_t)>& draw) {
  const std::array starts{Start{}, Start{"beat"}, Start{"cycle"}, Start{"5/4"}};
  const std::array notes{"hit() * 4", "hit() * 3", "seq('C4', 'E4').legato(1.2)"};
  const std::array moves{"ramp(1, 2)", "seq(1, 3, 2)", "sine(1, 4).over(2)"};
  const Start& start = starts[draw(1, 4)];
  const Start phase = draw(2, 2) == 0 ? Start{} : Start{"zero"};
  switch (draw(3, 5)) {
    case 0: return Hush{"a", start};
    case 1: return SetNode{"a", testing::gate_program(), 0.1 * double(draw(4, 9)), {}, {}, {}};
    case 2: return Play{"a", "level", words::parse(moves[draw(4, 3)]), start, phase};
    default: return Play{"a", {}, words::parse(notes[draw(4, 3)]), start, phase};
  }
}
TEST_CASE("requests at any time, with any start: blocks of every size sound alike") {
  for (std::uint64_t seed = 0; seed < 4; ++seed)
    CHECK(testing::same_in_all_blocks(gate(), [&](Stage& stage) {
      testing::ask_at_random(stage, seed, 12, 30'000, draw_request);
    }));
}
TEST_CASE("a state that waits sounds like the requests it is said as") {
  Stage stage(gate());
  stage.ask({Play{"a", {}, words::parse("hit() * 2"), "3/2", "zero"},
             Play{"a", "level", words::parse("ramp(1, 2)"), "1/3", "1/7"}, Hush{"a", "11/4"}});
  Stage again(requests_of(stage.state));
  stage.play(3 * kCycle);
  again.play(3 * kCycle);
  CHECK(stage.master == again.master);
}
TEST_CASE("a succession of scores may be asked in any pieces") {
  const auto score = [](const char* text) {
    return std::make_shared<pattern::Pattern>(words::parse(text));
  };
  const play::Succession both(
      score("seq(1, 2, 3)"), Rational(5, 7),
      std::make_shared<play::Shifted>(score("seq(4, 5).over(1/2)"), Rational(1, 5)));
  using Onsets = std::vector<std::pair<Rational, double>>;
  const auto ask = [&](Span span, Onsets& out) {
    both.query(span, [&](const Event& e) {
      if (e.has_onset()) out.emplace_back(e.whole->begin, e.controls[0].value.number);
    });
  };
  Onsets whole;
  ask({0, 2}, whole);
  CHECK(whole.size() > 6);
  std::ranges::sort(whole);
  for (std::int64_t i = 1; i < 60; ++i) {
    Onsets pieces;
    ask({Rational(i, 30), 2}, pieces);
    ask({0, Rational(i, 30)}, pieces);
    std::ranges::sort(pieces);
    CHECK(pieces == whole);
  }
}
TEST_CASE("what is no start or phase is refused with what there is") {
  Stage stage(gate());
  const auto pattern = words::parse("hit()");
  for (const char* text : {"bar", "", "1/0", "1/", "x/2", "99999999999999999999", "1/2/3"}) {
    CHECK_THROWS_WITH_AS(stage.ask(Play{"a", {}, pattern, text}), doctest::Contains("'cycle'"),
                         Error);
    CHECK_THROWS_WITH_AS(stage.ask(Play{"a", {}, pattern, {}, text}), doctest::Contains("'zero'"),
                         Error);
  }
}
TEST_CASE("a pattern that is asked for again in the same words plays on: no note ends for it") {
  const auto heard = [](bool again) {
    State state;
    state.nodes["gate"] = testing::node([] { return signal::control("gate", 0.0, 0.0, 1.0); });
    state.nodes["gate"].notes =
        words::parse_played("C4").as_notes().with_said(words::parse_played("C4").said());
    testing::Rig rig(state);
    std::vector<float> all;
    for (int i = 0; i < 400; ++i) {
      if (again && i == 100) {
        state.nodes["gate"].notes =
            words::parse_played("C4").as_notes().with_said(words::parse_played("C4").said());
        rig.performance.follow(state, Rational(1, 8));
      }
      const auto block = rig.next();
      all.insert(all.end(), block.begin(), block.end());
    }
    return all;
  };
  CHECK(heard(true) == heard(false));
}
