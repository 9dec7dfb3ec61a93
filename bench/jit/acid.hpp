// bench/jit/acid.hpp: (support) the voices of the workloads W1 and W4: a saw, a lowpass, an ADSR.
#pragma once
#include <numbers>

#include "signal/trace.hpp"

namespace krach::bench {
using signal::Memory;
using signal::Signal;

/// 2-point polyBLEP.
inline Signal saw(Signal freq) {
  const Signal step = freq / signal::sample_rate(), per_step = 1.0 / step;
  const Signal phase = signal::phase(step);
  const Signal after = phase * per_step, before = (phase - 1.0) * per_step;
  const Signal late = select2(after < 1.0, after + after - after * after - 1.0, 0.0);
  const Signal blep = select2(before > -1.0, before * before + before + before + 1.0, late);
  return phase + phase - 1.0 - blep;
}
/// Trapezoidal state-variable filter, Butterworth.
inline Signal lowpass(Signal in, Signal cutoff) {
  const Signal ratio = min(max(cutoff, 1.0) / signal::sample_rate(), 0.49);
  const Signal g = tan(std::numbers::pi * ratio);
  const Memory s1, s2;
  const Signal band = (g * (in - s2) + s1) / (1.0 + g * (g + std::numbers::sqrt2));
  const Signal low = s2 + g * band;
  s1.write(2.0 * band - s1);
  s2.write(2.0 * low - s2);
  return low;
}
/// Linear: attack 5 ms, decay 150 ms to 0.3, release 80 ms.
inline Signal adsr(Signal gate) {
  const Signal rate = signal::sample_rate(), on = gate > 0.0;
  const Memory on_frames, off_frames;
  const Signal since_on = select2(on * (1.0 - mem(on)), 0.0, on_frames);
  const Signal since_off = select2(on, 0.0, off_frames);
  on_frames.write(since_on + 1.0);
  off_frames.write(since_off + 1.0);
  const Signal decay = max(1.0 - (since_on - 0.005 * rate) * (0.7 / (0.15 * rate)), 0.3);
  return min(since_on * (1.0 / (0.005 * rate)), decay) *
         max(1.0 - since_off * (1.0 / (0.08 * rate)), 0.0);
}
/// W1, or W4 when the envelope moves the cutoff too.
inline signal::Program acid(bool moving_cutoff) {
  return signal::trace([&] {
    const Signal cutoff = signal::control("cutoff", 800.0, 20.0, 20000.0);
    const Signal level = adsr(signal::control("gate", 1.0, 0.0, 1.0));
    const Signal moved = min(max(cutoff * (1.0 + 3.0 * level), 100.0), 8000.0);
    const Signal tone = saw(signal::control("freq", 110.0, 20.0, 8000.0));
    return lowpass(tone, moving_cutoff ? moved : cutoff) * level * 0.55;
  });
}
}  // namespace krach::bench
