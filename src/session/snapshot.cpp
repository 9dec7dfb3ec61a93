// src/session/snapshot.cpp
#include "session/snapshot.hpp"

namespace krach::session {
namespace {
FadeTo request_of(const std::string& path, const Fade& fade) {
  return {path, fade.target, fade.bars.to_double(), print(fade.begin), fade.from};
}
std::optional<std::string> phase_of(const Played& played) {
  if (!played.pattern || played.origin == 0) return {};
  return print(played.origin);
}
void add_line(std::vector<Request>& all, const std::string& node,
              const std::optional<std::string>& control, const Line& line) {
  if (line.now.pattern)
    all.emplace_back(Play{node, control, line.now.pattern, {}, phase_of(line.now)});
  if (const auto& fade = line.now.fade; fade && control)
    all.emplace_back(request_of(std::string(node).append("/").append(*control), *fade));
  if (!line.next) return;
  const auto& [begin, played] = *line.next;
  all.emplace_back(Play{node, control, played.pattern, print(begin), phase_of(played)});
}
void add_node(std::vector<Request>& all, const std::string& name, const NodeState& node) {
  if (node.address)
    all.emplace_back(SetOsc{name, *node.address});
  else if (node.channel)
    all.emplace_back(SetInput{name, *node.channel, node.gain, node.pan, node.dry});
  else
    all.emplace_back(SetNode{name, node.program, node.gain, node.pan, node.dry, node.count});
  if (node.muted) all.emplace_back(Mute{name, true});
  if (node.soloed) all.emplace_back(Solo{name, true});
  for (const auto& [control, value] : node.controls)
    all.emplace_back(SetControl{name, control, value});
  add_line(all, name, {}, node.notes);
  for (const auto& [control, line] : node.movements) add_line(all, name, control, line);
}
}  // namespace

std::vector<Request> requests_of(const State& state) {
  std::vector<Request> all{SetTempo{state.tempo.bpm.to_double()},
                           SetMeter{state.tempo.meter.to_double()}, SetMaster{state.master}};
  for (const auto& [name, scene] : state.scenes)
    all.emplace_back(Save{name, nest(requests_of(*scene))});
  for (const auto& [name, node] : state.nodes) add_node(all, name, node);
  for (const auto& [ends, route] : state.routes) {
    all.emplace_back(Connect{ends.first, ends.second, route.level, route.port});
    if (route.fade) all.emplace_back(request_of(ends.first + ">>" + ends.second, *route.fade));
  }
  for (const auto& [name, node] : state.nodes)  // after all solos, which end these
    if (node.presence) all.emplace_back(request_of(name + ">>", *node.presence));
  for (const auto& [ends, route] : state.routes)
    if (route.leaves) all.emplace_back(Disconnect{ends.first, ends.second, print(*route.leaves)});
  for (const auto& [name, node] : state.nodes)
    if (node.leaves) all.emplace_back(RemoveNode{name, print(*node.leaves)});
  if (state.tempo_fade) all.emplace_back(request_of("tempo", *state.tempo_fade));
  if (state.master_fade) all.emplace_back(request_of("master", *state.master_fade));
  return all;
}
}  // namespace krach::session
