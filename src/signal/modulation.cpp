// src/signal/modulation.cpp
#include "signal/modulation.hpp"

#include "signal/oscillator.hpp"
#include "signal/section.hpp"
#include "signal/sin_pi.hpp"
#include "signal/utility.hpp"
#include "signal/wavering.hpp"

namespace krach::signal {
static Signal share(Signal x) { return clamp(x, 0.0, 1.0); }
static std::int64_t most(double seconds) {
  constexpr double kHighestRate = 192'000.0;
  return static_cast<std::int64_t>(seconds * kHighestRate) + 1;
}
/// A sine `later` cycles behind.
static Signal waver(Signal at, double later) {
  const Signal moved = at + (1.0 - later);
  return sin_pi(fma(-2.0, moved - floor(moved), 1.0));
}

Signal chorus(Signal in, Signal rate, Signal depth, Signal mix) {
  constexpr double kMiddle = 0.015, kSway = 0.005;
  const Signal at = phasor(rate), sway = kSway * sample_rate() * share(depth);
  const Signal middle = floor(kMiddle * sample_rate());
  Signal copies = 0.0;
  for (const double later : {0.0, 1.0 / 3.0, 2.0 / 3.0})
    copies = copies + wavering(in, middle, sway * waver(at, later), most(kMiddle + kSway));
  return lerp(in, (1.0 / 3.0) * copies, share(mix));
}
Signal flanger(Signal in, Signal rate, Signal depth, Signal feedback) {
  constexpr double kShortest = 0.0005, kSway = 0.005;
  const Signal sway = 0.5 * kSway * sample_rate() * share(depth);
  const Signal offset = fma(sway, waver(phasor(rate), 0.0), sway);
  const Memory loop;  // a frame old
  const Signal shortest = floor(kShortest * sample_rate()) - 1.0;
  const Signal late = wavering(loop, shortest, offset, most(kShortest + kSway));
  loop.write(fma(min(share(feedback), 0.99), late, in));
  return 0.5 * (in + late);
}
Signal phaser(Signal in, Signal rate, Signal depth, Signal feedback) {
  constexpr double kLowest = 200.0, kOctaves = 4.0;
  const Signal octaves = kOctaves * share(depth) * fma(0.5, waver(phasor(rate), 0.0), 0.5);
  const Tuning t = tuning(kLowest * exp2(octaves));
  const Memory loop;
  Signal turned = fma(min(share(feedback), 0.99), loop, in);
  for (int stage = 0; stage < 4; ++stage) {
    const Bands bands = one_pole(turned, t);
    turned = bands.low - bands.high;
  }
  loop.write(turned);
  return 0.5 * (in + turned);
}
Signal tremolo(Signal in, Signal rate, Signal depth) {
  const Signal half = 0.5 * share(depth);
  return in * (1.0 - fma(half, waver(phasor(rate), 0.0), half));
}
Signal ring_mod(Signal in, Signal freq) { return in * sine_osc(freq); }
}  // namespace krach::signal
