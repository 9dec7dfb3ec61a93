// src/signal/dynamics.cpp: each computes a gain from a magnitude.
#include "signal/dynamics.hpp"

#include <numbers>

#include "signal/utility.hpp"

namespace krach::signal {
static Signal louder(const Stereo& in) { return max(abs(in[0]), abs(in[1])); }
static Stereo scaled(const Stereo& in, Signal gain) { return {gain * in[0], gain * in[1]}; }

/// What is left of a step after a frame, if 60 dB take so long.
static Signal rest_after(Signal seconds) {
  return exp((-3.0 * std::numbers::ln10) / max(seconds * sample_rate(), 1.0));
}
/// Follows `level` up with one rest and down with another.
static Signal followed(Signal level, Signal rest_up, Signal rest_down) {
  const Memory last;
  const Signal next = fma(select(level > last, rest_up, rest_down), last - level, level);
  last.write(next);
  return next;
}

static Signal compressor_gain(Signal size, Signal threshold, Signal ratio, Signal attack,
                              Signal release) {
  const Signal over = max(linear_to_db(size) - threshold, 0.0);
  const Signal wanted = over * (1.0 - 1.0 / max(ratio, 1.0));  // dB less
  return db_to_linear(-followed(wanted, rest_after(attack), rest_after(release)));
}
Signal compressor(Signal in, Signal threshold, Signal ratio, Signal attack, Signal release) {
  return in * compressor_gain(abs(in), threshold, ratio, attack, release);
}
Stereo compressor(Stereo in, Signal threshold, Signal ratio, Signal attack, Signal release) {
  return scaled(in, compressor_gain(louder(in), threshold, ratio, attack, release));
}

static constexpr int kWindow = 128;  // frames, a power of two
/// The most of the last 128 frames: of 2, of 4, ...
static Signal most(Signal x) {
  for (int reach = 1; reach < kWindow; reach *= 2) x = max(x, delay(x, reach));
  return x;
}
/// The mean of the last 128 frames. Sums of sums have no rounding that would add up.
static Signal mean(Signal x) {
  for (int reach = 1; reach < kWindow; reach *= 2) x = x + delay(x, reach);
  return (1.0 / kWindow) * x;
}
static constexpr int kLater = kWindow - 1;  // where each of those windows holds the frame itself
static Signal limiter_gain(Signal size, Signal ceiling, Signal release) {
  constexpr double kRounding = 1e-4;  // dB
  const Signal needed = most(max(linear_to_db(size) - (ceiling - kRounding), 0.0));
  return db_to_linear(-mean(followed(needed, 0.0, rest_after(release))));
}
Signal limiter(Signal in, Signal ceiling, Signal release) {
  return delay(in, kLater) * limiter_gain(abs(in), ceiling, release);
}
Stereo limiter(Stereo in, Signal ceiling, Signal release) {
  const Signal gain = limiter_gain(louder(in), ceiling, release);
  return scaled({delay(in[0], kLater), delay(in[1], kLater)}, gain);
}

/// Opens at once when a frame is louder, and closes 10 ms after the last one that was.
static Signal gate_gain(Signal size, Signal threshold, Signal attack, Signal release) {
  const Memory left;  // of the time that it stays open, in frames
  const Signal stays = select(size > db_to_linear(threshold), 0.01 * sample_rate(), left - 1.0);
  left.write(max(stays, 0.0));
  return followed(stays > 0.0, rest_after(attack), rest_after(release));
}
Signal gate_noise(Signal in, Signal threshold, Signal attack, Signal release) {
  return in * gate_gain(abs(in), threshold, attack, release);
}
Stereo gate_noise(Stereo in, Signal threshold, Signal attack, Signal release) {
  return scaled(in, gate_gain(louder(in), threshold, attack, release));
}
}  // namespace krach::signal
