// src/surface/signal.cpp: krs for C++: each word is the signal library's.
#include <krach/signal.hpp>

#include <bit>

#include "signal/effect.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"
#include "surface/convert.hpp"

namespace krach::krs {
using surface::hide;
using surface::show;

Signal::Signal(double constant) { *this = hide(signal::Signal(constant)); }

Signal control(std::string_view name, double initial, double low, double high) {
  return hide(signal::control(name, initial, low, high));
}
Signal sample_rate() { return hide(signal::sample_rate()); }

Signal operator+(Signal a, Signal b) { return hide(show(a) + show(b)); }
Signal operator-(Signal a, Signal b) { return hide(show(a) - show(b)); }
Signal operator*(Signal a, Signal b) { return hide(show(a) * show(b)); }
Signal operator/(Signal a, Signal b) { return hide(show(a) / show(b)); }
Signal operator-(Signal a) { return hide(-show(a)); }
Signal operator<(Signal a, Signal b) { return hide(show(a) < show(b)); }
Signal operator<=(Signal a, Signal b) { return hide(show(a) <= show(b)); }
Signal operator>(Signal a, Signal b) { return hide(show(a) > show(b)); }
Signal operator>=(Signal a, Signal b) { return hide(show(a) >= show(b)); }
Signal eq(Signal a, Signal b) { return hide(signal::eq(show(a), show(b))); }
Signal ne(Signal a, Signal b) { return hide(signal::ne(show(a), show(b))); }
Signal select2(Signal condition, Signal zero, Signal other) {
  return hide(signal::select2(show(condition), show(zero), show(other)));
}

Signal min(Signal a, Signal b) { return hide(signal::min(show(a), show(b))); }
Signal max(Signal a, Signal b) { return hide(signal::max(show(a), show(b))); }
Signal clamp(Signal x, Signal low, Signal high) {
  return hide(signal::clamp(show(x), show(low), show(high)));
}
Signal abs(Signal x) { return hide(signal::abs(show(x))); }
Signal floor(Signal x) { return hide(signal::floor(show(x))); }
Signal ceil(Signal x) { return hide(signal::ceil(show(x))); }
Signal round(Signal x) { return hide(signal::round(show(x))); }
Signal mod(Signal a, Signal b) { return hide(signal::mod(show(a), show(b))); }
Signal sqrt(Signal x) { return hide(signal::sqrt(show(x))); }
Signal sin(Signal x) { return hide(signal::sin(show(x))); }
Signal cos(Signal x) { return hide(signal::cos(show(x))); }
Signal tan(Signal x) { return hide(signal::tan(show(x))); }
Signal atan2(Signal y, Signal x) { return hide(signal::atan2(show(y), show(x))); }
Signal exp(Signal x) { return hide(signal::exp(show(x))); }
Signal log(Signal x) { return hide(signal::log(show(x))); }
Signal pow(Signal a, Signal b) { return hide(signal::pow(show(a), show(b))); }
Signal tanh(Signal x) { return hide(signal::tanh(show(x))); }

Signal mem(Signal x) { return hide(signal::mem(show(x))); }
Signal delay(Signal x, Signal frames, std::int64_t longest) {
  return hide(signal::delay(show(x), show(frames), longest));
}
Signal feedback(const std::function<Signal(Signal)>& function) {
  return hide(signal::feedback(
      [&](signal::Signal last) -> signal::Signal { return show(function(hide(last))); }));
}

Signal sine_osc(Signal freq) { return hide(signal::sine_osc(show(freq))); }
Signal saw(Signal freq) { return hide(signal::saw(show(freq))); }
Signal square(Signal freq) { return hide(signal::square(show(freq))); }
Signal triangle(Signal freq) { return hide(signal::triangle(show(freq))); }
Signal phasor(Signal freq) { return hide(signal::phasor(show(freq))); }
Signal white_noise() { return hide(signal::noise()); }

Signal lowpass(Signal x, Signal cutoff, int order) {
  return hide(signal::lowpass(show(x), show(cutoff), order));
}
Signal highpass(Signal x, Signal cutoff, int order) {
  return hide(signal::highpass(show(x), show(cutoff), order));
}
Signal bandpass(Signal x, Signal cutoff, Signal q) {
  return hide(signal::bandpass(show(x), show(cutoff), show(q)));
}
Signal resonant_lowpass(Signal x, Signal cutoff, Signal q) {
  return hide(signal::resonant_lowpass(show(x), show(cutoff), show(q)));
}
Signal resonant_highpass(Signal x, Signal cutoff, Signal q) {
  return hide(signal::resonant_highpass(show(x), show(cutoff), show(q)));
}
Signal adsr(Signal attack, Signal decay, Signal sustain, Signal release, Signal gate) {
  return hide(signal::adsr(show(attack), show(decay), show(sustain), show(release), show(gate)));
}
Signal ar(Signal attack, Signal release, Signal gate) {
  return hide(signal::ar(show(attack), show(release), show(gate)));
}
Signal reverb(Signal x, Signal room, Signal damping) {
  return hide(signal::reverb(show(x), show(room), show(damping)));
}
Stereo pan(Signal x, Signal position) {
  const auto sides = signal::pan(show(x), show(position));
  return {hide(sides[0]), hide(sides[1])};
}
}  // namespace krach::krs
