// src/signal/utility.hpp: levels, pitches, places.
#pragma once
#include "signal/stereo.hpp"

namespace krach::signal {
/// `x` kept from `low` to `high`.
Signal clip(Signal x, Signal low, Signal high);
/// `x` moved by whole multiples of high - low into [low, high).
Signal wrap(Signal x, Signal low, Signal high);
/// From a, where t is 0, to b, where t is 1, and on.
Signal lerp(Signal a, Signal b, Signal t);

/// 0 dB is 1, -6.02 dB is 0.5.
Signal db_to_linear(Signal db);
/// Of the magnitude; at least -200 dB.
Signal linear_to_db(Signal x);
/// 69 is 440 Hz, 12 an octave.
Signal midi_to_freq(Signal note);
/// Units: Hz, at least 0.001.
Signal freq_to_midi(Signal freq);

/// `in` on the left and on the right, by equal power: their squares add up to that of `in`, so a
/// sound is as loud in the middle (-3.01 dB on each side) as at an edge, and never louder than it.
/// Units:   position from -1, left, to 1, right.
/// Example: return pan(voice, sine_osc(0.2));
Stereo pan(Signal in, Signal position);
/// What the sides differ in, `width` times as much: 0 is mono, 1 leaves them, 2 is wide.
/// Example: stereo_width(left, right, 1.5)
Stereo stereo_width(Signal left, Signal right, Signal width);

// Of angles and powers, what signal.hpp has not: made of what it has.
Signal asin(Signal x);
Signal acos(Signal x);
Signal atan(Signal x);
Signal sinh(Signal x);
Signal cosh(Signal x);
Signal log2(Signal x);
Signal log10(Signal x);
Signal exp2(Signal x);
Signal sign(Signal x);   // -1, 0 or 1
Signal trunc(Signal x);  // the whole number towards 0
Signal fract(Signal x);  // x - floor(x)
}  // namespace krach::signal
