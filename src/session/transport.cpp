// src/session/transport.cpp: tempo, meter and the master gain.
#include "session/apply.hpp"

namespace krach::session {
/// Refuses what would be too fine at any sample rate that a session may be rendered at.
static void check_tempo(const engine::Tempo& tempo) { engine::Transport::check(192000, tempo); }

void apply(State& state, const SetTempo& request, Context&) {
  state.tempo.bpm = to_rational(request.bpm, "tempo");
  check_tempo(state.tempo);
}
void apply(State& state, const SetMeter& request, Context&) {
  state.tempo.meter = to_rational(request.beats, "meter");
  check_tempo(state.tempo);
}
void apply(State& state, const SetMaster& request, Context&) {
  state.master = in_range(request.gain, 0.0, 16.0, "gain", "master");
}
}  // namespace krach::session
