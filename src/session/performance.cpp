// src/session/performance.cpp
#include "session/performance.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/random.hpp"
#include "session/apply.hpp"
#include "session/specs.hpp"

namespace krach::session {
namespace {
using engine::NodeIndex;
using engine::RouteIndex;

std::shared_ptr<const Score> score_of(const std::optional<pattern::Pattern>& pattern,
                                      std::uint64_t seed, const std::string& path) {
  if (!pattern) return nullptr;
  return std::make_shared<pattern::Pattern>(pattern->with_seed(mix(seed, path)));
}
bool same_pattern(const std::optional<pattern::Pattern>& a,
                  const std::optional<pattern::Pattern>& b) {
  return a && b ? &a->arena() == &b->arena() : !a && !b;
}
bool same_definition(const NodeState& a, const NodeState& b) {
  return a.count == b.count && (a.program == b.program || *a.program == *b.program);
}
/// A glide is below -100 dB after this, and has ended.
Frames time_to_leave(std::int64_t sample_rate) { return Frames{sample_rate * 8 / 100}; }
}  // namespace

/// One step from the state that sounds to the next: what has to be made and said.
class Performance::Change {
 public:
  Change(Performance& performance, const State& next, Rational tempo_cycles)
      : now_(performance), next_(next), nodes_(now_.nodes_), routes_(now_.routes_) {
    compile();  // what may fail, before anything else
    for (const auto& [name, node] : next_.nodes)
      if (nodes_.contains(name))
        follow(name, now_.state_.nodes.at(name), node);
      else
        add(name, node);
    for (const auto& [name, node] : now_.state_.nodes)
      if (!next_.nodes.contains(name)) remove(name);
    for (const auto& [ends, level] : next_.routes) connect(ends, static_cast<float>(level));
    for (const auto& [ends, level] : now_.state_.routes)
      if (!next_.routes.contains(ends)) disconnect(ends);
    if (next_.tempo != now_.state_.tempo) update_->tempo = {next_.tempo, tempo_cycles};
    if (next_.master != now_.state_.master)
      say(engine::SetMaster{static_cast<float>(next_.master)});
  }
  /// Hands it over.
  void carry_out() {
    now_.nodes_ = std::move(nodes_);
    now_.routes_ = std::move(routes_);
    for (auto& leaving : leaving_) {
      leaving.with = update_.get();
      now_.leaving_.push_back(std::move(leaving));
    }
    now_.state_ = next_;
    update_->players = now_.players();
    if (replan_) now_.replan(*update_);
    now_.send(std::move(update_));
  }

 private:
  void compile() {
    std::vector<Kernels::Wanted> wanted;
    wanted.reserve(next_.nodes.size());
    for (const auto& [name, node] : next_.nodes)
      wanted.push_back(Kernels::wanted(node.program, rate(), node.count));
    auto compiled = now_.kernels_.get(wanted);
    for (std::size_t i = 0; const auto& [name, node] : next_.nodes)
      compiled_[name] = std::move(compiled[i++]);
  }
  Hertz rate() const { return Hertz{static_cast<double>(now_.options_.sample_rate)}; }
  void say(const decltype(engine::Command::action)& action) {
    update_->commands.push_back({{}, action});
  }
  std::unique_ptr<engine::Instance> make_instance(const std::string& name,
                                                  const NodeState& node) const {
    return std::make_unique<engine::Instance>(
        instance_of(node, compiled_.at(name), mix(now_.options_.seed, name)), rate());
  }
  void redefine(Sounding& sounding, std::unique_ptr<engine::Instance> instance) {
    say(engine::Redefine{sounding.index, sounding.node->adopt(std::move(instance))});
    update_->redefines = true;
  }
  void add(const std::string& name, const NodeState& node) {
    Sounding& sounding = nodes_[name];
    sounding.index = static_cast<NodeIndex>(now_.node_numbers_.take());
    auto instance = make_instance(name, node);
    // What sounds without a note begins with a step, so it fades in, unless all begins.
    const bool fades_in = now_.begun_ && !has_gate(node);
    sounding.node = std::make_shared<engine::Node>(faders_of(node), rate(),
                                                   fades_in ? nullptr : std::move(instance));
    if (fades_in) redefine(sounding, std::move(instance));
    sounding.notes = make_player(name, node, sounding.index);
    move(name, NodeState{}, node, sounding, true);
    replan_ = true;
  }
  void follow(const std::string& name, const NodeState& before, const NodeState& node) {
    Sounding& sounding = nodes_.at(name);
    const bool redefined = !same_definition(before, node);
    if (redefined) {
      redefine(sounding, make_instance(name, node));
      ++now_.lent_instances_;  // the one before comes back
    }
    const bool goes_on = same_pattern(before.notes, node.notes) && before.muted == node.muted;
    if (redefined || !goes_on) {
      auto after = make_player(name, node, sounding.index);
      update_->replaced.push_back(
          {sounding.notes, after, goes_on ? play::Handover::goes_on : play::Handover::release});
      sounding.notes = std::move(after);
    }
    set_values(before, node, sounding, redefined);
    move(name, before, node, sounding, redefined);
  }
  void remove(const std::string& name) {
    Sounding& sounding = nodes_.at(name);
    say(engine::SetControl{sounding.index, control_of(engine::Fader::open), 0.0F});
    update_->replaced.push_back({sounding.notes, nullptr, play::Handover::release});
    leaving_.push_back({.node = sounding, .route = {}});
    nodes_.erase(name);
    replan_ = true;
  }

