// src/session/settle.cpp
#include "session/settle.hpp"

#include <limits>

#include "session/apply.hpp"

namespace krach::session {
namespace {
/// A fade that was over before anything took its place has set the control.
void settle(NodeState& node, const std::string& control, Line& line, Rational now) {
  const auto& fade = line.now.fade;
  const Rational until = line.next ? std::min(line.next->begin, now) : now;
  if (fade && fade->end() <= until) {
    set_by_hand(node, control, fade->target);
    line.now = {};
  }
  line.settle(now);
}
}  // namespace

void settle(State& state, Rational now) {
  for (auto& [name, node] : state.nodes) {
    node.notes.settle(now);
    for (auto& [control, line] : node.movements) settle(node, control, line, now);
    std::erase_if(node.movements, [](const auto& entry) { return !entry.second; });
  }
  for (auto& [ends, route] : state.routes)
    if (route.fade && route.fade->end() <= now) route = {route.fade->target};
  if (state.master_fade && state.master_fade->end() <= now) {
    state.master = state.master_fade->target;
    state.master_fade.reset();
  }
  if (state.tempo_fade && state.tempo_fade->end() <= now) {
    state.tempo.bpm = to_rational(state.tempo_fade->target, "tempo");
    state.tempo_fade.reset();
  }
}
State arrived(State state) {
  settle(state, std::numeric_limits<std::int64_t>::max());
  return state;
}
}  // namespace krach::session
