// src/signal/noise.cpp
#include "signal/noise.hpp"

#include <cmath>
#include <numbers>

namespace krach::signal {
/// What is left after a frame of what dies with a cutoff of `hz`.
static Signal rest_of(double hz) { return exp((-2.0 * std::numbers::pi * hz) / sample_rate()); }

Signal pink_noise() {
  constexpr double kLowest = 6.0, kLevel = 8.5206, kFlatter = 0.08;  // the last near the top
  const Signal white = noise();
  Signal out = fma(kFlatter, mem(white), white);
  Signal scale = (kLevel / (1.0 + kFlatter)) * sqrt(sample_rate() / 48'000.0);
  for (int octaves = 0; octaves < 16; octaves += 2) {
    const double hz = std::ldexp(kLowest, octaves);
    const Signal pole = rest_of(hz), zero = rest_of(2.0 * hz);
    const Memory last;
    const Signal next = fma(pole, last, fma(-zero, mem(out), out));
    last.write(next);
    scale = scale * ((1.0 - pole) / (1.0 - zero));
    out = next;
  }
  return scale * out;
}

Signal brown_noise() {
  const Signal rest = rest_of(20.0);
  const Memory last;
  const Signal scale = 0.2 * sqrt(3.0 * fma(-rest, rest, 1.0));
  const Signal next = fma(rest, last, scale * noise());
  last.write(next);
  return next;
}

Signal dust(Signal density) {
  const Signal chance = density / sample_rate();
  const Signal drawn = fma(0.5, noise(), 0.5);
  return select(drawn < chance, drawn * (1.0 / chance), 0.0);
}
}  // namespace krach::signal
