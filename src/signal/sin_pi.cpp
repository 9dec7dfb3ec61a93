// src/signal/sin_pi.cpp
#include "signal/sin_pi.hpp"

namespace krach::signal {
static Signal arch_over_w(Signal w) {
  return fma(fma(fma(0.21648632, w, 1.11367178), w, 3.14168024), w, 3.14159203);
}
Signal arch(Signal w) { return w * arch_over_w(w); }
Signal sin_pi(Signal x) {
  const Signal size = abs(x), rest = 1.0 - size;
  return x * rest * arch_over_w(size * rest);
}
}  // namespace krach::signal
