// src/signal/envelope.cpp
#include "signal/envelope.hpp"

#include <numbers>

#include "signal/control.hpp"

namespace krach::signal {
/// What a line from 0 to 1 moves by in a frame.
static Signal slope(Signal seconds) { return 1.0 / max(seconds * sample_rate(), 1.0); }

/// A level that moves by `step`. Single precision would be percents off in the length of a slow
/// line, so what rounding left out is carried to the next frame.
/// Source: W. Kahan, "Further remarks on reducing truncation errors", 1965.
struct Line {
  Memory level, left_out;

  Signal moved(Signal step) const {
    const Signal wanted = step + left_out;
    const Signal next = level + wanted;
    left_out.write(wanted - (next - level));
    return next;
  }
};

static constexpr double kTop =
    1.0 - 1e-6;  // from there on a line is at the top: rounding adds no frame

/// Whether they do, written so that a kernel sees that a value never differs from itself.
static Signal differ(Signal a, Signal b) { return max(a < b, b < a); }

/// Two lines, drawn anew from the level that there is whenever the gate or a time changes: `up` to
/// the peak, and `down` from there, or from where the gate closed. In between a frame takes one
/// step along both, which no rounding makes longer.
Signal adsr(Signal attack, Signal decay, Signal sustain, Signal release, Signal gate) {
  const Signal open = gate > 0.0;
  const Signal rest = clamp(sustain, 0.0, 1.0);
  const Signal rise = slope(attack), fall = (rest - 1.0) * slope(decay), fade = -slope(release);

  const Memory level, frames, up, down, closed_at;  // the lines at frame 0 of `frames`
  const Signal was_rise = mem(rise);
  const Signal opens = open > mem(open), closes = open < mem(open);
  const Signal turns =
      max(max(differ(rise, was_rise), differ(fall, mem(fall))), differ(fade, mem(fade)));
  const Signal is_new = max(max(opens, closes), turns);
  const Signal peaked = max(1.0 - open, min(1.0 - opens, fma(frames, was_rise, up) >= kTop));

  constexpr double kAbove = 2.0;  // all levels
  const Signal closed = select(closes, level, closed_at);
  const Signal new_up = select(is_new, select(peaked, kAbove, level), up);
  const Signal turned = fma(level - 1.0, fall / rise, 1.0);  // as if it came from the peak to come
  const Signal new_down = select(is_new, select(peaked, level, turned), down);
  const Signal now = select(is_new, 1.0, frames + 1.0);

  const Signal falling = fma(now, select(open, fall, fade * closed), new_down);
  const Signal next = min(fma(now, rise, new_up), max(falling, open * rest));
  level.write(next);
  frames.write(now);
  up.write(new_up);
  down.write(new_down);
  closed_at.write(closed);
  return level;
}

Signal ar(Signal attack, Signal release, Signal gate) {
  const Signal open = gate > 0.0;
  const Signal rise = slope(attack), fall = -slope(release);

  const Line line;
  const Memory was_rising;
  const Signal rising = max(was_rising, open > mem(open));
  const Signal next = line.moved(select(rising, rise, fall));
  line.level.write(clamp(next, 0.0, 1.0));
  was_rising.write(min(rising, next < kTop));
  return line.level;
}

Signal asr(Signal attack, Signal sustain, Signal release, Signal gate) {
  const Signal open = gate > 0.0;
  const Signal top = clamp(sustain, 0.0, 1.0);
  const Signal rise = top * slope(attack), fall = slope(release);

  const Line line;
  const Memory closed_at;  // the level when the gate closed; before it, that of the sustain
  const Signal down = -fall * select(open, 1.0, closed_at);
  const Signal level = line.moved(clamp(open * top - line.level, down, rise));
  line.level.write(level);
  closed_at.write(select(open, level, closed_at));
  return line.level;
}

Signal decay(Signal seconds, Signal gate) {
  constexpr double kDecay = -3.0 * std::numbers::ln10;  // 60 dB
  const Signal rest = exp(kDecay / max(seconds * sample_rate(), 1.0));
  const Memory level;
  const Signal next = max(trigger(gate), level);
  level.write(rest * next);
  return next;
}

Signal line(Signal start, Signal end, Signal seconds) {
  const Signal frames = max(seconds * sample_rate(), 1.0);
  const Memory passed;
  passed.write(min(passed + 1.0, frames));
  return fma(end - start, passed / frames, start);
}
}  // namespace krach::signal
