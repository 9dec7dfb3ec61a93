// tests/session/groups_test.cpp: several nodes by one name, and a soloed one.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "pattern/builders.hpp"
#include "session/json.hpp"
#include "session/session.hpp"
#include "session/snapshot.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using testing::Stage;

namespace {
/// Four sources that sound all the time, one of them through an effect.
std::vector<Request> band() {
  std::vector<Request> all;
  for (const char* name : {"bass", "drums/hat", "drums/kick", "drumstick"})
    all.emplace_back(SetNode{name, testing::level_program(), 1.0, {}, {}, {}});
  all.emplace_back(SetNode{"verb", testing::effect_program(), 1.0, {}, {}, {}});
  all.emplace_back(Connect{"bass", "verb"});
  return all;
}
/// Who sounds at the end.
std::string heard(const Stage& stage) {
  std::string names;
  for (const auto& [name, stem] : stage.stems)
    if (stem.back() > 0.5F) names += name + " ";
  return names;
}
}  // namespace

TEST_CASE("a group is each node below its name, where no node is called that") {
  Stage stage(band());
  stage.play(4800);
  CHECK(heard(stage) == "bass drums/hat drums/kick drumstick verb ");
  stage.ask(Mute{"drums"});
  stage.play(4800);
  CHECK(heard(stage) == "bass drumstick verb ");
  stage.ask({Mute{"drums", false}, SetControl{"drums", "gain", 0.25}});
  CHECK(stage.state.nodes.at("drums/kick").gain == 0.25);
  CHECK(stage.state.nodes.at("drums/hat").gain == 0.25);
  CHECK(stage.state.nodes.at("drumstick").gain == 1.0);
  stage.ask({Play{"drums/kick", {}, pattern::note("C4")}, Hush{"drums"}});
  CHECK(!stage.state.nodes.at("drums/kick").notes);
  stage.ask(RemoveNode{"drums"});
  stage.play(4800);
  CHECK(heard(stage) == "bass drumstick verb ");
  CHECK(stage.state.nodes.size() == 3);
  CHECK_THROWS_WITH_AS(stage.ask(Mute{"drums"}),
                       doctest::Contains("there is: bass, drumstick, verb"), Error);
}
TEST_CASE("a soloed source silences the others, and changes no mute; effects sound on") {
  CHECK(testing::same_in_all_blocks(band(), [](Stage& stage) {
    stage.ask(Mute{"drums/hat"});
    stage.ask(Solo{"bass"});
    stage.play(9600);
    CHECK(heard(stage) == "bass verb ");
    stage.ask(Solo{"drums"});
    stage.play(9600);
    CHECK(heard(stage) == "bass drums/kick verb ");  // the hat is muted still
    stage.ask(SetNode{"bass", testing::level_program(), {}, {}, {}, {}});
    stage.ask(Solo{"drums", false});
    stage.play(9600);
    CHECK(heard(stage) == "bass verb ");  // who is defined anew stays soloed
    stage.ask(Solo{"bass", false});
    stage.play(9600);
    CHECK(heard(stage) == "bass drums/kick drumstick verb ");
  }));
}
TEST_CASE("who is silenced by a solo releases its notes, and plays on in time") {
  Stage stage({SetNode{"a", testing::gate_program(), 1.0, {}, {}, {}},
               SetNode{"b", testing::level_program(), 1.0, {}, {}, {}},
               Play{"a", {}, pattern::note("C4").legato(1.0)}});  // a cycle of 96000 frames
  stage.play(48'000);
  stage.ask(Solo{"b"});
  stage.play(24'000);
  stage.ask(Solo{"b", false});
  stage.play(48'000);
  const auto& a = stage.stems.at("a");
  CHECK(a[47'999] == 1.0F);
  CHECK(a[48'000] == 0.0F);
  CHECK(a[95'999] == 0.0F);  // it began in silence
  CHECK(a[96'000] == 1.0F);
}
TEST_CASE("an effect cannot be soloed, and a state with solos is said as requests") {
  Stage stage(band());
  CHECK_THROWS_WITH_AS(stage.ask(Solo{"verb"}), doctest::Contains("it is an effect"), Error);
  stage.ask({Solo{"bass"}, Mute{"drumstick"}});
  Stage again(requests_of(stage.state));
  CHECK(again.state.nodes.at("bass").soloed);
  CHECK_FALSE(again.state.nodes.at("drumstick").soloed);
}
TEST_CASE("a soloed source that becomes an effect is soloed no more, so its state can be told") {
  Stage stage(band());
  stage.ask({Solo{"drumstick"}, SetNode{"drumstick", testing::effect_program(), {}, {}, {}, {}}});
  stage.play(4800);
  CHECK(heard(stage) == "bass drums/hat drums/kick verb ");
  Session again;
  again.apply(requests_of(stage.state));
  CHECK(again.state().nodes.size() == 5);
}
TEST_CASE("who is heard no more, or hears no more, loses the routes that were leaving, at once") {
  for (const Request& other :
       {Request(SetNode{"verb", testing::level_program(), {}, {}, {}, {}}),
        Request(SetOsc{"verb", "127.0.0.1:9"}), Request(SetOsc{"bass", "127.0.0.1:9"})}) {
    std::vector<Request> all = band();
    all.emplace_back(Disconnect{"bass", "verb", "5/2"});
    Stage stage(all);
    CHECK(stage.state.routes.at({"bass", "verb"}).leaves);
    stage.ask(other);
    CHECK(stage.state.routes.empty());
    Session again;
    again.apply(requests_of(stage.state));
    CHECK(again.state().nodes.size() == stage.state.nodes.size());
  }
}
