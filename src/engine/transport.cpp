// src/engine/transport.cpp
#include "engine/transport.hpp"

#include <limits>

#include "base/error.hpp"

namespace krach::engine {
namespace {
constexpr Wide floor_div(Wide n, Wide d) { return n / d - (n % d < 0 ? 1 : 0); }
std::int64_t clamp(Wide v) {
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(v > kMost ? kMost : v < -kMost ? -kMost : v);
}
/// Cycles per frame; exact, because check() has refused what would not be.
Rational speed_of(std::int64_t rate, Tempo tempo) {
  return tempo.bpm / (tempo.meter * Rational(60) * Rational(rate));
}
}  // namespace

void Transport::check(std::int64_t rate, Tempo tempo) {
  if (tempo.bpm < 1 || tempo.bpm > 999)
    throw Error(
        Fault{"the tempo is " + print(tempo.bpm) + " BPM", "tempo", "give a number from 1 to 999"});
  if (tempo.meter < Rational(1, 4) || tempo.meter > 64)
    throw Error(Fault{"the meter is " + print(tempo.meter) + " beats a cycle", "meter",
                      "give a number from 1/4 to 64"});
  const Wide den = Wide{tempo.bpm.den} * tempo.meter.num * 60 * rate;
  const Wide num = Wide{tempo.bpm.num} * tempo.meter.den;
  constexpr Wide kExact = Wide{1} << 60;  // leaves room for a position's 63 bits in 128
  if (den > kExact || num > kExact)
    throw Error(Fault{"the tempo " + print(tempo.bpm) + " in a meter of " + print(tempo.meter) +
                          " is too fine for exact frames",
                      "tempo", "round it to a few digits, like 127.3"});
}
Transport::Transport(std::int64_t rate, Tempo tempo) {
  check(rate, tempo);
  const Rational speed = speed_of(rate, tempo);
  anchor_ = {Frames{0}, Rational(0), speed.num, speed.den};
}

Frames Transport::frame_of(Rational cycle) const noexcept {
  const Rational d = cycle - anchor_.cycle;  // frames = d * frames / cycles, plus one half, floored
  const Wide n = Wide{d.num} * anchor_.frames;
  const Wide q = Wide{d.den} * anchor_.cycles;
  const Wide whole = floor_div(n, q), rest = n - whole * q;
  return Frames{clamp(whole + (rest >= q - rest ? 1 : 0) + anchor_.frame.value)};
}
Rational Transport::on_grid(Wide twice_frames, int bits, bool up) const noexcept {
  // (twice_frames / 2) * cycles / frames cycles after the anchor, in steps of 2^-bits; the part
  // after the whole cycles is scaled last, so that nothing leaves 128 bits
  const Wide n = twice_frames * anchor_.cycles, q = Wide{2} * anchor_.frames;
  const Wide whole = floor_div(n, q), rest = n - whole * q;
  const Wide steps = (rest * (Wide{1} << bits) + (up ? q - 1 : 0)) / q;
  const std::int64_t scale = std::int64_t{1} << bits;
  return anchor_.cycle + Rational(clamp(whole)) + Rational(clamp(steps), scale);
}
Rational Transport::first_cycle_from(Frames frame) const noexcept {
  return on_grid(Wide{2} * (frame - anchor_.frame).value - 1, 24, true);
}
Rational Transport::cycle_near(Frames frame) const noexcept {
  return on_grid(Wide{2} * (frame - anchor_.frame).value, 32, false);
}
}  // namespace krach::engine
