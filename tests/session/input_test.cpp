// tests/session/input_test.cpp: what comes in goes out with its own block, as a node like others.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "session/json.hpp"
#include "session/session.hpp"
#include "session/snapshot.hpp"
#include "support/realtime_trap.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using krach::testing::Stage;

namespace {
constexpr std::size_t kFrames = 4800;
using Sound = std::vector<float>;

/// Two channels that come in, in blocks of that size; `ask` is called before each. What goes out.
template <class Ask>
Sound heard(const std::vector<Request>& first, std::size_t block, Ask ask) {
  Stage stage(first);
  std::array<Sound, 2> in{Sound(kFrames), Sound(kFrames)};
  for (std::size_t i = 0; i < kFrames; ++i) {
    in[0][i] = float(std::sin(0.1 * double(i)) * 0.7);
    in[1][i] = float(i % 100) / 200.0F;
  }
  Sound out(2 * kFrames);
  auto& renderer = stage.performance.renderer();
  const int before = testing::violations();
  for (std::size_t at = 0; at < kFrames;) {
    ask(stage, at);
    const std::size_t count = std::min(block, kFrames - at);
    const std::array channels{in[0].data() + at, in[1].data() + at};
    stage.performance.schedule().advance(renderer.now() + Frames{std::int64_t(count)},
                                         renderer.inbox());
    const testing::AudioThread on_trial;
    renderer.process(std::span(out).subspan(2 * at, 2 * count), {}, channels);
    at += count;
  }
  CHECK(testing::violations() == before);
  return out;
}
const auto kNothing = [](Stage&, std::size_t) {};
}  // namespace

TEST_CASE("a channel goes out to the bit on the frame it came in, and the other one does not") {
  const Sound out = heard({SetInput{"mic", 1, 1.0}}, 128, kNothing);
  for (std::size_t i = 0; i < kFrames; ++i) {
    CHECK(out[2 * i] == float(i % 100) / 200.0F);
    CHECK(out[2 * i + 1] == out[2 * i]);
  }
}
TEST_CASE("it is a source: gain, pan, routes and mutes, in blocks of any size") {
  const std::vector<Request> first{
      SetInput{"mic", 0, 0.5, -1.0, 0.25},
      SetNode{"verb", testing::effect_program(), 1.0, {}, {}, {}},
      Connect{"mic", "verb", 0.5},
  };
  const Sound out = heard(first, 128, kNothing);
  for (std::size_t i = 0; i < kFrames; ++i) {
    const float in = float(std::sin(0.1 * double(i)) * 0.7);
    // the effect hears the mean of both sides, of which the right is silent
    CHECK(out[2 * i] == doctest::Approx(double{in} * 0.5 * (0.25 + 0.25)).epsilon(1e-5));
  }
  const auto asks = [](Stage& stage, std::size_t at) {
    if (at == 1024) stage.ask(SetControl{"mic", "gain", 0.1});
    if (at == 2048) stage.ask(Mute{"mic"});
    if (at == 3072) stage.ask({Mute{"mic", false}, SetInput{"mic", 1}});
  };
  const Sound once = heard(first, 1024, asks);
  CHECK(once != out);
  for (const std::size_t block : {1U, 64U, 512U}) CHECK(heard(first, block, asks) == once);
}
TEST_CASE("without a device, and where there is no such channel, it is silent") {
  for (const float x : heard({SetInput{"mic", 7, 1.0}}, 128, kNothing)) CHECK(x == 0.0F);
  Session session;
  session.apply(SetInput{"mic", 0, 1.0});
  for (const float x : session.render({.bars = 0.1}).master) CHECK(x == 0.0F);
  session.start({{.name = "null"}});
  session.apply(SetInput{"mic", 5});
  CHECK(session.status().peak == 0.0);
}
TEST_CASE("what comes in that is no number stays outside") {
  Stage stage({SetInput{"mic", 0, 1.0}});
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN(),
                  kInf = std::numeric_limits<float>::infinity();
  const Sound in{0.5F, kNan, kInf, -kInf, 1e30F, -0.25F};
  const std::array channels{in.data()};
  Sound out(2 * in.size());
  stage.performance.renderer().process(out, {}, channels);
  CHECK(out == Sound{0.5F, 0.5F, 0, 0, 0, 0, 0, 0, 0, 0, -0.25F, -0.25F});
}
TEST_CASE("as JSON, in a snapshot, and its bounds") {
  Session session;
  const Request request = parse_request(R"({"do":"input","name":"mic","channel":3,"gain":0.25})");
  session.apply(request);
  CHECK(session.state().nodes.at("mic").channel == 3);
  CHECK_FALSE(session.state().nodes.at("mic").is_effect());
  CHECK(to_json(request).dump() == R"({"channel":3,"do":"input","gain":0.25,"name":"mic"})");
  State again;
  Reply reply;
  Context context{reply};
  apply(again, requests_of(session.state()), context);
  CHECK(again.nodes.at("mic").channel == 3);
  CHECK(again.nodes.at("mic").gain == 0.25);
  CHECK_THROWS_WITH_AS(session.apply(SetInput{"mic", 64}), doctest::Contains("channel"), Error);
  CHECK_THROWS_AS(session.apply(SetInput{"master", 0}), Error);
  session.apply(SetNode{"bass", testing::gate_program(), {}, {}, {}, {}});
  CHECK_THROWS_AS(session.apply(Connect{"bass", "mic"}), Error);
  session.apply(
      SetNode{"mic", testing::gate_program(), {}, {}, {}, {}});  // and it is a node like any other
  CHECK_FALSE(session.state().nodes.at("mic").channel);
  session.apply(Undo{});
  CHECK(session.state().nodes.at("mic").channel == 3);
}
