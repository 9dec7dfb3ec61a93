// src/signal/effect.hpp: echoes, rooms and places.
#pragma once
#include <array>

#include "signal/signal.hpp"

namespace krach::signal {
/// `in` as it was `seconds` ago, between frames on a straight line.
/// Units:   seconds, clamped to [0, longest]; longest up to 60 at rates up to 192 kHz.
/// Quality: the line takes treble away: 3 dB at a quarter of the sample rate if the time falls
///          halfway between two frames, nothing if it is whole frames.
/// Errors:  Error if longest is not 0 to 60.
/// Example: in + 0.4 * delay_seconds(in, 0.375, 1.0)
Signal delay_seconds(Signal in, Signal seconds, double longest);

/// The wet sound of a room.
/// Units:   room and damping from 0 to 1: how long it rings (60 dB in 0.7 s to 12 s, undamped), and
///          how much sooner its treble dies.
/// Quality: stable at every setting; white noise comes out 5 dB quieter at room 0, 2 dB at 0.8, and
///          as loud as it went in at 1 (tests/signal/effect_test.cpp).
/// Cost:    53 operations a frame, 12 of them delays.
/// Source:  Jezar at Dreampoint, "Freeverb", 2000, public domain: its tunings, its gain at the
///          default wet level, its lengths in seconds. Chosen because players know its sound.
/// Example: in + 0.33 * reverb(in, 0.8)
Signal reverb(Signal in, Signal room, Signal damping = 0.5);
/// The same with two outputs that are not alike, left and right.
std::array<Signal, 2> reverb_stereo(Signal in, Signal room, Signal damping = 0.5);

/// `in` on the left and on the right, by equal power: their squares add up to that of `in`, so a
/// sound is as loud in the middle (-3.01 dB on each side) as at an edge, and never louder than it.
/// Units:   position from -1, left, to 1, right.
/// Example: return pan(voice, sine_osc(0.2));
std::array<Signal, 2> pan(Signal in, Signal position);
}  // namespace krach::signal
