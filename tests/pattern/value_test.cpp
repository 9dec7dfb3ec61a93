// tests/pattern/value_test.cpp: values that are made while a pattern plays.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "pattern/pitch.hpp"
#include "pattern/support.hpp"
#include "pattern/values.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

namespace {
std::vector<double> said(const Pattern& p, std::string_view control = "value") {
  std::vector<double> out;
  const Name name = intern(control);
  for (const Seen& e : play(p, {0, 1}))
    for (const ControlValue& c : e.controls)
      if (c.control == name && e.has_onset()) out.push_back(c.value.number);
  return out;
}
}  // namespace

TEST_CASE("names of pitches add up as MIDI numbers, and become Hz when they are played") {
  CHECK(said(p("C4 E4").add(p("12"))) == std::vector{72.0, 76.0});
  CHECK(said(p("C4 E4").add(p("12")).as_notes(), "freq") ==
        std::vector{pitch_to_hertz(72), pitch_to_hertz(76)});
  CHECK(said(p("c3 e3").named("note").as_notes(), "freq") ==
        std::vector{pitch_to_hertz(48), pitch_to_hertz(52)});
  CHECK(said(p("0 2").scale("D4 dorian").as_notes(), "freq") ==
        std::vector{pitch_to_hertz(62), pitch_to_hertz(65)});
  CHECK(said(p("440.0").transpose(12).as_notes(), "freq") == std::vector{880.0});
  CHECK_THROWS_AS(p("c e").add(p("12")).as_notes(), Error);  // bare, a name has an octave
}
TEST_CASE("degrees go on below and above the octave") {
  CHECK(said(p("-1 0 7 8").scale("C:minor")) == std::vector{46.0, 48.0, 60.0, 62.0});
  CHECK(said(p("60 63").scale_transpose("C4:minor", 1)) == std::vector{62.0, 65.0});
  CHECK(said(p("60 63").scale_transpose("C4:minor", -1)) == std::vector{58.0, 62.0});
}
TEST_CASE("range is of bare values; other controls stay") {
  const Pattern p = saw().segment(4).set("n", 0.5).range(10, 20);
  CHECK(said(p) == std::vector{10.0, 12.5, 15.0, 17.5});
  CHECK(said(p, "n") == std::vector{0.5, 0.5, 0.5, 0.5});
  CHECK(std::abs(said(saw().segment(2).rangex(100, 400))[1] - 200.0) < 1e-9);
}
TEST_CASE("a control refuses words, also where its values are made") {
  CHECK_THROWS_AS(p("200 bd").add(p("1")).as_control("cutoff"), Error);
  CHECK(said(p("200 300").add(p("1")).as_control("cutoff"), "cutoff") == std::vector{201.0, 301.0});
}
TEST_CASE("an argument whose numbers are made while it plays is refused, not misread") {
  CHECK_THROWS_AS(hit().fast(p("1").add(p("1"))), Error);
  CHECK(onsets(hit().fast("<1 2>"), {0, 2}) == "0 1 3/2");
}
TEST_CASE("a rhythm of many hits may sample a melody of as many notes") {
  CHECK(count_onsets(struct_(hit() * 9000, seq(1) * 9000), {0, 1}) == 9000);
}
TEST_CASE("scales are misspelt with a hint") {
  CHECK_THROWS_WITH_AS(p("0").scale("C:minro"),
                       doctest::Contains("did you mean 'minor'? there is: aeolian"), Error);
  CHECK_THROWS_AS(p("0").scale("minor"), Error);
}
TEST_CASE("the scale may change; a name with a space is one name") {
  const Pattern degrees = p("0 2");
  const Pattern changing = degrees.scale("<C:minor D:major>");
  CHECK(said(changing) == said(degrees.scale("C minor")));
  CHECK(same(changing, cat({degrees.scale("C:minor"), degrees.scale("D:major")}), {0, 4}));
  CHECK(same(degrees.scale("C:minor D:major"), seq({48, 54}), {0, 2}));
  CHECK(same(degrees.scale_transpose("<C:minor D:major>", "<1 2>"),
             cat({degrees.scale_transpose("C:minor", 1), degrees.scale_transpose("D:major", 2)}),
             {0, 4}));
  CHECK_THROWS_WITH_AS(degrees.scale("<C:minor D:majr>"), doctest::Contains("mean 'major'"), Error);
}
TEST_CASE("what no number holds is the greatest that one does") {
  const double most = std::numeric_limits<double>::max();
  CHECK(said(p("1e300").mul(p("1e300"))) == std::vector{most});
  CHECK(said(p("-1e300").mul(p("1e300"))) == std::vector{-most});
  CHECK(said(p("1e6").rangex(1, 1000)) == std::vector{most});
  CHECK(said(p("100000").add(p("0")).as_notes(), "freq") == std::vector{most});
}
TEST_CASE("of several pitches an event plays the one that is said most directly") {
  const auto played = [](const Pattern& p) { return said(p.as_notes(), "freq"); };
  CHECK(played(p("60").set(p("62").named("note"))) == std::vector{pitch_to_hertz(62)});
  CHECK(played(p("60").set(p("440").named("freq"))) == std::vector{440.0});
  CHECK(played(p("60").set("note", 62)) == std::vector{pitch_to_hertz(62)});
  CHECK(played(hit().set("note", 62)) == std::vector{pitch_to_hertz(62)});
  CHECK(played(p("60").set("freq", 440)) == std::vector{440.0});
}
TEST_CASE("a chord stands on each pitch, and its name may change") {
  CHECK(said(p("C4").chord("minor")) == std::vector{60.0, 63.0, 67.0});
  CHECK(said(p("C4 A3").chord("<major minor7>")) ==
        std::vector{60.0, 64.0, 67.0, 57.0, 61.0, 64.0});
  CHECK_THROWS_AS(p("C4").chord("majr"), Error);
}
TEST_CASE("a voicing moves pitches by octaves to its top or below") {
  CHECK(said(p("F4").chord("major").voicing("C5")) == std::vector{65.0, 69.0, 72.0});
  CHECK(said(p("C2 C9").voicing("B4")) == std::vector{60.0, 60.0});
}
TEST_CASE("an arpeggio plays the notes of a chord in its time, in the order that its name says") {
  const Pattern chord = p("C4").chord("major7");  // 60 64 67 71
  const auto order = [&](std::string_view mode) {
    std::string out;
    std::vector<Seen> events = play(chord.arp(mode), {0, 1});
    std::ranges::sort(events, {}, [](const Seen& e) { return e.whole.begin; });
    Rational end;
    for (const Seen& e : events) {
      CHECK(e.whole.begin == end);
      end = e.whole.end;
      out += std::to_string(static_cast<int>(e.controls[0].value.number)) + " ";
    }
    CHECK(end == 1);
    return out;
  };
  CHECK(order("up") == "60 64 67 71 ");
  CHECK(order("down") == "71 67 64 60 ");
  CHECK(order("updown") == "60 64 67 71 67 64 ");
  CHECK(order("downup") == "71 67 64 60 64 67 ");
  CHECK(order("converge") == "60 71 64 67 ");
  CHECK(order("diverge") == "67 64 71 60 ");
  CHECK(order("pinky") == "60 71 64 71 67 71 ");
  CHECK(order("thumb") == "60 64 60 67 60 71 ");
  CHECK(onsets(p("C4 [D4,F4]").arp("up"), {0, 1}) == "0 1/2 3/4");
}
TEST_CASE("fix transforms the notes that say so, and leaves the others") {
  const auto twice = [](const Pattern& x) { return x.ply(2); };
  CHECK(onsets(p("bd sn").fix("s", p("bd"), twice), {0, 1}) == "0 1/4 1/2");
  CHECK(onsets(p("bd sn").named("s").fix("s", p("sn"), twice), {0, 1}) == "0 1/2 3/4");
  CHECK(onsets(p("0 1").named("n").fix("n", p("2"), twice), {0, 1}) == "0 1/2");
}
TEST_CASE("messages for MIDI and OSC are values of events") {
  CHECK(said(midi({"C4", 64}), "midi") == std::vector{60.0, 64.0});
  CHECK(said(cc(74, p("0 127")), "ccv") == std::vector{0.0, 127.0});
  CHECK(said(cc(74, p("0 127")), "ccn") == std::vector{74.0, 74.0});
  const Pattern message = osc("/synth/on", {440, 0.5}).fast(2);
  CHECK(said(message, "osc0") == std::vector{440.0, 440.0});
  CHECK(said(message, "osc1") == std::vector{0.5, 0.5});
  CHECK(osc("/cue", {"red", "C4"}).as_messages().control_names().size() == 3);
  for (const Seen& e : play(osc("/cue", {"red", "C4", p("<bd C4>")}).as_messages(), {1, 2})) {
    std::vector<std::string_view> words;
    for (const ControlValue& c : e.controls) words.push_back(text_of(c.value.word));
    CHECK(words == std::vector<std::string_view>{"/cue", "red", "C4", "C4"});
  }
  CHECK(said(p("C4 60").as_messages()) == std::vector{60.0, 60.0});
  CHECK_THROWS_AS(sine().as_messages(), Error);
  CHECK_THROWS_AS(cc(128, p("1")), Error);
  CHECK_THROWS_AS(osc("synth", {}), Error);
  CHECK_THROWS_AS(sine(-1e308, 1e308), Error);
}
TEST_CASE("what may give a signal says so, and in a picked event a signal is what it is at first") {
  CHECK(hit().add(saw(), How::mix).continuous());
  CHECK(hit().add(saw(), How::squeeze).continuous());
  CHECK(!hit().add(saw(), How::in).continuous());
  const Pattern picked = p("0 0").pick(std::vector{saw()}, How::in);
  CHECK(!picked.continuous());
  CHECK(said(picked) == std::vector{0.0, 0.5});
  CHECK(play(picked, {{1, 4}, {1, 2}})[0].controls[0].value.number == 0.0);
}
TEST_CASE("chop plays parts of the part that was played, also if only its begin was said") {
  const Pattern parts = p("x").set("begin", 0.5).chop(2);
  CHECK(said(parts, "begin") == std::vector{0.5, 0.75});
  CHECK(said(parts, "end") == std::vector{0.75, 1.0});
}
TEST_CASE("a value that is named again is said once") {
  const Pattern twice = p("1").named("vel").set("value", 0.5).named("vel");
  CHECK(said(twice, "vel") == std::vector{0.5});
  CHECK(said(p("2").named("n").set("note", 60).scale("C:major"), "note") == std::vector{52.0});
}
TEST_CASE("a word is a pitch only where it is one: not under another name, and not before it is") {
  const auto words = [](const Pattern& p, std::string_view control) {
    std::string out;
    for (const Seen& e : play(p, {0, 1}))
      for (const ControlValue& c : e.controls)
        if (c.control == intern(control) && c.value.kind == Value::Kind::word)
          out += std::string(text_of(c.value.word)) + " ";
    return out;
  };
  CHECK(words(p("e2 bd").named("s").add(p("1").named("n")), "s") == "e2 bd ");
  CHECK(said(p("c e").named("note").add(p("12").named("note")), "note") == std::vector{60.0, 64.0});
  CHECK(said(hit().keep(p("C4")).add(p("1"))) == std::vector{61.0});
  const auto twice = [](const Pattern& x) { return x.ply(2); };
  const Pattern fixed = p("C4 E4").fix("value", p("E4"), twice);
  CHECK(onsets(fixed.add(p("1")), {0, 1}) == "0 1/2 3/4");
  CHECK(onsets(fixed.as_notes(), {0, 1}) == "0 1/2 3/4");
  CHECK(said(p("C4").range(0, 2).add(p("1"))) == std::vector{61.0});
}
TEST_CASE("where a chord loses a note, its arpeggio has fewer, wherever it is asked") {
  const Pattern cut = stack(p("0"), p("7").mask("1 0")).arp("up");
  Events windows = raw(cut, {0, {1, 3}});
  for (Seen& e : raw(cut, {{1, 3}, 1})) windows.push_back(e);
  CHECK(merged(windows) == play(cut, {0, 1}));
  CHECK(play(cut, {0, 1}).back().part == Span{{1, 2}, 1});  // alone, after 7 has ended
}
