// tests/pattern/played_test.cpp: what bare values mean to a node and to a control.
#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"
#include "pattern/pattern.hpp"
#include "pattern/pitch.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

static std::vector<double> heard(const Pattern& p) {
  std::vector<double> out;
  for (const Seen& e : raw(p.as_notes(), {0, 1}))
    for (const auto& c : e.controls)
      if (c.control == intern("freq")) out.push_back(c.value.number);
  return out;
}

TEST_CASE("C4 is MIDI 60 and 261.63 Hz, A4 is 440 Hz, octaves are 0 to 9") {
  for (const char* name : {"C4", "c4"}) CHECK(find_pitch(name) == 60);
  for (const char* name : {"C#4", "Cs4", "cs4", "Db4"}) CHECK(find_pitch(name) == 61);
  CHECK(find_pitch("Bb3") == 58);
  CHECK(find_pitch("b3") == 59);
  CHECK(find_pitch("C0") == 12);
  CHECK(find_pitch("G9") == 127);
  for (const char* no : {"", "C", "H4", "C-1", "C10", "G#9", "C%4", "C##4", " 4", "x"})
    CHECK(!find_pitch(no).has_value());
  CHECK(pitch_to_hertz(69) == 440.0);
  CHECK(std::abs(pitch_to_hertz(60) - 261.6256) < 1e-4);
}
TEST_CASE("a name and a whole number are pitches, a number with a point is Hz, a hit stays a hit") {
  CHECK(heard(seq("A4", 69, 440.0, nullptr)) == std::vector(3, 440.0));
  CHECK(heard(p("A4 69 440.0 ~")) == std::vector(3, 440.0));
  CHECK(heard(note("A4", "A5")) == std::vector{440.0, 880.0});
  CHECK(heard(hit() * 4).empty());
  CHECK(count_onsets((hit() * 4).as_notes(), {0, 1}) == 4);
}
TEST_CASE("the words of a rhythm, a mask and a chooser are not pitches") {
  CHECK(heard(note("A4").structured(p("1 0 bd"))) == std::vector(2, 440.0));
  CHECK(heard(p("A4*4").mask("yes 0")).size() == 2);
  CHECK(heard(p("A4").fast(p("<2 999>"))).size() == 2);
}
TEST_CASE("a word that is no pitch is named with its place in the text, all of them at once") {
  try {
    (void)p("C4 sn\n[128 hh]").as_notes();
    FAIL("it was not refused");
  } catch (const Error& e) {
    REQUIRE(e.faults().size() == 3);
    CHECK(e.faults()[0].what == "'sn' is no pitch");
    CHECK(e.faults()[0].where == "1:4 in \"C4 sn\"");
    CHECK(e.faults()[1].where == "2:2 in \"[128 hh]\"");
    CHECK(e.faults()[1].mark == Mark{"[128 hh]", 2, 2, 3});
    CHECK(e.faults()[2].where == "2:6 in \"[128 hh]\"");
  }
  CHECK_THROWS_AS(seq("H4"), Error);
  CHECK_THROWS_AS(note("sn"), Error);
  CHECK_THROWS_AS(note(), Error);
  CHECK_THROWS_AS(seq(-1).as_notes(), Error);
  CHECK_THROWS_AS(seq(0.0).as_notes(), Error);
  CHECK_THROWS_AS(seq(std::nan("")), Error);
}
TEST_CASE("a misspelt pitch is told with the one that was meant") {
  const std::pair<const char*, const char*> spellings[] = {
      {"C", "C4"},     {"e", "e4"},    {"C#", "C#4"}, {"C4#", "C#4"},
      {"4C", "C4"},    {"H4", "B4"},   {"h3", "b3"},  {"Cis5", "C#5"},
      {"Des2", "Db2"}, {"Bf3", "Bb3"}, {"es", "eb4"}, {"Gsharp", "G#4"}};
  for (const auto& [wrong, meant] : spellings) {
    CAPTURE(wrong);
    CHECK(pitch_hint(wrong) ==
          "did you mean '" + std::string(meant) + "'? pitches are C4, c#4, Bb3, octaves 0 to 9");
  }
  for (const char* far : {"bd", "hh", "C10", "C-1", "", "4", "G#9", "x", "super-saw"})
    CHECK(pitch_hint(far) == "pitches are C4, c#4, Bb3, octaves 0 to 9");
}
TEST_CASE("a value that stands in a text once is told of once, and sixteen at most") {
  const auto count = [](std::string_view text) -> std::size_t {
    try {
      (void)p(text).as_notes();
    } catch (const Error& e) {
      return e.faults().size();
    }
    return 0;
  };
  CHECK(count("bd!5 C4 sn*3") == 2);
  std::string many;
  for (int i = 0; i < 100; ++i) many += "bd ";
  CHECK(count(many) == 16);
}
TEST_CASE("a signal has no notes of its own, but gives pitches in Hz to a rhythm") {
  CHECK_THROWS_AS(sine(200, 400).as_notes(), Error);
  CHECK_THROWS_AS(struct_(hit(), sine(-1, 1)).as_notes(), Error);
  CHECK(heard(struct_(p("x x"), saw(200, 400))) == std::vector{200.0, 300.0});
}
TEST_CASE("as_control names numbers and signals, and refuses words and hits") {
  const Events events = play(p("200 800.5").as_control("cutoff"), {0, 1});
  REQUIRE(events.size() == 2);
  CHECK(events[0].controls[0] == ControlValue{intern("cutoff"), Value::of(std::int64_t{200})});
  CHECK(events[1].controls[0] == ControlValue{intern("cutoff"), Value::of(800.5)});
  CHECK(sine(0, 1).as_control("cutoff").continuous());
  CHECK_THROWS_AS(p("200 C4").as_control("cutoff"), Error);
  CHECK_THROWS_AS(p("200 x").as_control("cutoff"), Error);
}
TEST_CASE("control_names says what its events may carry") {
  const Pattern p = (note("C4").set("vel", 0.5) | hit().legato(1)).as_notes();
  CHECK(p.control_names() == std::vector{intern("vel"), intern("freq"), intern("legato")});
  CHECK(hit().control_names().empty());
  CHECK(saw().as_control("pan").control_names() == std::vector{intern("pan")});
}
TEST_CASE("at most 32 controls on an event") {
  Pattern p = note("C4");
  for (int i = 0; i < 31; ++i) p = p.set("c" + std::to_string(i), 1.0);
  CHECK(play(p, {0, 1})[0].controls.size() == 32);
  CHECK_THROWS_AS(p.set("more", 1.0), Error);
}
