// src/signal/dynamics.hpp: loudness that follows itself.
#pragma once
#include "signal/stereo.hpp"

namespace krach::signal {
// Units:  threshold and ceiling in dB (0 is full scale), times in seconds, as 60 dB of a step.
// Stereo: both sides get the gain that the louder one asks for, so that nothing moves.
/// Above the threshold, 1 dB more out for `ratio` dB more in, after `attack`; back after `release`.
/// Source:  D. Giannoulis, M. Massberg, J. Reiss, "Digital dynamic range compressor design", 2012:
///          feed-forward, in dB, smooth and branching. Chosen because its times are what is said.
/// Example: compressor(in, -18.0, 4.0, 0.01, 0.15)
Signal compressor(Signal in, Signal threshold, Signal ratio, Signal attack, Signal release);
Stereo compressor(Stereo in, Signal threshold, Signal ratio, Signal attack, Signal release);
/// No sample above the ceiling; what is below comes out as it went in, 127 frames later.
/// Law:     of each 128 frames the most reduction that one needs, of each 128 of those the mean, in
///          dB: so the gain is there when the peak is, and no sooner than it can be without a step.
/// Cost:    45 operations a frame, 15 of them delays, a log and an exp.
/// Example: limiter(mix, -1.0, 0.1)
Signal limiter(Signal in, Signal ceiling, Signal release);
Stereo limiter(Stereo in, Signal ceiling, Signal release);
/// Silence while `in` is quieter than the threshold: it opens within `attack`, and closes within
/// `release` 10 ms after the last frame that was louder.
/// Example: gate_noise(in, -45.0, 0.002, 0.1)
Signal gate_noise(Signal in, Signal threshold, Signal attack, Signal release);
Stereo gate_noise(Stereo in, Signal threshold, Signal attack, Signal release);
}  // namespace krach::signal
