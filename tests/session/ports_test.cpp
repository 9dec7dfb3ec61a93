// tests/session/ports_test.cpp: one of the two inputs of an effect.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "session/session.hpp"
#include "signal/trace.hpp"
#include "support/snapshot.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using testing::Stage;

namespace {
/// What comes in at the second port turns down what comes in at the first.
std::shared_ptr<const signal::Program> duck() {
  return std::make_shared<signal::Program>(signal::trace(
      2, [](signal::Signal music, signal::Signal key) { return music * (1.0 - key); }));
}
Request steady(const std::string& name, double level, double pan) {
  return SetNode{name, testing::level_program(), level, pan, 0.0, {}};
}
/// Music at 0.5 on the left, a key at 0.25 on both sides.
std::vector<Request> pair(std::optional<std::int64_t> music, std::optional<std::int64_t> key) {
  return {steady("music", 0.5, -1.0), steady("key", 0.25, 0.0),
          SetNode{"duck", duck(), 1.0, {}, {}, {}}, Connect{"music", "duck", 1.0, music},
          Connect{"key", "duck", 1.0, key}};
}
float heard(const std::vector<Request>& requests) {
  Stage stage(requests);
  stage.play(4800);
  return stage.master.back();
}
}  // namespace

TEST_CASE("a port hears the mean of both channels, and nothing goes to the other") {
  CHECK(heard(pair(0, 1)) == 0.25F * (1.0F - 0.25F));
  CHECK(heard(pair(1, 0)) == 0.25F * (1.0F - 0.25F));
  CHECK(heard(pair({}, 1)) == 0.5F * (1.0F - 0.25F));  // the right side of the music is silent
  CHECK(heard(pair({}, {})) == (0.5F + 0.25F) * (1.0F - 0.25F));
  CHECK(heard(pair(0, 0)) == 0.25F + 0.25F);
}
TEST_CASE("another port of the same route is a glide, not a step, in blocks of every size") {
  CHECK(testing::same_in_all_blocks(pair(0, 1), [](Stage& stage) {
    stage.play(4800);
    stage.ask(Connect{"key", "duck", 1.0, 0});
    stage.play(9600);
    CHECK(stage.master.back() == 0.5F);
    for (std::size_t i = 2; i < stage.master.size(); i += 2)
      CHECK(std::abs(stage.master[i] - stage.master[i - 2]) < 0.002F);
  }));
}
TEST_CASE("a port is told, and goes with the input that it was of") {
  Stage stage(pair(0, 1));
  const Stage again(requests_of(stage.state));
  CHECK(testing::snapshot(again.state) == testing::snapshot(stage.state));
  CHECK(again.state.routes.at({"key", "duck"}).port == 1);
  stage.ask(SetNode{"duck", testing::effect_program(), {}, {}, {}, {}});
  CHECK_FALSE(stage.state.routes.at({"key", "duck"}).port);
  stage.ask(Connect{"key", "duck", 1.0, 0});
  CHECK_FALSE(stage.state.routes.at({"key", "duck"}).port);
  CHECK_THROWS_WITH_AS(stage.ask(Connect{"key", "duck", 1.0, 1}),
                       doctest::Contains("'duck' has no port 1"), Error);
  CHECK_THROWS_WITH_AS(stage.ask(Connect{"key", "duck", 1.0, -1}), doctest::Contains("no port -1"),
                       Error);
}
TEST_CASE("a route to a port falls in a transition where it was") {
  Stage stage(pair(0, 1));
  stage.play(96'000);
  stage.ask(Transition{1.0, nest(std::vector<Request>{Disconnect{"key", "duck"}})});
  CHECK(stage.state.routes.at({"key", "duck"}).port == 1);
  stage.play(96'000 * 2);
  CHECK(stage.master.back() == 0.25F);
  CHECK(stage.master[2 * (96'000 + 48'000)] == doctest::Approx(0.25F * (1.0F - 0.125F)));
}
