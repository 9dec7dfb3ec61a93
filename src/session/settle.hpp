// src/session/settle.hpp: what time alone does to a state.
#pragma once
#include "session/state.hpp"

namespace krach::session {
/// What was to begin by position `now` has begun, and fades that are over have set their value.
/// Law:    it sounds the same from `now` on.
/// Thread: [control].
void settle(State& state, Rational now);
/// As it will be once nothing waits and nothing fades. Thread: [control].
State arrived(State state);
}  // namespace krach::session
