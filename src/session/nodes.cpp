// src/session/nodes.cpp: nodes come, change and go.
#include "osc/address.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "jit/faust.hpp"
#include "session/apply.hpp"
#include "session/position.hpp"
#include "signal/trace.hpp"

namespace krach::session {
namespace {
constexpr std::size_t kMostNodes = 512;
constexpr std::uint64_t kMostVoices = 1024;

}  // namespace

void check_name(const std::string& name, const std::string& where) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_/-";
  if (name == "master")
    throw Error(Fault{"the name 'master' is taken by the output", where, "choose another name"});
  if (name.empty() || name.size() > 64 || name.find_first_not_of(kLetters) != std::string::npos)
    throw Error(
        Fault{"the name does not fit", where, "use 1 to 64 of the characters A-Z a-z 0-9 _ / -"});
}
void forget_routes(State& state, const std::string& node) {
  std::erase_if(state.routes, [&](const auto& route) {
    return route.first.first == node || route.first.second == node;
  });
}
static void check_bounds(const State& state, const std::string& where) {
  const auto stays = [](const auto& entry) { return !entry.second.leaves; };
  if (static_cast<std::size_t>(std::ranges::count_if(state.nodes, stays)) > kMostNodes)
    throw Error(Fault{"there would be more than 512 nodes", where, "remove one you do not need"});
  const auto voices = std::accumulate(state.nodes.begin(), state.nodes.end(), std::uint64_t{0},
                                      [&](std::uint64_t sum, const auto& node) {
                                        return sum + (stays(node) ? node.second.count : 0);
                                      });
  if (voices > kMostVoices)
    throw Error(Fault{"there would be more than 1024 voices in all", where,
                      "give it a smaller count, or remove a node"});
}

const NodeState& get_node(const State& state, const std::string& name) {
  const auto found = state.nodes.find(name);
  if (found != state.nodes.end() && !found->second.leaves) return found->second;
  std::vector<std::string> names;
  names.reserve(state.nodes.size());
  for (const auto& [known, node] : state.nodes)
    if (!node.leaves) names.push_back(known);
  throw Error(Fault{"there is no node of that name", "node '" + name + "'",
                    suggest(name, names, "make one first: kr.node(\"" + name + "\", function)")});
}
NodeState& get_node(State& state, const std::string& name) {
  return const_cast<NodeState&>(get_node(std::as_const(state), name));  // NOLINT: it is not const
}

/// What a node is that is no program of its own.
struct Outside {
  std::optional<std::int64_t> channel{};
  std::optional<std::string> address{};
};
static void set_node(State& state, const SetNode& request, const Outside& outside) {
  const std::string where = "node '" + request.name + "'";
  check_name(request.name, where);
  NodeState node;
  if (const auto old = state.nodes.find(request.name); old != state.nodes.end()) {
    if (old->second.leaves)  // it comes back as another
      forget_routes(state, request.name);
    else
      node = old->second;
  }
  node.program = request.program;
  if (node.address.has_value() != outside.address.has_value())
    node.notes = {};  // what bare values mean is another thing there
  node.channel = outside.channel;
  node.address = outside.address;
  signal::check(*node.program, where);
  if (request.gain) node.gain = in_range(*request.gain, 0.0, 16.0, "gain", where);
  if (request.pan) node.pan = in_range(*request.pan, -1.0, 1.0, "pan", where);
  if (request.dry) node.dry = in_range(*request.dry, 0.0, 16.0, "dry", where);
  for (const auto& [fader, given] :
       {std::pair{"gain", request.gain}, {"pan", request.pan}, {"dry", request.dry}})
    if (given && find_fader(node, fader)) end_fade(node, fader);
  if (request.count)
    node.count = static_cast<std::uint32_t>(
        in_range(static_cast<double>(*request.count), 1.0, 1024.0, "count", where));
  if (node.program->inputs > 0 && node.count != 1)
    throw Error(Fault{"an effect has one voice, but count is " + std::to_string(node.count), where,
                      "leave count out"});
  if (node.is_effect()) node.soloed = false;  // it sounds on beside those that are
  for (auto control = node.controls.begin(); control != node.controls.end();)
    control = has_control(*node.program, control->first) ? std::next(control)
                                                         : node.controls.erase(control);
  for (auto moved = node.movements.begin(); moved != node.movements.end();)
    moved = std::ranges::count(control_names(node), moved->first) != 0
                ? std::next(moved)
                : node.movements.erase(moved);
  if (!node.is_effect())
    for (const auto& [route, level] : state.routes)
      if (route.second == request.name && !level.leaves)
        throw Error(Fault{"it takes no audio input, but '" + route.first + "' is routed to it",
                          where, "give its function an audio parameter, or disconnect it first"});
  std::erase_if(state.routes, [&](const auto& route) {  // those that are leaving go at once
    const auto& [source, target] = route.first;
    return (target == request.name && !node.is_effect()) ||
           (source == request.name && node.address);
  });
  if (node.program->inputs < 2)
    for (auto& [ends, route] : state.routes)
      if (ends.second == request.name) route.port.reset();  // the only one hears all
  state.nodes[request.name] = std::move(node);
  check_bounds(state, where);
}
void apply(State& state, const SetNode& request, Context& context) {
  set_node(state, request, {});
  if (!request.program->faust.empty() && !context.accepted) jit::check_faust(*request.program);
}
void apply(State& state, const SetInput& request, Context&) {
  static const auto as_it_is = std::make_shared<const signal::Program>(
      signal::trace(1, [](signal::Signal in) { return in; }));
  const auto channel = static_cast<std::int64_t>(in_range(
      static_cast<double>(request.channel), 0.0, 63.0, "channel", "input '" + request.name + "'"));
  set_node(state, {request.name, as_it_is, request.gain, request.pan, request.dry, 1}, {channel});
}
/// Its gate never opens, so it costs nothing.
void apply(State& state, const SetOsc& request, Context&) {
  static const auto silence = std::make_shared<const signal::Program>(
      signal::trace([] { return signal::control("gate", 0.0, 0.0, 1.0); }));
  osc::parse_address(request.address, "osc '" + request.name + "'");
  for (const auto& [route, level] : state.routes)
    if (route.first == request.name && !level.leaves)
      throw Error(Fault{"it has no sound, but is routed to '" + route.second + "'",
                        "osc '" + request.name + "'", "disconnect it first"});
  set_node(state, {request.name, silence, {}, {}, {}, 1}, {{}, request.address});
  NodeState& node = state.nodes.at(request.name);
  node.gain = NodeState{}.gain, node.pan = 0.0, node.dry = 1.0;
  node.controls.clear();
  node.movements.clear();
}
void apply(State& state, const RemoveNode& request, Context& context) {
  for (const std::string& name : nodes_of(state, request.name)) {
    const Rational at =
        request.at ? parse_position(*request.at, "node '" + name + "'") : context.now;
    if (at > context.now) {
      state.nodes.at(name).leaves = at;
      continue;
    }
    state.nodes.erase(name);
    forget_routes(state, name);
  }
}
}  // namespace krach::session
