// src/signal/echo.cpp
#include "signal/echo.hpp"

#include <cmath>
#include <string>

#include "base/error.hpp"
#include "signal/wavering.hpp"

namespace krach::signal {
static constexpr double kHighestRate = 192'000.0;  // up to which lengths are what they should be

static std::int64_t frames_of(double longest) {
  if (!(longest >= 0.0 && longest <= kMaxDelaySeconds))
    throw Error({"the longest delay is " + std::to_string(longest) + " s", "delay.longest",
                 "give 0 to 60 seconds"});
  return static_cast<std::int64_t>(std::ceil(longest * kHighestRate));
}
Signal delay_seconds(Signal in, Signal seconds, double longest) {
  const std::int64_t most = frames_of(longest);
  const Signal time = clamp(seconds, 0.0, longest);
  const Signal whole = floor(time * sample_rate());
  return wavering(in, whole, fma(time, sample_rate(), -whole), most);
}
/// What the loop was `seconds` ago; it is a frame old already.
static Signal around(Signal loop, Signal seconds, double longest) {
  const std::int64_t most = frames_of(longest);
  const Signal frames = max(fma(clamp(seconds, 0.0, longest), sample_rate(), -1.0), 0.0);
  const Signal whole = floor(frames);
  return wavering(loop, whole, frames - whole, most);
}
static Signal fed(Signal feedback) { return clamp(feedback, -1.0, 1.0); }

Signal echo(Signal in, Signal seconds, Signal feedback, double longest) {
  const Memory loop;
  const Signal out = around(loop, seconds, longest);
  loop.write(fma(fed(feedback), out, in));
  return out;
}
Stereo ping_pong(Signal in, Signal seconds, Signal feedback, double longest) {
  const Memory to_left, to_right;
  const Signal left = around(to_left, seconds, longest);
  const Signal right = around(to_right, seconds, longest);
  to_left.write(fma(fed(feedback), right, in));
  to_right.write(fed(feedback) * left);
  return {left, right};
}
Signal comb(Signal in, Signal seconds, Signal feedback, double longest) {
  const Memory loop;
  const Signal out = fma(fed(feedback), around(loop, seconds, longest), in);
  loop.write(out);
  return out;
}
}  // namespace krach::signal
