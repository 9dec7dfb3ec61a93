// tests/signal/trace_test.cpp: tracing keeps what a function did, once, or says what is wrong.
#include "signal/trace.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"

using namespace krach;
using namespace krach::signal;

static std::size_t count(const Program& program, Op op) {
  return static_cast<std::size_t>(std::ranges::count(program.operations, op, &Operation::op));
}

TEST_CASE("equal operations are traced once, whichever way a sum is written") {
  const Program p = trace(1, [](Signal in) { return (in + 2.0) * (2.0 + in) + mem(in) * mem(in); });
  CHECK(count(p, Op::constant) == 1);
  CHECK(count(p, Op::add) == 2);
  CHECK(count(p, Op::memory) == 1);
}
TEST_CASE("each noise is its own stream") {
  const Program p = trace([] { return noise() * noise(); });
  CHECK(p.operations[0].index == 0);
  CHECK(p.operations[1].index == 1);
}
TEST_CASE("what no output depends on is left out, its controls stay") {
  const Program p = trace(1, [](Signal in) {
    (void)sin(control("unused", 0.0, 0.0, 1.0));
    return in;
  });
  CHECK(p.operations.size() == 1);
  CHECK(p.controls.size() == 1);
}
TEST_CASE("the same control twice is one control; with other numbers it is an Error") {
  const Program p = trace([] { return control("a", 1, 0, 2) + control("a", 1, 0, 2); });
  CHECK(p.controls.size() == 1);
  CHECK_THROWS_AS(trace([] { return control("a", 1, 0, 2) + control("a", 1, 0, 3); }), Error);
}
TEST_CASE("a control needs a name that fits, and finite numbers in order") {
  for (const char* name : {"", "a b", "cut\xc3\xb6"})
    CHECK_THROWS_AS(trace([&] { return control(name, 0, 0, 1); }), Error);
  CHECK_THROWS_AS(trace([] { return control(std::string(65, 'a'), 0, 0, 1); }), Error);
  CHECK_NOTHROW(trace([] { return control(std::string(64, 'a'), 0, 0, 1); }));
  CHECK_THROWS_AS(trace([] { return control("a", 2, 0, 1); }), Error);
  CHECK_THROWS_AS(trace([] { return control("a", 0, 0, 1.0 / 0.0); }), Error);
}
TEST_CASE("a memory that is never written, or twice, is an Error") {
  CHECK_THROWS_AS(trace([]() -> Signal { return Memory(); }), Error);
  CHECK_THROWS_AS(trace([]() -> Signal {
                    const Memory m;
                    m.write(m + 1.0);
                    m.write(m + 2.0);
                    return m;
                  }),
                  Error);
}
TEST_CASE("a signal outside its tracing is an Error") {
  CHECK_THROWS_AS(Signal(1.0), Error);
  CHECK_THROWS_AS(noise(), Error);
  Signal stray = [] {
    const Tracing tracing;
    return Signal(1.0);
  }();
  CHECK_THROWS_AS(trace([&] { return stray + 1.0; }), Error);
  CHECK_THROWS_AS(trace([&] { return stray; }), Error);
}
TEST_CASE("a tracing inside a tracing is an Error, and the outer one goes on") {
  Tracing tracing;
  CHECK_THROWS_AS(Tracing{}, Error);
  CHECK(tracing.finish(std::array{Signal(1.0)}).operations.size() == 1);
  CHECK_THROWS_AS(tracing.inputs(), Error);
}
TEST_CASE("an abandoned tracing makes room for the next") {
  CHECK_THROWS_AS(trace([]() -> Signal { return Memory(); }), Error);
  CHECK_NOTHROW(trace([] { return Signal(1.0); }));
}
TEST_CASE("every operation remembers the line it came from, which equality does not see") {
  const auto make = [](std::int32_t first) {
    return trace(1, [&](Signal in) {
      set_source_line(first);
      const Signal a = in + 1.0;
      set_source_line(first + 1);
      const Signal b = a * a;
      set_source_line(0);
      return b;
    });
  };
  const Program p = make(7), q = make(9);
  CHECK(p.lines.back() == 8);
  CHECK(p == q);
  CHECK(content_hash(p) == content_hash(q));
}
TEST_CASE("programs that differ in one number have different hashes") {
  const auto make = [](double x) { return trace([&] { return phase(x); }); };
  CHECK(make(0.0) != make(-0.0));
  CHECK(content_hash(make(0.0)) != content_hash(make(-0.0)));
  CHECK(content_hash(make(0.1)) != content_hash(make(0.2)));
}
TEST_CASE("bounds: operations, delays, state, outputs") {
  CHECK_THROWS_AS(trace(1,
                        [](Signal in) {
                          for (int i = 0; i < 20'001; ++i) in = in + 1.5;
                          return in;
                        }),
                  Error);
  CHECK_THROWS_AS(trace(1, [](Signal in) { return delay(in, 12'000'000); }), Error);
  CHECK_THROWS_AS(trace(1, [](Signal in) { return delay(delay(in, 5'000'000), 5'000'000); }),
                  Error);
  CHECK_NOTHROW(trace(1, [](Signal in) { return delay(in, 5'000'000); }));
  CHECK_THROWS_AS(trace([] { return std::vector<Signal>{}; }), Error);
  CHECK_THROWS_AS(Tracing(3), Error);
}
TEST_CASE("a pow by a small whole number is a product") {
  const Program p = trace(1, [](Signal in) { return pow(in, 2.0) + pow(in, 3.0) + pow(in, 4.0); });
  CHECK(count(p, Op::pow) == 0);
  CHECK(count(p, Op::mul) == 3);
}
