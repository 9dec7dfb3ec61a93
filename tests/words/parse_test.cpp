// tests/words/parse_test.cpp: the text form says what the same words say in C++, and prints again.
#include "words/parse.hpp"

#include "words/help.hpp"
#include "words/word.hpp"
#include <doctest/doctest.h>

#include <sstream>

#include "base/error.hpp"
#include "pattern/builders.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;
using words::parse;

static std::string again(std::string_view text) { return words::print(parse(text).said()); }
static std::string faults_of(std::string_view text) {
  try {
    parse(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("an expression says what it says in C++") {
  CHECK(same(parse("seq(\"A2\", \"D3\", None, \"E2\").over(2)"),
             seq("A2", "D3", nullptr, "E2").over(2)));
  CHECK(same(parse("hit()*4"), hit() * 4));
  CHECK(same(parse("hit() + rest() | p('hh*8')"), (hit() + rest()) | p("hh*8")));
  CHECK(same(parse("p(\"bd sn\").every(4, reverse).off(1/8, fast(2).reverse())"),
             p("bd sn").every(4, transforms::reverse).off(Rational(1, 8), [](const Pattern& p) {
               return p.fast(2).reverse();
             })));
  CHECK(same(parse("p(\"0 1\").superimpose(lambda x: x + x.fast(2))"),
             p("0 1").superimpose([](const Pattern& x) { return x + x.fast(2); })));
  CHECK(
      same(parse("note(60, vel=0.5, pan=\"0 1\")"), note(60).set("vel", 0.5).set("pan", p("0 1"))));
  CHECK(same(parse("p(\"a b\").fast(\"<1 2>\")  # twice as fast"), p("a b").fast("<1 2>")));
  CHECK(same(parse("timecat((3, p(\"bd\")), (1, \"C4\"))"), p("[bd@3 C4]")));
  CHECK(same(parse("kr.seq(440.0, 60)"), seq(440.0, 60)));
}
TEST_CASE("a number is one value, where one is needed") {
  CHECK(same(parse("p(\"0 1\").fix(\"value\", 1, ply(2))"), p("0 [1 1]")));
  CHECK(same(parse("p(\"0 2.5\").fix(\"n\", 2.5, ply(2))"), p("0 [2.5 2.5]")));
}
TEST_CASE("what is printed is what would be written") {
  for (const char* text :
       {"seq(\"A2\", \"D3\", None, \"E2\").over(2)", "hit() * 4", "(hit() + rest()) * 2",
        "hit() + hit() + rest()", "(hit() | rest()) + hit()",
        "p(\"bd(3,8) [sn cp]\").every(4, reverse)", "p(\"bd\").off(1/8, fast(2).reverse())",
        "p(\"bd\").superimpose(lambda p: p + p)", "note(\"C4\", vel=0.5)",
        "sine(200, 2000).over(4)", "p(\"0 1\").add(\"<0 5>\", how=\"mix\")",
        "p(\"0\").every(2, lambda p: p.note(\"C4\"))", "p(\"a\").layer((fast(2), reverse))",
        "p(\"a\").every(2, every(3, fast(1.5)).shift(-0.25))"})
    CHECK(again(text) == text);
  CHECK(again("p(\"a\").every(2, lambda x: x.fast(2.0))") == "p(\"a\").every(2, fast(2))");
  CHECK(again("( (hit()+hit()) + hit())") == "hit() + hit() + hit()");
}
TEST_CASE("a large number is read as it is printed") {
  for (const char* text : {"exp(100, 10001000000000)", "seq(1099511627776, -8589934593)",
                           "seq(1).gain(9223372036854775807)"})
    CHECK(again(text) == text);
  CHECK(again("exp(100, 10001e9)") == "exp(100, 10001000000000)");
  CHECK(faults_of("seq(9223372036854775808)").find("below 2^63") != std::string::npos);
  CHECK(faults_of("seq(1/8589934592)").find("below 2^33") != std::string::npos);
  CHECK(faults_of("hit() * 10000000000000") != "");
  CHECK(faults_of("hit().fast(10000000000000)") != "");
}
TEST_CASE("a fraction that is whole is a whole number") {
  for (const char* text : {"seq(4/2, 0/5)", "osc(\"/s/on\", 440, 0/5)", "timecat((2/1, 6/3))"})
    CHECK(same(parse(again(text)), parse(text), {0, 2}));
  CHECK(again("seq(4/2, 0/5)") == "seq(2, 0)");
}
TEST_CASE("a lambda in a lambda is printed alike, whatever its argument was called") {
  const char* text =
      "p(\"a\").layer((lambda p: p.fast(2).every(2, lambda p2: p2.add(p2)) | p, ply(2)))";
  CHECK(again(text) == text);
  CHECK(again("p(\"a\").layer((lambda x: x.fast(2).every(2, lambda x: x.add(x)) | x, ply(2)))") ==
        text);
  const char* outer = "p(\"a\").off(1/8, lambda p: p.fast(2).every(2, lambda p2: p.ply(3)))";
  CHECK(again(outer) == outer);
  CHECK(again("p(\"a\").jux(fast(2).every(2, lambda x: x.add(x)))") ==
        "p(\"a\").jux(fast(2).every(2, lambda p: p.add(p)))");
}
TEST_CASE("functions of C++ are printed by the words they use") {
  const words::Word& off = words::get_word("off", words::Word::Kind::method);
  const words::Word& fast = words::get_word("fast", words::Word::Kind::method);
  const Pattern bd = parse("p(\"bd\")");
  const auto run = [&](const Pattern& p) { return fast(&p, {{std::int64_t{2}}}); };
  const Pattern out = off(&bd, {{Rational(1, 4)}, {words::Transform{run, nullptr}}});
  CHECK(words::print(out.said()) == "p(\"bd\").off(1/4, fast(2))");
}
TEST_CASE("every fault is shown, at its place, with a remedy") {
  CHECK(faults_of("p(\"bd sn\").fsat(2)") ==
        "1:12: there is no 'fsat'\n    p(\"bd sn\").fsat(2)\n               ^^^^\n  hint: did you "
        "mean 'fast'? krp.help() lists all words");
  CHECK(faults_of("p(\"bd [sn\").fast(0)").find("'[' is not closed") != std::string::npos);
  CHECK(faults_of("p(\"bd [sn\").fast(0)").find("1:7: ") != std::string::npos);
  CHECK(faults_of("p(\"bd\").fast(0) + p(\"x\").over(-1)").find("1:26") != std::string::npos);
  for (const char* text : {"",
                           "(",
                           ")",
                           "hit(",
                           "hit()(",
                           "hit() +",
                           "1 + 2",
                           "hit",
                           "reverse",
                           "fast(2)",
                           "\"bd\"",
                           "p(1)",
                           "hit().fast()",
                           "hit().fast(1, 2)",
                           "hit().fast(m=1)",
                           "hit().every(2, 3)",
                           "lambda p: p",
                           "hit() hit()",
                           "hit().fast",
                           "hit()..fast(2)",
                           "p(\"x",
                           "1/0",
                           "hit(.)",
                           "[hit()]",
                           "p(\"bd\").off(1/8, lambda: 3)",
                           "eval(\"1\")",
                           "__import__(\"os\")"})
    CHECK_MESSAGE(!faults_of(text).empty(), text);
}
TEST_CASE("what would cost too much is refused") {
  std::string deep = "hit()", chain = "hit()", sum = "hit()";
  deep = std::string(100, '(') + deep + std::string(100, ')');
  for (int i = 0; i < 300; ++i) chain += ".never(reverse)";
  for (int i = 0; i < 300; ++i) sum += " + hit()";
  CHECK(!faults_of(deep).empty());
  CHECK(!faults_of(chain).empty());
  CHECK(faults_of(sum).empty());
  CHECK(!faults_of("hit() * 1000000").empty());
}
TEST_CASE("played texts are mini-notation unless they begin like an expression") {
  CHECK(same(words::parse_played("bd(3,8)"), p("bd(3,8)")));
  CHECK(same(words::parse_played("hit()*4"), hit() * 4));
  CHECK(same(words::parse_played("(hit() + rest()).fast(2)"), (hit() + rest()).fast(2)));
  CHECK(same(words::parse_played("hit*4"), p("hit*4")));
}
TEST_CASE("each word's example plays, and prints again as it plays") {
  for (const words::Word& word : words::vocabulary()) {
    CAPTURE(word.name);
    const Pattern p = parse(word.example);
    const Pattern q = parse(words::print(p.said()));
    CHECK(same(p, q, {0, 4}));
    CHECK(words::print(q.said()) == words::print(p.said()));
  }
}
TEST_CASE("the examples of the pages play") {
  for (const char* page : {"euclid", "scales", "chords"}) {
    std::istringstream lines(words::help(page));
    int examples = 0;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("    ") || line.find("hits, steps") != line.npos) continue;
      CHECK(count_onsets(parse(line), {0, 4}) > 0);
      ++examples;
    }
    CHECK(examples >= 3);
  }
  CHECK_THROWS_WITH_AS(
      words::help("swign"),
      "help: there is no 'swign'\n  hint: did you mean 'swing'? without a name, all "
      "words are listed",
      Error);
}
