// src/signal/filter.hpp: filters of the signal library, as traced operations.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
// Units:   cutoff in Hz, clamped to [1, 0.49 * sample rate]; q has no unit, clamped to [0.1, 1000].
// Quality: the gains below hold at every cutoff and rate (tests/signal/filter_test.cpp). A cutoff
//          may move on every frame by any amount: what is inside a section never grows by itself.
// Cost:    6 operations a frame for each two poles, 3 more for a highpass; what depends on cutoff
//          and q alone costs nothing while they rest. A cutoff that moves on every frame costs 11,
//          and 8 more for each two poles, one of them a division.
// Source:  A. Simper, "Solving the continuous SVF equations using trapezoidal integration", 2013.
//          Chosen over biquads because its memories stay valid when the cutoff moves: each step is
//          the Cayley transform of a dissipative system, thus a contraction.

/// Butterworth, `order` poles. 0 dB at 0 Hz, -3.01 dB at the cutoff, -6 dB an octave a pole above.
/// Errors:  Error if order is not 1 to 8.
/// Example: lowpass(saw(freq), cutoff) * env
Signal lowpass(Signal in, Signal cutoff, int order = 2);
/// Butterworth, `order` poles. -3.01 dB at the cutoff, -6 dB an octave a pole below.
/// Errors:  Error if order is not 1 to 8.
/// Example: highpass(noise(), 7000.0)
Signal highpass(Signal in, Signal cutoff, int order = 2);

/// Two poles; the gain at the cutoff is q, so it rings from 0.71 on.
/// Example: resonant_lowpass(saw(freq), 200.0 + 2000.0 * env, 8.0)
Signal resonant_lowpass(Signal in, Signal cutoff, Signal q);
Signal resonant_highpass(Signal in, Signal cutoff, Signal q);
/// Two poles; 0 dB at the cutoff. Far below the sample rate it is cutoff / q wide at -3.01 dB.
/// Example: bandpass(noise(), 1000.0, 10.0)
Signal bandpass(Signal in, Signal cutoff, Signal q);
}  // namespace krach::signal
