// tests/session/fades_test.cpp: values on their way: what is heard at each frame, and what ends it.
#include "words/parse.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <functional>

#include "base/error.hpp"
#include "base/random.hpp"
#include "session/json.hpp"
#include "session/session.hpp"
#include "session/snapshot.hpp"
#include "support/snapshot.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using testing::snapshot;
using testing::Stage;

namespace {
constexpr std::int64_t kCycle = 96'000;  // frames, at 120 BPM
std::vector<Request> tone() {
  return {SetNode{"a", testing::level_program(), 1.0, {}, {}, {}},
          SetNode{"b", testing::level_program(), 1.0, {}, {}, {}},
          SetNode{"verb", testing::effect_program(), 1.0, {}, {}, {}}, Connect{"b", "verb", 0.5},
          SetControl{"a", "level", 2.0}};
}
/// How far what was heard is from what it says of each frame, at most.
double worst(const std::vector<float>& heard, std::int64_t begin, std::int64_t end,
             const std::function<double(double)>& expected) {
  double most = 0.0;
  for (std::int64_t i = begin; i < end; ++i)
    most = std::max(most, std::abs(double(heard[std::size_t(i)]) - expected(double(i))));
  return most;
}
const NodeState& a_of(const Stage& stage) { return stage.state.nodes.at("a"); }
}  // namespace

