// src/session/settle.cpp
#include "session/settle.hpp"

namespace krach::session {
void settle(State& state, Rational now) {
  for (auto& [name, node] : state.nodes) {
    node.notes.settle(now);
    for (auto& [control, line] : node.movements) line.settle(now);
    std::erase_if(node.movements, [](const auto& entry) { return !entry.second; });
  }
}
}  // namespace krach::session
