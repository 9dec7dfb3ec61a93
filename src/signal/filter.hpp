// src/signal/filter.hpp: filters of the signal library, as traced operations.
#pragma once
#include <string_view>

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
/// Two poles; all but the band that bandpass lets through.
/// Example: notch(in, 50.0, 10.0)
Signal notch(Signal in, Signal cutoff, Signal q);
/// Two poles; every gain is 0 dB, and the phase turns by half a cycle at the cutoff.
/// Example: in + allpass(in, 800.0 + 400.0 * sine_osc(0.3), 0.7)
Signal allpass(Signal in, Signal cutoff, Signal q);
/// One of them by its name: low high band peak notch all. `peak` is the band with the gain q.
/// Errors:  Error if there is no such mode.
/// Example: svf(in, 1200.0, 4.0, "band")
Signal svf(Signal in, Signal cutoff, Signal q, std::string_view mode);

/// One pole: -3.01 dB at the cutoff, -6 dB an octave above.
/// Example: onepole(white_noise, 300.0)
Signal onepole(Signal in, Signal cutoff);
/// One pole: takes away what does not move. -3.01 dB at the cutoff.
/// Example: dcblock(in * in, 10.0)
Signal dcblock(Signal in, Signal cutoff);

/// Four poles in a loop, which limits itself by a tanh: 24 dB an octave, and a sine at the cutoff
/// from a resonance of 1 on. Without resonance and for quiet inputs it is four one-poles: -12 dB at
/// the cutoff. As in the original, resonance takes the bass down, by up to 14 dB.
/// Units:   resonance from 0 to 1.2, clamped.
/// Quality: finite at every setting; the limit is that of the whole loop, not of each pole.
/// Source:  V. Zavalishin, "The art of VA filter design", 2012, chapter 5. Chosen because without a
///          delay in the loop the resonance stays on the cutoff.
/// Example: moog_ladder(saw(freq), 200.0 + 3000.0 * env, 0.8)
Signal moog_ladder(Signal in, Signal cutoff, Signal resonance);

// Units:   gain in dB, clamped to [-60, 60].
// Source:  A. Simper, as above.

/// `gain` below the cutoff, 0 dB above, half of it at the cutoff.
/// Example: shelf_low(in, 120.0, 6.0, 0.7)
Signal shelf_low(Signal in, Signal cutoff, Signal gain, Signal q);
/// `gain` above the cutoff, 0 dB below, half of it at the cutoff.
Signal shelf_high(Signal in, Signal cutoff, Signal gain, Signal q);
/// `gain` at the cutoff, 0 dB far from it.
/// Example: peak_eq(in, 900.0, -4.0, 1.4)
Signal peak_eq(Signal in, Signal cutoff, Signal gain, Signal q);
}  // namespace krach::signal
