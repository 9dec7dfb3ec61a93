// src/signal/modulation.hpp: effects that move by themselves.
#pragma once
#include "signal/stereo.hpp"

namespace krach::signal {
// Units: rate in Hz; depth, feedback and mix from 0 to 1 and clamped to it.

/// Three copies that waver by up to 5 ms around 15 ms, beside `in`: mix 0 is `in` alone.
/// Example: chorus(in, 0.5, 0.5, 0.5)
Signal chorus(Signal in, Signal rate, Signal depth, Signal mix);
/// `in` and itself from 0.5 to 5.5 ms ago, at depth 1, in a loop: a comb that sweeps.
/// Example: flanger(in, 0.2, 0.7, 0.5)
Signal flanger(Signal in, Signal rate, Signal depth, Signal feedback);
/// `in` and itself through four first-order all-passes that sweep from 200 Hz, by up to four
/// octaves at depth 1: two notches that move.
/// Example: phaser(in, 0.3, 0.8, 0.4)
Signal phaser(Signal in, Signal rate, Signal depth, Signal feedback);
/// Quieter and back, by a sine; at depth 1 down to silence.
/// Example: tremolo(in, 5.0, 0.5)
Signal tremolo(Signal in, Signal rate, Signal depth);
/// `in` times a sine of that frequency.
/// Example: ring_mod(in, 440.0)
Signal ring_mod(Signal in, Signal freq);
}  // namespace krach::signal
