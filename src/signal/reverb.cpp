// src/signal/reverb.cpp
#include "signal/reverb.hpp"

#include <cmath>

#include "signal/oscillator.hpp"
#include "signal/wavering.hpp"

namespace krach::signal {
static constexpr double kHighestRate = 192'000.0;  // up to which lengths are what they should be

// ---- Freeverb, in frames at 44.1 kHz

static constexpr std::array kCombs{1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617};
static constexpr std::array kAllpasses{556, 441, 341, 225};
static constexpr int kSpread = 23;

/// What `loop` was `length` / 44100 seconds ago, itself being a frame old already.
static Signal around(Signal loop, int length) {
  constexpr double kTuned = 44'100.0;
  const auto most = static_cast<std::int64_t>(std::ceil(length * kHighestRate / kTuned));
  return delay(loop, floor(sample_rate() * (length / kTuned) - 0.5), most);
}
static Signal comb(Signal in, int length, Signal feedback, Signal damping) {
  const Memory loop, dull;
  const Signal out = around(loop, length);
  const Signal lowpassed = fma(damping, dull - out, out);
  dull.write(lowpassed);
  loop.write(fma(feedback, lowpassed, in));
  return out;
}
/// Nearly an all-pass: it keeps what makes Freeverb sound as it does.
static Signal allpass(Signal in, int length) {
  const Memory loop;
  const Signal old = around(loop, length);
  loop.write(fma(0.5, old, in));
  return old - in;
}
static Signal tank(Signal in, Signal room, Signal damping, int spread) {
  const Signal feedback = fma(clamp(room, 0.0, 1.0), 0.28, 0.7);
  const Signal absorbed = 0.4 * clamp(damping, 0.0, 1.0);
  const Signal fed = 0.03 * in;
  Signal out = 0.0;
  for (const int length : kCombs) out = out + comb(fed, length + spread, feedback, absorbed);
  for (const int length : kAllpasses) out = allpass(out, length + spread);
  return out;
}
Signal reverb(Signal in, Signal room, Signal damping) { return tank(in, room, damping, 0); }
Stereo reverb_stereo(Signal in, Signal room, Signal damping) {
  return {tank(in, room, damping, 0), tank(in, room, damping, kSpread)};
}

// ---- Dattorro's plate, in frames at 29761 Hz

namespace {
/// A signal and where it can be tapped.
class Line {
 public:
  explicit Line(Signal in) : in_(in) {}
  /// What it was so many frames ago, at least one.
  Signal at(double frames) const {
    return delay(in_, round(sample_rate() * (frames / kTuned)), longest(frames));
  }
  /// The same, and up to `sway` of these frames more or less, as `waver` from -1 to 1 says.
  Signal around(double frames, double sway, Signal waver) const {
    const Signal base = round(sample_rate() * (frames / kTuned));
    return wavering(in_, base, sample_rate() * (sway / kTuned) * waver, longest(frames + sway));
  }

 private:
  static constexpr double kTuned = 29'761.0;
  static std::int64_t longest(double frames) {
    return static_cast<std::int64_t>(std::ceil(frames * kHighestRate / kTuned)) + 1;
  }
  Signal in_;
};
/// An all-pass in a lattice; what stands in its delay can be tapped.
struct Lattice {
  Signal out;
  Line inside;
};
/// `old`: what the delay, which is written `into`, gives.
Lattice lattice(Signal in, Signal gain, const Memory& into, Signal old) {
  const Signal written = fma(-gain, old, in);
  into.write(written);
  return {fma(gain, written, old), Line(into)};
}
Lattice lattice(Signal in, double gain, double frames) {
  const Memory into;
  return lattice(in, gain, into, Line(into).at(frames - 1.0));
}
/// One side of the figure of eight: a wavering all-pass, a delay, damping, an all-pass, a delay.
struct Side {
  Line first;
  Line inside;
  Line last;
  Signal out;
};
struct Lengths {
  double wavering, first, diffusion, last;
};
Side side(Signal in, Signal decay, Signal damping, Signal waver, const Lengths& lengths) {
  constexpr double kExcursion = 16.0;
  const Memory into;
  const Signal old = Line(into).around(lengths.wavering - 1.0, 0.5 * kExcursion, waver);
  const Line first(lattice(in, -0.7, into, old).out);
  const Memory dull;
  const Signal heard = first.at(lengths.first);
  const Signal damped = fma(damping, dull - heard, heard);
  dull.write(damped);
  const Lattice diffused = lattice(damped * decay, 0.5, lengths.diffusion);
  const Line last(diffused.out);
  return {first, diffused.inside, last, last.at(lengths.last)};
}
}  // namespace

Stereo plate(Signal in, Signal decay, Signal damping) {
  const Signal kept = clamp(decay, 0.0, 1.0), dull = clamp(damping, 0.0, 1.0);
  Signal fed = in;
  for (const auto& [frames, gain] :
       {std::pair{142.0, 0.75}, {107.0, 0.75}, {379.0, 0.625}, {277.0, 0.625}})
    fed = lattice(fed, gain, frames).out;
  const Memory from_right;
  const Side left =
      side(fma(kept, from_right, fed), kept, dull, sine_osc(1.0), {672, 4453, 1800, 3720});
  const Side right =
      side(fma(kept, left.out, fed), kept, dull, sine_osc(0.93), {908, 4217, 2656, 3163});
  from_right.write(right.out);
  const Signal to_left = right.first.at(266) + right.first.at(2974) - right.inside.at(1913) +
                         right.last.at(1996) - left.first.at(1990) - left.inside.at(187) -
                         left.last.at(1066);
  const Signal to_right = left.first.at(353) + left.first.at(3627) - left.inside.at(1228) +
                          left.last.at(2673) - right.first.at(2111) - right.inside.at(335) -
                          right.last.at(121);
  return {0.6 * to_left, 0.6 * to_right};
}
}  // namespace krach::signal
