// tests/support/measure.hpp: a test signal, and what instruments would read off it.
#pragma once
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <vector>

#include "base/random.hpp"
#include "base/units.hpp"

namespace krach::test {
inline double db(double ratio) { return 20.0 * std::log10(std::max(ratio, 1e-12)); }

/// White, even in [-amplitude, amplitude), the same at each call. In numbers that float holds too.
inline std::vector<double> noise_of(std::size_t frames, double amplitude) {
  std::vector<double> x(frames);
  for (std::size_t i = 0; i < frames; ++i)
    x[i] = amplitude * (static_cast<double>(mix(1, std::uint64_t{i}) >> 40U) / 8388608.0 - 1.0);
  return x;
}
/// from, from * factor ... as long as it is below `to`.
inline std::vector<double> geometric(double from, double to, double factor) {
  std::vector<double> out;
  while (from < to) {
    out.push_back(from);
    from *= factor;
  }
  return out;
}
/// The amplitude of one line of the spectrum; exact for whole periods.
template <class Real>
double line(const std::vector<Real>& wave, Hertz at, Hertz rate) {
  const double turn = -2.0 * std::numbers::pi * (at / rate);
  std::complex<double> sum = 0.0;
  for (std::size_t i = 0; i < wave.size(); ++i)
    sum += static_cast<double>(wave[i]) * std::polar(1.0, turn * static_cast<double>(i));
  return 2.0 * std::abs(sum) / static_cast<double>(wave.size());
}
/// The largest difference of two renderings, in dBFS.
inline double difference_db(const std::vector<float>& x, const std::vector<double>& y) {
  double worst = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(x[i]) - y[i]));
  return db(worst);
}
}  // namespace krach::test
