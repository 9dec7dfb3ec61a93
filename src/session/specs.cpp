// src/session/specs.cpp
#include "session/specs.hpp"

#include <algorithm>
#include <optional>

#include "session/apply.hpp"

namespace krach::session {
using engine::ControlIndex;
using engine::Fader;

static std::optional<std::size_t> find_index(const NodeState& node, const std::string& control) {
  const auto& controls = node.program->controls;
  const auto found = std::ranges::find(controls, control, &signal::Control::name);
  if (found == controls.end()) return {};
  return static_cast<std::size_t>(found - controls.begin());
}
static float value_of(const NodeState& node, const signal::Control& control) {
  const auto set = node.controls.find(control.name);
  return static_cast<float>(set == node.controls.end() ? control.initial : set->second);
}

engine::InstanceSpec instance_of(const NodeState& node,
                                 const std::shared_ptr<const jit::Compiled>& compiled,
                                 std::uint64_t seed) {
  engine::InstanceSpec spec;
  spec.code = compiled;
  spec.bank.kernel = compiled->kernel();
  spec.bank.voices = node.count;
  spec.bank.seed = seed;
  spec.bank.gate = find_index(node, "gate");
  for (const auto& control : node.program->controls)
    spec.bank.controls.push_back(value_of(node, control));
  return spec;
}
engine::Faders faders_of(const NodeState& node, bool silent) {
  return {static_cast<float>(node.gain), static_cast<float>(node.pan), static_cast<float>(node.dry),
          silent ? 0.0F : 1.0F};
}
play::NodeControls note_controls_of(const NodeState& node) {
  play::NodeControls controls;
  for (std::size_t i = 0; i < node.program->controls.size(); ++i) {
    const auto& c = node.program->controls[i];
    if (c.name == "gate")
      controls.gate = engine::control_of_program(i);
    else
      controls.named.push_back({intern(c.name), engine::control_of_program(i),
                                static_cast<float>(c.low), static_cast<float>(c.high)});
  }
  return controls;
}
ControlIndex index_of(const NodeState& node, const std::string& control) {
  if (const auto index = find_index(node, control)) return engine::control_of_program(*index);
  return control_of(control == "gain" ? Fader::gain : control == "pan" ? Fader::pan : Fader::dry);
}
std::vector<std::pair<ControlIndex, float>> values_of(const NodeState& node, bool silent) {
  std::vector<std::pair<ControlIndex, float>> values;
  values.reserve(engine::kFaders + node.program->controls.size());
  const engine::Faders faders = faders_of(node, silent);
  for (std::uint32_t i = 0; i < engine::kFaders; ++i)
    values.emplace_back(static_cast<ControlIndex>(i), faders[i]);
  for (std::size_t i = 0; i < node.program->controls.size(); ++i)
    values.emplace_back(engine::control_of_program(i), value_of(node, node.program->controls[i]));
  return values;
}
bool has_gate(const NodeState& node) { return has_control(*node.program, "gate"); }
}  // namespace krach::session
