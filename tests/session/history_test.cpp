// tests/session/history_test.cpp: back to states that were, and forth again.
#include "session/history.hpp"

#include "words/parse.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>

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

namespace {
/// Something that may be asked, most often with success.
Request draw_request(std::uint64_t draw) {
  const std::string node = draw / 16 % 2 == 0 ? "a" : "b";
  switch (draw % 14) {
    case 0: return SetNode{node, testing::gate_program(), 0.1 * double(draw % 7), {}, {}, {}};
    case 1: return RemoveNode{node};
    case 2: return Play{node, {}, words::parse("hit() * 4")};
    case 3: return Play{node, "level", words::parse("sine(0, 1)"), "9"};
    case 4: return FadeTo{node + "/gain", double(draw % 5) / 5.0, 4.0};
    case 5: return SetControl{node, "level", double(draw % 9), draw / 64 % 2 == 0};
    case 6: return Save{"s" + std::to_string(draw % 3)};
    case 7: return Recall{"s" + std::to_string(draw % 3)};
    case 8: return SetTempo{60.0 + double(draw % 50), draw / 64 % 2 == 0};
    case 9: return Mute{node, draw % 2 == 0};
    case 12: {
      const std::array<Request, 2> inside{Recall{"s" + std::to_string(draw % 3)}, Mute{node}};
      return Transition{4.0, nest(std::span(inside).first(1 + draw / 32 % 2))};
    }
    case 13: return Solo{node, draw % 2 == 0};
    case 10: return Undo{};
    default: return Redo{};
  }
}
}  // namespace

TEST_CASE("undo restores the state of before, redo that of after") {
  Session session;
  session.apply(SetNode{"a", testing::gate_program(), {}, {}, {}, {}});
  std::vector<std::string> states{snapshot(session.state())};
  const std::array<std::vector<Request>, 4> steps{{{SetTempo{90.0}, Mute{"a"}},
                                                   {FadeTo{"a/gain", 0.0, 2.0}},
                                                   {RemoveNode{"a"}},
                                                   {SetMaster{0.5}}}};
  for (const auto& requests : steps) {
    session.apply(requests);
    states.push_back(snapshot(session.state()));
  }
  CHECK(session.history() == std::vector<std::string>{"node a", "tempo 90, and 1 more",
                                                      "fade a/gain to 0 over 2 bars", "remove a",
                                                      "master 0.5"});
  for (std::size_t i = 4; i > 0; --i) {
    session.apply(Undo{});
    CHECK(snapshot(session.state()) == states[i - 1]);
  }
  for (std::size_t i = 1; i <= 4; ++i) {
    session.apply(Redo{});
    CHECK(snapshot(session.state()) == states[i]);
  }
  session.apply(Undo{});
  session.apply(SetMaster{0.25});
  CHECK_THROWS_WITH_AS(session.apply(Redo{}), doctest::Contains("nothing to redo"), Error);
  CHECK(session.revision() == 15);
}
TEST_CASE("what failed is not in the history, and an undo stands alone") {
  Session session;
  CHECK_THROWS_WITH_AS(session.apply(Undo{}), doctest::Contains("nothing to undo"), Error);
  session.apply(SetTempo{90.0});
  CHECK_THROWS_AS(session.apply(SetTempo{0.0}), Error);
  const std::array<Request, 2> both{SetTempo{100.0}, Undo{}};
  CHECK_THROWS_WITH_AS(session.apply(both), doctest::Contains("stands alone"), Error);
  CHECK(session.history().size() == 1);
  CHECK(session.state().tempo.bpm == 90);
}
TEST_CASE("256 steps are kept") {
  Session session;
  for (int i = 0; i < 300; ++i) session.apply(SetTempo{100.0 + i});
  CHECK(session.history().size() == 256);
  for (int i = 0; i < 256; ++i) session.apply(Undo{});
  CHECK(session.state().tempo.bpm == 143);
  CHECK_THROWS_AS(session.apply(Undo{}), Error);
}
TEST_CASE("the same requests make the same state, undos and failures among them") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Session one, other;
    int done = 0;
    for (std::uint64_t i = 0; i < 100; ++i) {
      const Request request = draw_request(mix(seed, i));
      const std::string before = snapshot(one.state());
      try {
        one.apply(request);
      } catch (const Error&) {
        CHECK(snapshot(one.state()) == before);
        continue;
      }
      ++done;
      other.apply(parse_request(to_json(request).dump()));
      CHECK(snapshot(one.state()) == snapshot(other.state()));
    }
    CHECK(done > 20);
    CHECK(one.history() == other.history());
  }
}
TEST_CASE("a tempo that is nudged and fades back to what it was is no step") {
  Session session;
  session.apply(SetTempo{100.0});
  session.apply(SetMaster{0.5});
  session.apply(Undo{});
  const auto nudge = [&](double from, double back) {
    session.apply(std::array<Request, 2>{SetTempo{from}, FadeTo{"tempo", back, 0.25}});
    return session.history().size();
  };
  CHECK(nudge(103.0, 100.0) == 1);
  CHECK(nudge(97.0, 100.0) == 1);  // while the last one fades
  CHECK(session.revision() == 5);
  session.apply(Redo{});
  CHECK(session.state().master == 0.5);
  CHECK(nudge(100.0, 103.0) == 3);
  session.apply(Undo{});
  session.apply(Undo{});
  session.apply(Undo{});
  CHECK(session.state().tempo.bpm == 120);
}
TEST_CASE("a gesture is one step, also beside another") {
  Session session;
  session.apply(SetNode{"a", testing::gate_program(), {}, {}, {}, {}});
  const auto gesture = [&](int values) {
    for (int i = 0; i < values; ++i) {
      session.apply(SetControl{"a", "level", 0.5 + i, i > 0});
      session.apply(SetMaster{0.5 - 0.01 * i, i > 0});
    }
    return session.history().size();
  };
  CHECK(gesture(10) == 3);
  CHECK(session.history().back() == "master 0.41");
  session.apply(Mute{"a"});
  CHECK(gesture(3) == 6);
  session.apply(Undo{});
  session.apply(Undo{});
  CHECK(session.state().nodes.at("a").muted);
  CHECK(session.state().master == doctest::Approx(0.41));
  session.apply(Undo{});
  session.apply(SetMaster{0.2, true});  // what it went on with is undone: a gesture of its own
  CHECK(session.history().size() == 4);
  session.apply(Undo{});
  session.apply(Undo{});
  session.apply(Undo{});
  CHECK(session.state().master == 1.0);
  CHECK(session.history().size() == 1);
}
TEST_CASE("a step is said in at most 100 characters") {
  const std::string text = say(Play{"a", {}, words::parse("seq(" + [] {
                                      std::string all = "1";
                                      for (int i = 0; i < 200; ++i) all += ", 'C4'";
                                      return all;
                                    }() + ")")});
  CHECK(text.size() == 100);
  CHECK(text.starts_with("play a: seq(1, "));
  CHECK(say(Hush{{}, "cycle"}) == "hush at cycle");
  CHECK(say(Play{"a", "level", {}}) == "play a/level: None");
}
