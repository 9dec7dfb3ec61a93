// src/signal/oscillator.hpp: periodic waves, as traced operations. All start at phase 0 with the
// value 0; those to be heard have amplitude 1, and none of them jumps.
#pragma once
#include <span>
#include <string_view>

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
/// 1 for the first `width` of the cycle, from 0 to 1, and -1 for the rest; both edges are drawn.
/// Its mean is 2 width - 1; an edge closer to the other than two frames is drawn over it.
/// Cost:    two saws.
/// Example: pulse(freq, 0.5 + 0.4 * sine_osc(0.3))
Signal pulse(Signal freq, Signal width);
/// From 0 up to 1, down to -1 and back, in straight lines.
/// Example: triangle(5.0) as a vibrato
Signal triangle(Signal freq);

/// One cycle of a wave, from its numbers.
/// Quality: up to 256 harmonics, those below half the sample rate: so none of them aliases. From
///          there to the next one that is left out the timbre changes in steps, an octave apart.
///          Numbers between those of 2048 lie on straight lines: images are 34 dB under their
///          harmonic at the 256th, 80 dB at the 20th.
/// Errors:  Error if it has not 3 to 16384 numbers.
/// Example: wavetable(freq, {0.0, 0.9, 0.2, -0.4, 0.1, -0.8})
Signal wavetable(Signal freq, std::span<const double> table);

/// A sine whose phase another sine turns, `ratio` times as fast, by up to `index` radians.
/// Quality: not band-limited: its lines lie at freq (1 + k ratio) and are small for |k| > index + 2
///          (J. Chowning, "The synthesis of complex audio spectra by means of frequency
///          modulation", 1973).
/// Example: fm(freq, 2.0, 4.0 * env)
Signal fm(Signal freq, Signal ratio, Signal index);

/// A slow wave from `low` to `high` to move other things with; its edges are not drawn. sine: from
/// the middle up; tri: up and down; saw: up; isaw: down; square: low, then high; random: a new
/// value in each cycle.
/// Units:   rate in Hz.
/// Errors:  Error if there is no such shape.
/// Example: lowpass(in, lfo(0.2, 300.0, 3000.0, "tri"))
Signal lfo(Signal rate, Signal low, Signal high, std::string_view shape);
}  // namespace krach::signal
