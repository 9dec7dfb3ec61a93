// src/signal/utility.cpp
#include "signal/utility.hpp"

#include <numbers>

#include "signal/sin_pi.hpp"

namespace krach::signal {
Signal clip(Signal x, Signal low, Signal high) { return clamp(x, low, high); }
Signal wrap(Signal x, Signal low, Signal high) { return low + mod(x - low, high - low); }
Signal lerp(Signal a, Signal b, Signal t) { return fma(b - a, t, a); }

Signal db_to_linear(Signal db) { return exp(db * (std::numbers::ln10 / 20.0)); }
Signal linear_to_db(Signal x) { return (20.0 / std::numbers::ln10) * log(max(abs(x), 1e-10)); }
Signal midi_to_freq(Signal note) { return 440.0 * exp2((note - 69.0) * (1.0 / 12.0)); }
Signal freq_to_midi(Signal freq) { return fma(12.0, log2(max(freq, 0.001) * (1.0 / 440.0)), 69.0); }

Stereo pan(Signal in, Signal position) {
  const Signal right = fma(clamp(position, -1.0, 1.0), 0.25, 0.25);  // of pi, from 0 to 1/2
  return {in * sin_pi(0.5 - right), in * sin_pi(right)};
}
Stereo stereo_width(Signal left, Signal right, Signal width) {
  const Signal middle = 0.5 * (left + right), side = 0.5 * width * (left - right);
  return {middle + side, middle - side};
}

Signal asin(Signal x) { return atan2(x, sqrt((1.0 - x) * (1.0 + x))); }
Signal acos(Signal x) { return atan2(sqrt((1.0 - x) * (1.0 + x)), x); }
Signal atan(Signal x) { return atan2(x, 1.0); }
/// Of small x the two powers would be nearly the same; 2 s / (1 - s^2) with s = tanh(x / 2) is not.
Signal sinh(Signal x) {
  const Signal s = tanh(0.5 * x);
  return select(abs(x) < 1.0, 2.0 * s / ((1.0 - s) * (1.0 + s)), 0.5 * (exp(x) - exp(-x)));
}
Signal cosh(Signal x) { return 0.5 * (exp(x) + exp(-x)); }
Signal log2(Signal x) { return log(x) * std::numbers::log2e; }
Signal log10(Signal x) { return log(x) * std::numbers::log10e; }
Signal exp2(Signal x) { return pow(2.0, x); }
Signal sign(Signal x) { return (x > 0.0) - (x < 0.0); }
Signal trunc(Signal x) { return select(x < 0.0, ceil(x), floor(x)); }
Signal fract(Signal x) { return x - floor(x); }
}  // namespace krach::signal