TEST_CASE("a fade is a straight line from what is heard to its target, where it stays") {
  Stage stage(tone());
  stage.play(4800);
  stage.ask(FadeTo{"a/gain", 0.25, 0.5});
  stage.play(kCycle);
  const auto& a = stage.stems.at("a");
  CHECK(worst(a, 0, 4800, [](double) { return 2.0; }) == 0.0);
  CHECK(worst(a, 4800, 52'800, [](double i) { return 2.0 - 1.5 * (i - 4800) / 48'000; }) < 3e-5);
  CHECK(worst(a, 52'800, kCycle, [](double) { return 0.5; }) == 0.0);
  CHECK(a_of(stage).gain == 1.0);
  stage.ask(SetTempo{120.0});
  CHECK(a_of(stage).gain == 0.25);  // as if set by hand
  CHECK(a_of(stage).movements.empty());
  stage.play(4800);
  CHECK(worst(a, 52'800, kCycle + 4800, [](double) { return 0.5; }) == 0.0);
}
TEST_CASE("it begins at what moves the control: a signal, a step, another fade") {
  Stage stage(tone());
  stage.ask(Play{"a", "level", words::parse("ramp(0, 8).over(2)")});
  stage.play(48'000);
  stage.ask(FadeTo{"a/level", 10.0, 1.0});  // from 2
  const auto from = [&] { return a_of(stage).movements.at("level").now.fade->from; };
  CHECK(from() == doctest::Approx(2.0).epsilon(1e-4));
  stage.play(48'000);
  stage.ask(FadeTo{"a/level", 0.0, 1.0});  // from 6
  CHECK(from() == doctest::Approx(6.0).epsilon(1e-4));
  stage.play(kCycle);
  const auto& a = stage.stems.at("a");
  // held from tick to tick: 8/6000 at most
  CHECK(worst(a, 48'000, 96'000, [](double i) { return 2.0 + 8.0 * (i - 48'000) / kCycle; }) <
        2e-3);
  CHECK(worst(a, 96'000, 192'000, [](double i) { return 6.0 - 6.0 * (i - 96'000) / kCycle; }) <
        2e-3);
  stage.ask(Play{"a", "level", words::parse("seq(3, 7)")});
  stage.play(kCycle / 4);
  stage.ask(FadeTo{"a/level", 0.0, 1.0});
  CHECK(from() == 3.0);
  stage.ask(Play{"a", "level", words::parse("rand(1, 9).over(2)"), {}, "zero"});
  stage.play(kCycle / 4 + 1000);
  const double moved = double(a.back());
  stage.ask(FadeTo{"a/level", 0.0, 1.0});
  CHECK(from() == doctest::Approx(moved).epsilon(1e-3));
}
TEST_CASE("a hand ends a fade, and so does a pattern, at its start") {
  Stage stage(tone());
  stage.ask(FadeTo{"a/level", 10.0, 1.0});
  stage.play(48'000);
  CHECK(stage.ask(SetControl{"a", "level", 3.0}).empty());
  stage.play(48'000);
  const auto& a = stage.stems.at("a");
  CHECK(worst(a, 52'800, 96'000, [](double) { return 3.0; }) < 1e-4);
  stage.ask(FadeTo{"a/level", 10.0, 2.0});  // 6.5 at the next cycle
  stage.play(4800);
  stage.ask(Play{"a", "level", words::parse("ramp(20, 30)"), "cycle"});
  stage.play(2 * kCycle - 4800);
  CHECK(worst(a, 96'000, 192'000, [](double i) { return 3.0 + 3.5 * (i - 96'000) / kCycle; }) <
        2e-3);
  CHECK(worst(a, 192'000, 287'000, [](double i) { return 20.0 + 10.0 * (i - 192'000) / kCycle; }) <
        2e-3);
  stage.ask(Play{"a", "level", {}});
  CHECK(get_value(a_of(stage), "a", "level") == 3.0);  // the fade did not get there
  stage.ask(FadeTo{"a/gain", 0.0, 1.0});
  stage.ask(SetNode{"a", testing::level_program(), 0.7, {}, {}, {}});
  CHECK(a_of(stage).movements.empty());
}
TEST_CASE("hush leaves fades alone") {
  Stage stage(tone());
  stage.ask({FadeTo{"a/gain", 0.0, 1.0}, Hush{"a"}, Hush{{}, "cycle"}});
  stage.play(2 * kCycle);
  CHECK(worst(stage.stems.at("a"), 0, kCycle, [](double i) { return 2.0 - 2.0 * i / kCycle; }) <
        3e-5);
  CHECK(stage.stems.at("a").back() == 0.0F);
}
TEST_CASE("the master fades, a route, and each node of a group") {
  Stage stage({SetNode{"d/x", testing::level_program(), 1.0, {}, 0.0, {}},
               SetNode{"d/y", testing::level_program(), 0.5, {}, 0.0, {}},
               SetNode{"verb", testing::effect_program(), 1.0, {}, {}, {}},
               Connect{"d/x", "verb", 0.5}});
  stage.play(4800);
  stage.ask(
      {FadeTo{"master", 0.0, 1.0}, FadeTo{"d/x>>verb", 1.0, 0.5}, FadeTo{"d/gain", 0.25, 2.0}});
  stage.play(3 * kCycle);
  const auto part = [](double i, double from, double to, double bars) {
    return from + (to - from) * std::clamp((i - 4800) / kCycle / bars, 0.0, 1.0);
  };
  const auto gain = [&](double i, double from) { return part(i, from, 0.25, 2.0); };
  const auto master = [&](double i) { return part(i, 1.0, 0.0, 1.0); };
  std::vector<float> left;
  for (std::size_t i = 0; i < stage.master.size(); i += 2) left.push_back(stage.master[i]);
  const auto send = [&](double i) { return gain(i, 1.0) * part(i, 0.5, 1.0, 0.5) * master(i); };
  CHECK(worst(left, 0, 3 * kCycle, send) < 3e-5);
  CHECK(stage.master.back() == 0.0F);
  stage.ask(SetTempo{120.0});
  CHECK(stage.state.master == 0.0);
  CHECK(stage.state.routes.at({"d/x", "verb"}).level == 1.0);
  CHECK(stage.state.nodes.at("d/y").gain == 0.25);
}
TEST_CASE("a tempo fade takes its bars at the mean tempo, and is known at every position") {
  for (const std::size_t block : {64U, 1000U}) {
    Stage stage({SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}},
                 Play{"a", {}, words::parse("hit()")}},
                block);
    stage.play(kCycle);
    stage.ask(FadeTo{"tempo", 60.0, 4.0});  // 16 beats at 90 BPM: 512000 frames
    stage.play(200'000);
    CHECK((heard_tempo(stage.state, stage.now()).bpm.to_double()) ==
          doctest::Approx(120.0 - 60.0 * 200.0 / 512.0).epsilon(1e-5));
    stage.play(312'000 + 192'000 + 10);
    const auto& a = stage.stems.at("a");
    CHECK(a[kCycle + 511'999] == 0.0F);
    CHECK(a[kCycle + 512'000] == 1.0F);  // cycle 5
    CHECK(a[kCycle + 512'000 + 192'000] == 1.0F);
    stage.ask(SetMaster{1.0});
    CHECK(stage.state.tempo.bpm == 60);
    CHECK_FALSE(stage.state.tempo_fade);
  }
}
TEST_CASE("a tempo that is set and fades back from there gains what its mean gains") {
  Stage stage;
  stage.ask({SetTempo{126.0}, FadeTo{"tempo", 120.0, 1.0}});
  stage.play(2 * kCycle);
  const double bar = 240.0 / 123.0;  // seconds; one of the four that were played
  CHECK(std::abs(stage.now().to_double() - (1.0 + (4.0 - bar) / 2.0)) < 2e-5);
  CHECK(heard_tempo(stage.state, stage.now()).bpm == 120);
}
TEST_CASE("in mid-ramp another tempo fade begins at the tempo that is heard") {
  Stage stage(tone());
  stage.ask(FadeTo{"tempo", 240.0, 8.0});
  stage.play(kCycle);
  const double bpm =
      stage.performance.schedule().transport().tempo_at(Frames{kCycle}).bpm.to_double();
  stage.ask(FadeTo{"tempo", 100.0, 4.0});
  CHECK(stage.state.tempo.bpm.to_double() == doctest::Approx(bpm).epsilon(1e-5));
  stage.play(2 * kCycle);
  stage.ask(SetTempo{90.0});
  CHECK_FALSE(stage.state.tempo_fade);
  stage.play(64);
  CHECK(stage.performance.schedule().transport().tempo_at(Frames{4 * kCycle}).bpm == 90);
}
TEST_CASE("rendered offline, bars are as long as a tempo fade makes them") {
  Session session;
  session.apply(SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}});
  session.apply(FadeTo{"tempo", 60.0, 4.0});
  CHECK(session.render({.bars = 4.0}).master.size() == std::size_t{2} * 512'000);
  CHECK(session.render({.bars = 5.0}).master.size() == std::size_t{2} * (512'000 + 192'000));
}
static Request draw_request(
    const std::function<std::uint64_t(std::uint64_t, std::uint64_t)>& draw) {
  const std::array paths{"a/gain", "a/level", "b/pan", "b>>verb", "master", "tempo", "b/level"};
  const std::string path = paths[draw(1, 7)];
  const double to = path == "tempo" ? 60.0 + double(draw(2, 200)) : double(draw(2, 100)) / 100.0;
  const double bars = double(10 + draw(3, 100)) / 100.0;
  const std::array<std::optional<std::string>, 3> starts{{{}, {"beat"}, {"cycle"}}};
  switch (draw(4, 8)) {
    case 0: return Play{"a", "level", words::parse("sine(1, 2)"), starts[draw(5, 3)]};
    case 1: return SetControl{"a", "level", 1.0 + to};
    case 2: return SetNode{"a", testing::gate_program(), {}, {}, {}, {}};
    case 3: return Hush{"a", starts[draw(5, 3)]};
    default: return FadeTo{path, to, bars};
  }
}
TEST_CASE("fades at any time: blocks of every size sound alike, and states are said as requests") {
  const std::int64_t roundings = time_roundings();
  for (std::uint64_t seed = 0; seed < 4; ++seed)
    CHECK(testing::same_in_all_blocks(tone(), [&](Stage& stage) {
      testing::ask_at_random(stage, seed, 16, 20'000, draw_request);
    }));
  CHECK(time_roundings() == roundings);
}
TEST_CASE("what cannot fade is refused, with what to do") {
  Stage stage(tone());
  const auto refuses = [&](const FadeTo& fade, const char* why) {
    const std::string before = snapshot(stage.state);
    CHECK_THROWS_WITH_AS(stage.ask(fade), doctest::Contains(why), Error);
    CHECK(snapshot(stage.state) == before);
  };
  refuses({"meter", 3.0, 4.0}, "set it: kr.meter");
  refuses({"a", 3.0, 4.0}, "a/gain");
  refuses({"a/gian", 3.0, 4.0}, "did you mean 'gain'");
  refuses({"x/gain", 3.0, 4.0}, "no node");
  refuses({"a>>b", 3.0, 4.0}, "no such route");
  refuses({"a/gain", 3.0, 0.0}, "at most 1024");
  refuses({"a/gain", 3.0, 1025.0}, "at most 1024");
  refuses({"a/gain", NAN, 4.0}, "finite");
  refuses({"master", 17.0, 4.0}, "from 0 to 16");
  refuses({"tempo", 0.5, 4.0}, "from 1 to 999");
  refuses({"a/gain", 1.0, 4.0, "soon"}, "no position");
  CHECK(stage.ask(FadeTo{"a/gain", 99.0, 4.0}).size() == 1);  // clamped, with a warning
}
TEST_CASE("no more than 1024 things move at a time") {
  std::vector<Request> nodes;
  nodes.reserve(400);
  for (int i = 0; i < 400; ++i)
    nodes.emplace_back(SetNode{"n" + std::to_string(i), testing::level_program(), {}, {}, {}, {}});
  State state;
  Reply reply;
  Context context{reply};
  apply(state, nodes, context);
  const auto fade = [&](const char* control, int count) {
    for (int i = 0; i < count; ++i)
      apply(state, FadeTo{"n" + std::to_string(i) + "/" + control, 0.1, 4.0}, context);
  };
  fade("gain", 400), fade("pan", 400), fade("dry", 224);
  CHECK_THROWS_WITH_AS(apply(state, FadeTo{"master", 0.1, 4.0}, context), doctest::Contains("1024"),
                       Error);
}
