// src/signal/section.hpp: the sections that filters are made of: one pole, or two.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
/// The prewarped cutoff, tan(pi cutoff / sample rate), as rise / run: so the sections need no
/// division but their own.
/// Units: cutoff in Hz, clamped to [1, 0.49 * sample rate]. Quality: within 0.002 cents.
struct Tuning {
  Signal rise, run;
};
Tuning tuning(Signal cutoff);

/// What a section lets through below, around and above its cutoff.
struct Bands {
  Signal low, band, high;
};
Bands one_pole(Signal in, const Tuning& t);
/// `damping` is 1 / q; the gain of `band` at the cutoff is q.
Bands two_pole(Signal in, const Tuning& t, Signal damping);
}  // namespace krach::signal
