// src/surface/reading.cpp: what is there: names, routes, values, what plays.
#include "base/function_ref.hpp"
#include "session/apply.hpp"
#include "surface/inner.hpp"

namespace krach {
namespace ks = session;
using Names = std::vector<std::string>;

static Names names_of(const ks::Port& port, FunctionRef<bool(const ks::NodeState&)> holds) {
  Names names;
  for (const auto& [name, node] : port.state().nodes)
    if (!node.leaves && holds(node)) names.push_back(name);
  return names;
}
Names Session::nodes() const { return inner_->port->node_names(); }
Names Session::sources() const {
  return names_of(*inner_->port, [](const ks::NodeState& node) { return !node.is_effect(); });
}
Names Session::effects() const {
  return names_of(*inner_->port, [](const ks::NodeState& node) { return node.is_effect(); });
}
Names Session::muted() const {
  return names_of(*inner_->port, [](const ks::NodeState& node) { return node.muted; });
}
std::map<std::pair<std::string, std::string>, double> Session::routes() const {
  return inner_->port->routes();
}
std::map<std::string, std::vector<std::pair<std::string, double>>> Session::routing() const {
  std::map<std::string, std::vector<std::pair<std::string, double>>> out;
  for (const auto& [ends, level] : routes()) out[ends.first].emplace_back(ends.second, level);
  return out;
}
double Session::value(const std::string& node, const std::string& control) const {
  return inner_->port->value(node, control);
}
std::map<std::string, double> Session::controls() const {
  std::map<std::string, double> out;
  for (const auto& [node, values] : inner_->port->values())
    for (const auto& [control, value] : values)
      out.emplace(std::string(node).append("/").append(control), value);
  return out;
}
std::map<std::string, double> Session::controls(const std::string& node) const {
  const auto values = inner_->port->values(node);
  return {values.begin(), values.end()};
}
std::map<std::string, krp::Pattern> Session::slots() const {
  std::map<std::string, krp::Pattern> out;
  for (const auto& [name, node] : inner_->port->state().nodes) {
    if (node.leaves) continue;
    if (const auto& notes = node.notes.now.pattern) out.emplace(name, *notes);
    for (const auto& [control, line] : node.movements)
      if (line.now.pattern)
        out.emplace(std::string(name).append("/").append(control), *line.now.pattern);
  }
  return out;
}
double Session::tempo() const { return inner_->port->tempo().bpm.to_double(); }
double Session::meter() const { return inner_->port->tempo().meter.to_double(); }
double Session::master() const { return inner_->port->master(); }
Names Session::scenes() const {
  Names names;
  for (const auto& [name, scene] : inner_->port->state().scenes) names.push_back(name);
  return names;
}
Names Session::history() const { return inner_->port->history(); }
}  // namespace krach
