// src/signal/effect.cpp
#include "signal/effect.hpp"

#include <cmath>
#include <string>

#include "base/error.hpp"
#include "signal/sin_pi.hpp"

namespace krach::signal {
static constexpr double kHighestRate = 192'000.0;  // up to which lengths are what they should be

Signal delay_seconds(Signal in, Signal seconds, double longest) {
  if (!(longest >= 0.0 && longest <= kMaxDelaySeconds))
    throw Error({"the longest delay is " + std::to_string(longest) + " s", "delay_seconds.longest",
                 "give 0 to 60 seconds"});
  const auto most = static_cast<std::int64_t>(std::ceil(longest * kHighestRate));
  const Signal time = clamp(seconds, 0.0, longest);
  const Signal whole = floor(time * sample_rate());
  const Signal part = fma(time, sample_rate(), -whole);
  const Signal near = delay(in, whole, most), far = delay(in, whole + 1.0, most);
  return fma(part, far - near, near);
}

/// In frames at 44.1 kHz.
static constexpr std::array kCombs{1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617};
static constexpr std::array kAllpasses{556, 441, 341, 225};
static constexpr int kSpread = 23;

/// What `loop` was `length` / 44100 seconds ago, itself being a frame old already.
static Signal around(Signal loop, int length) {
  constexpr double kTuned = 44'100.0;
  const auto most = static_cast<std::int64_t>(std::ceil(length * kHighestRate / kTuned));
  return delay(loop, floor(sample_rate() * (length / kTuned) - 0.5), most);
}
static Signal comb(Signal in, int length, Signal feedback, Signal damping) {
  const Memory loop, dull;
  const Signal out = around(loop, length);
  const Signal lowpassed = fma(damping, dull - out, out);
  dull.write(lowpassed);
  loop.write(fma(feedback, lowpassed, in));
  return out;
}
/// Nearly an all-pass: it keeps what makes Freeverb sound as it does.
static Signal allpass(Signal in, int length) {
  const Memory loop;
  const Signal old = around(loop, length);
  loop.write(fma(0.5, old, in));
  return old - in;
}
static Signal tank(Signal in, Signal room, Signal damping, int spread) {
  const Signal feedback = fma(clamp(room, 0.0, 1.0), 0.28, 0.7);
  const Signal absorbed = 0.4 * clamp(damping, 0.0, 1.0);
  const Signal fed = 0.03 * in;
  Signal out = 0.0;
  for (const int length : kCombs) out = out + comb(fed, length + spread, feedback, absorbed);
  for (const int length : kAllpasses) out = allpass(out, length + spread);
  return out;
}
Signal reverb(Signal in, Signal room, Signal damping) { return tank(in, room, damping, 0); }
std::array<Signal, 2> reverb_stereo(Signal in, Signal room, Signal damping) {
  return {tank(in, room, damping, 0), tank(in, room, damping, kSpread)};
}

std::array<Signal, 2> pan(Signal in, Signal position) {
  const Signal right = fma(clamp(position, -1.0, 1.0), 0.25, 0.25);  // of pi, from 0 to 1/2
  return {in * sin_pi(0.5 - right), in * sin_pi(right)};
}
}  // namespace krach::signal
