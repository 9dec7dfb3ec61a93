// src/session/performance.cpp
#include "session/performance.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "session/apply.hpp"
#include "session/change.hpp"

namespace krach::session {
namespace {
/// A glide to 0 has arrived after this, to the bit: from 16, the most, it takes 95 ms.
Frames time_to_leave(std::int64_t sample_rate) { return Frames{sample_rate / 10}; }
}  // namespace

Performance::Performance(const State& state, Kernels& kernels, const PerformanceOptions& options)
    : kernels_(kernels),
      options_(options),
      guard_(Hertz{static_cast<double>(options.sample_rate)}),
      renderer_(std::make_unique<engine::Renderer>(Hertz{static_cast<double>(options.sample_rate)},
                                                   static_cast<float>(state.master),
                                                   options.start)),
      schedule_(std::make_unique<play::Schedule>(options.sample_rate,
                                                 heard_tempo(state, options.anchor.cycle),
                                                 options.start, options.anchor, options.messages)) {
  state_.tempo = state.tempo;
  state_.master = state.master;
  follow(state, options.anchor.cycle);
  begun_ = true;
}
void Performance::follow(const State& next, Rational now) {
  collect();
  Change(*this, next, now).carry_out();
}
void Performance::tidy() {
  collect();
  const Frames gone = renderer_->now() - time_to_leave(options_.sample_rate);
  const auto has_left = [&](const Leaving& l) { return l.with == nullptr && l.since <= gone; };
  if (std::ranges::none_of(leaving_, has_left)) return;
  for (const Leaving& l : leaving_)
    if (has_left(l)) {
      if (l.node) node_numbers_.give(static_cast<std::uint32_t>(l.node->index));
      if (l.route) route_numbers_.give(static_cast<std::uint32_t>(l.route->index));
    }
  std::erase_if(leaving_, has_left);
  auto update = std::make_unique<play::Update>();
  update->players = players();
  replan(*update);
  send(std::move(update));
}

std::vector<std::string> Performance::nodes() const {
  std::vector<std::string> names;
  for (const auto& [name, sounding] : nodes_) {
    const auto index = static_cast<std::size_t>(sounding.index);
    if (names.size() <= index) names.resize(index + 1);
    names[index] = name;
  }
  return names;
}
std::vector<std::string> Performance::reset_nodes() const {
  std::vector<std::string> names;
  for (const auto& [name, sounding] : nodes_)
    if (sounding.node->resets() > 0) names.push_back(name);
  return names;
}
play::Players Performance::players() const {
  play::Players players;
  for (const auto& [name, sounding] : nodes_) {
    players.notes.push_back(sounding.notes);
    if (sounding.messages) players.messages.push_back(sounding.messages);
    for (const auto& [control, player] : sounding.movements) players.controls.push_back(player);
    if (sounding.presence) players.controls.push_back(sounding.presence);
  }
  for (const auto& [ends, route] : routes_)
    if (route.fade) players.controls.push_back(route.fade);
  if (master_) players.controls.push_back(master_);
  return players;
}
void Performance::replan(play::Update& update) {
  lent_.push_back(std::make_unique<engine::Plan>(make_plan()));
  update.commands.insert(update.commands.begin(), {{}, engine::SwapPlan{lent_.back().get()}});
}
engine::Plan Performance::make_plan() const {
  // A route that is still fading may close a circle with a new one; then it ends at once.
  if (auto plan = find_plan(true)) return std::move(*plan);
  return find_plan(false).value_or(engine::Plan{});  // routes alone never close one
}
/// Sources before what they are routed to; among equals by name, so that sums, and with them the
/// last bits, do not tell the order in which things were made.
std::optional<engine::Plan> Performance::find_plan(bool with_leaving_routes) const {
  std::map<std::string, const Sounding*> waiting;
  std::vector<const Route*> routes;
  for (const auto& [name, sounding] : nodes_) waiting[name] = &sounding;
  for (const auto& [ends, route] : routes_) routes.push_back(&route);
  for (std::size_t i = 0; i < leaving_.size(); ++i) {
    if (const auto& node = leaving_[i].node) waiting["~" + std::to_string(i)] = &*node;
    if (const auto& route = leaving_[i].route; route && with_leaving_routes)
      routes.push_back(&*route);
  }
  engine::Plan plan;
  const auto keep = [](auto& all, auto index, const auto& one) {
    const auto at = static_cast<std::size_t>(index);
    if (all.size() <= at) all.resize(at + 1);
    all[at] = one;
  };
  for (const auto& [name, sounding] : waiting) keep(plan.nodes, sounding->index, sounding->node);
  for (const Route* route : routes) keep(plan.routes, route->index, route->level);
  std::vector<std::size_t> sources(plan.nodes.size());  // that have not had their turn
  for (const Route* route : routes) ++sources[static_cast<std::size_t>(route->to)];
  while (!waiting.empty()) {
    const auto next = std::ranges::find_if(waiting, [&](const auto& entry) {
      return sources[static_cast<std::size_t>(entry.second->index)] == 0;
    });
    if (next == waiting.end()) return {};
    engine::Plan::Step step{next->second->node.get(), next->second->index, {}, next->second->hears};
    for (const Route* route : routes) {
      if (route->from != step.index) continue;
      const auto to = static_cast<std::size_t>(route->to);
      step.sends.push_back({route->level.get(), plan.nodes[to].get(),
                            static_cast<std::int32_t>(route->port.value_or(-1))});
      --sources[to];
    }
    plan.order.push_back(std::move(step));
    waiting.erase(next);
  }
  return plan;
}

void Performance::send(std::unique_ptr<play::Update> update) {
  using namespace std::chrono_literals;
  constexpr std::size_t kMostSent = 200;
  while (sent_.size() >= kMostSent || lent_.size() + lent_instances_ > engine::kMostLent) {
    std::this_thread::sleep_for(1ms);
    collect();
  }
  (void)schedule_->updates().try_push(update.get());  // it holds more than kMostSent
  sent_.push_back(std::move(update));
}
void Performance::collect() {
  for (; schedule_->done().front() != nullptr; schedule_->done().pop()) {
    const play::Update* update = sent_.front().get();
    effect_ = update->at;
    for (Leaving& l : leaving_)
      if (l.with == update) l.with = nullptr, l.since = update->at;
    sent_.pop_front();
  }
  for (; const auto* back = renderer_->returned().front(); renderer_->returned().pop()) {
    if (back->plan != nullptr)
      std::erase_if(lent_, [&](const auto& plan) { return plan.get() == back->plan; });
    if (back->instance == nullptr) continue;
    --lent_instances_;
    for (const auto& [name, sounding] : nodes_) sounding.node->forget(back->instance);
    for (const Leaving& l : leaving_)
      if (l.node) l.node->node->forget(back->instance);
  }
}

std::uint32_t Performance::Numbers::take() {
  const auto free = std::ranges::find(used_, false);
  const auto number = static_cast<std::uint32_t>(free - used_.begin());
  if (free == used_.end()) used_.push_back(true);
  used_[number] = true;
  return number;
}
}  // namespace krach::session
