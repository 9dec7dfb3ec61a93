// tests/session/transition_test.cpp: from one state to another over some bars: what is heard on the
// way, and what is left of it.
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
using testing::music;
using testing::snapshot;
using testing::Stage;

namespace {
constexpr std::int64_t kCycle = 96'000;  // frames, at 120 BPM
Request steady(const char* name, double gain) {
  return SetNode{name, testing::level_program(), gain, {}, {}, {}};
}
Transition over(double bars, const std::vector<Request>& requests) {
  return {bars, nest(requests)};
}
double worst(const std::vector<float>& heard, std::int64_t begin, std::int64_t end,
             const std::function<double(double)>& expected) {
  double most = 0.0;
  for (std::int64_t i = begin; i < end; ++i)
    most = std::max(most, std::abs(double(heard[std::size_t(i)]) - expected(double(i))));
  return most;
}
/// From one value to another over the second cycle.
std::function<double(double)> line(double from, double to) {
  return [=](double i) { return from + (to - from) * std::clamp(i / kCycle - 1.0, 0.0, 1.0); };
}
std::vector<Request> band() {
  return {steady("stays", 0.5),
          steady("goes", 0.25),
          steady("mutes", 1.0),
          SetNode{"verb", testing::effect_program(), 1.0, {}, {}, {}},
          SetNode{"echo", testing::effect_program(), 1.0, {}, {}, {}},
          Connect{"stays", "verb", 0.5},
          Connect{"goes", "verb", 1.0},
          Connect{"stays", "echo", 0.25}};
}
}  // namespace

