// src/session/snapshot.hpp: a state as the requests that make it.
#pragma once
#include <vector>

#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
/// Law:    applied to an empty state they make an equal one; of equal states they are the same.
/// Thread: [control].
std::vector<Request> requests_of(const State& state);
}  // namespace krach::session
