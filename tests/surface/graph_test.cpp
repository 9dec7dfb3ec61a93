// tests/surface/graph_test.cpp: sessions and parts of them as values, as C++ users write it.
#include <doctest/doctest.h>
#include <krach/krach.hpp>

#include <fstream>
#include <stdexcept>
#include <string>

#include "support/local_engine.hpp"
#include "surface/full.hpp"

using namespace krach;
using namespace krach::testing;
using Names = std::vector<std::string>;

TEST_CASE("a capture is a value, and JSON both ways") {
  Session kr;
  full(kr);
  const Graph graph = kr.capture();
  CHECK(graph == kr.capture());
  const Graph again = Graph::from_json(graph.json());
  CHECK(again == graph);
  CHECK(again.json() == graph.json());
  CHECK(graph.nodes() == kr.nodes());
  CHECK(graph.routes().size() == 5);
  CHECK(graph.prefix() == "");
  CHECK(Graph::from_json(Graph().json()) == Graph());
  kr.set("bass", "freq", 50);
  CHECK(kr.capture() != graph);
}
TEST_CASE("a capture replayed elsewhere makes an equal session, of equal sound") {
  const LocalEngine engine;
  Session kr, other, there = connect({.place = engine.socket()});
  piece(kr);
  for (Session* to : {&other, &there}) {
    to->node("mine", tone);
    to->save("gone");
    to->replay(kr.capture());
    CHECK(to->capture() == kr.capture());
    CHECK(to->render({.bars = 6}).master == kr.render({.bars = 6}).master);
  }
  full(kr);
  other.replay(kr.capture());
  CHECK(other.capture() == kr.capture());
  CHECK(other.render({.bars = 6}).master == kr.render({.bars = 6}).master);
}
TEST_CASE("a replay takes back what was done since, in one step, and asks for nothing else") {
  Session kr;
  full(kr);
  const Graph graph = kr.capture();
  const auto steps = kr.history();
  kr.replay(graph);
  CHECK(kr.history() == steps);
  kr.remove("verb");
  kr.node("new", tone) >> kr.node("verb", loud);
  kr.gain("bass", 0.1);
  kr.unmute("drums/room");
  kr.stop();
  kr.tempo(90);
  kr.save("verse");
  kr.save("more");
  kr.connect("bass", "drums/room");
  kr.remove("mic");
  kr.replay(graph);
  CHECK(kr.capture() == graph);
  kr.undo();
  CHECK(kr.tempo() == 90);
  CHECK(kr.get("new").controls().contains("freq"));
}
TEST_CASE("a group is captured with the routes among its nodes, and those to others stay") {
  Session kr;
  full(kr);
  const Graph graph = kr.capture("drums");
  CHECK(graph.nodes() == Names{"drums/hat", "drums/kick", "drums/room"});
  CHECK(graph.routes().size() == 2);
  CHECK(kr.capture("bass").nodes() == Names{"bass"});
  CHECK_THROWS_WITH_AS(kr.capture("drum"), doctest::Contains("no node and no group"),
                       std::runtime_error);
  const Graph before = kr.capture();
  kr.node("drums/kick", loud);
  kr.remove("drums/hat");
  kr.node("drums/new", tone);
  kr.gain("bass", 0.75);
  kr.replay(graph);
  CHECK(kr.value("bass", "gain") == 0.75);
  kr.gain("bass", 0.25);
  CHECK(kr.capture() == before);
}
TEST_CASE("an instance has its own nodes, and a handle to all of them") {
  Session kr;
  full(kr);
  const GraphHandle a = kr.instantiate(kr.capture("drums"), "a");
  CHECK(a.nodes() == Names{"a/hat", "a/kick", "a/room"});
  CHECK(kr.routes().at({"a/hat", "a/room"}) == kr.routes().at({"drums/hat", "drums/room"}));
  CHECK(a["hat"]["freq"] == 6000.0);
  a.gain(0.125);
  a.mute();
  CHECK(a["kick"]["gain"] == 0.125);
  CHECK(kr.muted() == Names{"a/hat", "a/kick", "a/room", "drums/room"});
  a.unmute();
  a.hush();
  CHECK(!kr.slots().contains("a/kick"));
  a.fade("gain", 0, 1);
  a.solo();
  a.unsolo();
  a.remove();
  CHECK(a.nodes().empty());
  CHECK_THROWS_WITH_AS(a["kick"], doctest::Contains("it was removed"), std::runtime_error);
  CHECK(kr.instantiate(kr.capture("bass"), "b").nodes() == Names{"b"});
  const GraphHandle whole = kr.instantiate(kr.capture(), "w");
  CHECK(whole.group("drums")["kick"].name() == "w/drums/kick");
  CHECK_THROWS_WITH_AS(kr.instantiate(kr.capture("bass"), ""), doctest::Contains("no prefix"),
                       std::runtime_error);
  CHECK_THROWS_AS(kr.instantiate(kr.capture("bass"), "../x"), std::runtime_error);
}
TEST_CASE("a trace does nothing and says all") {
  Session kr;
  const Graph graph = Session::trace(drums);
  CHECK(kr.nodes().empty());
  CHECK(!graph.prefix());
  Session by_hand;
  drums(by_hand);
  kr.node("other", tone);
  kr.tempo(99);
  kr.replay(graph);
  CHECK(kr.capture("drums") == by_hand.capture("drums"));
  CHECK(kr.nodes().size() == 4);
  CHECK(kr.tempo() == 99);
}
TEST_CASE("a trace has of the transport what it says, and gives on what is thrown") {
  Session kr;
  const Graph timed = Session::trace([](Session& inner) { inner.tempo(80); });
  kr.replay(timed);
  CHECK(kr.tempo() == 80);
  const auto fails = [](Session&) { throw std::logic_error("no"); };
  CHECK_THROWS_AS(Session::trace(fails), std::logic_error);
}
TEST_CASE("a graph in a graph has both prefixes, and a graph is a scene") {
  Session kr;
  const GraphHandle band = kr.instantiate(Session::trace([](Session& inner) {
                                            inner.instantiate(Session::trace(drums), "a");
                                            inner.get("a/drums/room") >> inner.node("verb", loud);
                                          }),
                                          "band");
  CHECK(band.nodes() ==
        Names{"band/a/drums/hat", "band/a/drums/kick", "band/a/drums/room", "band/verb"});
  CHECK(kr.routes().contains({"band/a/drums/room", "band/verb"}));
  kr.save("drop", Session::trace(drums));
  kr.recall("drop");
  CHECK(kr.nodes() == Names{"drums/hat", "drums/kick", "drums/room"});
}
TEST_CASE("a file of data makes the session again, and what is wrong with one is told") {
  const Folder folder;
  Session kr, other;
  full(kr);
  kr.export_to(folder / "jam.json");
  CHECK(other.load(folder / "jam.json") == kr.capture());
  CHECK(other.capture() == kr.capture());
  CHECK(bytes_of(folder / "jam.json") == kr.capture().json());
  CHECK_THROWS_WITH_AS(kr.export_to(folder / "jam.py"), doctest::Contains("end it in .json"),
                       std::runtime_error);
  CHECK_THROWS_WITH_AS(kr.export_to(folder / "no" / "jam.json"),
                       doctest::Contains("it cannot be written: No such file"), std::runtime_error);
  CHECK_THROWS_WITH_AS(kr.load(folder / "none.json"), doctest::Contains("no such file"),
                       std::runtime_error);
  std::ofstream(folder / "bad.json") << R"({"version": 1, "requests": [{"do": "undo"}]})";
  CHECK_THROWS_WITH_AS(other.load(folder / "bad.json"), doctest::Contains("bad.json"),
                       std::runtime_error);
  CHECK(other.capture() == kr.capture());
}
