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

static void end_fade(RouteState& route) {
  route.level = route.fade->target;
  route.fade.reset();
}
void settle(State& state, Rational now) {
  for (auto at = state.nodes.begin(); at != state.nodes.end();) {
    const bool gone = at->second.leaves && *at->second.leaves <= now;
    if (gone) forget_routes(state, at->first);
    at = gone ? state.nodes.erase(at) : std::next(at);
  }
  std::erase_if(state.routes, [&](const auto& route) {
    return route.second.leaves && *route.second.leaves <= now;
  });
  for (auto& [name, node] : state.nodes) {
    if (node.presence && node.presence->end() <= now) node.presence.reset();
    node.notes.settle(now);
    for (auto& [control, line] : node.movements) settle(node, control, line, now);
    std::erase_if(node.movements, [](const auto& entry) { return !entry.second; });
  }
  for (auto& [ends, route] : state.routes)
    if (route.fade && route.fade->end() <= now) end_fade(route);
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
