// tests/session/live_test.cpp: a performance under way: what its threads may do, and what is heard.
#include "session/live.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>

#include "base/error.hpp"
#include "base/random.hpp"
#include "pattern/builders.hpp"
#include "session/apply.hpp"
#include "session/session.hpp"
#include "session/settle.hpp"
#include "signal/echo.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/oscillator.hpp"
#include "signal/reverb.hpp"
#include "signal/utility.hpp"
#include "support/realtime_trap.hpp"
#include "support/rig.hpp"

using namespace krach;
using namespace krach::session;

namespace {
NodeState acid(double brightness) {
  auto state = testing::node([=] {
    const auto freq = signal::control("freq", 55.0, 20.0, 800.0);
    const auto gate = signal::control("gate", 0.0, 0.0, 1.0);
    const auto cutoff = signal::control("cutoff", 800.0, 100.0, 4000.0);
    return signal::lowpass(signal::saw(freq), cutoff * brightness) *
           signal::adsr(0.005, 0.15, 0.3, 0.08, gate);
  });
  state.count = 4;
  state.gain = 0.1;
  state.notes = (pattern::seq("A2", "D3", nullptr, "E2") | pattern::seq("A3", "C4", "E4"))
                    .fast(4.0)
                    .legato(1.5)  // more notes than voices: some are stolen
                    .as_notes();
  state.movements.insert_or_assign("cutoff",
                                   pattern::sine(400, 3000).over(Rational(3)).as_control("cutoff"));
  return state;
}
State jam() {
  State state;
  state.nodes["a"] = acid(1.0);
  state.nodes["b"] = acid(0.8);
  state.nodes["verb"].program = std::make_shared<signal::Program>(
      signal::trace(1, [](signal::Signal in) { return signal::reverb(in, 0.7); }));
  state.routes[{"a", "verb"}] = 0.3;
  return state;
}
/// One of the things that people ask for while it plays.
void change(State& state, std::uint64_t draw, Rational now) {
  const auto ask = [&](const Request& request) {
    Reply reply;
    Context context{reply, now};
    apply(state, std::span(&request, 1), context);
  };
  settle(state, now);
  NodeState& b = state.nodes["b"];
  switch (draw % 16) {
    case 0: b.program = acid(0.5 + 0.01 * double(draw % 50)).program; break;
    case 1: b.count = b.count == 4 ? 12 : b.count == 12 ? 1 : 4; break;
    case 2: state.nodes["a"].gain = 0.05 + 0.001 * double(draw % 100); break;
    case 3: state.tempo.bpm = 100 + std::int64_t(draw % 60); break;
    case 4: b.muted = !b.muted; break;
    case 5:
      if (!state.routes.erase({"b", "verb"})) state.routes[{"b", "verb"}] = 0.5;
      break;
    case 8: ask(FadeTo{"a/gain", 0.05 + 0.001 * double(draw % 100), 0.5}); break;
    case 9: ask(FadeTo{"master", draw % 2 == 0 ? 1.0 : 0.5, 0.3}); break;
    case 10: ask(FadeTo{"tempo", 100.0 + double(draw % 60), 1.0}); break;
    case 11: ask(FadeTo{"a>>verb", 0.1 + 0.001 * double(draw % 100), 0.2}); break;
    case 12: ask(Play{"a", {}, acid(1.0).notes.now.pattern, "cycle", "zero"}); break;
    case 13: ask(Play{"b", "cutoff", pattern::sine(400, 3000), "beat"}); break;
    case 14: ask(Save{"now"}); break;
    case 15:
      if (state.scenes.contains("now"))
        ask(Transition{0.5,
                       nest(std::vector<Request>{Recall{"now"}, SetControl{"a", "gain", 0.1}})});
      break;
    case 7: b.soloed = !b.soloed; break;
    case 6: state.nodes["a"].notes = acid(1.0).notes; break;
    default:
      if (!state.nodes.erase("c")) state.nodes["c"] = acid(1.2);
  }
}
bool is_long() { return std::getenv("KRACH_LONG") != nullptr; }  // NOLINT: one thread
}  // namespace

