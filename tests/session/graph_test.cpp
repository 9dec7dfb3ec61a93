// tests/session/graph_test.cpp: snapshots of a session, whole or in part, that make it again.
#include "session/graph.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "session/session.hpp"

using namespace krach;
using namespace krach::session;

namespace {
std::shared_ptr<const signal::Program> program(std::uint32_t inputs, std::int32_t line = 0) {
  signal::Program p;
  p.inputs = inputs;
  p.operations = {{.op = signal::Op::sample_rate}};
  p.outputs = {0};
  if (line > 0) p.lines = {line};
  return std::make_shared<const signal::Program>(std::move(p));
}
Graph drums(std::int32_t line = 0) {
  Session kr;
  kr.apply(SetNode{"drums/kick", program(0, line), {}, {}, {}, {}});
  kr.apply(SetNode{"drums/room", program(1, line), {}, {}, {}, {}});
  kr.apply(Connect{"drums/kick", "drums/room", 0.5});
  kr.apply(FadeTo{"drums/kick>>drums/room", 0.25});
  return capture(kr.state());
}
}  // namespace

TEST_CASE("a graph knows no lines of files, and text gives it back") {
  CHECK(drums(7) == drums());
  CHECK(parse_graph(print(drums())) == drums());
  CHECK(print(parse_graph(print(drums()))) == print(drums()));
  Graph part{drums().requests, std::nullopt};
  CHECK(part != drums());
  CHECK(parse_graph(print(part)) == part);
}
TEST_CASE("nothing is asked for what is there already, and the way back leads back") {
  Session kr;
  kr.apply(drums().requests);
  CHECK(replay(kr.state(), drums()).empty());
  const Graph before = capture(kr.state());
  kr.apply(RemoveNode{"drums/room"});
  kr.apply(SetMaster{0.5});
  kr.apply(replay(kr.state(), before));
  CHECK(capture(kr.state()) == before);
  kr.apply(SetNode{"drums/kick", program(0), 0.125, {}, {}, {}});
  kr.apply(Connect{"drums/kick", "drums/room", 0.75});
  kr.apply(replay(kr.state(), before));
  CHECK(capture(kr.state()) == before);
}
TEST_CASE("nodes move to another prefix with their routes and the fades of those") {
  const Graph there = moved(capture(
                                [] {
                                  Session kr;
                                  kr.apply(drums().requests);
                                  return kr.state();
                                }(),
                                "drums"),
                            "b");
  CHECK(node_names(there) == std::vector<std::string>{"b/kick", "b/room"});
  CHECK(names_of(there.requests.back()) == std::vector<std::string>{"b/kick", "b/room"});
  CHECK(moved(moved(there, "c/d"), "b") == there);
  Session kr;
  kr.apply(replay(kr.state(), there));
  CHECK(capture(kr.state(), "b") == there);
}
TEST_CASE("what leaves goes on to leave, and comes back if it has to stay") {
  Session kr;
  kr.apply(drums().requests);
  const Graph before = capture(kr.state());
  kr.apply(Transition{2.0, nest(std::vector<Request>{RemoveNode{"drums/kick"}})});
  const Graph leaving = capture(kr.state());
  CHECK(replay(kr.state(), leaving).empty());
  Session other;
  other.apply(leaving.requests);
  CHECK(capture(other.state()) == leaving);
  kr.apply(replay(kr.state(), before));
  CHECK(capture(kr.state()) == before);
}
TEST_CASE("what is no graph is refused at its place") {
  std::string deep, end = "]";
  for (int i = 0; i < 200; ++i) {
    deep += R"({"do": "save", "scene": "a", "requests": [)";
    end.insert(0, "]}");
  }
  const auto with = [](const std::string& requests) {
    return R"({"version": 1, "requests": )" + requests + "}";
  };
  const std::vector<std::pair<std::string, std::string>> bad{
      {"{", "graph: it is no JSON"},
      {"[]", "graph: it is no graph"},
      {R"({"requests": []})", "graph.version: it has no version"},
      {R"({"version": true, "requests": []})", "it has no version"},
      {R"({"version": 2, "requests": []})", "newer than this krach"},
      {with("{}"), "graph.requests: it is no list"},
      {R"({"version": 1, "requests": [], "x": 1})", "unknown key 'x'"},
      {R"({"version": 1, "prefix": 3, "requests": []})", "graph.prefix: it is no text"},
      {with("[3]"), "requests[0].do: it says not what to do"},
      {with(R"([{"do": "undo"}])"), "requests[0]: a graph cannot 'undo'"},
      {with(R"([{"do": "tempo", "bpm": NaN}])"), "no JSON"},
      {with(R"([{"do": "tempo", "bpm": 99}, {"do": "tempo", "bpm": "x"}])"),
       "requests[1].bpm: it is not a number"},
      {with(R"([{"do": "mute", "node": "\ud800"}])"), "no JSON"},
      {with(R"([{"do": "play", "node": "a", "pattern": "hit("}])"), "requests[0].pattern"},
      {with("[" + deep + end), "64 brackets"},
      {std::string(100'000, '['), "no JSON"},
      {std::string((std::size_t{64} << 20U) + 1, ' '), "longer than 64 MiB"}};
  for (const auto& [text, said] : bad)
    CHECK_THROWS_WITH_AS(parse_graph(text), doctest::Contains(said.c_str()), Error);
}