  std::shared_ptr<play::NotePlayer> make_player(const std::string& name, const NodeState& node,
                                                NodeIndex index) const {
    return std::make_shared<play::NotePlayer>(
        index, node.count, note_controls_of(node),
        node.muted ? nullptr : score_of(node.notes, now_.options_.seed, name));
  }
  /// What was set by hand: heard unless something moves it.
  void set_values(const NodeState& before, const NodeState& node, const Sounding& sounding,
                  bool redefined) {
    const auto moved = [&](const NodeState& in, engine::ControlIndex control) {
      return std::ranges::any_of(in.movements, [&](const auto& movement) {
        return index_of(in, movement.first) == control;
      });
    };
    const auto old = values_of(before), now = values_of(node);
    for (std::size_t i = 0; i < now.size(); ++i) {
      const auto [control, value] = now[i];
      const bool fader = i < engine::kFaders;
      if (redefined && !fader) continue;  // the new instance has them from the start
      const bool freed = moved(before, control) && !moved(node, control);
      if (moved(node, control) || (value == old[i].second && !freed)) continue;
      const bool gate = !fader && node.program->controls[i - engine::kFaders].name == "gate";
      say(engine::SetControl{sounding.index, control, value,
                             gate ? engine::Motion::jump : engine::Motion::glide});
    }
  }
  void move(const std::string& name, const NodeState& before, const NodeState& node,
            Sounding& sounding, bool redefined) {
    std::map<std::string, std::shared_ptr<play::ControlPlayer>> movements;
    for (const auto& [control, pattern] : node.movements) {
      const auto old = before.movements.find(control);
      const bool same = old != before.movements.end() && same_pattern(old->second, pattern);
      if (same && !redefined) {
        movements[control] = sounding.movements.at(control);
        continue;
      }
      const ControlRange range = get_control(node, name, control);
      auto player = std::make_shared<play::ControlPlayer>(
          sounding.index, index_of(node, control), intern(control), static_cast<float>(range.low),
          static_cast<float>(range.high),
          score_of(pattern, now_.options_.seed, std::string(name).append("/").append(control)));
      if (same) update_->moved.push_back({sounding.movements.at(control), player});
      movements[control] = std::move(player);
    }
    sounding.movements = std::move(movements);
  }

  void connect(const std::pair<std::string, std::string>& ends, float level) {
    const auto before = now_.state_.routes.find(ends);
    const NodeIndex from = nodes_.at(ends.first).index, to = nodes_.at(ends.second).index;
    if (const auto found = routes_.find(ends);
        found != routes_.end() && found->second.from == from && found->second.to == to) {
      if (before == now_.state_.routes.end() || static_cast<float>(before->second) != level)
        say(engine::SetLevel{found->second.index, level});
      return;
    }
    Route& route = routes_[ends];
    route = {static_cast<RouteIndex>(now_.route_numbers_.take()),
             std::make_shared<engine::Level>(now_.begun_ ? 0.0F : level), from, to};
    if (now_.begun_) say(engine::SetLevel{route.index, level});
    replan_ = true;
  }
  void disconnect(const std::pair<std::string, std::string>& ends) {
    const Route& route = routes_.at(ends);
    say(engine::SetLevel{route.index, 0.0F});
    leaving_.push_back({.node = {}, .route = route});
    routes_.erase(ends);
    replan_ = true;
  }

  Performance& now_;
  const State& next_;
  Nodes nodes_;
  Routes routes_;
  std::vector<Leaving> leaving_;
  std::map<std::string, std::shared_ptr<const jit::Compiled>> compiled_;
  std::unique_ptr<play::Update> update_ = std::make_unique<play::Update>();
  bool replan_ = false;
};

Performance::Performance(const State& state, Kernels& kernels, const PerformanceOptions& options)
    : kernels_(kernels),
      options_(options),
      guard_(Hertz{static_cast<double>(options.sample_rate)}),
      renderer_(std::make_unique<engine::Renderer>(Hertz{static_cast<double>(options.sample_rate)},
                                                   static_cast<float>(state.master),
                                                   options.start)),
      schedule_(std::make_unique<play::Schedule>(options.sample_rate, state.tempo, options.start,
                                                 options.anchor)) {
  state_.tempo = state.tempo;
  state_.master = state.master;
  follow(state);
  begun_ = true;
}
void Performance::follow(const State& next, Rational tempo_cycles) {
  collect();
  Change(*this, next, tempo_cycles).carry_out();
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
play::Players Performance::players() const {
  play::Players players;
  for (const auto& [name, sounding] : nodes_) {
    players.notes.push_back(sounding.notes);
    for (const auto& [control, player] : sounding.movements) players.controls.push_back(player);
  }
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
    engine::Plan::Step step{next->second->node.get(), next->second->index, {}};
    for (const Route* route : routes) {
      if (route->from != step.index) continue;
      const auto to = static_cast<std::size_t>(route->to);
      step.sends.push_back({route->level.get(), plan.nodes[to].get()});
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
