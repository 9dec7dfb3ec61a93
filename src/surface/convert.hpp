// src/surface/convert.hpp: between what C++ users hold and what stands behind it.
#pragma once
#include <krach/signal.hpp>

#include <bit>
#include <string_view>

#include "signal/stereo.hpp"

namespace krach::surface {
/// A public signal is the same two numbers as the traced one.
inline signal::Signal show(krs::Signal s) { return std::bit_cast<signal::Signal>(s); }
inline krs::Signal hide(signal::Signal s) { return std::bit_cast<krs::Signal>(s); }
inline signal::Stereo show(const krs::Stereo& s) { return {show(s[0]), show(s[1])}; }
inline krs::Stereo hide(const signal::Stereo& s) { return {hide(s[0]), hide(s[1])}; }
/// What is the same on both sides.
inline int show(int x) { return x; }
inline double show(double x) { return x; }
inline std::string_view show(std::string_view x) { return x; }
}  // namespace krach::surface
