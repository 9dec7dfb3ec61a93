// src/signal/noise.hpp: coloured noise, made of white noise. Each call is a stream of its own, in
// each voice.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
/// -3 dB an octave.
/// Quality: within 0.5 dB of that from 20 Hz to 0.4 times the sample rate, at every rate; the root
///          mean square is 0.2, and what is beyond 1 is 1 frame in a million
///          (tests/signal/noise_test.cpp).
/// Source:  poles and zeros that take turns, two octaves apart: A. Oustaloup and others,
///          "Frequency-band complex noninteger differentiator", 2000.
/// Example: lowpass(pink_noise(), 900.0) * env
Signal pink_noise();
/// -6 dB an octave from 20 Hz up. Root mean square 0.2, at every rate.
Signal brown_noise();
/// `density` pulses a second on the average, a frame long, at random times, from 0 to 1 high.
/// Units:   density in Hz, clamped to [0, sample rate].
/// Example: bandpass(dust(20.0), 2000.0, 20.0)
Signal dust(Signal density);
}  // namespace krach::signal
