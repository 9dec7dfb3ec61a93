// src/session/controls.cpp: names and values of what can be set on a node.
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "session/apply.hpp"

namespace krach::session {
namespace {
constexpr double kMostGain = 16.0;
std::string text_of(double value) {  // "0.5", not "0.500000"
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}
}  // namespace

double in_range(double value, double low, double high, std::string_view what,
                const std::string& where) {
  if (std::isfinite(value) && value >= low && value <= high) return value;
  throw Error(Fault{
      std::string(what) + " is " + (std::isfinite(value) ? text_of(value) : "not a finite number"),
      where, "give a number from " + text_of(low) + " to " + text_of(high)});
}
bool has_control(const signal::Program& program, const std::string& control) {
  return std::ranges::find(program.controls, control, &signal::Control::name) !=
         program.controls.end();
}
double NodeState::* find_fader(const NodeState& node, const std::string& control) {
  if (node.address || has_control(*node.program, control)) return nullptr;
  if (control == "gain") return &NodeState::gain;
  if (control == "pan") return &NodeState::pan;
  if (control == "dry") return &NodeState::dry;
  return nullptr;
}
std::vector<std::string> control_names(const NodeState& node) {
  std::vector<std::string> names;
  if (node.address) return names;
  for (const auto& control : node.program->controls) names.push_back(control.name);
  for (const char* fader : {"gain", "pan", "dry"})
    if (!has_control(*node.program, fader)) names.emplace_back(fader);
  return names;
}
ControlRange get_control(const NodeState& node, const std::string& name,
                         const std::string& control) {
  if (node.address)
    throw Error(Fault{"it has no control, it sends messages", "node '" + name + "'",
                      "play on it: kr[\"" + name + "\"] @ krp.osc(\"/" + control + "\", 1)"});
  for (const auto& c : node.program->controls)
    if (c.name == control) return {c.initial, c.low, c.high};
  if (control == "gain") return {0.5, 0.0, kMostGain};
  if (control == "pan") return {0.0, -1.0, 1.0};
  if (control == "dry") return {1.0, 0.0, kMostGain};
  throw Error(Fault{"unknown control '" + control + "'", "node '" + name + "'",
                    suggest(control, control_names(node), "")});
}
double get_value(const NodeState& node, const std::string& name, const std::string& control) {
  const ControlRange range = get_control(node, name, control);
  if (const auto fader = find_fader(node, control)) return node.*fader;
  const auto set = node.controls.find(control);
  return set == node.controls.end() ? range.initial : set->second;
}

void set_by_hand(NodeState& node, const std::string& control, double value) {
  if (const auto fader = find_fader(node, control))
    node.*fader = value;
  else
    node.controls[control] = value;
}
void end_fade(NodeState& node, const std::string& control) {
  const auto moved = node.movements.find(control);
  if (moved == node.movements.end() || !moved->second.now.fade) return;
  moved->second.now = {};
  if (!moved->second) node.movements.erase(moved);
}
double clamp_to_range(const NodeState& node, const std::string& name, const std::string& control,
                      double value, Context& context) {
  const std::string path = name + "/" + control;
  const ControlRange range = get_control(node, name, control);
  if (!std::isfinite(value))
    throw Error(Fault{"the value is not a finite number", path,
                      "give a number from " + text_of(range.low) + " to " + text_of(range.high)});
  const double clamped = std::clamp(value, range.low, range.high);
  if (clamped != value)
    context.reply.warnings.push_back(path + ": " + text_of(value) + " is out of range, so it is " +
                                     text_of(clamped) + " (" + text_of(range.low) + " to " +
                                     text_of(range.high) + ")");
  return clamped;
}

static void set(NodeState& node, const std::string& name, const SetControl& request,
                Context& context) {
  const double value = clamp_to_range(node, name, request.control, request.value, context);
  end_fade(node, request.control);
  if (const auto moved = node.movements.find(request.control);
      moved != node.movements.end() && moved->second.now.pattern)
    context.reply.warnings.push_back(name + "/" + request.control +
                                     ": a pattern moves it; the value is heard when that ends");
  set_by_hand(node, request.control, value);
}
void apply(State& state, const SetControl& request, Context& context) {
  for (const std::string& name : nodes_of(state, request.node))
    set(state.nodes.at(name), name, request, context);
}
}  // namespace krach::session
