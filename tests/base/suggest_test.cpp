// tests/base/suggest_test.cpp: a misspelt name meets the one that was meant.
#include "base/suggest.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.hpp"
#include "base/name.hpp"
#include "base/random.hpp"

using namespace krach;

TEST_CASE("a near name is asked for, a far one is not, and all are listed") {
  const std::vector<std::string> known{"cutoff", "freq", "gate"};
  CHECK(suggest("cutof", known, "") == "did you mean 'cutoff'? there is: cutoff, freq, gate");
  CHECK(suggest("gaet", known, "") == "did you mean 'gate'? there is: cutoff, freq, gate");
  CHECK(suggest("volume", known, "") == "there is: cutoff, freq, gate");
  CHECK(suggest("volume", {}, "it has no controls") == "it has no controls");
}
TEST_CASE("a fault reads as place, fact and remedy") {
  const Error error(Fault{"bpm is 1000", "tempo", "give a number from 1 to 999"});
  CHECK(std::string(error.what()) == "tempo: bpm is 1000\n  hint: give a number from 1 to 999");
}
TEST_CASE("equal texts have equal names, and a name has its text") {
  CHECK(intern("cutoff") == intern(std::string("cut") + "off"));
  CHECK(intern("cutoff") != intern("freq"));
  CHECK(text_of(intern("cutoff")) == "cutoff");
}
TEST_CASE("draws are spread evenly, and neighbouring keys share nothing") {
  double sum = 0.0, product = 0.0;
  constexpr int kDraws = 100000;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const double a = to_unit(mix(1, i)), b = to_unit(mix(2, i));
    sum += a;
    product += (a - 0.5) * (b - 0.5);
  }
  // Four standard deviations of a mean of 10^5 uniform draws, and of a product of two.
  CHECK(sum / kDraws == doctest::Approx(0.5).epsilon(0.0073));
  CHECK(product / kDraws < 4.0 / 12.0 / 316.0);
  CHECK(product / kDraws > -4.0 / 12.0 / 316.0);
}
