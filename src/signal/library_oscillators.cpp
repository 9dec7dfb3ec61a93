// src/signal/library_oscillators.cpp: what sounds by itself.
#include "signal/library_bind.hpp"
#include "signal/noise.hpp"
#include "signal/oscillator.hpp"

namespace krach::signal {
// NOLINTNEXTLINE(readability-function-size): a table
static void add_oscillators_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "oscillators", .help = help, .example = example};
  };
  all.push_back(bound(with("sine_osc", "A sine from -1 to 1.", "sine_osc(440.0)"), sine_osc,
                      {{{"freq", "Hz"}}}));
  all.push_back(
      bound(with("saw", "Rises from -1 to 1, and falls back; band-limited.", "saw(110.0)"), saw,
            {{{"freq", "Hz"}}}));
  all.push_back(bound(with("square", "1, then -1; band-limited.", "square(110.0)"), square,
                      {{{"freq", "Hz"}}}));
  all.push_back(bound(with("pulse", "1 for a share of the cycle, then -1; band-limited.",
                           "pulse(110.0, lfo(0.3, 0.1, 0.9))"),
                      pulse, {{{"freq", "Hz"}, {"width", "0 to 1, the share that is 1", 0.5}}}));
  all.push_back(bound(
      with("triangle", "Straight up and down between -1 and 1; band-limited.", "triangle(220.0)"),
      triangle, {{{"freq", "Hz"}}}));
  all.push_back(bound(with("wavetable", "One cycle from its numbers; band-limited.",
                           "wavetable(110.0, [0.0, 0.9, 0.2, -0.4, 0.1, -0.8])"),
                      wavetable, {{{"freq", "Hz"}, {"table", "3 to 16384 numbers"}}}));
  all.push_back(bound(
      with("fm", "A sine whose phase another sine turns.", "fm(220.0, 2.0, 3.0)"), fm,
      {{{"freq", "Hz"}, {"ratio", "of the modulator to freq", 1.0}, {"index", "radians", 1.0}}}));
  all.push_back(bound(
      with("phasor", "A ramp from 0 to 1, for phases; it is not band-limited.", "phasor(2.0)"),
      phasor, {{{"freq", "Hz"}}}));
  all.push_back(bound(
      with("phase", "A ramp from 0 to 1, so much further each frame; from 0.", "phase(0.001)"),
      phase, {{{"step", "cycles a frame"}}}));
  all.push_back(bound(with("lfo", "A slow wave from low to high that moves other things.",
                           "lowpass(x, lfo(0.2, 300.0, 3000.0, \"tri\"))"),
                      lfo,
                      {{{"rate", "Hz"},
                        {"low", "", 0.0},
                        {"high", "", 1.0},
                        {"shape", "sine tri saw isaw square random", {}, "sine"}}}));
}
// NOLINTNEXTLINE(readability-function-size): a table
static void add_noise_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "noise", .help = help, .example = example};
  };
  all.push_back(
      bound(with("white_noise", "From -1 to 1, as loud at every frequency; each call is its own.",
                 "highpass(white_noise(), 7000.0)"),
            noise));
  all.push_back(bound(
      with("pink_noise", "-3 dB an octave; 0.2 root mean square.", "lowpass(pink_noise(), 900.0)"),
      pink_noise));
  all.push_back(bound(
      with("brown_noise", "-6 dB an octave from 20 Hz; 0.2 root mean square.", "brown_noise()"),
      brown_noise));
  all.push_back(bound(with("dust", "Single pulses at random times, from 0 to 1 high.",
                           "bandpass(dust(20.0), 2000.0, 20.0)"),
                      dust, {{{"density", "Hz"}}}));
}
void add_oscillators(std::vector<Function>& all) {
  add_oscillators_rows(all);
  add_noise_rows(all);
}
}  // namespace krach::signal
