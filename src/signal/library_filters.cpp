// src/signal/library_filters.cpp: what takes parts of a sound away.
#include "signal/echo.hpp"
#include "signal/filter.hpp"
#include "signal/library_bind.hpp"

namespace krach::signal {
// NOLINTNEXTLINE(readability-function-size): a table
static void add_filters_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "filters", .help = help, .example = example};
  };
  all.push_back(
      bound(with("lowpass", "Butterworth: -3 dB at the cutoff, -6 dB an octave and pole above.",
                 "lowpass(x, 800.0)"),
            lowpass,
            {{{"x", ""},
              {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
              {"order", "poles, 1 to 8", 2.0}}}));
  all.push_back(
      bound(with("highpass", "Butterworth: -3 dB at the cutoff, -6 dB an octave and pole below.",
                 "highpass(x, 200.0)"),
            highpass,
            {{{"x", ""},
              {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
              {"order", "poles, 1 to 8", 2.0}}}));
  all.push_back(bound(
      with("bandpass", "0 dB at the cutoff, cutoff / q wide.", "bandpass(x, 1000.0, 5.0)"),
      bandpass,
      {{{"x", ""}, {"cutoff", "Hz, 1 to 0.49 of the sample rate"}, {"q", "0.1 to 1000", 1.0}}}));
  all.push_back(bound(
      with("notch", "All but the band around the cutoff.", "notch(x, 50.0, 10.0)"), notch,
      {{{"x", ""}, {"cutoff", "Hz, 1 to 0.49 of the sample rate"}, {"q", "0.1 to 1000", 1.0}}}));
  all.push_back(bound(
      with("resonant", "A lowpass whose gain at the cutoff is q.", "resonant(x, 600.0, 8.0)"),
      resonant_lowpass,
      {{{"x", ""}, {"cutoff", "Hz, 1 to 0.49 of the sample rate"}, {"q", "0.1 to 1000", 1.0}}}));
  all.push_back(
      bound(with("resonant_lowpass", "The same as resonant.", "resonant_lowpass(x, 600.0, 8.0)"),
            resonant_lowpass,
            {{{"x", ""}, {"cutoff", "Hz, 1 to 0.49 of the sample rate"}, {"q", "0.1 to 1000"}}}));
  all.push_back(
      bound(with("resonant_highpass", "A highpass whose gain at the cutoff is q.",
                 "resonant_highpass(x, 600.0, 8.0)"),
            resonant_highpass,
            {{{"x", ""}, {"cutoff", "Hz, 1 to 0.49 of the sample rate"}, {"q", "0.1 to 1000"}}}));
  all.push_back(
      bound(with("onepole", "A lowpass of one pole: -6 dB an octave.", "onepole(x, 300.0)"),
            onepole, {{{"x", ""}, {"cutoff", "Hz, 1 to 0.49 of the sample rate"}}}));
  all.push_back(bound(with("dcblock", "Takes away what does not move.", "dcblock(x * x)"), dcblock,
                      {{{"x", ""}, {"cutoff", "Hz", 10.0}}}));
  all.push_back(
      bound(with("allpass", "Turns the phase, by half a cycle at the cutoff; every gain is 0 dB.",
                 "x + allpass(x, 800.0)"),
            allpass,
            {{{"x", ""},
              {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
              {"q", "0.1 to 1000", 0.70710678}}}));
  all.push_back(bound(with("svf", "A filter of two poles by the name of what it lets through.",
                           "svf(x, 1200.0, 4.0, \"band\")"),
                      svf,
                      {{{"x", ""},
                        {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
                        {"q", "0.1 to 1000", 1.0},
                        {"mode", "low high band peak notch all", {}, "low"}}}));
  all.push_back(bound(
      with("moog_ladder", "Four poles in a loop that limits itself.", "moog_ladder(x, 600.0, 0.8)"),
      moog_ladder,
      {{{"x", ""},
        {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
        {"resonance", "0 to 1.2; it sings from 1 on", 0.5}}}));
  all.push_back(bound(with("shelf_low", "So many dB below the cutoff.", "shelf_low(x, 120.0, 6.0)"),
                      shelf_low,
                      {{{"x", ""},
                        {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
                        {"gain", "dB, -60 to 60"},
                        {"q", "0.1 to 1000", 0.70710678}}}));
  all.push_back(bound(
      with("shelf_high", "So many dB above the cutoff.", "shelf_high(x, 6000.0, -3.0)"), shelf_high,
      {{{"x", ""},
        {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
        {"gain", "dB, -60 to 60"},
        {"q", "0.1 to 1000", 0.70710678}}}));
  all.push_back(bound(
      with("peak_eq", "So many dB around the cutoff.", "peak_eq(x, 900.0, -4.0, 1.4)"), peak_eq,
      {{{"x", ""},
        {"cutoff", "Hz, 1 to 0.49 of the sample rate"},
        {"gain", "dB, -60 to 60"},
        {"q", "0.1 to 1000", 1.0}}}));
  all.push_back(bound(
      with("comb", "Rings at 1 / seconds Hz and its multiples.", "comb(x, 1.0 / 220.0, 0.98)"),
      comb,
      {{{"x", ""},
        {"seconds", "s, a frame to `longest`"},
        {"feedback", "-1 to 1", 0.9},
        {"longest", "s, 0 to 60", 0.1}}}));
}
void add_filters(std::vector<Function>& all) { add_filters_rows(all); }
}  // namespace krach::signal