TEST_CASE(
    "values, levels and nodes get there in straight lines, and what is removed is gone then") {
  Stage stage(band());
  stage.play(kCycle);
  stage.ask(over(
      1.0, {SetControl{"stays", "gain", 1.0}, SetControl{"stays", "level", 2.0}, RemoveNode{"goes"},
            RemoveNode{"echo"}, Mute{"mutes"}, steady("comes", 0.75), Connect{"comes", "verb", 1.0},
            Connect{"stays", "verb", 1.0}, Connect{"mutes", "verb", 0.5}, SetMaster{0.5}}));
  stage.play(2 * kCycle);
  const double near = 1e-4;  // `level` is held from tick to tick
  const auto of = [&](const char* name, const std::function<double(double)>& expected) {
    return worst(stage.stems.at(name), 0, 3 * kCycle - 4800, expected) < near;
  };
  const auto master = line(1.0, 0.5), stays = line(0.5, 1.0), level = line(1.0, 2.0);
  const auto goes = line(0.25, 0.0), comes = line(0.0, 0.75), open = line(1.0, 0.0);
  CHECK(of("stays", [&](double i) { return stays(i) * level(i) * master(i); }));
  CHECK(of("goes", [&](double i) { return goes(i) * master(i); }));
  CHECK(of("comes", [&](double i) { return comes(i) * master(i); }));
  CHECK(of("mutes", [&](double i) { return open(i) * master(i); }));
  const auto sent = line(0.5, 1.0), added = line(0.0, 0.5), falls = line(0.25, 0.0);
  CHECK(of("verb", [&](double i) {
    return master(i) * (stays(i) * level(i) * sent(i) + goes(i) + comes(i) + open(i) * added(i));
  }));
  CHECK(of("echo", [&](double i) { return master(i) * stays(i) * level(i) * falls(i); }));
  CHECK_THROWS_WITH_AS(stage.ask(Mute{"goes"}), doctest::Contains("no node"), Error);
  stage.ask(SetTempo{120.0});
  CHECK(stage.state.nodes.size() == 4);
  CHECK(stage.state.routes.size() == 3);
  Stage there({steady("stays", 1.0), SetControl{"stays", "level", 2.0}, steady("comes", 0.75),
               steady("mutes", 1.0), Mute{"mutes"},
               SetNode{"verb", testing::effect_program(), 1.0, {}, {}, {}},
               Connect{"stays", "verb"}, Connect{"comes", "verb"}, Connect{"mutes", "verb", 0.5},
               SetMaster{0.5}});
  CHECK(snapshot(stage.state) == snapshot(there.state));
}
TEST_CASE(
    "a changed pattern starts on the next cycle; what leaves or mutes plays until it is silent") {
  Stage stage({SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}},
               SetNode{"b", testing::gate_program(), 1.0, {}, {}, {}},
               SetNode{"c", testing::gate_program(), 1.0, {}, {}, {}},
               Play{"a", {}, words::parse("hit() * 4")}, Play{"b", {}, words::parse("hit() * 4")},
               Play{"c", {}, words::parse("hit() * 4")}});
  stage.play(30'000);
  stage.ask(over(2.0, {Play{"a", {}, words::parse("hit() * 2")}, RemoveNode{"b"}, Mute{"c"}}));
  stage.play(3 * kCycle);
  const auto onsets = [&](const char* name) {
    std::vector<std::int64_t> out;
    const auto& heard = stage.stems.at(name);
    for (std::size_t i = 1; i < heard.size(); ++i)
      if (heard[i - 1] == 0.0F && heard[i] > 0.0F) out.push_back(std::int64_t(i));
    return out;
  };
  CHECK(onsets("a") == std::vector<std::int64_t>{24'000, 48'000, 72'000, 96'000, 144'000, 192'000,
                                                 240'000, 288'000});
  std::vector<std::int64_t> fourths;  // until 222000
  for (std::int64_t i = 24'000; i < 222'000; i += 24'000) fourths.push_back(i);
  CHECK(onsets("b") == fourths);
  CHECK(onsets("c") == fourths);
}
TEST_CASE("recalling a scene in a transition ends in the scene") {
  Stage stage(band());
  stage.ask(Play{"stays", "level", words::parse("sine(1, 2)")});
  stage.ask(Save{"one"});
  const std::string one = music(stage.state);
  stage.ask({RemoveNode{"goes"}, steady("lead", 0.3), SetTempo{90.0}, SetMaster{0.2}, Solo{"lead"},
             Play{"stays", "level", {}}, SetControl{"stays", "level", 0.5}, Save{"two"}});
  const std::string two = music(stage.state);
  stage.play(20'000);
  stage.ask(over(2.0, {Recall{"one"}}));
  stage.play(4 * kCycle);
  stage.ask(FadeTo{"stays/pan", 0.0, 1.0});
  stage.ask(SetControl{"stays", "pan", 0.0});
  CHECK(music(stage.state) == one);
  stage.ask(over(0.5, {Recall{"two"}}));
  stage.play(kCycle);
  stage.ask(SetTempo{90.0});
  CHECK(music(stage.state) == two);
}
TEST_CASE("the tempo moves to its place, and a transition on the way begins where things are") {
  Stage stage(band());
  stage.ask(over(4.0, {SetTempo{60.0}, RemoveNode{"goes"}}));
  stage.play(256'000);  // half of its time
  CHECK(heard_tempo(stage.state, stage.now()).bpm.to_double() ==
        doctest::Approx(90.0).epsilon(1e-4));
  const float half = stage.stems.at("goes").back();
  stage.ask(over(1.0, {SetTempo{120.0}, SetMaster{0.5}}));
  stage.play(64);
  CHECK(stage.stems.at("goes").back() == doctest::Approx(double(half)).epsilon(1e-3));
  stage.ask(steady("goes", 1.0));  // it comes back while it leaves
  stage.play(9600);
  CHECK_FALSE(stage.state.nodes.at("goes").leaves);
  CHECK(stage.stems.at("goes").back() > 0.9F);
  CHECK(stage.state.routes.size() == 2);
}
TEST_CASE("a turned route falls at once where both would close a circle") {
  Stage stage({steady("a", 0.5), SetNode{"x", testing::effect_program(), 1.0, {}, {}, {}},
               SetNode{"y", testing::effect_program(), 1.0, {}, {}, {}}, Connect{"a", "x"},
               Connect{"x", "y"}});
  stage.ask(over(1.0, {Disconnect{"x", "y"}, Connect{"y", "x"}}));
  CHECK(stage.state.routes.size() == 2);
  stage.ask({Disconnect{"y", "x"}, Connect{"x", "y"}});
  stage.ask(over(1.0, {Disconnect{"x", "y"}}));
  stage.ask(Connect{"y", "x"});
  CHECK(stage.state.routes.size() == 2);
  stage.play(4800);
}
static Request draw_request(const std::function<std::uint64_t(std::uint64_t, std::uint64_t)>& draw,
                            std::uint64_t n) {
  const std::array names{"stays", "goes", "mutes", "stays"};
  const std::string name = names[draw(n, 4)];
  switch (draw(n + 1, 14)) {
    case 0:
    case 11: return steady("new", 0.2);
    case 12:
    case 13: return steady(name.c_str(), 0.1 * double(1 + draw(n + 2, 9)));
    case 1: return RemoveNode{name};
    case 2: return Mute{name, draw(n + 2, 2) == 0};
    case 3: return Solo{name, draw(n + 2, 3) == 0};
    case 4: return Connect{name, "verb", 0.25 * double(draw(n + 2, 5))};
    case 5: return Disconnect{name, "verb"};
    case 6: return Play{name, "level", words::parse("ramp(1, 2)")};
    case 7:
    case 10: return Recall{"s0"};
    case 8: return FadeTo{name + "/gain", 0.5, 0.5};
    default: return SetTempo{100.0 + double(draw(n + 2, 60))};
  }
}
/// Returns how many requests were done.
static int change_about(Stage& stage, std::uint64_t seed) {
  stage.ask(Save{"s0"});
  int done = 0;
  for (std::uint64_t i = 0; i < 14; ++i) {
    const auto draw = [&](std::uint64_t n, std::uint64_t of) { return mix(seed, i * 16 + n) % of; };
    stage.play(std::int64_t(1 + draw(0, 30'000)));
    const double bars = double(1 + draw(1, 16)) / 16.0;
    const Request first = draw_request(draw, 6), second = draw_request(draw, 9);
    try {
      stage.ask(draw(2, 3) == 0 ? first : over(bars, {first, second}));
      ++done;
    } catch (const Error&) {
      continue;  // there is no such node
    }
    Stage again(requests_of(stage.state));
    CHECK(snapshot(again.state) == snapshot(stage.state));
  }
  return done;
}
TEST_CASE("transitions at any time: equal bits in all blocks, states said as requests") {
  int done = 0;  // four times each
  for (std::uint64_t seed = 0; seed < 8; ++seed)
    CHECK(testing::same_in_all_blocks(band(),
                                      [&](Stage& stage) { done += change_about(stage, seed); }));
  MESSAGE(done, " requests");
  CHECK(done > 200);
}
TEST_CASE("who sounds or hears no more after a transition loses its routes at once") {
  const SetOsc sends{"stays", "127.0.0.1:9"};
  for (const auto& requests : std::vector<std::vector<Request>>{
           {RemoveNode{"stays"}, sends},
           {Disconnect{"stays", "verb"}, Disconnect{"stays", "echo"}, sends},
           {RemoveNode{"verb"}, RemoveNode{"echo"}, steady("verb", 0.5), steady("echo", 0.5)}}) {
    Stage stage(band());
    stage.ask({Play{"stays", {}, words::parse("hit() * 4")}, over(4.0, requests)});
    const auto& node = stage.state.nodes.at("stays");
    CHECK((!node.address || (!node.notes.now.pattern && !node.notes.next)));
    CHECK_FALSE(stage.state.routes.contains({"stays", "verb"}));
    CHECK_FALSE(stage.state.routes.contains({"stays", "echo"}));
    Stage again(requests_of(stage.state));
    CHECK(snapshot(again.state) == snapshot(stage.state));
  }
}
TEST_CASE("a transition is one step of the history, and what cannot be one is refused") {
  Session session;
  session.apply(band());
  const std::string before = snapshot(session.state());
  session.apply(over(8.0, {RemoveNode{"goes"}, SetMaster{0.5}}));
  CHECK(session.history().back() == "transition over 8 bars: remove goes, and 1 more");
  CHECK(session.node_names().size() == 4);
  CHECK(session.state().nodes.size() == 5);
  session.apply(Undo{});
  CHECK(snapshot(session.state()) == before);
  session.begin_batch();
  session.apply(SetMaster{0.25});
  session.end_batch(2.0);
  CHECK(session.state().master_fade.value_or(Fade{}).target == 0.25);
  session.apply(Undo{});
  const auto refuses = [&](const Transition& transition, const char* why) {
    CHECK_THROWS_WITH_AS(session.apply(transition), doctest::Contains(why), Error);
    CHECK(snapshot(session.state()) == before);
  };
  refuses(over(0.0, {SetMaster{0.5}}), "at most 1024");
  refuses(over(4.0, {over(4.0, {SetMaster{0.5}})}), "transition in it");
  refuses(over(4.0, {Undo{}}), "stands alone");
  refuses(over(4.0, {SetMaster{0.5}, RemoveNode{"gone"}}), "no node");
  refuses({4.0, {}}, "no requests");
}
