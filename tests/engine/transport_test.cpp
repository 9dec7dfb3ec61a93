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
TEST_CASE("a tempo change goes on from the position reached, and asks for no event twice") {
  Transport transport(48000, {122, 4});
  const Frames at{123'457};
  const Rational before = transport.cycle_near(at);
  transport.change(at, {Rational(1337, 10), Rational(7, 2)});
  CHECK(std::abs((transport.cycle_near(at) - before).to_double()) < 0x1p-24);
  const double cycles = transport.cycle_near(at + Frames{480'000}).to_double() - before.to_double();
  CHECK(cycles == doctest::Approx(10.0 * 133.7 / 60.0 / 3.5).epsilon(1e-9));
  CHECK(transport.tempo_at(at) == Tempo{Rational(1337, 10), Rational(7, 2)});
}
TEST_CASE("a ramp is a straight line of tempo: every frame is the one an exact sum gives") {
  const std::int64_t rate = 48000;
  for (const auto& [from, to] : {std::pair{120, 60}, {60, 120}, {1, 999}, {999, 1}}) {
    CAPTURE(from);
    const Tempo a{from, 4}, b{to, 4};
    const Frames length = Transport::ramp_length(rate, a, b, 8);
    CHECK(length.value == (2 * 8 * 4 * 60 * rate + (from + to) / 2) / (from + to));
    Transport::check_ramp(rate, a, b);
    Transport transport(rate, a);
    transport.ramp(Frames{0}, b, length);
    for (std::int64_t step = 0; step < 300; ++step) {
      const Rational cycle(step, 37);
      const std::int64_t frame = transport.frame_of(cycle).value;
      // cycles(t) = (a t + (b - a) t^2 / 2n) / (240 rate), in halves of a frame, times what divides
      const auto scaled = [&](std::int64_t half) -> Wide {
        const Wide n = length.value;
        return Wide{half} * (4 * n * from + Wide{to - from} * half);
      };
      const Wide all = Wide{8} * length.value * 240 * rate;
      if (frame >= length.value) continue;
      CHECK(scaled(2 * frame - 1) * 37 <= Wide{step} * all);
      CHECK(scaled(2 * frame + 1) * 37 > Wide{step} * all);
    }
    CHECK(std::abs(transport.cycle_near(length).to_double() - 8.0) < 1e-4);
    CHECK(transport.tempo_at(length) == b);
  }
}
TEST_CASE("2^53 frames in, frames and positions are still exact") {
  const Transport transport(48000, {122, 4});
  const std::int64_t far = std::int64_t{1} << 53;
  const std::int64_t cycle = transport.cycle_near(Frames{far}).ceil();
  for (std::int64_t step = 0; step < 64; ++step) {
    const Wide n = (Wide{16} * cycle + step) * 60 * 48000 * 4, d = Wide{16} * 122;
    CHECK(transport.frame_of(Rational(16 * cycle + step, 16)).value ==
          static_cast<std::int64_t>((2 * n + d) / (2 * d)));
  }
}
