// tests/jit/code_test.cpp: what is left to do on every frame. That it is the same numbers is asked
// in same_bits_test.cpp.
#include "jit/code.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "jit/lower.hpp"
#include "jit/overlap.hpp"
#include "signal/control.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::jit;
using namespace krach::signal;

static Code code_of(const Program& program) { return lower(program, Hertz{48000.0}, 8); }
/// Instructions on every frame, but for the four that find and use the peak, and the mixing.
static std::size_t per_frame(const Program& program) {
  constexpr std::size_t kOfEveryKernel = 5;
  return code_of(program).loop.list.size() - kOfEveryKernel;
}
static auto count(const std::vector<Value>& list, const Code& code, Kind kind) {
  return std::ranges::count(list, kind, [&](Value v) { return code.values[v].kind; });
}

TEST_CASE("what depends on controls alone is computed once a call, and equal things once") {
  const Program p = trace(1, [](Signal in) {
    const Signal gain = exp(control("gain", 0, -9, 9));
    return (in * gain + in * gain) * tan(gain);
  });
  CHECK(per_frame(p) == 3);  // in * gain, that twice, times the tangent
  const Program sine = trace(1, [](Signal in) { return sin(in); });
  const Program both = trace(1, [](Signal in) { return sin(in) + cos(in); });
  CHECK(per_frame(both) < per_frame(sine) + 10);  // they share the reduction and the polynomials
}
TEST_CASE("an envelope whose gate rests between notes takes five operations a frame") {
  const Program p = trace(0, [] { return adsr(0.01, 0.1, 0.5, 0.2, control("gate", 0, 0, 1)); });
  const Code code = code_of(p);
  CHECK(code.is_peeled);
  CHECK(per_frame(p) == 5);  // a frame further, both lines, and the larger and the smaller of them
  CHECK(code.carried.size() == 3);  // the level, the frames, the peak
}
TEST_CASE("a memory of what moves stays in the loop, and nothing is peeled off for it") {
  const Code code = code_of(trace(1, [](Signal in) { return in - mem(mem(in)); }));
  CHECK_FALSE(code.is_peeled);
  CHECK(code.carried.size() == 3);
}
TEST_CASE("half of a long chain is done ahead, and each thing once a frame all the same") {
  const Program p = trace(0, [] {
    return lowpass(saw(control("freq", 110, 20, 2000)), 800.0) *
           adsr(0.01, 0.1, 0.5, 0.2, control("gate", 0, 0, 1));
  });
  const Code plain = code_of(p);
  Code overlapped = plain;
  overlap(overlapped);
  REQUIRE_FALSE(overlapped.last.list.empty());
  for (const Kind kind : {Kind::fma, Kind::mul, Kind::max, Kind::to_number, Kind::mix}) {
    const auto once = count(plain.loop.list, plain, kind);
    CHECK(count(overlapped.loop.list, overlapped, kind) == once);
    CHECK(count(overlapped.ahead.list, overlapped, kind) +
              count(overlapped.last.list, overlapped, kind) ==
          once);
  }
  CHECK(count(overlapped.ahead.list, overlapped, Kind::mix) == 0);
}
TEST_CASE("a short chain is left as it is") {
  Code code = code_of(trace(1, [](Signal in) { return 0.5 * in; }));
  overlap(code);
  CHECK(code.last.list.empty());
}
