// tests/pattern/mini_test.cpp: what the notation means beyond the vectors, what it refuses, and
// that no text can break it.
#include "pattern/mini.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

static std::vector<Fault> faults_of(std::string_view text) {
  try {
    p(text);
  } catch (const Error& e) {
    return e.faults();
  }
  return {};
}

static std::string repeated(const char* s, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += s;
  return out;
}

TEST_CASE("x is a hit, and ~ . - are rests") {
  CHECK(onsets(p("x . x . - x ~ x"), {0, 1}) == "0 1/4 5/8 7/8");
  for (const Seen& e : play(p("x . x"), {0, 1})) CHECK(e.controls.empty());
  CHECK(same(p(""), rest()));
  CHECK(same(p("[] <> a"), p("~ ~ a")));
}
TEST_CASE("in masks 1 and x play, 0 . and ~ do not") {
  for (const char* mask : {"1 0 1 0", "x . x .", "1 ~ x -", "true false true false"})
    CHECK(same(p("1 2 3 4").mask(mask), p("1 ~ 3 ~")));
}
TEST_CASE("an event remembers the characters that made it, through every kind of node") {
  const std::string text = "bd(3,8) [sn:2 hh]*2?0";
  std::size_t seen = 0;
  p(text).every(2, transforms::reverse).fast(2).query({0, 2}, [&](const Event& e) {
    REQUIRE(e.source.size() == 1);
    REQUIRE(e.controls.size() == 1);
    CHECK(text_of(e.source[0].text) == text);
    CHECK(text.substr(e.source[0].begin, e.source[0].length) == text_of(e.controls[0].value.word));
    ++seen;
  });
  CHECK(seen == 28);
  struct_(p("x x"), p("1")).query({0, 1}, [&](const Event& e) { CHECK(e.source.size() == 2); });
}
TEST_CASE("a? drops half, a?0.3 drops 30 %, [a|b] plays either, anew in each cycle") {
  const auto near = [](const Pattern& p, double expected) {
    return std::abs(static_cast<double>(count_onsets(p, {0, 4000})) - expected) < 160.0;  // 5 sigma
  };
  CHECK(near(p("x?"), 2000.0));
  CHECK(near(p("x?0.3"), 2800.0));
  CHECK(near(p("[x|~]"), 2000.0));
  CHECK(near(p("x*4?"), 8000.0));
  CHECK(count_onsets(p("[x|x x]"), {0, 1000}) % 1000 != 0);
  CHECK(!same(p("[x? x?]"), p("[x? ~]") | p("[~ x?]")));
}
TEST_CASE("every sign of the dialect plays what it is short for, alone and in others") {
  const std::pair<const char*, const char*> pairs[] = {
      {"a ! ! b", "a a a b"},
      {"a! b", "a a b"},
      {"a!3 b", "a a a b"},
      {"[a b]!2 c", "[a b] [a b] c"},
      {"a*2!2", "a*2 a*2"},
      {"a!2*2", "a*2 a*2"},
      {"a@3 b", "a _ _ b"},
      {"a@1.5 b", "a@3 b@2"},
      {"a@2!2 b", "a _ a _ b"},
      {"<a@3 b>", "<a _ _ b>"},
      {"<a!2 b>", "<a a b>"},
      {"<a <b c>>", "<a b a c>"},
      {"a*<2 3>", "<a*2 a*3>"},
      {"a*1.5", "a*3/2"},
      {"a(3,8)*2?0", "a(3,8) a(3,8)"},
      {"bd(<3 5>,8)", "<bd(3,8) bd(5,8)>"},
      {"bd(<3 <5 7>>,8)", "<bd(3,8) bd(5,8) bd(3,8) bd(7,8)>"},
      {"bd(3,<8 16>,<0 2>)", "<bd(3,8) bd(3,16,2)>"},
      {"[a b](3,8)", "[a ~ ~ a ~ ~ b ~]"},
      {"a(-3,8)", "~ a a ~ a a ~ a"},
      {"{a b c}%4", "<[a b c a] [b c a b] [c a b c]>"},
      {"{a b c}%<4 3>", "<[a b c a] [a b c] [c a b c] [a b c] [b c a b] [a b c]>"},
      {"{a b c, d e}", "[{a b c}, {d e}%3]"},
      {"{a [b c]}%<2 4>", "<[a [b c]] [a [b c] a [b c]]>"},
      {"[a, b c]", "[b c, a]"},
      {"0 .. 3", "0 1 2 3"},
      {"3 .. 0", "3 2 1 0"},
      {"-1 .. 1 7", "-1 0 1 7"},
      {"[0 .. 3]*2", "0 1 2 3 0 1 2 3"},
      {"<0 .. 2>", "<0 1 2>"},
      {"a?0", "a"},
      {"a?1 b", "~ b"},
      {"x . x -", "x ~ x ~"},
  };
  for (const auto& [text, meaning] : pairs) {
    CAPTURE(text);
    CHECK(same(p(text), p(meaning)));
  }
  CHECK(onsets(p("a/<1 2>"), {0, 6}) == "0 2 4");
  CHECK(onsets(p("a*[2 3]"), {0, 2}) == "0 2/3 1 5/3");
  CHECK(onsets(p("<[a b] c>/2"), {0, 4}) == "0 1 2");
}
TEST_CASE("a word goes on through digits, a number behind it, and digits before it") {
  const std::string_view words[] = {"bd:3", "super-saw", "C#4", "808bd", "4C", "a1_b", "3e"};
  for (const std::string_view word : words) {
    const Events events = play(p(word), {0, 1});
    REQUIRE(events.size() == 1);
    CHECK(events[0].controls[0].value == Value::of(intern(word)));
  }
}
TEST_CASE("numbers are whole without a point and real with one") {
  const Events events = play(p("60 60.0 -2 1e2"), {0, 1});
  CHECK(events[0].controls[0].value == Value::of(std::int64_t{60}));
  CHECK(events[1].controls[0].value == Value::of(60.0));
  CHECK(events[2].controls[0].value == Value::of(std::int64_t{-2}));
  CHECK(events[3].controls[0].value == Value::of(100.0));
}
namespace {
struct Mistake {
  std::string_view text;
  std::size_t column, length;
  std::string_view what, hint;
};
constexpr std::string_view kEuclid = "write it like a(3,8) or a(3,8,2)";
constexpr std::string_view kArgument = "write a number, or a group like <1 2>";
constexpr std::string_view kSteps = "steps are words, numbers, x, ~ and groups in [] <> {}";
constexpr std::string_view kHas = "a Euclidean rhythm has hits, steps and perhaps a rotation, not ";
}  // namespace

