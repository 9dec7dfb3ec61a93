// src/signal/distortion.hpp: what bends and breaks a wave.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
/// A tanh: soft to hard as `drive` grows. A full-scale input stays full-scale.
/// Units:   drive from 0.01 to 100, clamped; at 1 it is nearly clean.
/// Quality: not band-limited: what it adds above half the sample rate folds back.
/// Example: distort(in, 5.0)
Signal distort(Signal in, Signal drive);
/// Fewer steps and fewer frames: `bits` of resolution from -1 to 1, and `rate` samples a second.
/// Units:   bits from 1 to 24, clamped, also between whole numbers; rate in Hz, up to the sample
///          rate, where it does nothing.
/// Example: bitcrush(in, 6.0, 8000.0)
Signal bitcrush(Signal in, Signal bits, Signal rate);
}  // namespace krach::signal
