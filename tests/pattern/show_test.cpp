// tests/pattern/show_test.cpp: what the eye is told is what plays.
#include "pattern/show.hpp"

#include <doctest/doctest.h>

#include <regex>

#include "base/error.hpp"
#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;

static std::size_t count(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
  return n;
}

TEST_CASE("the grid has a row for each value, its onsets and what is held") {
  CHECK(show_grid(p("bd(3,8) [sn cp]"), 2) ==
        "      0                1\n"
        "  bd |x..x..x.........|x..x..x.........|\n"
        "  sn |........x===....|........x===....|\n"
        "  cp |............x===|............x===|\n");
  CHECK(show_grid(p("x . x ."), 1) ==
        "     0\n"
        "  x |x===....x===....|\n");
  CHECK(show_grid(rest(), 1) ==
        "     0\n"
        "  ~ |................|\n");
}
TEST_CASE("pitches and numbers stand from high to low") {
  CHECK(show_grid(p("C4 G4 A3 c5"), 1) ==
        "      0\n"
        "  c5 |............x===|\n"
        "  G4 |....x===........|\n"
        "  C4 |x===............|\n"
        "  A3 |........x===....|\n");
  CHECK(show_grid(p("2 10 -1 0.5"), 1).find("10 |") < show_grid(p("2 10 -1 0.5"), 1).find("2 |"));
}
TEST_CASE("an event that began earlier is held, and one over a cycle's line goes on behind it") {
  CHECK(show_grid(p("a b").over(2).shift(0.5), 2) ==
        "     0                1\n"
        "  b |========........|........x=======|\n"
        "  a |........x=======|========........|\n");
}
TEST_CASE("what never began is not shown as held") {
  CHECK(show_grid(p("a*[2 3]"), 1) ==
        "     0\n"
        "  a |x===========....x=======|\n");
  CHECK(show_grid(p("a/<1 2>"), 2).find("|................|") != std::string::npos);
}
TEST_CASE("events of one value at one place are counted") {
  CHECK(show_grid(p("[a,a,a]"), 1).find("|3===============|") != std::string::npos);
}
TEST_CASE("a cycle with more places than a line keeps every event, in a line of 80") {
  for (const char* text : {"a*97", "a(7,128)", "[a b]*30"})
    for (const std::int64_t cycles : {1, 3, 64}) {
      const std::string grid = show_grid(p(text), cycles);
      CHECK(grid.find('x') + grid.find('+') != std::string::npos);
      for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
        end = grid.find('\n', at);
        CHECK(std::min(end, grid.size()) - at <= (cycles == 64 ? 140 : 80));
      }
    }
  CHECK(show_grid(p("0 .. 99"), 1).ends_with("  and 68 values more\n"));
}
TEST_CASE("a signal is a row of heights between its bounds") {
  const std::string grid = show_grid(saw(0, 8), 1);
  CHECK(grid.starts_with("             0\n  0 to 7.75 |\u2581"));
  CHECK(grid.ends_with("\u2588|\n"));
  CHECK_NOTHROW((void)show_grid(sine(-8e307, 8e307), 1));  // beyond what a double can span
  CHECK(svg(saw(3, 3), 1).find("nan") == std::string::npos);
}
TEST_CASE("colour is used only where it is asked for") {
  CHECK(show_grid(p("a b"), 1).find('\x1b') == std::string::npos);
  const std::string grid = show_grid(p("a b"), 1, true);
  CHECK(grid.find("\x1b[1;31mx\x1b[0m") != std::string::npos);
  CHECK(std::regex_replace(grid, std::regex("\x1b\\[[0-9;]*m"), "") == show_grid(p("a b"), 1));
}
TEST_CASE("the table has a line for each event, with the times in its cycle and its controls") {
  CHECK(table(p("bd [sn 60]").set("vel", 0.5).legato(1), 2) ==
        "cycle  begin  end  value  controls\n"
        "0      0      1/2  bd     vel=0.5 legato=1\n"
        "0      1/2    3/4  sn     vel=0.5 legato=1\n"
        "0      3/4    1    60     vel=0.5 legato=1\n"
        "1      0      1/2  bd     vel=0.5 legato=1\n"
        "1      1/2    3/4  sn     vel=0.5 legato=1\n"
        "1      3/4    1    60     vel=0.5 legato=1\n");
  CHECK(table(p("a").over(2).shift(-1), 1) ==
        "cycle  begin  end  value  controls\n"
        "-1     0      2    a\n");
  CHECK(table(note("A4").as_notes(), 1).find("440") != std::string::npos);
  CHECK(count(table(saw(), 1), "\n") == 9);
  CHECK(table(p("a*1000"), 1).ends_with("and 744 events more\n"));
}
TEST_CASE("the piano roll has a box for each event, and words that XML can hold") {
  const std::string image = svg(p("bd sn*2 <C4 D4>").set("a<b&", "\"x\""), 4);
  CHECK(count(image, "<rect") == 16);
  CHECK(count(image, "&lt;b&amp;=&quot;x&quot;") == 16);
  CHECK(image.starts_with("<svg "));
  CHECK(image.ends_with("</svg>\n"));
  CHECK(count(svg(sine(), 1), "<polyline") == 1);
  CHECK(count(svg(p("a*16000"), 1), "<rect") == 4096);
}
TEST_CASE("each event of the first cycle is explained by its characters") {
  CHECK(explain(p("bd(3,8) [sn cp]")) ==
        "at 0, for 1/16 of a cycle: bd\n"
        "    bd(3,8) [sn cp]\n"
        "    ^^\n"
        "at 3/16, for 1/16 of a cycle: bd\n"
        "    bd(3,8) [sn cp]\n"
        "    ^^\n"
        "at 3/8, for 1/16 of a cycle: bd\n"
        "    bd(3,8) [sn cp]\n"
        "    ^^\n"
        "at 1/2, for 1/4 of a cycle: sn\n"
        "    bd(3,8) [sn cp]\n"
        "             ^^\n"
        "at 3/4, for 1/4 of a cycle: cp\n"
        "    bd(3,8) [sn cp]\n"
        "                ^^\n");
  CHECK(explain(hit().set("vel", 0.5)) ==
        "at 0, for 1 cycle: x, with vel=0.5\n    made by no text\n");
  CHECK(explain(p("~")) == "the first cycle is silent\n");
  CHECK(count(explain(struct_(p("x"), p("C4"))), "^") == 3);
}
TEST_CASE("1 to 64 cycles can be shown, and what is shown of the densest pattern is bounded") {
  for (const std::int64_t cycles : {-1, 0, 65}) {
    CHECK_THROWS_AS(show_grid(hit(), cycles), Error);
    CHECK_THROWS_AS(table(hit(), cycles), Error);
    CHECK_THROWS_AS(svg(hit(), cycles), Error);
  }
  const Pattern dense = p("[x*128,y*128]*64");
  CHECK(show_grid(dense, 8).size() < 4096);
  CHECK(table(dense, 8).size() < 65'536);
  CHECK(svg(dense, 8).size() < 1'048'576);
  CHECK(explain(dense).size() < 65'536);
}
