// tests/session/kernels_test.cpp: what is compiled once, what side by side, what never.
#include "session/kernels.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "base/error.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"

using namespace krach;
using session::Kernels;

namespace {
constexpr Hertz kRate{48000.0};
Kernels::Wanted tone(double hertz, std::uint32_t lanes = 1) {
  return {std::make_shared<signal::Program>(
              signal::trace([=] { return signal::saw(signal::Signal(hertz)); })),
          kRate, lanes};
}
}  // namespace

TEST_CASE("equal programs are one kernel, also when they are wanted at once") {
  Kernels kernels;
  const std::vector wanted{tone(100), tone(200), tone(100), tone(100, 8), tone(300)};
  const auto first = kernels.get(wanted), again = kernels.get(wanted);
  CHECK(first == again);
  CHECK(first[0] == first[2]);
  CHECK(first[0] != first[1]);
  CHECK(first[3] != first[0]);
  CHECK(first[3]->kernel().layout.lanes == 8);
  CHECK(first[4] != nullptr);
}
TEST_CASE("threads may want kernels at the same time") {
  Kernels kernels;
  const auto want = [&] {
    for (int i = 0; i < 8; ++i) {
      const auto got = kernels.get(std::vector{tone(100 + i), tone(200 + i)});
      CHECK(got[0] != got[1]);
    }
  };
  const std::jthread other(want);
  want();
}
TEST_CASE("a program that cannot be compiled is an error, and the others are not kept from it") {
  Kernels kernels;
  const auto program = std::make_shared<signal::Program>();
  program->outputs = {7};
  const Kernels::Wanted broken{program, kRate, 1};
  CHECK_THROWS_AS(kernels.get(std::vector{tone(1), broken, tone(2)}), Error);
  CHECK(kernels.get(std::vector{tone(1), tone(2)}).size() == 2);
}
