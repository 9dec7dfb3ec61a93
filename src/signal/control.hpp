// src/signal/control.hpp: what makes signals of other signals' edges, and smooths steps.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
// Units: a gate or a trigger is open above 0; it opens on the frame on which it gets there.

/// 1 on the frame on which the gate opens, else 0.
Signal trigger(Signal gate);
/// 1 on the frames on which the gate opens or closes, else 0.
Signal edge_trigger(Signal gate);
/// `in` while the gate is open; while it is closed, what it was at last. 0 before that.
Signal latch(Signal in, Signal gate);
/// What `in` was on the frame on which the trigger opened. 0 before that.
/// Example: sample_hold(white_noise(), square(8.0))
Signal sample_hold(Signal in, Signal trigger);

/// Follows `in` by at most `up` and `down` a second, in straight lines.
/// Example: slew(freq, 2000.0, 2000.0)
Signal slew(Signal in, Signal up, Signal down);
/// Follows `in` so that a step is 60 dB away (a thousandth) after `seconds`.
/// Example: smooth(control("cutoff", 800, 100, 4000), 0.05)
Signal smooth(Signal in, Signal seconds);
}  // namespace krach::signal
