// tests/base/latest_test.cpp: numbers that belong together arrive together.
#include "base/latest.hpp"

#include <doctest/doctest.h>

#include <thread>

using krach::Latest;

TEST_CASE("readers never see half of one store and half of the next") {
  Latest<std::int64_t, 3> latest;
  std::atomic<bool> done{false};
  std::jthread writer([&] {
    for (std::int64_t i = 1; i <= 200'000; ++i) latest.store({i, 2 * i, 3 * i});
    done = true;
  });
  std::int64_t torn = 0, backwards = 0, last = 0;
  while (!done) {
    const auto [a, b, c] = latest.load();
    torn += b != 2 * a || c != 3 * a ? 1 : 0;
    backwards += a < last ? 1 : 0;
    last = a;
  }
  CHECK(torn == 0);
  CHECK(backwards == 0);
  CHECK(latest.load()[0] == 200'000);
}
