// src/session/transition.cpp: from one state to another, over some bars.
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "session/apply.hpp"

namespace krach::session {
namespace {
/// What of a node goes out by itself, 0 to 1.
double heard_open(const NodeState& node, bool silent, Rational now) {
  return node.presence ? node.presence->at(now) : silent ? 0.0 : 1.0;
}

/// Makes of the state that was asked for one that gets there: what differs is on its way, what is
/// gone leaves at the end.
class Blend {
 public:
  Blend(const State& before, State& after, Rational bars, Context& context)
      : before_(before),
        after_(after),
        context_(context),
        now_(context.now),
        bars_(bars),
        was_silent_(before),
        is_silent_(after) {}
  void run() {
    for (auto& [name, node] : after_.nodes) {
      if (node.leaves) continue;
      if (const NodeState* before = find(name, node.address.has_value()))
        change(name, *before, node);
      else
        come(name, node);
    }
    for (const auto& [name, node] : before_.nodes)
      if (!after_.nodes.contains(name)) leave(name, node);
    for (auto& [ends, route] : after_.routes) change(ends, route);
    for (const auto& [ends, route] : before_.routes)
      if (!after_.routes.contains(ends)) leave(ends, route);
    change_tempo();
    change_master();
    bound();
  }

 private:
  Fade fade(double from, double target) const { return {from, target, now_, bars_}; }
  Rational end() const { return now_ + bars_; }
  /// As it was before, if it was not leaving, and sounded, or sent messages, as it does now.
  const NodeState* find(const std::string& name, bool sends = false) const {
    const auto found = before_.nodes.find(name);
    if (found == before_.nodes.end() || found->second.leaves) return nullptr;
    return found->second.address.has_value() == sends ? &found->second : nullptr;
  }

  void come(const std::string& name, NodeState& node) const {
    const auto left = before_.nodes.find(name);  // it may not have left yet
    const bool leaves = left != before_.nodes.end() && left->second.leaves;
    const double from = leaves ? heard_open(left->second, false, now_) : 0.0;
    if (!node.is_effect() && !is_silent_(node)) node.presence = fade(from, 1.0);
  }
  void change(const std::string& name, const NodeState& before, NodeState& node) const {
    for (const std::string& control : control_names(node))
      if (control != "gate" && std::ranges::count(control_names(before), control) != 0)
        change_control(name, before, node, control);
    // A pattern that is new waits for the next cycle, unless it says where it starts.
    if (node.notes.now != before.notes.now && !node.notes.next)
      node.notes = waiting(before.notes.now, std::move(node.notes.now));
    const double open = heard_open(before, was_silent_(before), now_);
    const double goal = is_silent_(node) ? 0.0 : 1.0;
    node.presence.reset();
    if (open != goal) node.presence = fade(open, goal);
  }
  void change_control(const std::string& name, const NodeState& before, NodeState& node,
                      const std::string& control) const {
    const auto was = before.movements.find(control);
    const auto is = node.movements.find(control);
    const Played moved = was == before.movements.end() ? Played{} : was->second.now;
    const double from = heard(before, name, control, context_);
    const double target = get_value(node, name, control);
    Played way = moved;
    if (!moved.pattern && from != target) way.fade = fade(from, target);
    if (is == node.movements.end()) {
      if (from != target || moved.pattern) node.movements[control].now.fade = fade(from, target);
      return;
    }
    if (is->second.now == moved || is->second.now.fade || is->second.next) return;
    is->second = waiting(std::move(way), std::move(is->second.now));
  }
  Line waiting(Played before, Played after) const {
    Line line;
    line.now = std::move(before);
    line.put(std::move(after), now_.ceil(), now_);
    return line;
  }
  void leave(const std::string& name, NodeState node) const {
    if (node.leaves) {
      after_.nodes[name] = std::move(node);
      return;
    }
    const double open = heard_open(node, was_silent_(node), now_);
    if (open == 0.0) return;
    node.leaves = end();
    node.muted = node.soloed = false;
    node.presence.reset();
    if (!node.is_effect()) node.presence = fade(open, 0.0);  // into an effect, the routes fall
    after_.nodes[name] = std::move(node);
  }

  void change(const std::pair<std::string, std::string>& ends, RouteState& route) const {
    const auto was = before_.routes.find(ends);
    const bool is_new = was == before_.routes.end();
    if (is_new && find(ends.first) == nullptr) return;  // its source rises by itself
    const double from = is_new ? 0.0 : heard(was->second, now_);
    if (!route.fade && from != route.level) route.fade = fade(from, route.level);
  }
  void leave(const std::pair<std::string, std::string>& ends, RouteState route) const {
    const auto source = after_.nodes.find(ends.first), target = after_.nodes.find(ends.second);
    if (source == after_.nodes.end() || target == after_.nodes.end()) return;
    if (source->second.address || !target->second.is_effect()) return;
    if (!find_way(after_, ends.second, ends.first, true).empty()) return;
    if (!route.leaves) {
      const double level = heard(route, now_);
      const auto port = target->second.program->inputs > 1 ? route.port : std::nullopt;
      route = {level};
      route.port = port;
      route.leaves = end();
      if (!source->second.leaves || source->second.is_effect()) route.fade = fade(level, 0.0);
    }
    after_.routes[ends] = route;
  }

  void change_tempo() const {
    if (after_.tempo_fade) return;  // as it was, or asked for
    const double from = heard_tempo(before_, now_).bpm.to_double();
    const double target = after_.tempo.bpm.to_double();
    if (from == target) return;
    after_.tempo.bpm = to_rational(from, "tempo");
    check_tempo_fade(after_.tempo, to_rational(target, "tempo"));
    after_.tempo_fade = fade(from, target);
  }
  void change_master() const {
    const double from = heard_master(before_, now_);
    if (!after_.master_fade && from != after_.master)
      after_.master_fade = fade(from, after_.master);
  }
  /// As many may leave as may stay.
  void bound() const {
    std::size_t nodes = 0, voices = 0;
    for (const auto& [name, node] : after_.nodes) {
      nodes += node.leaves ? 1U : 0U;
      voices += node.leaves ? node.count : 0U;
    }
    if (nodes <= 512 && voices <= 1024) return;
    context_.reply.warnings.emplace_back(
        "transition: more leaves at a time than 512 nodes or 1024 voices, so it goes at once");
    std::erase_if(after_.nodes, [](const auto& entry) { return entry.second.leaves.has_value(); });
    std::erase_if(after_.routes, [&](const auto& entry) {
      return !after_.nodes.contains(entry.first.first) ||
             !after_.nodes.contains(entry.first.second);
    });
  }

  const State& before_;
  State& after_;
  Context& context_;
  const Rational now_, bars_;
  const Silence was_silent_, is_silent_;
};
}  // namespace

void apply(State& state, const Transition& request, Context& context) {
  const std::string where = "transition";
  if (!std::isfinite(request.bars) || request.bars <= 0.0 || request.bars > 1024.0)
    throw Error(Fault{"the bars are out of range", where, "give more than 0 and at most 1024"});
  if (request.requests == nullptr)
    throw Error(Fault{"it has no requests", where, "say what is to change"});
  const Rational bars = to_rational(request.bars, where);
  const State before = state;
  for (const Nested& nested : *request.requests) {
    if (std::holds_alternative<Transition>(nested.request))
      throw Error(Fault{"there is a transition in it", where, "ask for them one after another"});
    std::visit([&](const auto& r) { apply(state, r, context); }, nested.request);
  }
  Blend(before, state, bars, context).run();
  check_movements(state, where);
}
}  // namespace krach::session
