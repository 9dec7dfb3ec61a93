// src/signal/filter.cpp
#include "signal/filter.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "base/error.hpp"

namespace krach::signal {
/// The prewarped cutoff, tan(pi cutoff / sample rate), as rise / run: so the sections need no
/// division but their own. With x the ratio, run = 1 - 4 x^2 takes the pole at 1/2 away, and what
/// is left is an own minimax polynomial (E. Remez's exchange, relative error 1.3e-6: 0.002 cents).
struct Tuning {
  Signal rise, run;
};
static Tuning tuning(Signal cutoff) {
  const Signal x = clamp(cutoff, 1.0, 0.49 * sample_rate()) * (1.0 / sample_rate());
  const Signal u = x * x;
  const Signal p = fma(fma(fma(-0.264601124, u, -0.529961195), u, -2.23142947), u, 3.14159672);
  return {x * p, fma(-4.0, u, 1.0)};
}

struct Bands {
  Signal low, band, high;
};
/// One pole. The memory is half the state of the integrator: the output, the mean of two states, is
/// then a sum.
static Bands one_pole(Signal in, const Tuning& t) {
  const Signal gain = t.rise / (t.rise + t.run);  // g / (1 + g)
  const Memory state;
  const Signal next = fma(gain, fma(-2.0, state, in), state);
  state.write(next);
  const Signal low = state + next;
  return {low, low, in - low};
}
/// Two poles; damping is 1 / q. The memories are halves, as above.
static Bands two_pole(Signal in, const Tuning& t, Signal damping) {
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
}  // namespace krach::signal
