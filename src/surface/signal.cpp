// src/surface/signal.cpp: krs for C++: each word is the signal library's.
#include <krach/signal.hpp>

#include <bit>
#include <vector>

#include "signal/control.hpp"
#include "signal/distortion.hpp"
#include "signal/dynamics.hpp"
#include "signal/echo.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/modulation.hpp"
#include "signal/noise.hpp"
#include "signal/oscillator.hpp"
#include "signal/reverb.hpp"
#include "signal/trace.hpp"
#include "signal/utility.hpp"
#include "surface/convert.hpp"

namespace krach::krs {
using surface::hide;
using surface::show;

/// The library's function of what stands behind the arguments.
template <class Result, class... Parameters, class... Given>
static auto call(Result (*function)(Parameters...), const Given&... given) {
  return hide(function(show(given)...));
}

Signal::Signal(double constant) { *this = hide(signal::Signal(constant)); }

Signal control(std::string_view name, double initial, double low, double high) {
  return hide(signal::control(name, initial, low, high));
}
Signal faust_expr(std::string_view text, std::initializer_list<Signal> inputs) {
  std::vector<signal::Signal> shown;
  for (const Signal input : inputs) shown.push_back(show(input));
  return hide(signal::faust_expr(text, shown));
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

Signal sign(Signal x) { return call(signal::sign, x); }
Signal trunc(Signal x) { return call(signal::trunc, x); }
Signal fract(Signal x) { return call(signal::fract, x); }
Signal asin(Signal x) { return call(signal::asin, x); }
Signal acos(Signal x) { return call(signal::acos, x); }
Signal atan(Signal x) { return call(signal::atan, x); }
Signal sinh(Signal x) { return call(signal::sinh, x); }
Signal cosh(Signal x) { return call(signal::cosh, x); }
Signal log2(Signal x) { return call(signal::log2, x); }
Signal log10(Signal x) { return call(signal::log10, x); }
Signal exp2(Signal x) { return call(signal::exp2, x); }
Signal clip(Signal x, Signal low, Signal high) { return call(signal::clip, x, low, high); }
Signal wrap(Signal x, Signal low, Signal high) { return call(signal::wrap, x, low, high); }
Signal lerp(Signal a, Signal b, Signal t) { return call(signal::lerp, a, b, t); }
Signal db_to_linear(Signal db) { return call(signal::db_to_linear, db); }
Signal linear_to_db(Signal x) { return call(signal::linear_to_db, x); }
Signal midi_to_freq(Signal note) { return call(signal::midi_to_freq, note); }
Signal freq_to_midi(Signal freq) { return call(signal::freq_to_midi, freq); }

Signal sine_osc(Signal freq) { return call(signal::sine_osc, freq); }
Signal saw(Signal freq) { return call(signal::saw, freq); }
Signal square(Signal freq) { return call(signal::square, freq); }
Signal pulse(Signal freq, Signal width) { return call(signal::pulse, freq, width); }
Signal triangle(Signal freq) { return call(signal::triangle, freq); }
Signal fm(Signal freq, Signal ratio, Signal index) { return call(signal::fm, freq, ratio, index); }
Signal phasor(Signal freq) { return call(signal::phasor, freq); }
Signal lfo(Signal rate, Signal low, Signal high, std::string_view shape) {
  return call(signal::lfo, rate, low, high, shape);
}

Signal white_noise() { return call(signal::noise); }
Signal pink_noise() { return call(signal::pink_noise); }
Signal brown_noise() { return call(signal::brown_noise); }
Signal dust(Signal density) { return call(signal::dust, density); }

Signal lowpass(Signal x, Signal cutoff, int order) {
  return call(signal::lowpass, x, cutoff, order);
}
Signal highpass(Signal x, Signal cutoff, int order) {
  return call(signal::highpass, x, cutoff, order);
}
Signal bandpass(Signal x, Signal cutoff, Signal q) { return call(signal::bandpass, x, cutoff, q); }
Signal notch(Signal x, Signal cutoff, Signal q) { return call(signal::notch, x, cutoff, q); }
Signal resonant(Signal x, Signal cutoff, Signal q) {
  return call(signal::resonant_lowpass, x, cutoff, q);
}
Signal resonant_lowpass(Signal x, Signal cutoff, Signal q) {
  return call(signal::resonant_lowpass, x, cutoff, q);
}
Signal resonant_highpass(Signal x, Signal cutoff, Signal q) {
  return call(signal::resonant_highpass, x, cutoff, q);
}
Signal onepole(Signal x, Signal cutoff) { return call(signal::onepole, x, cutoff); }
Signal dcblock(Signal x, Signal cutoff) { return call(signal::dcblock, x, cutoff); }
Signal allpass(Signal x, Signal cutoff, Signal q) { return call(signal::allpass, x, cutoff, q); }
Signal svf(Signal x, Signal cutoff, Signal q, std::string_view mode) {
  return call(signal::svf, x, cutoff, q, mode);
}
Signal moog_ladder(Signal x, Signal cutoff, Signal resonance) {
  return call(signal::moog_ladder, x, cutoff, resonance);
}
Signal shelf_low(Signal x, Signal cutoff, Signal gain, Signal q) {
  return call(signal::shelf_low, x, cutoff, gain, q);
}
Signal shelf_high(Signal x, Signal cutoff, Signal gain, Signal q) {
  return call(signal::shelf_high, x, cutoff, gain, q);
}
Signal peak_eq(Signal x, Signal cutoff, Signal gain, Signal q) {
  return call(signal::peak_eq, x, cutoff, gain, q);
}
Signal comb(Signal x, Signal seconds, Signal feedback, double longest) {
  return call(signal::comb, x, seconds, feedback, longest);
}

Signal adsr(Signal attack, Signal decay, Signal sustain, Signal release, Signal gate) {
  return call(signal::adsr, attack, decay, sustain, release, gate);
}
Signal ar(Signal attack, Signal release, Signal gate) {
  return call(signal::ar, attack, release, gate);
}
Signal asr(Signal attack, Signal sustain, Signal release, Signal gate) {
  return call(signal::asr, attack, sustain, release, gate);
}
Signal decay(Signal seconds, Signal gate) { return call(signal::decay, seconds, gate); }
Signal line(Signal start, Signal end, Signal seconds) {
  return call(signal::line, start, end, seconds);
}
Signal trigger(Signal gate) { return call(signal::trigger, gate); }
Signal edge_trigger(Signal gate) { return call(signal::edge_trigger, gate); }
Signal latch(Signal x, Signal gate) { return call(signal::latch, x, gate); }
Signal sample_hold(Signal x, Signal trigger) { return call(signal::sample_hold, x, trigger); }
Signal slew(Signal x, Signal up, Signal down) { return call(signal::slew, x, up, down); }
Signal smooth(Signal x, Signal seconds) { return call(signal::smooth, x, seconds); }

Signal reverb(Signal x, Signal room, Signal damping) {
  return call(signal::reverb, x, room, damping);
}
Stereo reverb_stereo(Signal x, Signal room, Signal damping) {
  return call(signal::reverb_stereo, x, room, damping);
}
Stereo plate(Signal x, Signal decay, Signal damping) {
  return call(signal::plate, x, decay, damping);
}
Signal delay_seconds(Signal x, Signal seconds, double longest) {
  return call(signal::delay_seconds, x, seconds, longest);
}
Signal echo(Signal x, Signal seconds, Signal feedback, double longest) {
  return call(signal::echo, x, seconds, feedback, longest);
}
Stereo ping_pong(Signal x, Signal seconds, Signal feedback, double longest) {
  return call(signal::ping_pong, x, seconds, feedback, longest);
}
Signal chorus(Signal x, Signal rate, Signal depth, Signal mix) {
  return call(signal::chorus, x, rate, depth, mix);
}
Signal flanger(Signal x, Signal rate, Signal depth, Signal feedback) {
  return call(signal::flanger, x, rate, depth, feedback);
}
Signal phaser(Signal x, Signal rate, Signal depth, Signal feedback) {
  return call(signal::phaser, x, rate, depth, feedback);
}
Signal tremolo(Signal x, Signal rate, Signal depth) {
  return call(signal::tremolo, x, rate, depth);
}
Signal ring_mod(Signal x, Signal freq) { return call(signal::ring_mod, x, freq); }
Signal distort(Signal x, Signal drive) { return call(signal::distort, x, drive); }
Signal bitcrush(Signal x, Signal bits, Signal rate) {
  return call(signal::bitcrush, x, bits, rate);
}

Signal compressor(Signal x, Signal threshold, Signal ratio, Signal attack, Signal release) {
  return call(static_cast<signal::Signal (*)(signal::Signal, signal::Signal, signal::Signal,
                                             signal::Signal, signal::Signal)>(signal::compressor),
              x, threshold, ratio, attack, release);
}
Stereo compressor(Stereo x, Signal threshold, Signal ratio, Signal attack, Signal release) {
  return call(static_cast<signal::Stereo (*)(signal::Stereo, signal::Signal, signal::Signal,
                                             signal::Signal, signal::Signal)>(signal::compressor),
              x, threshold, ratio, attack, release);
}
Signal limiter(Signal x, Signal ceiling, Signal release) {
  return call(static_cast<signal::Signal (*)(signal::Signal, signal::Signal, signal::Signal)>(
                  signal::limiter),
              x, ceiling, release);
}
Stereo limiter(Stereo x, Signal ceiling, Signal release) {
  return call(static_cast<signal::Stereo (*)(signal::Stereo, signal::Signal, signal::Signal)>(
                  signal::limiter),
              x, ceiling, release);
}
Signal gate_noise(Signal x, Signal threshold, Signal attack, Signal release) {
  return call(static_cast<signal::Signal (*)(signal::Signal, signal::Signal, signal::Signal,
                                             signal::Signal)>(signal::gate_noise),
              x, threshold, attack, release);
}
Stereo gate_noise(Stereo x, Signal threshold, Signal attack, Signal release) {
  return call(static_cast<signal::Stereo (*)(signal::Stereo, signal::Signal, signal::Signal,
                                             signal::Signal)>(signal::gate_noise),
              x, threshold, attack, release);
}

Stereo pan(Signal x, Signal position) { return call(signal::pan, x, position); }
Stereo stereo_width(Signal left, Signal right, Signal width) {
  return call(signal::stereo_width, left, right, width);
}
}  // namespace krach::krs
