// src/signal/distortion.cpp
#include "signal/distortion.hpp"

#include "signal/control.hpp"
#include "signal/utility.hpp"

namespace krach::signal {
Signal distort(Signal in, Signal drive) {
  const Signal steep = clamp(drive, 0.01, 100.0);
  return tanh(steep * in) * (1.0 / tanh(steep));
}
Signal bitcrush(Signal in, Signal bits, Signal rate) {
  const Signal steps = exp2(clamp(bits, 1.0, 24.0) - 1.0);
  const Signal step = min(abs(rate) / sample_rate(), 1.0);
  const Memory passed;  // of the way to the next sample; the first frame is one
  const Signal at = passed + select(mem(1.0), step, 1.0);
  const Signal takes = at >= 1.0;
  passed.write(at - takes);
  return latch(round(in * steps) / steps, takes);
}
}  // namespace krach::signal
