// tests/signal/json_test.cpp: what was printed reads back as it was; what is hostile is refused.
#include "signal/json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <initializer_list>
#include <random>
#include <string>

#include "base/error.hpp"
#include "signal/random_program.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::signal;
using Json = nlohmann::json;

static Program sample() {
  return trace(2, [](Signal left, Signal right) {
    set_source_line(12);
    const Signal cutoff = control("filter/cutoff-hz", 800.0, 20.0, 20000.0);
    const Signal wet = feedback([&](Signal y) { return left + 0.1 * delay(y, cutoff, 4800); });
    const Signal saw = phase(cutoff / sample_rate()) + 1e-320 * noise() - 0.1 * (left < -0.0);
    set_source_line(0);
    return std::array{fma(wet, right, saw), select(right, wet, 0.1)};
  });
}
static std::string fault_of(const Json& json) {
  try {
    (void)to_program(json);
  } catch (const Error& e) {
    return e.what();
  }
  return "none";
}
static bool mentions(const std::string& text, std::string_view part) {
  CAPTURE(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

TEST_CASE("parse(print(p)) == p, with its lines, also through text") {
  const Program p = sample();
  CHECK(to_program(to_json(p)) == p);
  CHECK(parse_program(to_json(p).dump()) == p);
  CHECK(to_program(to_json(p)).lines == p.lines);
}
TEST_CASE("parse(print(p)) == p for generated programs") {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    const Program p = testing::RandomProgram(random).make();
    CHECK(parse_program(to_json(p).dump()) == p);
  }
}
TEST_CASE("a newer version is refused by name, an unknown one too") {
  Json json = to_json(sample());
  json["version"] = 2;
  mentions(fault_of(json), "newer");
  for (const Json& bad : {Json(0), Json("1"), Json(-1), Json(1.5), Json()}) {
    json["version"] = bad;
    CHECK(fault_of(json) != "none");
  }
}
TEST_CASE("every fault is told, with its place") {
  Json json = to_json(sample());
  json["operations"][3] = Json::array({"explode", 1});
  json["controls"][0]["low"] = "x";
  json["outputs"] = Json::array({-1});
  const std::string text = fault_of(json);
  mentions(text, "operations[3]");
  mentions(text, "controls[0].low");
  mentions(text, "outputs[0]");
}
TEST_CASE("only a memory refers forward") {
  const auto with = [](const char* op) {
    Json json{{"version", 1}, {"inputs", 1}};
    json["controls"] = Json::array();
    json["operations"] = Json::array({Json::array({op, 1}), Json::array({"input", 0})});
    json["outputs"] = Json::array({0});
    return json;
  };
  CHECK(fault_of(with("memory")) == "none");
  CHECK(fault_of(with("neg")) != "none");
  CHECK(fault_of(with("phasor")) != "none");
}
TEST_CASE("hostile programs are refused") {
  const Json good = to_json(sample());
  for (const char* key : {"version", "inputs", "controls", "operations", "outputs"}) {
    Json json = good;
    json.erase(key);
    CHECK(fault_of(json) != "none");
    for (const Json& bad : {Json(-1), Json(1e30), Json("x"), Json(), Json::object(), Json(7)}) {
      json[key] = bad;
      CHECK(fault_of(json) != "none");
    }
  }
  for (const Json& bad :
       {Json::array(), Json::array({"add", 0}), Json::array({"add", 0, 0, 0}),
        Json::array({"add", 4294967295U, 0}), Json::array({"add", 0, 0.5}),
        Json::array({"add", -1, 0}), Json::array({"input", 2}), Json::array({"control", 1}),
        Json::array({"delay", 0, 0, 11'520'001}), Json::array({"constant", "1"}),
        Json::array({"memory", 1000}), Json::array({7}), Json(7), Json()}) {
    Json json = good;
    json["operations"].push_back(bad);
    CHECK(fault_of(json) != "none");
  }
  const auto refused = [&](const char* key, const Json& bad) {
    Json json = good;
    json[key] = bad;
    return fault_of(json) != "none";
  };
  CHECK(refused("operations", Json::array_t(1'000'000, Json::array({"input", 0}))));
  CHECK(refused("tables", Json::array({Json::array()})));
  CHECK(refused("tables", Json::array({Json::array({0, "1"})})));
  CHECK(refused("tables", Json::array({Json::array({1e39})})));  // no float
  CHECK(refused("tables", Json::array({Json::array_t(1'100'000, 0.5)})));
  CHECK(refused("faust", "process = _;"));  // there are operations too
  CHECK(refused("faust", 7));
  for (const Json& bad :
       {Json::array({"table", 0, 0}), Json::array({"rwtable", 0, 0, 0, 0}),
        Json::array({"rwtable", 0, 0, 0, 2'000'000}), Json::array({"rwtable", 0, 0, 0, -1})}) {
    Json json = good;
    json["operations"].push_back(bad);
    CHECK(fault_of(json) != "none");
  }
  CHECK_THROWS_AS(parse_program("{\"version\": 1"), Error);
  CHECK_THROWS_AS(parse_program(std::string(100'000, '[')), Error);
  CHECK_THROWS_AS(parse_program("{\"version\": 1, \"inputs\": 0, \"controls\": [], \"operations\":"
                                "[[\"constant\", 1e999]], \"outputs\": [0]}"),
                  Error);
}
TEST_CASE("an unknown key is refused, so that a misspelt one is not silence") {
  Json json = to_json(sample());
  json["ouputs"] = 1;
  mentions(fault_of(json), "ouputs");
}
