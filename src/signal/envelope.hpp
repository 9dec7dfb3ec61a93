// src/signal/envelope.hpp: levels that follow a gate, in straight lines from 0 to 1.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
// Units:   times in seconds, at least a frame; levels from 0 to 1. A gate is open above 0.
// Law:     the level on the frame of an edge is the one that it had: so a note begins with 0 and
//          sounds on the next frame, and no edge, however soon after the last, makes a step.
// Quality: times are right to a frame up to 20 s; sustain and 0 are reached exactly, 1 within 1e-6.
//          Turning a time while a segment runs bends the line and never breaks it. All of it in
//          tests/signal/envelope_test.cpp.

/// Rises to 1 in `attack`, falls to `sustain` in `decay`, stays until the gate closes, then falls
/// to 0 in `release` from wherever it is. A gate that opens during the release rises from there, as
/// steeply as from 0.
/// Cost:    14 operations a frame.
/// Example: saw(freq) * adsr(0.005, 0.15, 0.3, 0.08, gate)
Signal adsr(Signal attack, Signal decay, Signal sustain, Signal release, Signal gate);
/// Rises to 1 in `attack` and falls to 0 in `release`, whatever the gate does after it opens: for
/// what is struck. Opening again rises from wherever it is.
/// Example: noise() * ar(0.001, 0.05, gate)
Signal ar(Signal attack, Signal release, Signal gate);
/// Rises to `sustain` in `attack` and stays until the gate closes, then falls to 0 in `release`
/// from wherever it is. A sustain that moves is followed as steeply.
/// Example: saw(freq) * asr(0.5, 0.8, 2.0, gate)
Signal asr(Signal attack, Signal sustain, Signal release, Signal gate);
/// Jumps to 1 on the frame on which the gate opens, and dies away: 60 dB (a thousandth) in
/// `seconds`. For what is struck; the jump is heard.
/// Example: sine_osc(50.0 + 200.0 * decay(0.1, gate)) * decay(0.5, gate)
Signal decay(Signal seconds, Signal gate);
/// From `start` to `end` in `seconds` since the voice began, in a straight line; then it stays.
/// Quality: it counts frames: up to 349 s at 48 kHz, where it stops.
/// Example: saw(line(2000.0, 50.0, 4.0))
Signal line(Signal start, Signal end, Signal seconds);
}  // namespace krach::signal
