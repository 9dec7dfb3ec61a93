// tests/signal/normal_test.cpp: programs have one form, that computes the same bits and is printed.
#include "signal/normal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

#include "base/error.hpp"
#include "signal/interpreter.hpp"
#include "signal/library_calls.hpp"
#include "signal/print_krs.hpp"
#include "signal/random_program.hpp"

using namespace krach;
using namespace krach::signal;

TEST_CASE("a normal program is normal already, and so is what is traced") {
  std::mt19937 random(7);
  for (int n = 0; n < 3000; ++n) {
    const Program p = normal(testing::RandomProgram(random).make());
    CHECK_NOTHROW(check(p));
    CHECK(normal(p) == p);
    CHECK(print_krs(p, "f").starts_with("def f("));
  }
  for (const Function& function : library()) {
    const Program p = testing::usual_program(function);
    CHECK(normal(p) == p);
  }
}
/// 60 frames of one voice in float, its controls turning.
static std::vector<float> heard(const Program& p) {
  constexpr std::size_t kFrames = 60;
  Interpreter<float> voice(p, 48000.0_Hz, 3);
  std::vector<float> controls, steps, in(p.inputs * kFrames), out(p.outputs.size() * kFrames);
  for (const Control& c : p.controls) controls.push_back(0.25F * static_cast<float>(c.high));
  steps.assign(controls.size(), 0.01F);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = 0.1F * static_cast<float>(i % 17) - 0.8F;
  voice.process(controls, steps, 0, in, out, kFrames);
  return out;
}
TEST_CASE("the normal program computes the same bits") {
  std::mt19937 random(8);
  for (int n = 0; n < 3000; ++n) {
    const Program p = testing::RandomProgram(random).make();
    const auto before = heard(p), after = heard(normal(p));
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (std::isnan(before[i])) continue;
      REQUIRE(std::bit_cast<std::uint32_t>(before[i]) == std::bit_cast<std::uint32_t>(after[i]));
    }
  }
}
TEST_CASE("it does not matter when a number or a control is first mentioned") {
  const auto early = trace(1, [](Signal in) {
    const Signal half = 0.5, cutoff = control("cutoff", 1.0, 0.0, 2.0);
    const Signal wave = sin(in);
    return wave + cutoff * half;
  });
  const auto late = trace(1, [](Signal in) {
    const Signal wave = sin(in);
    return 0.5 * control("cutoff", 1.0, 0.0, 2.0) + wave;
  });
  const auto turned = trace(1, [](Signal in) { return select(in > 0.5, in, in >= 1.0); });
  CHECK(early == late);
  CHECK(turned == trace(1, [](Signal in) { return select(0.5 < in, in, 1.0 <= in); }));
}
TEST_CASE("texts are quoted so that Python reads them as they are, in ASCII") {
  CHECK(quote("a\"b\\c\n\t", "x") == "\"a\\\"b\\\\c\\n\\t\"");
  CHECK(quote(std::string_view("\0\x7f", 2), "x") == "\"\\u0000\\u007f\"");
  CHECK(quote("\xc3\xb6 \xe2\x80\xa8 \xf0\x9f\x8e\xb5", "x") == "\"\\u00f6 \\u2028 \\U0001f3b5\"");
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                          "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "a\x80", "\xe2\x80"})
    CHECK_THROWS_AS(quote(bad, "x"), Error);
}
TEST_CASE("a program is printed under a name of Python, or not at all") {
  const Program p = trace(1, [](Signal in) { return 0.5 * in; });
  CHECK(print_krs(p, "half") == "def half(inp):\n    return 0.5 * inp\n");
  for (const char* bad : {"", "1a", "a b", "a:", "def", "krs", "a\n"})
    CHECK_THROWS_AS(print_krs(p, bad), Error);
}
