// tests/session/scenes_test.cpp: whole states by name.
#include "words/parse.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
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
std::vector<Request> verse() {
  return {SetNode{"bass", testing::gate_program(), 0.5, {}, {}, {}},
          SetNode{"pad", testing::level_program(), 0.25, {}, {}, {}},
          SetNode{"verb", testing::effect_program(), {}, {}, {}, {}},
          Connect{"bass", "verb", 0.5},
          Play{"bass", {}, words::parse("seq('C4', None, 'E4').fast(2)")},
          Play{"pad", "level", words::parse("sine(0, 1).over(2)")}};
}
}  // namespace

TEST_CASE("a scene is recalled whole, and what it has alike goes on untouched") {
  CHECK(testing::same_in_all_blocks(verse(), [](Stage& stage) {
    stage.ask(Save{"verse"});
    const std::string was = music(stage.state);
    stage.play(10'000);
    stage.ask({RemoveNode{"pad"}, SetTempo{140.0}, SetMaster{0.5}, Mute{"bass"},
               Disconnect{"bass", "verb"}, Solo{"bass"},
               SetNode{"lead", testing::level_program(), {}, {}, {}, {}}});
    stage.play(10'000);
    stage.ask(Recall{"verse"});
    CHECK(music(stage.state) == was);
    CHECK(stage.state.scenes.size() == 1);
    stage.play(10'000);
  }));
  Stage stage(verse()), other(verse());
  stage.ask(Save{"verse"});
  for (Stage* one : {&stage, &other}) one->play(10'000);
  stage.ask(Recall{"verse"});
  for (Stage* one : {&stage, &other}) one->play(100'000);
  CHECK(stage.master == other.master);
}
TEST_CASE("a scene keeps what fades and waits as it will be") {
  Stage stage(verse());
  stage.ask({FadeTo{"bass/gain", 0.1, 4.0}, FadeTo{"tempo", 90.0, 4.0}, FadeTo{"master", 0.5, 1.0},
             Play{"bass", {}, words::parse("hit()"), "7/2"}, Save{"later"}});
  stage.ask({SetControl{"bass", "gain", 1.0}, SetTempo{120.0}, Hush{"bass"}});
  stage.ask(Recall{"later"});
  CHECK(stage.state.nodes.at("bass").gain == 0.1);
  CHECK(stage.state.nodes.at("bass").movements.empty());
  CHECK_FALSE(stage.state.nodes.at("bass").notes.next);
  CHECK(stage.state.tempo.bpm == 90);
  CHECK(stage.state.master == 0.5);
}
TEST_CASE("scenes are said as requests, also through JSON") {
  Stage stage(verse());
  stage.ask({Save{"one"}, RemoveNode{"pad"}, SetTempo{90.0}, Save{"two"}});
  std::vector<Request> told;
  for (const Request& request : requests_of(stage.state))
    told.push_back(parse_request(to_json(request).dump()));
  Stage again(told);
  CHECK(snapshot(again.state) == snapshot(stage.state));
  again.ask(Recall{"one"});
  Stage first(verse());
  again.play(48'000);
  first.play(48'000);
  CHECK(again.state.nodes.size() == 3);
  CHECK(music(again.state) == music(first.state));
}
TEST_CASE("scenes are forgotten, replaced, and at most 64") {
  Stage stage(verse());
  stage.ask({Save{"a"}, SetTempo{90.0}, Save{"a"}, SetTempo{100.0}, Recall{"a"}});
  CHECK(stage.state.tempo.bpm == 90);
  stage.ask(Forget{"a"});
  CHECK_THROWS_WITH_AS(stage.ask(Recall{"a"}), doctest::Contains("no scene"), Error);
  CHECK_THROWS_AS(stage.ask(Forget{"a"}), Error);
  CHECK_THROWS_WITH_AS(stage.ask(Save{"../x y"}), doctest::Contains("1 to 64"), Error);
  for (int i = 0; i < 64; ++i) stage.ask(Save{"s" + std::to_string(i)});
  stage.ask(Save{"s7"});
  CHECK_THROWS_WITH_AS(stage.ask(Save{"more"}), doctest::Contains("64 scenes"), Error);
  CHECK_THROWS_WITH_AS(stage.ask(Recall{"s64"}), doctest::Contains("did you mean"), Error);
  CHECK_THROWS_WITH_AS(stage.ask(Save{"s7", nest(std::vector<Request>{Save{"b"}})}),
                       doctest::Contains("by itself"), Error);
}
