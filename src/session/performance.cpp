// src/session/performance.cpp
#include "session/performance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/random.hpp"
#include "session/apply.hpp"

namespace krach::session {
namespace {
using engine::ControlIndex;
using engine::NodeIndex;

std::optional<ControlIndex> find_index(const signal::Program& program, const std::string& control) {
  const auto found = std::ranges::find(program.controls, control, &signal::Control::name);
  if (found == program.controls.end()) return {};
  return static_cast<ControlIndex>(found - program.controls.begin());
}
engine::NodeSpec spec_of(const NodeState& node, const Kernel& kernel, std::uint64_t seed) {
  engine::NodeSpec spec;
  spec.bank.kernel = kernel;
  spec.bank.voices = node.count;
  spec.bank.seed = seed;
  spec.bank.gate = find_index(*node.program, "gate");
  for (const auto& control : node.program->controls) {
    const auto set = node.controls.find(control.name);
    spec.bank.controls.push_back(
        static_cast<float>(set == node.controls.end() ? control.initial : set->second));
  }
  spec.faders = {static_cast<float>(node.gain), static_cast<float>(node.pan),
                 static_cast<float>(node.dry), node.muted ? 0.0F : 1.0F};
  return spec;
}
play::NodeControls controls_of(const NodeState& node) {
  play::NodeControls controls;
  controls.gate = find_index(*node.program, "gate");
  for (std::size_t i = 0; i < node.program->controls.size(); ++i) {
    const auto& c = node.program->controls[i];
    if (c.name != "gate")
      controls.named.push_back({intern(c.name), static_cast<ControlIndex>(i),
                                static_cast<float>(c.low), static_cast<float>(c.high)});
  }
  return controls;
}
ControlIndex index_of(const NodeState& node, const std::string& control) {
  if (const auto index = find_index(*node.program, control)) return *index;
  const auto fader = control == "gain"  ? engine::Fader::gain
                     : control == "pan" ? engine::Fader::pan
                                        : engine::Fader::dry;
  return static_cast<ControlIndex>(node.program->controls.size() + static_cast<std::size_t>(fader));
}
std::shared_ptr<const Score> score_of(const pattern::Pattern& pattern, std::uint64_t seed,
                                      const std::string& path) {
  return std::make_shared<pattern::Pattern>(pattern.with_seed(mix(seed, path)));
}
}  // namespace

std::vector<std::string> order_of_nodes(const State& state) {
  std::map<std::string, std::size_t> waiting_for;
  for (const auto& [name, node] : state.nodes) waiting_for[name] = 0;
  for (const auto& [route, level] : state.routes) ++waiting_for[route.second];
  std::vector<std::string> order;
  while (!waiting_for.empty()) {
    const auto next = std::ranges::find(waiting_for, std::size_t{0},
                                        [](const auto& entry) { return entry.second; });
    for (const auto& [route, level] : state.routes)
      if (route.first == next->first) --waiting_for[route.second];
    order.push_back(next->first);
    waiting_for.erase(next);
  }
  return order;
}

Performance perform(const State& state, Kernels& kernels, std::int64_t sample_rate,
                    std::uint64_t seed) {
  const Hertz rate{static_cast<double>(sample_rate)};
  Performance result;
  result.nodes = order_of_nodes(state);
  engine::Plan plan{{}, static_cast<float>(state.master)};
  std::vector<play::NotePlayer> notes;
  std::vector<play::ControlPlayer> movements;
  for (std::size_t i = 0; i < result.nodes.size(); ++i) {
    const std::string& name = result.nodes[i];
    const NodeState& node = state.nodes.at(name);
    const auto index = static_cast<NodeIndex>(i);
    result.programs.push_back(kernels.get(node.program, rate, node.count == 1 ? 1 : 8));
    const auto spec = spec_of(node, result.programs.back()->kernel(), mix(seed, name));
    engine::PlanNode planned{std::make_unique<engine::Node>(spec, rate), {}};
    for (const auto& [route, level] : state.routes)
      if (route.first == name)
        planned.sends.push_back(
            {static_cast<NodeIndex>(std::ranges::find(result.nodes, route.second) -
                                    result.nodes.begin()),
             static_cast<float>(level)});
    plan.nodes.push_back(std::move(planned));
    if (node.notes && !node.muted)
      notes.emplace_back(index, node.count, controls_of(node), score_of(*node.notes, seed, name));
    for (const auto& [control, pattern] : node.movements) {
      const ControlRange range = get_control(node, name, control);
      movements.emplace_back(index, index_of(node, control), intern(control),
                             static_cast<float>(range.low), static_cast<float>(range.high),
                             score_of(pattern, seed, name + "/" + control));
    }
  }
  result.renderer = std::make_unique<engine::Renderer>(std::move(plan));
  result.schedule = std::make_unique<play::Schedule>(engine::Transport(sample_rate, state.tempo),
                                                     std::move(notes), std::move(movements));
  return result;
}
}  // namespace krach::session
