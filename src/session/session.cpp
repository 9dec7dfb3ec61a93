// src/session/session.cpp
#include "session/session.hpp"

#include <utility>

#include "base/error.hpp"
#include "session/apply.hpp"
#include "session/settle.hpp"

namespace krach::session {
Reply Session::apply(std::span<const Request> requests) {
  Reply reply;
  Context context{reply, position(), live_ != nullptr ? live_->seed() : 1};
  if (batch_) {
    State draft = batch_->draft;
    session::apply(draft, requests, context);
    batch_->draft = std::move(draft);
    batch_->requests.insert(batch_->requests.end(), requests.begin(), requests.end());
    reply.revision = revision_;
    return reply;
  }
  const auto alone = [&](auto request) {
    return requests.size() == 1 && std::holds_alternative<decltype(request)>(requests[0]);
  };
  const bool undo = alone(Undo{}), redo = alone(Redo{});
  // Patterns and programs are shared, so this copies little.
  State next = undo ? history_.before() : redo ? history_.after() : state_;
  session::apply(next, undo || redo ? std::span<const Request>{} : requests, context);
  if (live_ != nullptr) reply.frame = live_->follow(next, context.now);
  State before = std::exchange(state_, std::move(next));
  if (undo)
    history_.undone(std::move(before));
  else if (redo)
    history_.redone(std::move(before));
  else
    history_.add(std::move(before), say(requests));
  reply.revision = ++revision_;
  return reply;
}
void Session::begin_batch() {
  if (batch_) throw Error(Fault{"a batch is open already", "batch", "end that one first"});
  batch_ = {state_, {}};
}
Reply Session::end_batch(std::optional<double> bars) {
  if (!batch_) throw Error(Fault{"no batch is open", "batch", "begin one first"});
  const std::vector<Request> requests = std::move(batch_->requests);
  batch_.reset();
  Reply nothing;
  nothing.revision = revision_;
  if (requests.empty()) return nothing;
  Reply reply = bars ? apply(Transition{*bars, nest(requests)}) : apply(requests);
  reply.warnings.clear();  // they have been told
  return reply;
}
void Session::start(const LiveOptions& options) {
  stop_device();
  live_ = std::make_unique<Live>(state_, *kernels_, options);
}
void Session::stop_device() {
  if (live_ == nullptr) return;
  live_.reset();
  state_ = arrived(std::move(state_));  // positions begin again at 0
  history_.arrive();
}
std::vector<std::string> Session::node_names() const {
  std::vector<std::string> names;
  for (const auto& [name, node] : state().nodes)
    if (!node.leaves) names.push_back(name);
  return names;
}
std::map<std::pair<std::string, std::string>, double> Session::routes() const {
  std::map<std::pair<std::string, std::string>, double> levels;
  for (const auto& [ends, route] : state().routes)
    if (!route.leaves) levels[ends] = heard(route, position());
  return levels;
}
State Session::to_render() const { return live_ == nullptr ? state() : arrived(state()); }
double Session::value(const std::string& node, const std::string& control) const {
  const NodeState& found = get_node(state(), node);
  const auto moved = found.movements.find(control);
  if (moved != found.movements.end())
    if (const auto& fade = moved->second.now.fade) return fade->at(position());
  return get_value(found, node, control);
}
engine::Tempo Session::tempo() const { return heard_tempo(state(), position()); }
double Session::master() const { return heard_master(state(), position()); }
LiveStatus Session::status() const {
  if (live_ != nullptr) return live_->status();
  throw Error(Fault{"nothing plays", "session", "start a device first: kr.start()"});
}
}  // namespace krach::session
