// tests/surface/reading_test.cpp: what is there is read, and what moves it is said, in C++.
#include <doctest/doctest.h>
#include <krach/krach.hpp>

#include <map>
#include <stdexcept>
#include <string>

#include "surface/full.hpp"

using namespace krach;
using namespace krach::testing;
using Names = std::vector<std::string>;

TEST_CASE("names, routes, values and what plays are read by path") {
  Session kr;
  full(kr);
  CHECK(kr.nodes() == Names{"bass", "drums/hat", "drums/kick", "drums/room", "mic", "verb"});
  CHECK(kr.sources() == Names{"bass", "drums/hat", "drums/kick", "mic"});
  CHECK(kr.effects() == Names{"drums/room", "verb"});
  CHECK(kr.muted() == Names{"drums/room"});
  CHECK(kr.routing().at("bass") == std::vector<std::pair<std::string, double>>{{"verb", 0.4}});
  CHECK(kr.routes().at({"drums/kick", "drums/room"}) == 1.0);
  CHECK(kr.controls().at("drums/hat/freq") == 6000);
  CHECK(kr.controls().at("bass/gain") == 0.25);
  CHECK(kr.get("drums/room").controls() ==
        std::map<std::string, double>{{"drive", 3}, {"dry", 1}, {"gain", 0.5}, {"pan", 0}});
  CHECK(kr.slots().size() == 5);
  CHECK(kr.slots().at("drums/kick").text() == "hit() * 4");
  CHECK(kr.slots().at("bass/freq").text() == "sine(100, 200).over(4)");
  CHECK(kr.meter() == 3);
  CHECK(kr.master() == 0.0078125);
  kr.remove("verb");
  CHECK(kr.effects() == Names{"drums/room"});
}
TEST_CASE("mod plays the pattern that it stands for") {
  const std::map<std::string, krp::Pattern (*)(double, double)> shapes{
      {"sine", krp::sine}, {"saw", krp::saw},       {"tri", krp::tri},
      {"ramp", krp::ramp}, {"square", krp::square}, {"rand", krp::rand}};
  for (const auto& [name, shape] : shapes) {
    Session a, b, c;
    for (Session* kr : {&a, &b, &c}) kr->node("tone", tone, {.gain = 0.0078125}).play("x");
    a.mod("tone/freq", name, 200, 2000, 2);
    b.get("tone").mod("freq", name, 200, 2000, 2);
    c.play("tone", "freq", shape(200, 2000).over(2));
    CHECK(a.capture() == c.capture());
    CHECK(b.capture() == c.capture());
    CHECK(a.render({.bars = 4}).master == c.render({.bars = 4}).master);
  }
  Session kr;
  kr.node("tone", tone).mod("freq", krp::tri().fast(2), 200, 400);
  CHECK(kr.slots().at("tone/freq").text() == "tri(0, 1).fast(2).range(200, 400).over(4)");
  CHECK_THROWS_WITH_AS(kr.mod("tone/freq", "wave"),
                       "mod: there is no shape 'wave'\n"
                       "  hint: there is: sine, saw, tri, ramp, square, rand",
                       std::runtime_error);
  CHECK_THROWS_WITH_AS(kr.mod("freq", "tri"), doctest::Contains("names no control"),
                       std::runtime_error);
}
TEST_CASE("a handle arranges what it names, as the session does") {
  Session a, b;
  for (Session* kr : {&a, &b}) full(*kr);
  const Node bass = a.get("bass");
  bass.gain(0.5).mute().solo().fade("pan", 1, 2);
  b.gain("bass", 0.5);
  b.mute("bass");
  b.solo("bass");
  b.fade("bass/pan", 1, 2);
  CHECK(a.capture() == b.capture());
  bass.unmute().unsolo();
  b.unmute("bass");
  b.unsolo("bass");
  CHECK(a.capture() == b.capture());
  bass.hush({.at = "cycle"});
  b.hush("bass", {.at = "cycle"});
  CHECK(a.capture() == b.capture());
}
TEST_CASE("a route goes to one input of an effect with two") {
  Session kr;
  const auto gate = [] { return krs::Stereo{krs::control("gate", 0.0, 0.0, 1.0), 0.0}; };
  const auto swapped = [](krs::Signal a, krs::Signal b) { return krs::Stereo{b, a}; };
  const auto x = kr.node("x", gate, {.gain = 1.0, .dry = 0.0});
  const auto y = kr.node("y", swapped, {.gain = 0.0078125});
  x.play("x");
  const auto first = [&] {
    const auto sound = kr.render({.seconds = 0.01}).master;
    return std::pair(sound[0], sound[1]);
  };
  x >> y;
  CHECK(first() == std::pair(0.0F, 0.0078125F));
  x >> y.at(1.0, 1);
  CHECK(first() == std::pair(0.00390625F, 0.0F));  // the mean of both
  kr.connect("x", "y", 1.0, 0);
  CHECK(first() == std::pair(0.0F, 0.00390625F));
  CHECK_THROWS_WITH_AS(x >> y.at(1.0, 2), doctest::Contains("has no port 2"), std::runtime_error);
  x.remove();
  CHECK(kr.nodes() == Names{"y"});
}
TEST_CASE("a voice is no effect, and a bus is one") {
  Session kr;
  CHECK(kr.voice("tone", tone)["freq"] == 100.0);
  CHECK(kr.bus("verb", through).name() == "verb");
  CHECK_THROWS_WITH_AS(kr.voice("x", through),
                       "voice 'x': it hears audio, so it is an effect\n  hint: use kr.bus()",
                       std::runtime_error);
  CHECK_THROWS_WITH_AS(kr.bus("x", tone),
                       "bus 'x': it hears no audio, so it is no effect\n  hint: use kr.voice()",
                       std::runtime_error);
  CHECK(kr.nodes() == Names{"tone", "verb"});
}
