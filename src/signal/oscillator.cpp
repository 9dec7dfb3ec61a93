// src/signal/oscillator.cpp
#include "signal/oscillator.hpp"

#include <numbers>

#include "signal/sin_pi.hpp"

namespace krach::signal {
static Signal cycles_per_frame(Signal freq) { return freq * (1.0 / sample_rate()); }

/// The phase from -1 to 1, and how far a frame goes in it, at least in the drawing of jumps.
struct Ramp {
  Signal phase, step;
};
static Ramp ramp(Signal freq) {
  const Signal step = cycles_per_frame(freq);
  return {fma(2.0, phase(step), -1.0), 2.0 * clamp(abs(step), 1e-9, 0.25)};
}

/// `level`, less what the 4-point drawing of a jump by 2 takes away `frames` = scale * distance
/// from it: (u^4 - 4 v^4) / 12 with u = max(2 - frames, 0), v = max(1 - frames, 0). 12^-1/4 is put
/// into the scale, and 4^1/4 into v, so that the powers need no factors.
static Signal less_jump(Signal level, Signal distance, Signal scale) {
  constexpr double kUnit = 0.53728496591177095;  // 12^-1/4
  constexpr double kRoot = std::numbers::sqrt2;
  const Signal u = max(fma(distance, -kUnit * scale, 2.0 * kUnit), 0.0);
  const Signal v = max(fma(kRoot, u, -kRoot * kUnit), 0.0);
  const Signal u2 = u * u, v2 = v * v;
  return fma(v2, v2, fma(-u2, u2, level));
}
/// `size` with the sign of `x`, for size >= 0 where |x| >= size.
static Signal with_sign(Signal size, Signal x) { return clamp(x, -size, size); }

Signal phasor(Signal freq) { return phase(cycles_per_frame(freq)); }

Signal sine_osc(Signal freq) {
  return sin_pi(fma(-2.0, phase(cycles_per_frame(freq)), 1.0));  // sin(x) is sin(pi - x)
}

Signal saw(Signal freq) {
  const auto [phase, step] = ramp(freq);
  const Signal size = abs(phase);
  return with_sign(less_jump(size, 1.0 - size, 1.0 / step), phase);
}

Signal square(Signal freq) {
  const auto [phase, step] = ramp(freq);
  const Signal size = abs(phase), scale = 1.0 / step;
  const Signal level = less_jump(less_jump(1.0, size, scale), 1.0 - size, scale);
  return with_sign(level, phase * (-2.0 * scale));  // rises faster than the drawing at both jumps
}

/// 120 times what the 4-point drawing of a corner takes away, for a slope that turns by 1.
static Signal corner(Signal distance, Signal scale) {
  const Signal u = max(fma(distance, -scale, 2.0), 0.0);
  const Signal v = max(u - 1.0, 0.0);
  const Signal u2 = u * u, v2 = v * v;
  return fma(u2 * u2, u, v2 * v2 * (-4.0 * v));
}
Signal triangle(Signal freq) {
  const auto [phase, step] = ramp(freq);
  const Signal from_corner = abs(fma(2.0, abs(phase), -1.0));  // in quarters of a cycle
  const Signal scale = 0.5 / step;
  const Signal taken = corner(from_corner, scale) - corner(2.0 - from_corner, scale);
  const Signal level = fma(step * (-1.0 / 30.0), taken, 1.0 - from_corner);
  return with_sign(level, -2.0 * phase);
}
}  // namespace krach::signal
