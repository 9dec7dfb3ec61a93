// src/signal/library_effects.cpp: rooms, echoes and places.
#include "signal/distortion.hpp"
#include "signal/dynamics.hpp"
#include "signal/echo.hpp"
#include "signal/library_bind.hpp"
#include "signal/modulation.hpp"
#include "signal/reverb.hpp"
#include "signal/utility.hpp"

namespace krach::signal {
/// `row`, whose stereo pairs `both` takes.
template <class... A>
static Function linked(Function row, Stereo (*both)(A...)) {
  row.run_stereo = runner(both);
  return row;
}
// NOLINTNEXTLINE(readability-function-size): a table
static void add_effects_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "effects", .help = help, .example = example};
  };
  all.push_back(
      bound(with("reverb", "A room (Freeverb), without x itself.", "x + 0.33 * reverb(x, 0.8)"),
            reverb, {{{"x", ""}, {"room", "0 to 1"}, {"damping", "0 to 1", 0.5}}}));
  all.push_back(bound(with("reverb_stereo", "The room with two sides.", "reverb_stereo(x, 0.8)"),
                      reverb_stereo,
                      {{{"x", ""}, {"room", "0 to 1"}, {"damping", "0 to 1", 0.5}}}));
  all.push_back(
      bound(with("plate", "A plate: dense at once, and wide; without x itself.", "plate(x, 0.6)"),
            plate, {{{"x", ""}, {"decay", "0 to 1", 0.5}, {"damping", "0 to 1", 0.3}}}));
  all.push_back(bound(with("delay_seconds", "x as it was, between frames too.",
                           "x + 0.4 * delay_seconds(x, 0.375, 1.0)"),
                      delay_seconds,
                      {{{"x", ""}, {"seconds", "s, 0 to `longest`"}, {"longest", "s, 0 to 60"}}}));
  all.push_back(bound(with("echo", "The echoes, without x itself.", "x + 0.5 * echo(x, 0.25)"),
                      echo,
                      {{{"x", ""},
                        {"seconds", "s", 0.375},
                        {"feedback", "-1 to 1", 0.4},
                        {"longest", "s, 0 to 60", 2.0}}}));
  all.push_back(bound(with("ping_pong", "The echoes, left and right in turn, without x itself.",
                           "ping_pong(x, 0.25)"),
                      ping_pong,
                      {{{"x", ""},
                        {"seconds", "s", 0.375},
                        {"feedback", "-1 to 1", 0.4},
                        {"longest", "s, 0 to 60", 2.0}}}));
  all.push_back(
      bound(with("chorus", "Three copies that waver.", "chorus(x)"), chorus,
            {{{"x", ""}, {"rate", "Hz", 0.5}, {"depth", "0 to 1", 0.5}, {"mix", "0 to 1", 0.5}}}));
  all.push_back(bound(
      with("flanger", "A comb that sweeps.", "flanger(x)"), flanger,
      {{{"x", ""}, {"rate", "Hz", 0.2}, {"depth", "0 to 1", 0.7}, {"feedback", "0 to 1", 0.5}}}));
  all.push_back(bound(
      with("phaser", "Notches that sweep.", "phaser(x)"), phaser,
      {{{"x", ""}, {"rate", "Hz", 0.3}, {"depth", "0 to 1", 0.8}, {"feedback", "0 to 1", 0.4}}}));
  all.push_back(bound(with("tremolo", "Quieter and back.", "tremolo(x)"), tremolo,
                      {{{"x", ""}, {"rate", "Hz", 5.0}, {"depth", "0 to 1", 0.5}}}));
  all.push_back(bound(with("ring_mod", "x times a sine.", "ring_mod(x, 440.0)"), ring_mod,
                      {{{"x", ""}, {"freq", "Hz"}}}));
  all.push_back(bound(with("distort", "Bends the wave, from soft to hard.", "distort(x, 5.0)"),
                      distort, {{{"x", ""}, {"drive", "0.01 to 100", 2.0}}}));
  all.push_back(bound(with("bitcrush", "Fewer steps and fewer frames.", "bitcrush(x, 6.0, 8000.0)"),
                      bitcrush, {{{"x", ""}, {"bits", "1 to 24", 8.0}, {"rate", "Hz", 11025.0}}}));
  all.push_back(
      linked(bound(with("compressor", "What is loud gets quieter.", "compressor(x, -18.0, 4.0)"),
                   static_cast<Signal (*)(Signal, Signal, Signal, Signal, Signal)>(compressor),
                   {{{"x", ""},
                     {"threshold", "dB", -18.0},
                     {"ratio", "1 and up", 4.0},
                     {"attack", "s", 0.01},
                     {"release", "s", 0.15}}}),
             static_cast<Stereo (*)(Stereo, Signal, Signal, Signal, Signal)>(compressor)));
  all.push_back(linked(
      bound(with("limiter", "No sample above the ceiling; 127 frames late.", "limiter(2.0 * x)"),
            static_cast<Signal (*)(Signal, Signal, Signal)>(limiter),
            {{{"x", ""}, {"ceiling", "dB", -1.0}, {"release", "s", 0.1}}}),
      static_cast<Stereo (*)(Stereo, Signal, Signal)>(limiter)));
  all.push_back(linked(
      bound(
          with("gate_noise", "Silence where x is quiet.", "gate_noise(x)"),
          static_cast<Signal (*)(Signal, Signal, Signal, Signal)>(gate_noise),
          {{{"x", ""}, {"threshold", "dB", -45.0}, {"attack", "s", 0.002}, {"release", "s", 0.1}}}),
      static_cast<Stereo (*)(Stereo, Signal, Signal, Signal)>(gate_noise)));
}
// NOLINTNEXTLINE(readability-function-size): a table
static void add_places_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "places", .help = help, .example = example};
  };
  all.push_back(bound(with("pan", "x on two sides, by equal power.", "pan(x, lfo(0.2, -1.0, 1.0))"),
                      pan, {{{"x", ""}, {"position", "-1, left, to 1, right"}}}));
  all.push_back(bound(
      with("stereo_width", "How much the sides differ.", "stereo_width(x, delay(x, 300), 1.5)"),
      stereo_width, {{{"left", ""}, {"right", ""}, {"width", "0 mono, 1 as it is, 2 wide", 1.0}}}));
}
void add_effects(std::vector<Function>& all) {
  add_effects_rows(all);
  add_places_rows(all);
}
}  // namespace krach::signal
