// src/session/specs.hpp: what a node of the state is to the engine and to play.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/node.hpp"
#include "jit/compile.hpp"
#include "play/player.hpp"
#include "session/state.hpp"

namespace krach::session {
/// Thread: all [control].
engine::InstanceSpec instance_of(const NodeState& node,
                                 const std::shared_ptr<const jit::Compiled>& compiled,
                                 std::uint64_t seed);
engine::Faders faders_of(const NodeState& node, bool silent);
/// What its notes may bring.
play::NodeControls note_controls_of(const NodeState& node);
/// A control of its program, or a fader.
engine::ControlIndex index_of(const NodeState& node, const std::string& control);
/// Everything that is set on a node, as values by index: what must be sent when it changes.
std::vector<std::pair<engine::ControlIndex, float>> values_of(const NodeState& node, bool silent);
bool has_gate(const NodeState& node);
}  // namespace krach::session
