// src/signal/stereo.hpp: two signals, left and right.
#pragma once
#include <array>

#include "signal/signal.hpp"

namespace krach::signal {
using Stereo = std::array<Signal, 2>;

/// What `function` makes of each side.
template <class Function>
Stereo each(const Stereo& x, const Function& function) {
  return {function(x[0]), function(x[1])};
}
inline Stereo operator+(const Stereo& a, const Stereo& b) { return {a[0] + b[0], a[1] + b[1]}; }
inline Stereo operator-(const Stereo& a, const Stereo& b) { return {a[0] - b[0], a[1] - b[1]}; }
inline Stereo operator*(const Stereo& a, const Stereo& b) { return {a[0] * b[0], a[1] * b[1]}; }
inline Stereo operator/(const Stereo& a, const Stereo& b) { return {a[0] / b[0], a[1] / b[1]}; }
inline Stereo operator+(const Stereo& a, Signal b) { return a + Stereo{b, b}; }
inline Stereo operator-(const Stereo& a, Signal b) { return a - Stereo{b, b}; }
inline Stereo operator*(const Stereo& a, Signal b) { return a * Stereo{b, b}; }
inline Stereo operator/(const Stereo& a, Signal b) { return a / Stereo{b, b}; }
inline Stereo operator+(Signal a, const Stereo& b) { return Stereo{a, a} + b; }
inline Stereo operator-(Signal a, const Stereo& b) { return Stereo{a, a} - b; }
inline Stereo operator*(Signal a, const Stereo& b) { return Stereo{a, a} * b; }
inline Stereo operator/(Signal a, const Stereo& b) { return Stereo{a, a} / b; }
inline Stereo operator-(const Stereo& a) { return {-a[0], -a[1]}; }
}  // namespace krach::signal
