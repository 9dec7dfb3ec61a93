// tests/pattern/few_test.cpp
#include "pattern/few.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using krach::pattern::Few;

TEST_CASE("values stay in the order they came, and what is beyond the room is left out") {
  Few<int, 4> few;
  CHECK(few.view().empty());
  few.add(3);
  few.add(std::array{1, 4, 1, 5, 9});
  CHECK(std::ranges::equal(few.view(), std::array{3, 1, 4, 1}));
}
