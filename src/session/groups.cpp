// src/session/groups.cpp: several nodes by one name, and which of them are heard.
#include "base/error.hpp"
#include "session/apply.hpp"

namespace krach::session {
std::vector<std::string> nodes_of(const State& state, const std::string& name) {
  std::vector<std::string> names;
  const std::string beginning = name + "/";
  const auto one = state.nodes.find(name);
  if (one == state.nodes.end() || one->second.leaves)
    for (auto at = state.nodes.lower_bound(beginning);
         at != state.nodes.end() && at->first.starts_with(beginning); ++at)
      if (!at->second.leaves) names.push_back(at->first);
  if (!names.empty()) return names;
  get_node(state, name);
  return {name};
}

void apply(State& state, const Mute& request, Context&) {
  for (const std::string& name : nodes_of(state, request.node)) {
    state.nodes.at(name).muted = request.muted;
    state.nodes.at(name).presence.reset();
  }
}
void apply(State& state, const Solo& request, Context&) {
  bool found = false;
  for (const std::string& name : nodes_of(state, request.node)) {
    NodeState& node = state.nodes.at(name);
    if (node.is_effect() && request.soloed) continue;
    node.soloed = request.soloed;
    found = true;
  }
  if (!found)
    throw Error(Fault{"it is an effect, and those sound on when sources are soloed",
                      "node '" + request.node + "'", "solo what is routed to it"});
  for (auto& [name, node] : state.nodes)
    if (!node.leaves) node.presence.reset();
}
}  // namespace krach::session
