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

/// What a fade that is over leaves, if one is.
static std::optional<double> take_over(std::optional<Fade>& fade, Rational now) {
  if (!fade || fade->end() > now) return {};
  const double target = fade->target;
  fade.reset();
  return target;
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
    take_over(node.presence, now);
    node.notes.settle(now);
    for (auto& [control, line] : node.movements) settle(node, control, line, now);
    std::erase_if(node.movements, [](const auto& entry) { return !entry.second; });
  }
  for (auto& [ends, route] : state.routes)
    if (const auto level = take_over(route.fade, now)) route.level = *level;
  if (const auto gain = take_over(state.master_fade, now)) state.master = *gain;
  if (const auto bpm = take_over(state.tempo_fade, now))
    state.tempo.bpm = to_rational(*bpm, "tempo");
}
State arrived(State state) {
  settle(state, std::numeric_limits<std::int64_t>::max());
  return state;
}
}  // namespace krach::session
