// tests/support/snapshot.hpp: (support) a state as text: equal states, equal texts.
#pragma once
#include <nlohmann/json.hpp>

#include <string>

#include "session/json.hpp"
#include "session/snapshot.hpp"

namespace krach::testing {
inline std::string snapshot(const session::State& state) {
  nlohmann::json all;
  for (const auto& request : session::requests_of(state)) all.push_back(session::to_json(request));
  return all.dump();
}
/// Without its scenes.
inline std::string music(session::State state) {
  state.scenes.clear();
  return snapshot(state);
}
}  // namespace krach::testing
