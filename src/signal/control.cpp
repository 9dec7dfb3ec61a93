// src/signal/control.cpp
#include "signal/control.hpp"

#include <numbers>

namespace krach::signal {
Signal trigger(Signal gate) {
  const Signal open = gate > 0.0;
  return open > mem(open);
}
Signal edge_trigger(Signal gate) {
  const Signal open = gate > 0.0;
  return ne(open, mem(open));
}
/// `in` where `takes` is not 0, else what it was before.
static Signal held(Signal in, Signal takes) {
  const Memory last;
  const Signal now = select(takes, in, last);
  last.write(now);
  return now;
}
Signal latch(Signal in, Signal gate) { return held(in, gate > 0.0); }
Signal sample_hold(Signal in, Signal trigger) { return held(in, signal::trigger(trigger)); }

Signal slew(Signal in, Signal up, Signal down) {
  const Signal frame = 1.0 / sample_rate();
  const Memory level;
  const Signal next = level + clamp(in - level, -frame * max(down, 0.0), frame * max(up, 0.0));
  level.write(next);
  return next;
}
Signal smooth(Signal in, Signal seconds) {
  constexpr double kDecay = -3.0 * std::numbers::ln10;  // 60 dB
  const Signal rest = exp(kDecay / max(seconds * sample_rate(), 1.0));
  const Memory level;
  const Signal next = fma(rest, level - in, in);
  level.write(next);
  return next;
}
}  // namespace krach::signal
