// src/signal/sin_pi.hpp: a sine of what is known to be small, without a reduction.
#pragma once
#include "signal/signal.hpp"

namespace krach::signal {
/// sin(pi x), for x in [-1, 1] alone, in eight operations; so cos(pi x) is sin_pi(0.5 - x).
/// Quality: within 4e-7 of the true value in proportion, also near 0 (oscillator_test.cpp).
/// Source:  with w = |x| (1 - |x|), sin(pi |x|) / w is a smooth function of w; own minimax cubic
///          (E. Remez's exchange, relative error 2.1e-7).
Signal sin_pi(Signal x);
}  // namespace krach::signal
