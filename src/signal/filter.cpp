// src/signal/filter.cpp
#include "signal/filter.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "base/error.hpp"
#include "signal/choice.hpp"
#include "signal/section.hpp"

namespace krach::signal {
static Signal butterworth(Signal in, Signal cutoff, int order, Signal Bands::* output) {
  if (order < 1 || order > 8)
    throw Error({"order is " + std::to_string(order), "filter.order", "give 1 to 8"});
  const Tuning t = tuning(cutoff);
  if (order % 2 == 1) in = one_pole(in, t).*output;
  for (int pair = order / 2; pair >= 1; --pair)  // the most damped first: nothing overshoots inside
    in = two_pole(in, t, 2.0 * std::sin(std::numbers::pi * (2 * pair - 1) / (2 * order))).*output;
  return in;
}
Signal lowpass(Signal in, Signal cutoff, int order) {
  return butterworth(in, cutoff, order, &Bands::low);
}
Signal highpass(Signal in, Signal cutoff, int order) {
  return butterworth(in, cutoff, order, &Bands::high);
}
Signal onepole(Signal in, Signal cutoff) { return one_pole(in, tuning(cutoff)).low; }
Signal dcblock(Signal in, Signal cutoff) { return one_pole(in, tuning(cutoff)).high; }

static Signal damping_of(Signal q) { return 1.0 / clamp(q, 0.1, 1000.0); }
Signal resonant_lowpass(Signal in, Signal cutoff, Signal q) {
  return two_pole(in, tuning(cutoff), damping_of(q)).low;
}
Signal resonant_highpass(Signal in, Signal cutoff, Signal q) {
  return two_pole(in, tuning(cutoff), damping_of(q)).high;
}
Signal bandpass(Signal in, Signal cutoff, Signal q) {
  const Signal damping = damping_of(q);
  return damping * two_pole(in, tuning(cutoff), damping).band;
}
Signal notch(Signal in, Signal cutoff, Signal q) {
  const Signal damping = damping_of(q);
  return fma(-damping, two_pole(in, tuning(cutoff), damping).band, in);
}
Signal allpass(Signal in, Signal cutoff, Signal q) {
  const Signal damping = damping_of(q);
  return fma(-2.0 * damping, two_pole(in, tuning(cutoff), damping).band, in);
}
Signal svf(Signal in, Signal cutoff, Signal q, std::string_view mode) {
  static constexpr std::array<std::string_view, 6> kModes{"low",  "high",  "band",
                                                          "peak", "notch", "all"};
  switch (choice(mode, kModes, "svf.mode")) {
    case 0: return resonant_lowpass(in, cutoff, q);
    case 1: return resonant_highpass(in, cutoff, q);
    case 2: return bandpass(in, cutoff, q);
    case 3: return two_pole(in, tuning(cutoff), damping_of(q)).band;
    case 4: return notch(in, cutoff, q);
    default: return allpass(in, cutoff, q);
  }
}

/// The loop of four one-poles is solved for its input, as if it had no delay; what limits is the
/// tanh of that input.
Signal moog_ladder(Signal in, Signal cutoff, Signal resonance) {
  const auto [rise, run] = tuning(cutoff);
  const Signal gain = rise / (rise + run);
  const Signal rest = 1.0 - gain;
  const Signal fed = 4.0 * clamp(resonance, 0.0, 1.2);
  const Memory s1, s2, s3, s4;  // halves, as in section.cpp
  const Signal g2 = gain * gain;
  // What the last pole gives if the input were 0: the states, each through the poles after it.
  const Signal held = 2.0 * rest * fma(gain, fma(gain, fma(gain, s1, s2), s3), s4);
  Signal x = tanh(fma(-fed, held, in) / fma(fed, g2 * g2, 1.0));
  for (const Memory* state : {&s1, &s2, &s3, &s4}) {
    const Signal next = fma(gain, fma(-2.0, *state, x), *state);
    state->write(next);
    x = *state + next;
  }
  return x;
}

// ---- equalizers

/// 10^(gain / 40): the square root of the gain as a factor.
static Signal root_of_gain(Signal gain) {
  return exp(clamp(gain, -60.0, 60.0) * (std::numbers::ln10 / 40.0));
}
/// The cutoff times `factor`, as the shelves need it, after the prewarping.
static Tuning moved(Tuning t, Signal factor) { return {t.rise * factor, t.run}; }

Signal shelf_low(Signal in, Signal cutoff, Signal gain, Signal q) {
  const Signal a = root_of_gain(gain), damping = damping_of(q);
  const Bands bands = two_pole(in, moved(tuning(cutoff), 1.0 / sqrt(a)), damping);
  return fma(damping * (a - 1.0), bands.band, fma(fma(a, a, -1.0), bands.low, in));
}
Signal shelf_high(Signal in, Signal cutoff, Signal gain, Signal q) {
  const Signal a = root_of_gain(gain), damping = damping_of(q), full = a * a;
  const Bands bands = two_pole(in, moved(tuning(cutoff), sqrt(a)), damping);
  return fma(damping * (1.0 - a) * a, bands.band, fma(1.0 - full, bands.low, full * in));
}
Signal peak_eq(Signal in, Signal cutoff, Signal gain, Signal q) {
  const Signal a = root_of_gain(gain), damping = damping_of(q) / a;
  return fma(damping * fma(a, a, -1.0), two_pole(in, tuning(cutoff), damping).band, in);
}
}  // namespace krach::signal
