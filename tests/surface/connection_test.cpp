// tests/surface/connection_test.cpp: a session in an engine is asked and read as one in this
// process.
#include <doctest/doctest.h>
#include <krach/krach.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "support/local_engine.hpp"
#include "surface/full.hpp"

using namespace krach;
using namespace krach::testing;

namespace {
std::string told(Session& kr, const std::function<void(Session&)>& function) {
  try {
    function(kr);
    return "nothing";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}
void check_alike(Session& here, Session& there) {
  CHECK(here.capture().json() == there.capture().json());
  CHECK(here.capture() == there.capture());
  CHECK(here.nodes() == there.nodes());
  CHECK(here.sources() == there.sources());
  CHECK(here.effects() == there.effects());
  CHECK(here.muted() == there.muted());
  CHECK(here.routes() == there.routes());
  CHECK(here.routing() == there.routing());
  CHECK(here.controls() == there.controls());
  CHECK(here.controls("bass") == there.controls("bass"));
  CHECK(here.value("drums/hat", "freq") == there.value("drums/hat", "freq"));
  CHECK(here.scenes() == there.scenes());
  CHECK(here.history() == there.history());
  CHECK(here.tempo() == there.tempo());
  CHECK(here.meter() == there.meter());
  CHECK(here.master() == there.master());
  for (const auto& [path, pattern] : here.slots())
    CHECK(pattern.text() == there.slots().at(path).text());
  CHECK(here.slots().size() == there.slots().size());
}
}  // namespace

TEST_CASE("a session over a connection reads and renders as a local one") {
  const LocalEngine engine;
  Session here, there = connect({.place = engine.socket()});
  piece(here);
  piece(there);
  const RenderOptions six{.bars = 6, .stems = true};
  const Sound a = here.render(six), b = there.render(six);
  CHECK(a.master == b.master);
  CHECK(a.stems == b.stems);
  CHECK(*std::ranges::max_element(a.master) > 0.001F);
  full(here);
  full(there);
  check_alike(here, there);
}
TEST_CASE("what is asked over a connection is all or nothing, and taken back, as in a local one") {
  const LocalEngine engine;
  Session here, there = connect({.place = engine.socket()});
  for (Session* kr : {&here, &there}) {
    full(*kr);
    kr->batch([&] {
      kr->remove("verb");
      kr->set("drums/hat", "freq", 1e9);
      CHECK(kr->value("drums/hat", "freq") == 8000);
    });
    CHECK(kr->warnings().size() == 1);
    CHECK_THROWS_AS(kr->batch([&] {
      kr->remove("bass");
      throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(kr->sources() == std::vector<std::string>{"bass", "drums/hat", "drums/kick", "mic"});
    kr->transition(2, [&] { kr->gain("bass", 0.75); });
    kr->undo();
    kr->undo();
    kr->redo();
  }
  check_alike(here, there);
}
TEST_CASE("mistakes are told in the same words over a connection") {
  const LocalEngine engine;
  Session here, there = connect({.place = engine.socket()});
  for (Session* kr : {&here, &there}) full(*kr);
  const std::vector<std::function<void(Session&)>> mistakes{
      [](Session& kr) { kr.get("bas"); },
      [](Session& kr) { kr.set("bass", "freqq", 1); },
      [](Session& kr) { kr.connect("verb", "drums/room"); },
      [](Session& kr) { kr.mod("bass/freqq", "tri", 1, 2); },
      [](Session& kr) { kr.recall("vers"); },
      [](Session& kr) { kr.controls("bas"); },
      [](Session& kr) { kr.capture("drum"); },
      [](Session& kr) { kr.node("a b", tone); },
      [](Session& kr) { kr.status(); },
  };
  for (std::size_t i = 0; i + 1 < mistakes.size(); ++i) {
    CHECK(told(here, mistakes[i]) == told(there, mistakes[i]));
    CHECK(told(here, mistakes[i]) != "nothing");
  }
  check_alike(here, there);
}
TEST_CASE("all who connect have one session, and a connection that ends leaves it as it is") {
  const LocalEngine engine;
  Session one = connect({.place = engine.socket()});
  {
    Session other = connect({.place = engine.socket()});
    other.node("tone", tone, {.gain = 0.25}).play("x x");
  }
  CHECK(one.nodes() == std::vector<std::string>{"tone"});
  const Node tone_there = one.get("tone");
  CHECK(tone_there["gain"] == 0.25);
  CHECK(one.slots().at("tone").text() == "p(\"x x\")");
}
TEST_CASE("over the network a session is reached with the token alone") {
  const std::string address = "127.0.0.1:47817";
  const LocalEngine engine(address);
  Session kr = connect({.place = address, .token = engine.token()});
  kr.tempo(99);
  CHECK(connect({.place = engine.socket()}).tempo() == 99);
  CHECK_THROWS_AS(connect({.place = address, .token = std::string(64, '0')}), std::runtime_error);
}
TEST_CASE("an engine that is not there, and is not to be started, is told with the remedy") {
  const Folder folder;
  setenv("KRACH_STATE", (folder / "state").c_str(), 1);  // NOLINT: one thread
  CHECK_THROWS_WITH_AS(connect({.start = false}), doctest::Contains("krach engine start"),
                       std::runtime_error);
  unsetenv("KRACH_STATE");  // NOLINT: one thread
}
TEST_CASE("a device that plays is asked of the engine that has it") {
  const LocalEngine engine;
  Session kr = connect({.place = engine.socket()});
  kr.start({.name = "null", .block_size = 256});
  CHECK(kr.status().device == "null");
  kr.block_size(512);
  CHECK(kr.status().block_size == 512);
  CHECK(kr.devices().back() == "null");
  CHECK_THROWS_WITH_AS(kr.stop_device(), doctest::Contains("krach stop"), std::runtime_error);
}
