// src/session/settle.hpp: what time alone does to a state.
#pragma once
#include "session/state.hpp"

namespace krach::session {
/// What was to begin by position `now` has begun.
/// Law:    it sounds the same from `now` on.
/// Thread: [control].
void settle(State& state, Rational now);
}  // namespace krach::session
