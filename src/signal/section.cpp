// src/signal/section.cpp
#include "signal/section.hpp"

namespace krach::signal {
/// With x the ratio to the sample rate, run = 1 - 4 x^2 takes the pole at 1/2 away, and what is
/// left is an own minimax polynomial (E. Remez's exchange, relative error 1.3e-6).
Tuning tuning(Signal cutoff) {
  const Signal x = clamp(cutoff, 1.0, 0.49 * sample_rate()) * (1.0 / sample_rate());
  const Signal u = x * x;
  const Signal p = fma(fma(fma(-0.264601124, u, -0.529961195), u, -2.23142947), u, 3.14159672);
  return {x * p, fma(-4.0, u, 1.0)};
}

/// The memory is half the state of the integrator: the output, the mean of two states, is then a
/// sum.
Bands one_pole(Signal in, const Tuning& t) {
  const Signal gain = t.rise / (t.rise + t.run);  // g / (1 + g)
  const Memory state;
  const Signal next = fma(gain, fma(-2.0, state, in), state);
  state.write(next);
  const Signal low = state + next;
  return {low, low, in - low};
}
/// The memories are halves, as above.
Bands two_pole(Signal in, const Tuning& t, Signal damping) {
  const Signal rr = t.rise * t.rise, product = t.rise * t.run;
  const Signal damped = fma(damping, product, rr);
  const Signal scale = 1.0 / fma(t.run, t.run, damped);  // with g: run^-2 / (1 + g (g + damping))
  const Signal a2 = product * scale, a3 = rr * scale;

  const Memory band_state, low_state;
  const Signal x = fma(-2.0, low_state, in);
  const Signal next_band = fma(a2, x, fma(-2.0 * scale * damped, band_state, band_state));
  const Signal next_low = fma(a3, x, fma(2.0 * a2, band_state, low_state));
  band_state.write(next_band);
  low_state.write(next_low);
  const Signal low = low_state + next_low, band = band_state + next_band;
  return {low, band, in - fma(damping, band, low)};
}
}  // namespace krach::signal
