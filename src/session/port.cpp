// src/session/port.cpp
#include "session/port.hpp"

#include <utility>

#include "base/error.hpp"
#include "session/apply.hpp"
#include "session/settle.hpp"

namespace krach::session {
Reply Port::apply(std::span<const Request> requests) {
  if (batches_.empty()) return carry_out(requests);
  Reply reply;
  reply.revision = revision();
  Context context{reply, position(), seed()};
  State draft = batches_.back().draft;
  session::apply(draft, requests, context);
  batches_.back().draft = std::move(draft);
  auto& asked = batches_.back().requests;
  asked.insert(asked.end(), requests.begin(), requests.end());
  return reply;
}
const std::vector<Request>& Port::batch() const {
  if (batches_.empty()) throw Error(Fault{"no batch is open", "batch", "begin one first"});
  return batches_.back().requests;
}
Reply Port::end_batch(std::optional<double> bars) {
  const std::vector<Request> requests = batch();
  batches_.pop_back();
  Reply reply;
  reply.revision = revision();
  if (requests.empty()) return reply;
  reply = bars ? apply(Transition{*bars, nest(requests)}) : apply(requests);
  reply.warnings.clear();  // they have been told
  return reply;
}
std::vector<std::string> Port::node_names() const {
  std::vector<std::string> names;
  for (const auto& [name, node] : state().nodes)
    if (!node.leaves) names.push_back(name);
  return names;
}
std::map<std::pair<std::string, std::string>, double> Port::routes() const {
  std::map<std::pair<std::string, std::string>, double> levels;
  const Rational now = position();
  for (const auto& [ends, route] : state().routes)
    if (!route.leaves) levels[ends] = heard(route, now);
  return levels;
}
static double value_at(const NodeState& node, const std::string& name, const std::string& control,
                       Rational now) {
  const auto moved = node.movements.find(control);
  if (moved != node.movements.end())
    if (const auto& fade = moved->second.now.fade) return fade->at(now);
  return get_value(node, name, control);
}
double Port::value(const std::string& node, const std::string& control) const {
  const Rational now = position();
  return value_at(get_node(state(), node), node, control, now);
}
static ControlValues values_at(const NodeState& node, const std::string& name, Rational now) {
  ControlValues values;
  for (std::string& control : control_names(node)) {
    const double value = value_at(node, name, control, now);
    values.emplace_back(std::move(control), value);
  }
  return values;
}
ControlValues Port::values(const std::string& node) const {
  return values_at(get_node(state(), node), node, position());
}
std::map<std::string, ControlValues> Port::values() const {
  const Rational now = position();
  std::map<std::string, ControlValues> values;
  for (const auto& [name, node] : state().nodes)
    if (!node.leaves) values.emplace(name, values_at(node, name, now));
  return values;
}
engine::Tempo Port::tempo() const { return heard_tempo(state(), position()); }
double Port::master() const { return heard_master(state(), position()); }
Course Port::course() const { return {playing() ? arrived(state()) : state()}; }
}  // namespace krach::session