TEST_CASE("[audio] and [schedule] allocate, free and lock nothing, whatever is asked of them") {
  State state = jam();
  Kernels kernels;
  Performance performance(state, kernels, {});
  std::vector<float> out(std::size_t{2} * 128);
  const std::int64_t callbacks = is_long() ? 1'000'000 : 20'000;
  const int before = testing::violations();
  std::int64_t changes = 0;
  for (std::int64_t i = 0; i < callbacks; ++i) {
    if (i > 500 && mix(7, std::uint64_t(i)) % 97 == 0) {
      const Rational now = performance.schedule().asked().cycle;
      change(state, mix(8, std::uint64_t(i)), now);
      performance.follow(state, now);
      ++changes;
    }
    {
      const testing::AudioThread on_trial;
      performance.schedule().advance(performance.renderer().now() + Frames{std::int64_t{3} * 128},
                                     performance.renderer().inbox());
      performance.renderer().process(out);
      performance.guard().process(out);
    }
    if (i == 500) CHECK(testing::violations() == before);
    if (i % 20 == 0) performance.tidy();
    if (!std::ranges::all_of(out, [](float x) { return std::abs(x) <= 0.9F; }))
      FAIL("a sample is too loud, or no number");
  }
  CHECK(performance.renderer().late() == 0);
  CHECK(testing::violations() == before);
  MESSAGE(callbacks << " callbacks, " << changes << " changes, " << testing::violations() - before
                    << " violations");
}
TEST_CASE("a node that makes no numbers leaves its neighbour as it was") {
  State state;
  state.nodes["well"] = testing::node([] { return signal::sine_osc(440.0) * 0.3; });
  testing::Rig alone(state);
  std::vector<float> expected;
  for (int i = 0; i < 500; ++i) {
    alone.next();
    const auto& stem = alone.stem["well"];
    expected.insert(expected.end(), stem.begin(), stem.end());
  }
  using signal::Signal;
  const std::function<Signal(Signal)> kinds[] = {
      // of 3e38
      [](Signal) { return Signal(1e30); }, [](Signal huge) { return huge * -1.0; },
      [](Signal huge) { return huge * 10.0; }, [](Signal huge) { return huge * -10.0; },
      [](Signal huge) { return huge * 10.0 - huge * 10.0; }};
  for (const auto& kind : kinds) {
    State both = state;
    both.nodes["sick"] = testing::node([&] {
      const Signal position = signal::phasor(1.0), huge = 3e38 * (1.0 + 0.01 * position);
      return signal::select(position > 0.3, kind(huge), signal::sine_osc(100.0) * 0.1);
    });
    testing::Rig rig(both);
    std::vector<float> heard;
    for (int i = 0; i < 500; ++i) {
      for (const float x : rig.next()) CHECK(std::abs(x) <= 0.9F);
      const auto& stem = rig.stem["well"];
      heard.insert(heard.end(), stem.begin(), stem.end());
    }
    CHECK(heard == expected);
  }
}
TEST_CASE(
    "on the clock: who made no numbers, and what the limiter takes away, stand in the status") {
  using namespace std::chrono_literals;
  Session session;
  session.start({{.name = "null"}});
  session.apply(SetNode{
      "well", testing::node([] { return signal::sine_osc(440.0); }).program, 1.9, {}, {}, {}});
  session.apply(SetNode{"sick",
                        testing::node([] {
                          const auto position = signal::phasor(2.0), huge = 3e38 * (1.0 + position);
                          return signal::select(position > 0.5, huge * 10.0, signal::Signal(0.0));
                        }).program,
                        {},
                        {},
                        {},
                        {}});
  const auto until = std::chrono::steady_clock::now() + 10s;
  LiveStatus status = session.status();
  while ((status.resets == 0 || status.limited == 0.0) && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(5ms), status = session.status();
  CHECK(status.resets > 0);
  CHECK(status.reset_nodes == std::vector<std::string>{"sick"});
  CHECK(status.limited > 0.0);
  CHECK(status.most_limited >= status.limited);
  CHECK(status.most_limited < 40.0);
  session.apply(RemoveNode{"sick"});
  session.apply(SetControl{"well", "gain", 0.1});
  while (session.status().limited > 0.0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(5ms);
  const LiveStatus after = session.status();
  CHECK(after.limited == 0.0);
  CHECK(after.most_limited >= status.most_limited);
  CHECK(after.resets >= status.resets);  // of a node that is gone, too
  CHECK(after.reset_nodes.empty());
}
TEST_CASE("on the clock: what is asked is heard, statuses come, and it ends at once") {
  Session session;
  const State state = jam();
  session.apply(SetNode{"a", state.nodes.at("a").program, 0.1, {}, {}, 4});
  session.apply(Play{"a", {}, pattern::seq("A2", "D3").fast(8.0)});
  CHECK_THROWS_AS(session.status(), Error);
  session.start({{.name = "null"}});
  using namespace std::chrono_literals;
  std::jthread other([&] {  // a second reader
    for (int i = 0; i < 50; ++i) session.status(), std::this_thread::sleep_for(5ms);
  });
  float peak = 0.0F;
  Frames effect{0};
  for (int i = 0; i < 40; ++i) {
    const Reply reply = session.apply(SetControl{"a", "cutoff", 500.0 + 50.0 * i});
    CHECK(reply.effect.frame >= effect);
    effect = reply.effect.frame;
    if (i % 10 == 0) session.apply(SetNode{"a", acid(0.5 + 0.01 * i).program, {}, {}, {}, {}});
    if (i % 7 == 0) session.apply(SetTempo{100.0 + i});
    std::this_thread::sleep_for(10ms);
    peak = std::max(peak, static_cast<float>(session.status().peak));
  }
  other.join();
  CHECK(peak > 0.0F);
  CHECK(session.status().frame > 4800);
  const auto began = std::chrono::steady_clock::now();
  session.stop_device();
  CHECK(std::chrono::steady_clock::now() - began < 1s);
  CHECK_FALSE(session.playing());
}
TEST_CASE(
    "on the clock: another device goes on in the same frame, another rate in the same cycle") {
  Session session;
  session.apply(SetNode{"a", jam().nodes.at("a").program, 0.1, {}, {}, {}});
  session.change_device({.name = "null"});
  LiveStatus before = session.status();
  for (const std::int64_t block : {1024, 64, 8192, 128}) {
    session.change_device({.block_size = block});
    const LiveStatus after = session.status();
    CHECK(after.device.name == "null");
    CHECK(after.device.block_size == block);
    CHECK(after.frame >= before.frame);
    CHECK(after.cycle >= before.cycle);
    const Reply reply = session.apply(SetControl{"a", "cutoff", 500.0});
    CHECK(reply.effect.frame >= Frames{after.frame});
    before = session.status();
  }
  CHECK(before.late == 0);
  const Frames horizon = session.horizon().frame;
  for (const auto& wrong :
       {Port::DeviceChange{.name = "no such device at all"},
        Port::DeviceChange{.name = "jack:krach-nowhere", .sample_rate = 44100},
        Port::DeviceChange{.sample_rate = 7999}, Port::DeviceChange{.block_size = 8193}}) {
    CHECK_THROWS_AS(session.change_device(wrong), Error);
    CHECK(session.status().device.name == "null");
    CHECK(session.status().device.sample_rate == 48000);
    CHECK(session.status().device.block_size == 128);
  }
  CHECK(session.horizon().frame >= horizon);
  before = session.status();
  session.change_device({.sample_rate = 24000});
  const LiveStatus after = session.status();
  CHECK(after.device.sample_rate == 24000);
  CHECK(after.cycle >= before.cycle);
  CHECK(after.cycle < before.cycle + 1.0);
  CHECK(2 * after.frame >= before.frame);
}
TEST_CASE("on the clock: fades, starts and undos, and what is under way has arrived at the end") {
  Session session;
  session.apply(SetNode{"a", jam().nodes.at("a").program, 0.1, {}, {}, {}});
  session.start({{.name = "null"}});
  session.apply(Save{"start"});
  session.apply(FadeTo{"a/gain", 0.5, 64.0});
  session.apply(FadeTo{"tempo", 140.0, 64.0});
  session.apply(Play{"a", {}, pattern::seq("A2", "D3").fast(8.0), "cycle", "zero"});
  const double gain = session.value("a", "gain");
  CHECK(gain >= 0.1);
  CHECK(gain < 0.11);
  session.apply(SetMaster{0.5});
  session.apply(Undo{});
  CHECK(session.master() == 1.0);
  const std::array<Request, 1> inside{Recall{"start"}};
  session.apply(Transition{32.0, nest(inside)});
  session.apply(Undo{});
  session.stop_device();
  CHECK(session.state().nodes.at("a").gain == 0.5);
  CHECK(session.state().nodes.at("a").notes.now.pattern);
  CHECK(session.state().tempo.bpm == 140);
  session.apply(Undo{});  // also what was has arrived
  CHECK(session.state().nodes.at("a").gain == 0.5);
  CHECK_FALSE(session.state().tempo_fade);
}
