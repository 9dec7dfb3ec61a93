// src/signal/wavering.hpp: a delay that moves a little.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
/// `in` as it was base + offset frames ago, on a straight line between two frames.
/// Units:   frames. base is whole; both together from 0 to `longest`.
/// Quality: what is between frames has the precision of the offset alone.
Signal wavering(Signal in, Signal base, Signal offset, std::int64_t longest);
}  // namespace krach::signal
