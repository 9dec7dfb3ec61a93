// tests/engine/transport_test.cpp: cycles fall on the frames that exact fractions give.
#include "engine/transport.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace krach;
using engine::Tempo;
using engine::Transport;

TEST_CASE("at 120 BPM in 4 beats a quarter of a cycle is 24 000 frames of 48 kHz") {
  const Transport transport(48000, {120, 4});
  for (std::int64_t beat = -8; beat < 4000; ++beat)
    CHECK(transport.frame_of(Rational(beat, 4)) == Frames{beat * 24000});
}
TEST_CASE("at 127.3 BPM every 16th note is the rounded exact fraction") {
  const Transport transport(48000, {Rational(1273, 10), 4});
  for (std::int64_t step = 0; step < 1000; ++step) {
    const Wide n = Wide{step} * 60 * 48000 * 10 * 4, d = Wide{16} * 1273;
    CHECK(transport.frame_of(Rational(step, 16)).value ==
          static_cast<std::int64_t>((2 * n + d) / (2 * d)));
  }
}
TEST_CASE("a year in, a frame is as exact as in the first bar") {
  const Transport transport(48000, {Rational(1337, 10), Rational(7, 2)});
  const std::int64_t cycle = 20'000'000;
  const Wide n = (Wide{3} * cycle + 1) * 60 * 48000 * 10 * 7, d = Wide{3} * 1337 * 2;
  CHECK(transport.frame_of(Rational(3 * cycle + 1, 3)).value ==
        static_cast<std::int64_t>((2 * n + d) / (2 * d)));
}
TEST_CASE("the spans of blocks share their edges, and see no event late") {
  const Transport transport(44100, {Rational(1273, 10), Rational(7, 2)});
  for (std::int64_t step = 0; step < 300; ++step) {
    const Rational event(step, 7);
    const Frames frame = transport.frame_of(event);
    CHECK(transport.first_cycle_from(frame) <= event);
    CHECK(event - transport.first_cycle_from(frame + Frames{1}) < Rational(1, 1 << 24));
  }
}
TEST_CASE("a position is within 2^-32 cycles") {
  const Transport transport(48000, {120, 4});
  CHECK(transport.cycle_near(Frames{96000}) == Rational(1));
  CHECK(transport.cycle_near(Frames{24000}) == Rational(1, 4));
  CHECK(std::abs(transport.cycle_near(Frames{32001}).to_double() - 32001.0 / 96000.0) < 0x1p-32);
}
TEST_CASE("a tempo or meter out of bounds is refused with the bounds") {
  CHECK_THROWS_WITH_AS(Transport(48000, Tempo{0, 4}),
                       "tempo: the tempo is 0 BPM\n  hint: give a number from 1 to 999", Error);
  CHECK_THROWS_AS(Transport(48000, Tempo{1000, 4}), Error);
  CHECK_THROWS_AS(Transport(48000, Tempo{120, 0}), Error);
  CHECK_THROWS_AS(Transport(48000, Tempo{120, 65}), Error);
}
