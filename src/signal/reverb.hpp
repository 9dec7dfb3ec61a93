// src/signal/reverb.hpp: rooms.
#pragma once
#include "signal/stereo.hpp"

namespace krach::signal {
/// The wet sound of a room.
/// Units:   room and damping from 0 to 1: how long it rings (60 dB in 0.7 s to 12 s, undamped), and
///          how much sooner its treble dies.
/// Quality: stable at every setting; white noise comes out 5 dB quieter at room 0, 2 dB at 0.8, and
///          as loud as it went in at 1 (tests/signal/reverb_test.cpp).
/// Cost:    53 operations a frame, 12 of them delays.
/// Source:  Jezar at Dreampoint, "Freeverb", 2000, public domain: its tunings, its gain at the
///          default wet level, its lengths in seconds. Chosen because players know its sound.
/// Example: in + 0.33 * reverb(in, 0.8)
Signal reverb(Signal in, Signal room, Signal damping = 0.5);
/// The same with two outputs that are not alike, left and right.
Stereo reverb_stereo(Signal in, Signal room, Signal damping = 0.5);

/// The wet sound of a plate: dense at once, and wide.
/// Units:   decay and damping from 0 to 1: how long it rings (60 dB in 0.6 s at a decay of 0.1,
///          in 1.8 s at 0.5, in 12 s at 0.9, for ever at 1), and how much
///          sooner its treble dies.
/// Cost:    100 operations a frame, 30 of them delays.
/// Source:  J. Dattorro, "Effect design 1: reverberator and other filters", 1997, figure 1 and
///          tables 1 and 2, its lengths in seconds; without its predelay.
/// Example: plate(in, 0.6, 0.3)
Stereo plate(Signal in, Signal decay, Signal damping);
}  // namespace krach::signal
