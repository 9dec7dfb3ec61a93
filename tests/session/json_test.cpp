// tests/session/json_test.cpp: requests written as JSON ask for the same when they are read, and
// what is wrong in one is told with its place.
#include "session/json.hpp"

#include "words/parse.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <string>

#include "base/error.hpp"
#include "pattern/builders.hpp"
#include "session/session.hpp"
#include "session/snapshot.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using Json = nlohmann::json;

namespace {
std::vector<Request> jam() {
  const auto synth = std::make_shared<signal::Program>(signal::trace([] {
    const auto freq = signal::control("freq", 55.0, 20.0, 800.0);
    const auto gate = signal::control("gate", 0.0, 0.0, 1.0);
    return signal::lowpass(signal::saw(freq), signal::control("cutoff", 800.0, 100.0, 4000.0)) *
           signal::adsr(0.005, 0.15, 0.3, 0.08, gate);
  }));
  const auto effect = std::make_shared<signal::Program>(
      signal::trace(1, [](signal::Signal in) { return 0.5 * in; }));
  return {SetNode{"bass", synth, 0.4, -0.25, {}, 4},
          SetNode{"echo/short", effect, {}, {}, 0.75, {}},
          SetNode{"gone", effect, {}, {}, {}, {}},
          RemoveNode{"gone", "-1/2"},
          SetNode{"gone", effect, {}, {}, {}, {}},
          RemoveNode{"gone"},
          Connect{"bass", "echo/short", 0.3},
          Disconnect{"bass", "echo/short"},
          Connect{"bass", "echo/short"},
          SetControl{"bass", "cutoff", 1234.5678901234567},
          Play{"bass",
               {},
               words::parse("seq('A2', 'D3', None, 'E2').fast(2).sometimes_by(0.3, reverse)")},
          Play{"bass", "cutoff", words::parse("sine(200, 2000).over(1/3)")},
          Play{"bass", "gain", words::parse_played("0.1 <0.4 0.5>(3,8)")},
          Play{"bass", "gain", {}},
          Hush{"echo/short"},
          Mute{"echo/short", true},
          Mute{"echo/short", false},
          SetTempo{133.7},
          SetTempo{133.8, true},
          SetControl{"bass", "cutoff", 1235.0, true},
          SetMaster{0.75, true},
          SetMeter{3.0},
          SetMaster{0.7},
          Play{"bass", {}, words::parse("hit() * 4"), "cycle", "zero"},
          Play{"bass", {}, words::parse("hit() * 3"), "9/4", "-1/3"},
          Play{"bass", "cutoff", words::parse("sine(200, 900)"), "beat", {}},
          Hush{"bass", "7"},
          FadeTo{"bass/cutoff", 300.0, 0.5},
          FadeTo{"tempo", 300.0, 4.0, "5/2", 100.5},
          Save{"drop"},
          Save{"other", nest(std::vector<Request>{SetTempo{99.0}, SetMaster{0.5}})},
          Transition{0.5, nest(std::vector<Request>{SetMaster{0.75}, SetMeter{3.0}})},
          Recall{"drop"},
          Forget{"drop"},
          Solo{"bass", true},
          Solo{"bass", false}};
}
std::string refused(std::string_view text) {
  try {
    (void)parse_request(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}
}  // namespace

TEST_CASE("requests read from their JSON are the same JSON, and sound the same") {
  Session one, other;
  for (const Request& request : jam()) {
    const std::string text = to_json(request).dump();
    CAPTURE(text);
    const Request again = parse_request(text);
    CHECK(again.index() == request.index());
    CHECK(to_json(again).dump() == text);
    one.apply(request);
    other.apply(again);
  }
  one.apply(Hush{});
  other.apply(parse_request(R"({"do": "hush"})"));
  for (Session* session : {&one, &other})
    session->apply(Play{"bass", {}, pattern::seq("A2", "D3").thin(0.9)});
  CHECK(one.render({.bars = 2.0}).master == other.render({.bars = 2.0}).master);
}
TEST_CASE("a state is made again by the requests it is told as") {
  Session one, other;
  one.apply(jam());
  const auto told = requests_of(one.state());
  other.apply(told);
  Json first, second;
  for (const Request& request : told) first.push_back(to_json(request));
  for (const Request& request : requests_of(other.state())) second.push_back(to_json(request));
  CHECK(first == second);
  CHECK(one.render({.bars = 2.0}).master == other.render({.bars = 2.0}).master);
}
TEST_CASE("in a list each program is written out once, whoever has it") {
  const auto all = jam();
  std::vector<Request> list(all.begin(), all.end());
  const auto& node = std::get<SetNode>(list.front());
  const auto again = std::make_shared<const signal::Program>(*node.program);
  list.emplace_back(SetNode{"equal", again, {}, {}, {}, {}});
  list.emplace_back(Save{"drop", nest(list)});
  list.emplace_back(SetNode{"other", testing::gate_program(), {}, {}, {}, {}});
  list.emplace_back(Save{"later", nest(std::vector<Request>{list.back()})});
  const Json json = to_json(list);
  CHECK(json[0]["program"].is_object());
  CHECK(json[all.size()]["program"] == 0);
  CHECK(json[all.size() + 1]["requests"][0]["program"] == 0);
  CHECK(json[all.size() + 2]["program"].is_object());
  CHECK(json[all.size() + 3]["requests"][0]["program"].is_number());
  const auto read = to_requests(json);
  CHECK(to_json(read) == json);
  REQUIRE(read.size() == list.size());
  for (std::size_t i = 0; i < list.size(); ++i) CHECK(to_json(read[i]) == to_json(list[i]));
  CHECK(std::get<SetNode>(read[all.size()]).program == std::get<SetNode>(read[0]).program);
}
TEST_CASE("a number of a program that is not there is told, and a wrong program has its number") {
  const Json program = to_json(SetNode{"a", testing::gate_program(), {}, {}, {}, {}})["program"];
  const auto faults_of = [&](const Json& list) {
    std::string faults;
    try {
      (void)to_requests(list);
    } catch (const Error& error) {
      for (const Fault& fault : error.faults()) faults += fault.where + ": " + fault.what + "\n";
    }
    return faults;
  };
  const auto node = [](const Json& of) {
    return Json{{"do", "node"}, {"name", "a"}, {"program", of}};
  };
  const Json scene{{"do", "save"}, {"scene", "s"}, {"requests", {node(program), node(0)}}};
  CHECK(faults_of({scene, node(0)}).empty());
  CHECK(faults_of({node(0), node(program)}) ==
        "requests[0].program: there are 0 programs before it\n");
  CHECK(faults_of({node(program), node(1), node(-1), node(0.5)}) ==
        "requests[1].program: there are 1 programs before it\n"
        "requests[2].program: there are 1 programs before it\n"
        "requests[3].program: it is not a whole number in range\n"
        "requests[3].program: there are 1 programs before it\n");
  CHECK(faults_of({node(Json::object()), node(program), node(1), node(2)})
            .ends_with("requests[3].program: there are 2 programs before it\n"));
  CHECK(faults_of(node(program)) == "requests: it is not a list of requests\n");
}
TEST_CASE("what is usual may be left out, and patterns may be mini-notation") {
  CHECK(std::get<Connect>(parse_request(R"({"do":"connect","source":"a","target":"b"})")).level ==
        1.0);
  CHECK(std::get<Mute>(parse_request(R"({"do":"mute","node":"a"})")).muted);
  const auto play =
      std::get<Play>(parse_request(R"js({"do":"play","node":"a","pattern":"bd(3,8) [sn cp]"})js"));
  CHECK(!play.control);
  CHECK(to_json(play)["pattern"] == "p(\"bd(3,8) [sn cp]\")");
}
TEST_CASE("every fault of a request is told at its place, with a remedy") {
  const auto tells = [](std::string_view text, std::initializer_list<std::string_view> parts) {
    const std::string told = refused(text);
    CAPTURE(told);
    for (const std::string_view part : parts) CHECK(told.find(part) != std::string::npos);
  };
  tells("{", {"no JSON"});
  tells("[]", {"request.do", "what to do"});
  tells(R"({"do": 3})", {"request.do"});
  tells(R"({"do": "conect"})", {"unknown request 'conect'", "did you mean 'connect'"});
  tells(R"({"do": "set", "node": 3, "controll": "cutoff"})",
        {"request.node: it is not a text", "request.control: it is missing",
         "request.value: it is missing", "unknown key 'controll'", "did you mean 'control'"});
  tells(R"({"do": "node", "name": "a", "program": {"version": 9}, "count": 1.5})",
        {"request.program.version", "request.count: it is not a whole number"});
  tells(R"({"do": "node", "name": "a", "program": {}, "count": 18446744073709551615})",
        {"request.count: it is not a whole number"});
  tells(R"js({"do": "play", "node": "a", "pattern": "seq(1, 2).fst(2)"})js",
        {"request.pattern:1:11", "did you mean 'fast'"});
  tells(R"({"do": "play", "node": "a"})", {"request.pattern: it is missing"});
  tells(R"({"do": "mute", "node": "a", "muted": 1})", {"request.muted"});
  std::string keys =
      R"({"do": "hush")";  // as many as fit, and a long one: told at once, and shortly
  for (int i = 0; keys.size() < 1'000'000; ++i) keys += ",\"k" + std::to_string(i) + "\": 0";
  CHECK(refused(keys + "}").size() < 4'000);
  CHECK(refused("{\"do\": \"" + std::string(1'000'000, 'x') + "\"}").size() < 1'000);
  tells(std::string(100, '[') + std::string(100, ']'), {"64 brackets"});
  tells("\"" + std::string(std::size_t{1} << 20U, 'a') + "\"", {"1 MiB"});
}
TEST_CASE("a pattern that no text says is refused when it is to be kept") {
  CHECK_THROWS_WITH_AS((void)to_json(Play{"a", {}, pattern::seq(1, 2)}),
                       doctest::Contains("without words"), Error);
}
