// tests/session/session_test.cpp: all or nothing, and programs that travel as JSON.
#include "session/session.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "pattern/builders.hpp"
#include "signal/echo.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/json.hpp"
#include "signal/oscillator.hpp"
#include "signal/reverb.hpp"
#include "signal/trace.hpp"
#include "signal/utility.hpp"

using namespace krach;
using namespace krach::session;

namespace {
using Program = std::shared_ptr<const signal::Program>;

Program acid() {
  return std::make_shared<signal::Program>(signal::trace([] {
    const auto freq = signal::control("freq", 55.0, 20.0, 800.0);
    const auto gate = signal::control("gate", 0.0, 0.0, 1.0);
    const auto cutoff = signal::control("cutoff", 800.0, 100.0, 4000.0);
    const auto env = signal::adsr(0.005, 0.15, 0.3, 0.08, gate);
    return signal::lowpass(signal::saw(freq), cutoff) * env + signal::noise() * 0.1 * env;
  }));
}
Program reverb() {
  return std::make_shared<signal::Program>(
      signal::trace(1, [](signal::Signal in) { return signal::reverb(in, 0.7); }));
}
Session jam(const Program& synth, const Program& effect) {
  Session session;
  const auto line = pattern::seq("A2", "D3", nullptr, "E2").fast(2.0).legato(0.8);
  const std::array<Request, 6> requests{
      SetNode{"bass", synth, 0.4, {}, {}, 4},
      SetNode{"verb", effect, {}, {}, {}, {}},
      Connect{"bass", "verb", 0.3},
      Play{"bass", {}, line},
      Play{"bass", "cutoff", pattern::sine(200, 2000).over(4.0)},
      SetTempo{133.7},
  };
  session.apply(requests);
  return session;
}
}  // namespace

TEST_CASE("a program written to JSON and read back gives the same bits") {
  const auto again = [](const Program& program) {
    return std::make_shared<const signal::Program>(signal::to_program(signal::to_json(*program)));
  };
  const auto first = jam(acid(), reverb()).render({.seconds = 2.0});
  const auto second = jam(again(acid()), again(reverb())).render({.seconds = 2.0});
  CHECK(first.master == second.master);
  CHECK(std::ranges::any_of(first.master, [](float x) { return std::abs(x) > 0.05F; }));
}
TEST_CASE("a batch with one bad request changes nothing") {
  Session session = jam(acid(), reverb());
  const auto before = session.render({.seconds = 0.2});
  const std::array<Request, 4> requests{
      SetTempo{90.0},
      RemoveNode{"verb"},
      SetControl{"bass", "cutoff", 300.0},
      SetControl{"bass", "cutof", 300.0},
  };
  CHECK_THROWS_WITH_AS(
      session.apply(requests),
      "node 'bass': unknown control 'cutof'\n  hint: did you mean 'cutoff'? there is: freq, gate, "
      "cutoff, gain, pan, dry",
      Error);
  CHECK(session.revision() == 1);
  CHECK(session.state().tempo.bpm == Rational(1337, 10));
  CHECK(session.state().nodes.contains("verb"));
  CHECK(session.render({.seconds = 0.2}).master == before.master);
}
TEST_CASE("the order in which nodes were made cannot be heard") {
  const auto render = [](bool turned) {
    Session session;
    std::vector<Request> requests{SetNode{"a", acid(), {}, {}, {}, {}},
                                  SetNode{"b", acid(), {}, {}, {}, {}}};
    if (turned) std::swap(requests[0], requests[1]);
    requests.emplace_back(Play{"a", {}, pattern::note("A3", "C4")});
    requests.emplace_back(Play{"b", {}, pattern::note("E3").fast(3.0).thin(0.3)});
    session.apply(requests);
    return session.render({.bars = 1.0}).master;
  };
  CHECK(render(false) == render(true));
}
TEST_CASE("a node of twelve voices sounds like three of four that share its notes") {
  const auto tone = std::make_shared<signal::Program>(signal::trace([] {
    const auto freq = signal::control("freq", 55.0, 20.0, 2000.0);
    const auto gate = signal::control("gate", 0.0, 0.0, 1.0);
    return signal::lowpass(signal::saw(freq), 800.0) * signal::adsr(0.005, 0.1, 0.3, 0.05, gate);
  }));
  const std::array lines{pattern::seq("A2", "D3", "E3", "G3") | pattern::seq("C3", "E3"),
                         pattern::seq("B3", "D4", "F4", "A4", "C5"),
                         pattern::seq("D5", "F5") | pattern::note("A5") | pattern::note("C6")};
  const auto play = [&](const std::vector<Request>& requests, std::int32_t block) {
    Session session;
    session.apply(requests);
    return session.render({.seconds = 2.0, .block_size = block}).master;
  };
  const std::vector<Request> together{SetNode{"all", tone, 0.1, {}, {}, 12},
                                      Play{"all", {}, lines[0] | lines[1] | lines[2]}};
  std::vector<Request> apart;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string name = "part" + std::to_string(i);
    apart.emplace_back(SetNode{name, tone, 0.1, {}, {}, 4});
    apart.emplace_back(Play{name, {}, lines[i]});
  }
  const auto one = play(together, 64), three = play(apart, 64);
  CHECK(play(together, 37) == one);
  float loudest = 0.0F, difference = 0.0F;  // sums are made in another order
  for (std::size_t i = 0; i < one.size(); ++i) {
    loudest = std::max(loudest, std::abs(one[i]));
    difference = std::max(difference, std::abs(one[i] - three[i]));
  }
  CHECK(loudest > 0.1F);
  CHECK(difference < 1e-6F);
}
TEST_CASE("patterns end, and rendering counts its frames") {
  Session session = jam(acid(), reverb());
  session.apply(Hush{});
  std::int64_t last = 0;
  const auto silence = session.render({.bars = 1.0}, [&](std::int64_t done, std::int64_t all) {
    CHECK(done <= all);
    last = done;
  });
  CHECK(last * 2 == static_cast<std::int64_t>(silence.master.size()));
  CHECK(std::ranges::all_of(silence.master, [](float x) { return x == 0.0F; }));
}
TEST_CASE("a batch is done at its end, at once or not at all, and is one step") {
  Session session = jam(acid(), reverb());
  session.begin_batch();
  session.apply(SetTempo{90.0});
  CHECK(session.apply(SetControl{"bass", "cutoff", 9e9}).warnings.size() == 2);
  CHECK_THROWS_AS(session.apply(SetControl{"bass", "cutof", 1.0}), Error);
  session.begin_batch();
  session.apply(SetMeter{3.0});
  session.end_batch();  // one in another is part of it
  CHECK(session.state().tempo.meter == 3);
  CHECK(session.state().tempo.bpm == 90);
  CHECK(session.revision() == 1);
  CHECK(session.end_batch().warnings.empty());
  CHECK(session.revision() == 2);
  CHECK(session.history().size() == 2);
  session.apply(Undo{});
  CHECK(session.state().tempo.bpm == Rational(1337, 10));
  session.begin_batch();
  session.apply(SetTempo{90.0});
  session.drop_batch();
  CHECK(session.state().tempo.bpm == Rational(1337, 10));
  CHECK_THROWS_WITH_AS(session.end_batch(), doctest::Contains("no batch"), Error);
  session.begin_batch();
  CHECK(session.end_batch().revision == 3);  // of nothing
}
