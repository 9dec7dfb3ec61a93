// tests/pattern/euclid_test.cpp: rhythms that have names, and what every spread has in common.
#include "pattern/euclid.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/error.hpp"

using namespace krach;
using namespace krach::pattern;

static std::string drawn(std::int64_t hits, std::int64_t steps, std::int64_t rotation = 0) {
  std::string out;
  for (const bool is_hit : euclid_steps(hits, steps, rotation)) out += is_hit ? 'x' : '.';
  return out;
}

TEST_CASE("Toussaint's rhythms: tresillo, cinquillo, bembe, and the rest of his table") {
  CHECK(drawn(3, 8) == "x..x..x.");
  CHECK(drawn(5, 8) == "x.xx.xx.");
  CHECK(drawn(7, 12) == "x.xx.x.xx.x.");
  CHECK(drawn(2, 5) == "x.x..");
  CHECK(drawn(4, 9) == "x.x.x.x..");
  CHECK(drawn(5, 16) == "x..x..x..x..x...");
}
TEST_CASE("rotation is to the left, and negative hits turn hits and rests around") {
  CHECK(drawn(3, 8, 2) == ".x..x.x.");
  CHECK(drawn(3, 8, -6) == drawn(3, 8, 2));
  CHECK(drawn(3, 8, 8) == drawn(3, 8));
  CHECK(drawn(-3, 8) == ".xx.xx.x");
  CHECK(drawn(0, 4) == "....");
  CHECK(drawn(4, 4) == "xxxx");
}
TEST_CASE("a spread has its hits, and gaps that differ by at most one step") {
  for (std::int64_t steps = 1; steps <= 40; ++steps)
    for (std::int64_t hits = 1; hits <= steps; ++hits) {
      const auto is_hit = euclid_steps(hits, steps, 0);
      REQUIRE(std::ranges::count(is_hit, true) == hits);
      std::int64_t least = steps, most = 0, gap = 0;
      for (std::size_t i = 1; i <= is_hit.size(); ++i) {
        ++gap;
        if (i < is_hit.size() && !is_hit[i]) continue;
        least = std::min(least, gap);
        most = std::max(most, std::exchange(gap, 0));
      }
      CHECK(most - least <= 1);
    }
}
TEST_CASE("1024 steps at most") {
  CHECK(euclid_steps(511, 1024, 5).size() == 1024);
  CHECK_THROWS_AS(euclid_steps(3, 1025, 0), Error);
  CHECK_THROWS_AS(euclid_steps(3, 0, 0), Error);
}