TEST_CASE("a mistake is told once, with its column, its length, the fact and the remedy") {
  const std::string has(kHas);
  const std::string none = has + "0 numbers", one = has + "1 number", four = has + "4 numbers";
  const Mistake mistakes[] = {
      {"bd [sn cp", 4, 1, "'[' is not closed", "close it with ]"},
      {"a <b c", 3, 1, "'<' is not closed", "close it with >"},
      {"{a b", 1, 1, "'{' is not closed", "close it with }"},
      {"bd(3,8", 3, 1, "'(' is not closed", "close it with )"},
      {"bd(3,8 [sn cp]", 3, 1, "'(' is not closed", "close it with )"},
      {"[a <b c] d", 4, 1, "'<' is not closed", "close it with >"},
      {"bd ] sn", 4, 1, "']' closes nothing", "take it away, or open its bracket"},
      {"[a b) c", 5, 1, "'[' is closed by ')'", "did you mean ']'?"},
      {"bd(3,8] sn", 7, 1, "'(' is closed by ']'", "did you mean ')'?"},
      {"bd()", 3, 2, none, kEuclid},
      {"bd(3) sn", 3, 3, one, kEuclid},
      {"bd(3,8,2,1)", 3, 9, four, kEuclid},
      {"bd(3 8)", 6, 1, "',' or ')' is missing here", "write it like a(3,8)"},
      {"bd(,8)", 4, 1, "a number is missing after '('", kArgument},
      {"bd(3,)", 6, 1, "a number is missing after ','", kArgument},
      {"bd(hit,8)", 4, 3, "'hit' is no number", kArgument},
      {"bd(9,8) sn", 3, 5, "9 hits do not fit into 8 steps", "give at most as many hits as steps"},
      {"(3,8)", 1, 1, "'(' follows no step", "write it right after its step: a(3,8)"},
      {"bd*", 4, 1, "a number is missing after '*'", kArgument},
      {"bd* sn", 5, 2, "'sn' is no number", kArgument},
      {"a*2b", 3, 2, "'2b' is no number", kArgument},
      {"1.5x a", 1, 4, "'1.5x' is no number", "put a space after 1.5"},
      {"a*0 b", 2, 2, "the speed 0 is not above 0", "reverse() plays backwards"},
      {"a *2", 3, 2, "'*' follows no step", "write it right after its step: a*2"},
      {"[a b]%4", 6, 2, "'%' follows no }", "write it like {a b c}%4"},
      {"{a b}%", 7, 1, "a number is missing after '%'", kArgument},
      {"a@-1 b", 2, 3, "the weight -1 is not above 0", "write it like a@3"},
      {"a@", 3, 1, "a number is missing after '@'", "write it like a@3"},
      {"a!0", 2, 2, "'!' repeats 1 to 16384 times", "write it like a!3, or with * as one step"},
      {"! a", 1, 1, "'!' follows nothing", "put it after a step"},
      {"a .. 3", 3, 2, "'..' is not between two whole numbers", "write it like 0 .. 3"},
      {"0 .. 99999", 6, 5, "'..' ends in no whole number, or after more than 16384 of them",
       "write it like 0 .. 3"},
      {"0 .. 3*2", 7, 1, "'*' follows '..'", "write it like [0 .. 3]*2"},
      {"a, b | c", 6, 1, "',' and '|' stand in one group", "put one of them in brackets"},
      {"a $$ b", 3, 2, "this is not part of the notation", kSteps},
      {"a; b", 2, 1, "this is not part of the notation", "did you mean ','?"},
      {"C\u266F4", 2, 1, "this is not part of the notation", "did you mean '#'?"},
      {"\u00FC\u00DF b", 1, 2, "this is not part of the notation", kSteps},
      {"x.x", 2, 1, "'.' is a rest and no part of a word", "put a space on either side"},
      {"bd :3", 4, 1, "':' stands alone", "words are like bd:3 and C#4, and a _ is longer"},
      {"a 99999999999999999999", 3, 20, "the number 99999999999999999999 is out of range",
       "whole numbers go to 2^53"},
      {"1e999", 1, 5, "the number 1e999 is out of range", "numbers with a point are 64-bit floats"},
      {"a?2", 2, 2, "the probability 2.000000 is not from 0 to 1", "0 is never, 1 is always"},
  };
  for (const auto& [text, column, length, what, hint] : mistakes) {
    CAPTURE(text);
    const auto faults = faults_of(text);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].what == what);
    CHECK(faults[0].hint == hint);
    CHECK(faults[0].mark == Mark{std::string(text), 1, column, length});
  }
}
TEST_CASE("every fault of a text is reported, in its order, at its line and column") {
  const auto faults = faults_of("bd*0 sn(9,8)\n] $ a@0 b(3) [! c]\nd) <e");
  const std::pair<std::size_t, std::size_t> places[] = {{1, 3},  {1, 8},  {2, 1}, {2, 3}, {2, 6},
                                                        {2, 10}, {2, 15}, {3, 2}, {3, 4}};
  REQUIRE(faults.size() == std::size(places));
  for (std::size_t i = 0; i < std::size(places); ++i)
    CHECK(std::pair(faults[i].mark.line, faults[i].mark.column) == places[i]);
  CHECK(faults[4].mark.text == "] $ a@0 b(3) [! c]");
  CHECK(faults[4].where == "2:6 in \"] $ a@0 b(3) [! c]\"");
}
TEST_CASE("a mistake with a bracket does not hide those inside and behind it") {
  const auto faults = faults_of("[[[ a* ) b@0");
  REQUIRE(faults.size() == 5);
  CHECK(faults[0].what == "'[' is not closed");
  CHECK(faults[1].what == "'[' is not closed");
  CHECK(faults[2].what == "a number is missing after '*'");
  CHECK(faults[3].what == "'[' is closed by ')'");
  CHECK(faults[4].what == "the weight 0 is not above 0");
}
TEST_CASE("after sixteen faults the list ends, and says so") {
  const auto faults = faults_of(repeated("] ", 1000));
  REQUIRE(faults.size() == 17);
  CHECK(faults[16].what == "there may be more faults than these");
}
TEST_CASE("a fault is printed with its line of the text, and carets under the place") {
  CHECK_THROWS_WITH_AS(p("hh hh\nbd(9,8) [sn cp"),
                       "2:3: 9 hits do not fit into 8 steps\n"
                       "    bd(9,8) [sn cp\n"
                       "      ^^^^^\n"
                       "  hint: give at most as many hits as steps\n"
                       "2:9: '[' is not closed\n"
                       "    bd(9,8) [sn cp\n"
                       "            ^\n"
                       "  hint: close it with ]",
                       Error);
  const auto faults = faults_of("\t\xC3\xA9" + repeated(" bd", 100) + " $ " + repeated("sn ", 100));
  REQUIRE(faults.size() == 2);  // 72 characters of the line, and no control character
  CHECK(print(faults[1].mark) == "    " + repeated("bd ", 12) + "$" + repeated(" sn", 11) + " s\n" +
                                     std::string(40, ' ') + "^");
}
TEST_CASE("deep, long and explosive texts are refused") {
  CHECK(!faults_of(repeated("[", 60'000)).empty());
  CHECK(!faults_of(repeated("a ", 60'000)).empty());
  CHECK(!faults_of("[[[a!9999]!9999]!9999]!9999").empty());
  CHECK(!faults_of("a" + repeated("*2", 200)).empty());
  CHECK(!faults_of("a(<0 .. 200>,<1 .. 250>,<0 .. 250>)").empty());
  const auto deep = faults_of(repeated("[", 65) + "a" + repeated("]", 65));
  REQUIRE(deep.size() == 1);
  CHECK(deep[0].what == "the brackets are more than 64 deep");
  CHECK(deep[0].mark.column == 65);
  CHECK(faults_of(repeated("[", 64) + "a" + repeated("]", 64)).empty());
  const std::string choices = "[~!16384" + repeated(",~!16384", 4) + "]";
  CHECK(faults_of(choices).at(0).what == "there are more than 65536 steps in all");
  const std::string again = "<" + repeated("[", 8) + "<a!200>!200" + repeated("]/2", 8) + "> ";
  CHECK(faults_of(repeated(again.c_str(), 100)).at(0).what.starts_with("the text costs too much"));
  CHECK_THROWS_AS(p(repeated(" ", 70'000)), Error);
}
TEST_CASE("no text breaks the parser, and what parses plays") {
  static constexpr std::string_view kSigns = "ab3x0 12  ..~-_!*/@?()[]<>{},|%:#.5\n\xc3";
  std::size_t parsed = 0;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t n = mix(i) % 24; n > 0; --n)
      text += kSigns[mix(mix(i, 2), n) % kSigns.size()];
    try {
      const Pattern pattern = p(text);
      pattern.query({-1, {5, 3}}, [](const Event&) {});
      ++parsed;
    } catch (const Error& e) {
      CHECK(!e.faults().empty());
    }
  }
  CHECK(parsed > 500);
}
