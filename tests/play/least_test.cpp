// tests/play/least_test.cpp
#include "play/least.hpp"

#include <doctest/doctest.h>

#include <random>

using krach::play::Least;

TEST_CASE("the least of changing keys is what a search finds, the first of equal ones") {
  std::mt19937 random(1);
  for (const std::size_t count : {1U, 2U, 3U, 7U, 64U, 100U}) {
    Least least(count);
    CHECK(least.find() == 0);
    std::vector<std::int64_t> keys(count, Least::kNever);
    for (int change = 0; change < 1000; ++change) {
      const std::size_t i = random() % count;
      keys[i] = random() % 5 == 0 ? Least::kNever : static_cast<std::int64_t>(random() % 40) - 20;
      least.set(i, keys[i]);
      const auto found = std::ranges::min_element(keys);
      CHECK(least.find() == static_cast<std::size_t>(found - keys.begin()));
      CHECK(least[i] == keys[i]);
    }
  }
}
