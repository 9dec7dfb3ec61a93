// src/session/state.hpp: the session as a plain value: everything that can be heard.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/transport.hpp"
#include "session/line.hpp"
#include "signal/program.hpp"

namespace krach::session {
struct NodeState {
  std::shared_ptr<const signal::Program> program;
  std::uint32_t count = 1;  // voices
  double gain = 0.5, pan = 0.0, dry = 1.0;
  bool muted = false, soloed = false;
  std::map<std::string, double> controls;  // set by hand; others stand at their initial
  Line notes;                              // played on it
  std::map<std::string, Line> movements;   // patterns and fades on its controls
  std::optional<Fade> presence;    // of all that goes out, while it comes, leaves or falls silent
  std::optional<Rational> leaves;  // from there on it is gone; it can no longer be asked for
  std::optional<std::int64_t> channel;  // of the device's input, if it sounds like that
  std::optional<std::string> address;   // of a target outside, if it is one
  bool is_effect() const { return program->inputs > 0 && !channel; }
};
struct RouteState {
  RouteState(double at = 1.0) : level(at) {}  // NOLINT: a route is its level
  double level;
  std::optional<std::int64_t> port{};  // of the target, if only that hears it
  std::optional<Fade> fade{};
  std::optional<Rational> leaves{};  // from there on it is gone
};
/// Ordered by name, so that the order in which things were made cannot be heard.
struct State {
  std::map<std::string, NodeState> nodes;
  std::map<std::pair<std::string, std::string>, RouteState> routes;  // (from, to)
  /// While it fades, the tempo is that which the fade began at, and the fade has the rest: at any
  /// position what is heard, and how the way goes on, follow from these alone.
  engine::Tempo tempo;
  std::optional<Fade> tempo_fade;
  double master = 1.0;
  std::optional<Fade> master_fade;
  std::map<std::string, std::shared_ptr<const State>> scenes;  // without scenes, and arrived
};
/// Who is not heard: what is muted and, where a source is soloed, every other source.
class Silence {
 public:
  explicit Silence(const State& state)
      : solo_(std::ranges::any_of(state.nodes, [](const auto& entry) {
          return entry.second.soloed && !entry.second.is_effect();
        })) {}
  bool operator()(const NodeState& node) const {
    return node.muted || (solo_ && !node.soloed && !node.is_effect());
  }

 private:
  bool solo_;
};
}  // namespace krach::session
