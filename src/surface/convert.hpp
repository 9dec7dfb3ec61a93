// src/surface/convert.hpp: between what C++ users hold and what stands behind it.
#pragma once
#include <krach/signal.hpp>

#include <bit>

#include "signal/signal.hpp"

namespace krach::surface {
/// A public signal is the same two numbers as the traced one.
inline signal::Signal show(krs::Signal s) { return std::bit_cast<signal::Signal>(s); }
inline krs::Signal hide(signal::Signal s) { return std::bit_cast<krs::Signal>(s); }
}  // namespace krach::surface
