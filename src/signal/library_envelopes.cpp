// src/signal/library_envelopes.cpp: levels, and what follows edges.
#include "signal/control.hpp"
#include "signal/envelope.hpp"
#include "signal/library_bind.hpp"

namespace krach::signal {
// NOLINTNEXTLINE(readability-function-size): a table
static void add_envelopes_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "envelopes", .help = help, .example = example};
  };
  all.push_back(
      bound(with("adsr", "Straight up to 1, down to the sustain, and to 0 when the gate closes.",
                 "adsr(0.005, 0.15, 0.3, 0.08, gate)"),
            adsr,
            {{{"attack", "s"},
              {"decay", "s"},
              {"sustain", "0 to 1"},
              {"release", "s"},
              {"gate", "open above 0"}}}));
  all.push_back(
      bound(with("ar", "Straight up to 1 and down to 0, whatever the gate does after it opens.",
                 "ar(0.001, 0.2, gate)"),
            ar, {{{"attack", "s"}, {"release", "s"}, {"gate", "open above 0"}}}));
  all.push_back(bound(
      with("asr", "Straight up to the sustain, and to 0 when the gate closes.",
           "asr(0.5, 0.8, 2.0, gate)"),
      asr, {{{"attack", "s"}, {"sustain", "0 to 1"}, {"release", "s"}, {"gate", "open above 0"}}}));
  all.push_back(
      bound(with("decay", "Jumps to 1 when the gate opens, and dies away.", "decay(0.3, gate)"),
            decay, {{{"seconds", "s, to -60 dB"}, {"gate", "open above 0"}}}));
  all.push_back(bound(with("line", "Straight from start to end since the voice began.",
                           "saw(line(2000.0, 50.0, 4.0))"),
                      line, {{{"start", ""}, {"end", ""}, {"seconds", "s"}}}));
  all.push_back(bound(with("trigger", "1 on the frame on which the gate opens.", "trigger(gate)"),
                      trigger, {{{"gate", "open above 0"}}}));
  all.push_back(bound(with("edge_trigger", "1 on the frames on which the gate opens or closes.",
                           "edge_trigger(gate)"),
                      edge_trigger, {{{"gate", "open above 0"}}}));
  all.push_back(
      bound(with("latch", "x while the gate is open; then what it was at last.", "latch(x, gate)"),
            latch, {{{"x", ""}, {"gate", "open above 0"}}}));
  all.push_back(bound(with("sample_hold", "What x was when the trigger opened.",
                           "sample_hold(white_noise(), square(8.0))"),
                      sample_hold, {{{"x", ""}, {"trigger", "opens above 0"}}}));
  all.push_back(bound(
      with("slew", "Follows x in straight lines, no faster than that.", "slew(x, 2000.0, 2000.0)"),
      slew, {{{"x", ""}, {"up", "a second"}, {"down", "a second"}}}));
  all.push_back(bound(with("smooth", "Follows x smoothly.", "smooth(x, 0.05)"), smooth,
                      {{{"x", ""}, {"seconds", "s, to within -60 dB", 0.02}}}));
}
void add_envelopes(std::vector<Function>& all) { add_envelopes_rows(all); }
}  // namespace krach::signal
