// include/krach/signal.hpp: krs, the words that synth functions are written in. A call computes
// nothing: it is traced, when the function is given to Session::node.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
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
/// What FAUST makes of the inputs: {0}, {1} ... in the text, or, without those, they go into it.
/// The whole function is then compiled by FAUST, in one lane.
Signal faust_expr(std::string_view text, std::initializer_list<Signal> inputs = {});

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

/// What a function makes of each side: each(pair, [](Signal x) { return lowpass(x, 800.0); }).
template <class Function>
Stereo each(const Stereo& x, const Function& function) {
  return {function(x[0]), function(x[1])};
}
inline Stereo operator+(const Stereo& a, const Stereo& b) { return {a[0] + b[0], a[1] + b[1]}; }
inline Stereo operator-(const Stereo& a, const Stereo& b) { return {a[0] - b[0], a[1] - b[1]}; }
inline Stereo operator*(const Stereo& a, Signal b) { return {a[0] * b, a[1] * b}; }
inline Stereo operator*(Signal a, const Stereo& b) { return b * a; }
/// The functions one after the other: chain(dcblock, distort)(x).
template <class... Functions>
auto chain(Functions... functions) {
  return [=](auto x) {
    const auto step = [&](const auto& function) { x = function(x); };
    (step(functions), ...);
    return x;
  };
}

// Of numbers.
Signal sign(Signal x);
Signal trunc(Signal x);
Signal fract(Signal x);
Signal asin(Signal x);
Signal acos(Signal x);
Signal atan(Signal x);
Signal sinh(Signal x);
Signal cosh(Signal x);
Signal log2(Signal x);
Signal log10(Signal x);
Signal exp2(Signal x);
Signal clip(Signal x, Signal low = -1.0, Signal high = 1.0);
Signal wrap(Signal x, Signal low = 0.0, Signal high = 1.0);
Signal lerp(Signal a, Signal b, Signal t);  // t 0 is a
Signal db_to_linear(Signal db);
Signal linear_to_db(Signal x);
Signal midi_to_freq(Signal note);
Signal freq_to_midi(Signal freq);

// Oscillators: freq in Hz, amplitude 1; saw, square, pulse and triangle are band-limited.
Signal sine_osc(Signal freq);
Signal saw(Signal freq);
Signal square(Signal freq);
Signal pulse(Signal freq, Signal width = 0.5);
Signal triangle(Signal freq);
Signal fm(Signal freq, Signal ratio = 1.0, Signal index = 1.0);  // in radians
Signal phasor(Signal freq);                                      // 0 to 1
Signal lfo(Signal rate, Signal low = 0.0, Signal high = 1.0, std::string_view shape = "sine");

// Noise: each call is a stream of its own; dust has so many pulses a second.
Signal white_noise();
Signal pink_noise();
Signal brown_noise();
Signal dust(Signal density);

// Filters: cutoff in Hz; Butterworth of that order, or two poles with q; gain in dB.
Signal lowpass(Signal x, Signal cutoff, int order = 2);
Signal highpass(Signal x, Signal cutoff, int order = 2);
Signal bandpass(Signal x, Signal cutoff, Signal q = 1.0);
Signal notch(Signal x, Signal cutoff, Signal q = 1.0);
Signal resonant(Signal x, Signal cutoff, Signal q = 1.0);
Signal resonant_lowpass(Signal x, Signal cutoff, Signal q);
Signal resonant_highpass(Signal x, Signal cutoff, Signal q);
Signal onepole(Signal x, Signal cutoff);
Signal dcblock(Signal x, Signal cutoff = 10.0);
Signal allpass(Signal x, Signal cutoff, Signal q = 0.70710678);
Signal svf(Signal x, Signal cutoff, Signal q = 1.0, std::string_view mode = "low");
Signal moog_ladder(Signal x, Signal cutoff, Signal resonance = 0.5);
Signal shelf_low(Signal x, Signal cutoff, Signal gain, Signal q = 0.70710678);
Signal shelf_high(Signal x, Signal cutoff, Signal gain, Signal q = 0.70710678);
Signal peak_eq(Signal x, Signal cutoff, Signal gain, Signal q = 1.0);
Signal comb(Signal x, Signal seconds, Signal feedback = 0.9, double longest = 0.1);

// Envelopes, and what follows edges: straight lines but for decay, times in seconds.
Signal adsr(Signal attack, Signal decay, Signal sustain, Signal release, Signal gate);
Signal ar(Signal attack, Signal release, Signal gate);
Signal asr(Signal attack, Signal sustain, Signal release, Signal gate);
Signal decay(Signal seconds, Signal gate);
Signal line(Signal start, Signal end, Signal seconds);
Signal trigger(Signal gate);
Signal edge_trigger(Signal gate);
Signal latch(Signal x, Signal gate);
Signal sample_hold(Signal x, Signal trigger);
Signal slew(Signal x, Signal up, Signal down);  // a second
Signal smooth(Signal x, Signal seconds = 0.02);

// Effects. Rooms and echoes are all wet; room, damping, depth, mix and feedback 0..1.
Signal reverb(Signal x, Signal room, Signal damping = 0.5);
Stereo reverb_stereo(Signal x, Signal room, Signal damping = 0.5);
Stereo plate(Signal x, Signal decay = 0.5, Signal damping = 0.3);
Signal delay_seconds(Signal x, Signal seconds, double longest);
Signal echo(Signal x, Signal seconds = 0.375, Signal feedback = 0.4, double longest = 2.0);
Stereo ping_pong(Signal x, Signal seconds = 0.375, Signal feedback = 0.4, double longest = 2.0);
Signal chorus(Signal x, Signal rate = 0.5, Signal depth = 0.5, Signal mix = 0.5);
Signal flanger(Signal x, Signal rate = 0.2, Signal depth = 0.7, Signal feedback = 0.5);
Signal phaser(Signal x, Signal rate = 0.3, Signal depth = 0.8, Signal feedback = 0.4);
Signal tremolo(Signal x, Signal rate = 5.0, Signal depth = 0.5);
Signal ring_mod(Signal x, Signal freq);
Signal distort(Signal x, Signal drive = 2.0);
Signal bitcrush(Signal x, Signal bits = 8.0, Signal rate = 11025.0);

// Dynamics: threshold and ceiling in dB, times in seconds. A pair keeps its image.
Signal compressor(Signal x, Signal threshold = -18.0, Signal ratio = 4.0, Signal attack = 0.01,
                  Signal release = 0.15);
Stereo compressor(Stereo x, Signal threshold = -18.0, Signal ratio = 4.0, Signal attack = 0.01,
                  Signal release = 0.15);
Signal limiter(Signal x, Signal ceiling = -1.0, Signal release = 0.1);
Stereo limiter(Stereo x, Signal ceiling = -1.0, Signal release = 0.1);
Signal gate_noise(Signal x, Signal threshold = -45.0, Signal attack = 0.002, Signal release = 0.1);
Stereo gate_noise(Stereo x, Signal threshold = -45.0, Signal attack = 0.002, Signal release = 0.1);

// Places.
Stereo pan(Signal x, Signal position);  // -1 (left) to 1 (right)
Stereo stereo_width(Signal left, Signal right, Signal width = 1.0);
}  // namespace krach::krs
