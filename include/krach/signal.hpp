// include/krach/signal.hpp: krs, the words that synth functions are written in. A call computes
// nothing: it is traced, when the function is given to Session::node.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

namespace krach::krs {
/// A value of the function being traced: a name, not a number. Numbers are signals too.
class Signal {
 public:
  Signal(double constant);  // NOLINT(google-explicit-constructor): `2.0 * x` is how it is written

 private:
  std::uint32_t id_ = 0, tracing_ = 0;
};
using Stereo = std::array<Signal, 2>;  // left, right

/// A number that is played and set from outside.
Signal control(std::string_view name, double initial, double low, double high);
Signal sample_rate();  // in Hz

Signal operator+(Signal a, Signal b);
Signal operator-(Signal a, Signal b);
Signal operator*(Signal a, Signal b);
Signal operator/(Signal a, Signal b);
Signal operator-(Signal a);
Signal operator<(Signal a, Signal b);  // 1 or 0, as the next five
Signal operator<=(Signal a, Signal b);
Signal operator>(Signal a, Signal b);
Signal operator>=(Signal a, Signal b);
Signal eq(Signal a, Signal b);
Signal ne(Signal a, Signal b);
Signal select2(Signal condition, Signal zero, Signal other);  // zero where the condition is 0

Signal min(Signal a, Signal b);
Signal max(Signal a, Signal b);
Signal clamp(Signal x, Signal low, Signal high);
Signal abs(Signal x);
Signal floor(Signal x);
Signal ceil(Signal x);
Signal round(Signal x);
Signal mod(Signal a, Signal b);
Signal sqrt(Signal x);
Signal sin(Signal radians);
Signal cos(Signal radians);
Signal tan(Signal radians);
Signal atan2(Signal y, Signal x);
Signal exp(Signal x);
Signal log(Signal x);
Signal pow(Signal a, Signal b);
Signal tanh(Signal x);

Signal mem(Signal x);                                            // one frame ago
Signal delay(Signal x, Signal frames, std::int64_t longest);     // floor(frames) ago
Signal feedback(const std::function<Signal(Signal)>& function);  // y = function(y a frame ago)

// Oscillators: freq in Hz, amplitude 1; saw, square and triangle are band-limited.
Signal sine_osc(Signal freq);
Signal saw(Signal freq);
Signal square(Signal freq);
Signal triangle(Signal freq);
Signal phasor(Signal freq);  // 0 to 1
Signal white_noise();

// Filters: cutoff in Hz; Butterworth of that order, or two poles with a resonance of q.
Signal lowpass(Signal x, Signal cutoff, int order = 2);
Signal highpass(Signal x, Signal cutoff, int order = 2);
Signal bandpass(Signal x, Signal cutoff, Signal q = 1.0);
Signal resonant_lowpass(Signal x, Signal cutoff, Signal q);
Signal resonant_highpass(Signal x, Signal cutoff, Signal q);

// Envelopes: straight lines, times in seconds.
Signal adsr(Signal attack, Signal decay, Signal sustain, Signal release, Signal gate);
Signal ar(Signal attack, Signal release, Signal gate);

// Effects.
Signal reverb(Signal x, Signal room, Signal damping = 0.5);  // all wet; room and damping 0..1
Stereo pan(Signal x, Signal position);                       // position -1 (left) to 1 (right)
}  // namespace krach::krs
