// src/signal/oscillator.cpp
#include "signal/oscillator.hpp"

#include <algorithm>
#include <array>
#include <complex>
#include <numbers>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "signal/choice.hpp"
#include "signal/control.hpp"
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
/// into both, and 4^1/4 into v, so that the powers need no factors.
static Signal less_jump(Signal level, Signal distance, Signal scale) {
  constexpr double kUnit = 0.53728496591177095;  // 12^-1/4
  constexpr double kRoot = kUnit * std::numbers::sqrt2;
  const Signal u = max(fma(distance, -kUnit * scale, 2.0 * kUnit), 0.0);
  const Signal v = max(fma(distance, -kRoot * scale, kRoot), 0.0);
  const Signal u2 = u * u, v2 = v * v;
  return fma(v2, v2, fma(-u2, u2, level));
}
/// `size` with the sign of `x`, for size >= 0 where |x| >= size.
static Signal with_sign(Signal size, Signal x) { return clamp(x, -size, size); }

Signal phasor(Signal freq) { return phase(cycles_per_frame(freq)); }

Signal sine_osc(Signal freq) {
  return sin_pi(fma(-2.0, phase(cycles_per_frame(freq)), 1.0));  // sin(x) is sin(pi - x)
}

/// A saw at that phase, from -1 to 1.
static Signal saw_at(Signal phase, Signal scale) {
  const Signal size = abs(phase);
  return with_sign(less_jump(size, 1.0 - size, scale), phase);
}
Signal saw(Signal freq) {
  const auto [phase, step] = ramp(freq);
  return saw_at(phase, 1.0 / step);
}
/// The saw of the fall less the saw of the rise.
Signal pulse(Signal freq, Signal width) {
  const auto [phase, step] = ramp(freq);
  const Signal scale = 1.0 / step, high = 2.0 * clamp(width, 0.0, 1.0);
  const Signal back = phase - high;
  const Signal later = select(back < -1.0, back + 2.0, back);
  return saw_at(later, scale) - saw_at(phase, scale) + (high - 1.0);
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

namespace {
/// One cycle at so many numbers, without its highest harmonics: 256, 128, ... down to one.
constexpr std::size_t kCycle = 2048, kLevels = 9, kHarmonics = 256;
using Spectrum = std::vector<std::complex<double>>;

Spectrum spectrum_of(std::span<const double> table) {
  const std::size_t n = table.size(), count = std::min(kHarmonics, (n - 1) / 2) + 1;
  Spectrum out(count);
  for (std::size_t k = 0; k < count; ++k) {
    const double turn = -2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i)
      out[k] += std::polar(table[i] / static_cast<double>(n), turn * static_cast<double>(i));
  }
  return out;
}
/// The levels one after the other, each with its first number again behind its last.
std::vector<double> levels_of(const Spectrum& spectrum) {
  std::vector<double> out(kLevels * (kCycle + 1), spectrum[0].real());
  for (std::size_t k = 1; k < spectrum.size(); ++k) {
    const double turn = 2.0 * std::numbers::pi * static_cast<double>(k) / kCycle;
    for (std::size_t i = 0; i <= kCycle; ++i) {
      const double x = 2.0 * (spectrum[k] * std::polar(1.0, turn * static_cast<double>(i))).real();
      for (std::size_t level = 0; k <= (kHarmonics >> level); ++level)
        out[level * (kCycle + 1) + i] += x;
    }
  }
  return out;
}
}  // namespace

Signal wavetable(Signal freq, std::span<const double> table) {
  if (table.size() < 3 || table.size() > 16'384)
    throw Error({"a cycle of " + std::to_string(table.size()) + " numbers", "wavetable.table",
                 "give 3 to 16384"});
  const Signal step = cycles_per_frame(freq), size = abs(step);
  Signal level = 0.0;  // the first whose highest harmonic is below half the sample rate
  for (std::size_t harmonics = kHarmonics; harmonics > 1; harmonics /= 2)
    level = level + (size > 0.5 / static_cast<double>(harmonics));
  const Signal at = static_cast<double>(kCycle) * phase(step), whole = floor(at);
  const Signal place = fma(level, static_cast<double>(kCycle + 1), whole);
  const std::vector<double> levels = levels_of(spectrum_of(table));
  const Signal near = rdtable(levels, place), far = rdtable(levels, place + 1.0);
  return fma(at - whole, far - near, near);
}

Signal fm(Signal freq, Signal ratio, Signal index) {
  const Signal turned = index * (0.5 / std::numbers::pi) * sine_osc(freq * ratio);  // in cycles
  const Signal at = phase(cycles_per_frame(freq)) + turned;
  return sin_pi(fma(-2.0, at - floor(at), 1.0));
}

Signal lfo(Signal rate, Signal low, Signal high, std::string_view shape) {
  static constexpr std::array<std::string_view, 6> kShapes{"sine", "tri",    "saw",
                                                           "isaw", "square", "random"};
  const std::size_t chosen = choice(shape, kShapes, "lfo.shape");
  const Signal at = phasor(rate);
  const Signal level = [&]() -> Signal {  // from 0 to 1
    switch (chosen) {
      case 0: return fma(0.5, sin_pi(fma(-2.0, at, 1.0)), 0.5);
      case 1: return 1.0 - abs(fma(2.0, at, -1.0));
      case 2: return at;
      case 3: return 1.0 - at;
      case 4: return at >= 0.5;
      default: {
        const Signal begins =
            max(abs(at - mem(at)) > 0.5, 1.0 - mem(1.0));  // a cycle, or the voice
        return fma(0.5, latch(noise(), begins), 0.5);
      }
    }
  }();
  return fma(high - low, level, low);
}
}  // namespace krach::signal
