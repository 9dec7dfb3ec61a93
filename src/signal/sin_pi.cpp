// src/signal/sin_pi.cpp
#include "signal/sin_pi.hpp"

namespace krach::signal {
Signal sin_pi(Signal x) {
  const Signal size = abs(x), rest = 1.0 - size, w = size * rest;
  return x * rest * fma(fma(fma(0.21648632, w, 1.11367178), w, 3.14168024), w, 3.14159203);
}
}  // namespace krach::signal
