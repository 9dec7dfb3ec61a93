// src/signal/echo.hpp: what comes back later.
#pragma once
#include "signal/stereo.hpp"

namespace krach::signal {
// Units:   times in seconds, clamped to [0, longest] (loops: at least a frame); longest up to 60 s
//          at rates up to 192 kHz. feedback is clamped to [-1, 1].
// Quality: times between frames lie on a straight line, which takes treble away: 3 dB at a quarter
//          of the sample rate if the time falls halfway between two frames, nothing if it is whole
//          frames.
// Errors:  Error if longest is not 0 to 60.

/// `in` as it was `seconds` ago.
/// Example: in + 0.4 * delay_seconds(in, 0.375, 1.0)
Signal delay_seconds(Signal in, Signal seconds, double longest);
/// The echoes alone: after `seconds`, and again and again, `feedback` times as loud each time.
/// Example: in + 0.5 * echo(in, 0.375, 0.5, 1.0)
Signal echo(Signal in, Signal seconds, Signal feedback, double longest);
/// The echoes alone, the first on the left, the next on the right, and so on.
Stereo ping_pong(Signal in, Signal seconds, Signal feedback, double longest);
/// `in` and its echoes: rings at 1 / seconds Hz and its multiples.
/// Example: comb(white_noise() * env, 1.0 / freq, 0.98, 0.1)
Signal comb(Signal in, Signal seconds, Signal feedback, double longest);
}  // namespace krach::signal
