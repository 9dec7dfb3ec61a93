// src/session/transport.cpp: tempo, meter and the master gain.
#include "session/apply.hpp"

namespace krach::session {
/// Refuses what would be too fine at any sample rate that a session may be rendered at.
static void check_tempo(const engine::Tempo& tempo) { engine::Transport::check(192000, tempo); }
void check_tempo_fade(const engine::Tempo& from, Rational target) {
  check_tempo(from);
  check_tempo({target, from.meter});
  // On its way it is exact to 1/1000, and another may begin at any of these.
  for (const Rational bpm : {from.bpm, Rational(998'999, 1000)})
    engine::Transport::check_ramp(192'000, {bpm, from.meter}, {target, from.meter});
}

void apply(State& state, const SetTempo& request, Context&) {
  state.tempo.bpm = to_rational(request.bpm, "tempo");
  state.tempo_fade.reset();
  check_tempo(state.tempo);
}
void apply(State& state, const SetMeter& request, Context&) {
  state.tempo.meter = to_rational(request.beats, "meter");
  check_tempo(state.tempo);
  if (const auto& fade = state.tempo_fade)
    check_tempo_fade(state.tempo, to_rational(fade->target, "tempo"));
}
void apply(State& state, const SetMaster& request, Context&) {
  state.master_fade.reset();
  state.master = in_range(request.gain, 0.0, 16.0, "gain", "master");
}
}  // namespace krach::session
