// src/signal/oscillator.hpp: periodic waves, as traced operations. All start at phase 0 with the
// value 0; those to be heard have amplitude 1, and none of them jumps.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
// Units:   freq in Hz; it may move on every frame, and run backwards below 0.
// Quality: the pitch is within 0.001 cents. saw, square and triangle: each line of a 5 kHz wave at
//          48 kHz that is no harmonic is 75 dB or more under the fundamental below 10 kHz. They
//          draw jumps and corners over 4 frames, which also takes harmonics down: 0.6 dB at 5 kHz,
//          2.5 dB at 10 kHz for 48 kHz. From a quarter of the sample rate upwards the drawing does
//          not get wider, and they alias more. All in tests/signal/oscillator_test.cpp.
// Source:  the wave that has jumps, plus the integral (for triangle, the double integral) of the
//          cubic B-spline less the jump: V. Valimaki, J. Pekonen, J. Nam, "Perceptually informed
//          synthesis of bandlimited classical waveforms using integrated polynomial interpolation",
//          2012. Chosen over oversampling and tables because it is a short polynomial without
//          branches, and over 2-point polyBLEP because that leaves aliases at -47 dB.

/// A ramp from 0 to 1, which jumps back where the next cycle begins: for phases, not for listening.
Signal phasor(Signal freq);
/// A sine. Quality: harmonics and noise under -130 dB.
/// Example: sine_osc(440.0)
Signal sine_osc(Signal freq);
/// Rises from -1 to 1 through the cycle, and falls back where the next begins.
/// Cost:    15 operations a frame, plus a division if `freq` moves on every frame.
/// Example: lowpass(saw(freq), cutoff) * env
Signal saw(Signal freq);
/// 1 for the first half of the cycle, -1 for the second.
/// Example: 0.5 * (square(freq) + square(1.003 * freq))
Signal square(Signal freq);
/// From 0 up to 1, down to -1 and back, in straight lines.
/// Example: triangle(5.0) as a vibrato
Signal triangle(Signal freq);
}  // namespace krach::signal
