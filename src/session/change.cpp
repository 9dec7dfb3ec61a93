// src/session/change.cpp
#include "session/change.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "play/slide.hpp"
#include "play/succession.hpp"
#include "session/apply.hpp"
#include "session/settle.hpp"
#include "session/specs.hpp"

namespace krach::session {
namespace {
using engine::NodeIndex;
using engine::RouteIndex;

play::ControlPlayer::Course course_of(const Fade& fade, Name name, bool from_there) {
  using play::Slide, play::Still;
  return {.name = name,
          .low = 0.0F,
          .high = 16.0F,
          .score = std::make_shared<Slide>(name, [fade](Rational at) { return fade.at(at); }),
          .then = {{fade.end(), std::make_shared<Still>(name, fade.target, fade.end())}},
          .from_there = from_there};
}
/// What fades, or ends at a position, or neither.
std::optional<play::ControlPlayer::Course> find_course(const std::optional<Fade>& fade,
                                                       const std::optional<Rational>& leaves,
                                                       bool from_there) {
  const Name name = intern("gain");
  if (fade) return course_of(*fade, name, from_there);
  if (!leaves) return {};
  return play::ControlPlayer::Course{
      .name = name,
      .low = 0.0F,
      .high = 16.0F,
      .score = nullptr,
      .then = {{*leaves, std::make_shared<play::Still>(name, 0.0, *leaves)}}};
}
/// Does a node play, and until when: what falls silent plays until it is.
struct Plays {
  Plays(const NodeState& node, bool silent) : on(!silent || node.presence), until(node.leaves) {
    if (silent && node.presence && (!until || node.presence->end() < *until))
      until = node.presence->end();
  }
  bool on;
  std::optional<Rational> until;
};
bool same_definition(const NodeState& a, const NodeState& b) {
  return a.count == b.count && (a.program == b.program || *a.program == *b.program);
}
}  // namespace

Performance::Change::Change(Performance& performance, const State& next, Rational now)
    : now_(performance),
      next_(next),
      at_(now),
      was_silent_(performance.state_),
      is_silent_(next),
      nodes_(now_.nodes_),
      routes_(now_.routes_),
      master_(now_.master_) {
  compile();  // what may fail, before anything else
  for (const auto& [name, node] : next_.nodes)
    if (nodes_.contains(name))
      follow(name, now_.state_.nodes.at(name), node);
    else
      add(name, node);
  for (const auto& [name, node] : now_.state_.nodes)
    if (!next_.nodes.contains(name)) remove(name);
  for (const auto& [ends, route] : next_.routes) connect(ends, route);
  for (const auto& [ends, route] : now_.state_.routes)
    if (!next_.routes.contains(ends)) disconnect(ends);
  set_tempo();
  set_master();
}
void Performance::Change::carry_out() {
  now_.nodes_ = std::move(nodes_);
  now_.routes_ = std::move(routes_);
  now_.master_ = std::move(master_);
  for (auto& leaving : leaving_) {
    leaving.with = update_.get();
    now_.leaving_.push_back(std::move(leaving));
  }
  now_.state_ = next_;
  update_->players = now_.players();
  if (replan_) now_.replan(*update_);
  now_.send(std::move(update_));
}

void Performance::Change::compile() {
  std::vector<Kernels::Wanted> wanted;
  wanted.reserve(next_.nodes.size());
  for (const auto& [name, node] : next_.nodes)
    wanted.push_back(Kernels::wanted(node.program, rate(), node.count));
  auto compiled = now_.kernels_.get(wanted);
  for (std::size_t i = 0; const auto& [name, node] : next_.nodes)
    compiled_[name] = std::move(compiled[i++]);
}
std::unique_ptr<engine::Instance> Performance::Change::make_instance(const std::string& name,
                                                                     const NodeState& node) const {
  return std::make_unique<engine::Instance>(
      instance_of(node, compiled_.at(name), mix(now_.options_.seed, name)), rate());
}
void Performance::Change::redefine(Sounding& sounding, std::unique_ptr<engine::Instance> instance) {
  say(engine::Redefine{sounding.index, sounding.node->adopt(std::move(instance))});
  update_->redefines = true;
}
void Performance::Change::add(const std::string& name, const NodeState& node) {
  Sounding& sounding = nodes_[name];
  sounding.index = static_cast<NodeIndex>(now_.node_numbers_.take());
  sounding.hears = static_cast<std::int32_t>(node.channel.value_or(-1));
  auto instance = make_instance(name, node);
  // What sounds without a note begins with a step, so it fades in, unless all begins or it rises.
  const bool rises = node.presence && node.presence->at(at_) == 0.0;
  const bool fades_in = now_.begun_ && !has_gate(node) && !rises;
  engine::Faders faders = faders_of(node, is_silent_(node));
  if (node.presence)
    faders[static_cast<std::size_t>(engine::Fader::open)] =
        static_cast<float>(node.presence->at(at_));
  sounding.node =
      std::make_shared<engine::Node>(faders, rate(), fades_in ? nullptr : std::move(instance));
  if (fades_in) redefine(sounding, std::move(instance));
  sounding.notes = make_player(name, node, sounding.index);
  sounding.messages = make_messages(name, node);
  move(name, NodeState{}, node, true);
  replan_ = true;
}
void Performance::Change::follow(const std::string& name, const NodeState& before,
                                 const NodeState& node) {
  Sounding& sounding = nodes_.at(name);
  const bool redefined = !same_definition(before, node);
  if (before.channel != node.channel) {
    sounding.hears = static_cast<std::int32_t>(node.channel.value_or(-1));
    replan_ = true;
  }
  if (redefined) {
    redefine(sounding, make_instance(name, node));
    ++now_.lent_instances_;  // the one before comes back
  }
  const Line line = settled(before.notes, at_);
  const Plays did(before, was_silent_(before)), does(node, is_silent_(node));
  const bool goes_on = line.now == node.notes.now && did.on == does.on;
  if (redefined || !goes_on || line.next != node.notes.next || did.until != does.until ||
      before.address != node.address) {
    auto after = make_player(name, node, sounding.index);
    update_->replaced.push_back({sounding.notes, after,
                                 !goes_on    ? play::Handover::release
                                 : redefined ? play::Handover::goes_on
                                             : play::Handover::plays_on});
    sounding.notes = std::move(after);
    auto messages = make_messages(name, node);
    if (goes_on && sounding.messages && messages)
      update_->told.push_back({sounding.messages, messages});
    sounding.messages = std::move(messages);
  }
  set_values(name, before, node, redefined);
  move(name, before, node, redefined);
}
void Performance::Change::remove(const std::string& name) {
  Sounding& sounding = nodes_.at(name);
  say(engine::SetControl{sounding.index, control_of(engine::Fader::open), 0.0F});
  update_->replaced.push_back({sounding.notes, nullptr, play::Handover::release});
  leaving_.push_back({.node = sounding, .route = {}});
  nodes_.erase(name);
  replan_ = true;
}

std::shared_ptr<const Score> Performance::Change::score_of(const Played& played,
                                                           const std::string& path) const {
  if (!played.pattern) return nullptr;
  auto score =
      std::make_shared<pattern::Pattern>(played.pattern->with_seed(mix(now_.options_.seed, path)));
  if (played.origin == 0) return score;
  return std::make_shared<play::Shifted>(std::move(score), played.origin);
}
/// What is played on a node, while it is heard.
std::shared_ptr<const Score> Performance::Change::score_of(const std::string& name,
                                                           const NodeState& node) const {
  const Plays plays(node, is_silent_(node));
  if (!plays.on) return nullptr;
  std::shared_ptr<const Score> score = score_of(node.notes.now, name);
  if (const auto& next = node.notes.next)
    score = std::make_shared<play::Succession>(std::move(score), next->begin,
                                               score_of(next->played, name));
  if (!plays.until) return score;
  return std::make_shared<play::Succession>(std::move(score), *plays.until, nullptr);
}
std::shared_ptr<play::NotePlayer> Performance::Change::make_player(const std::string& name,
                                                                   const NodeState& node,
                                                                   NodeIndex index) const {
  return std::make_shared<play::NotePlayer>(index, node.count, note_controls_of(node),
                                            node.address ? nullptr : score_of(name, node));
}
std::shared_ptr<play::MessagePlayer> Performance::Change::make_messages(
    const std::string& name, const NodeState& node) const {
  if (!node.address || now_.options_.messages == nullptr) return nullptr;
  return std::make_shared<play::MessagePlayer>(intern(name), intern(*node.address),
                                               score_of(name, node));
}
std::shared_ptr<play::ControlPlayer> Performance::Change::make_mover(const std::string& name,
                                                                     const NodeState& node,
                                                                     const std::string& control,
                                                                     const Line& line,
                                                                     bool from_there) const {
  const ControlRange range = get_control(node, name, control);
  const std::string path = std::string(name).append("/").append(control);
  const Name read = intern(control);
  play::ControlPlayer::Course course{read, static_cast<float>(range.low),
                                     static_cast<float>(range.high), score_of(line.now, path)};
  if (const auto& fade = line.now.fade) {
    course = course_of(*fade, read, from_there);
    course.low = static_cast<float>(range.low);
    course.high = static_cast<float>(range.high);
  }
  if (line.next) {
    course.then = {line.next->begin, score_of(line.next->played, path)};
    if (course.then->score == nullptr)  // what was set by hand is heard again
      course.then->score =
          std::make_shared<play::Still>(read, get_value(node, name, control), line.next->begin);
  }
  return std::make_shared<play::ControlPlayer>(
      play::Knob{nodes_.at(name).index, index_of(node, control)}, std::move(course));
}
std::shared_ptr<play::ControlPlayer> Performance::Change::make_mover(
    engine::RouteIndex index, const RouteState& route) const {
  auto course = find_course(route.fade, route.leaves, now_.begun_);
  if (!course) return nullptr;
  return std::make_shared<play::ControlPlayer>(index, std::move(*course));
}
/// What was set by hand: heard unless something moves it.
void Performance::Change::set_values(const std::string& name, const NodeState& before,
                                     const NodeState& node, bool redefined) {
  const auto moved = [&](const NodeState& in, engine::ControlIndex control) {
    if (in.presence && control == control_of(engine::Fader::open)) return true;
    return std::ranges::any_of(in.movements, [&](const auto& movement) {
      return movement.second.now && index_of(in, movement.first) == control;
    });
  };
  const auto old = values_of(before, was_silent_(before)), now = values_of(node, is_silent_(node));
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto [control, value] = now[i];
    const bool fader = i < engine::kFaders;
    if (redefined && !fader) continue;  // the new instance has them from the start
    const bool freed = moved(before, control) && !moved(node, control);
    if (moved(node, control) || (value == old[i].second && !freed)) continue;
    const bool gate = !fader && node.program->controls[i - engine::kFaders].name == "gate";
    say(engine::SetControl{nodes_.at(name).index, control, value,
                           gate ? engine::Motion::jump : engine::Motion::glide});
  }
}
void Performance::Change::move(const std::string& name, const NodeState& before,
                               const NodeState& node, bool redefined) {
  Sounding& sounding = nodes_.at(name);
  std::map<std::string, std::shared_ptr<play::ControlPlayer>> movements;
  for (const auto& [control, line] : node.movements) {
    const auto old = before.movements.find(control);
    const Line was = old == before.movements.end() ? Line{} : settled(old->second, at_);
    const bool goes_on = old != before.movements.end() && was.now == line.now;
    const bool ends = line.next && !line.next->played.pattern;
    const bool same = goes_on && was.next == line.next &&
                      !(ends && get_value(before, name, control) != get_value(node, name, control));
    auto& player = movements[control];
    if (same && !redefined) {
      player = sounding.movements.at(control);
      continue;
    }
    player = make_mover(name, node, control, line, before.program != nullptr);
    if (goes_on)
      update_->moved.push_back({sounding.movements.at(control), player,
                                redefined ? play::Handover::goes_on : play::Handover::plays_on});
  }
  sounding.movements = std::move(movements);
  if (node.presence != before.presence || node.leaves != before.leaves) {
    sounding.presence.reset();
    if (auto course = find_course(node.presence, node.leaves, before.program != nullptr))
      sounding.presence = std::make_shared<play::ControlPlayer>(
          play::Knob{sounding.index, control_of(engine::Fader::open)}, std::move(*course));
  }
}

void Performance::Change::connect(const std::pair<std::string, std::string>& ends,
                                  const RouteState& next) {
  const auto level = static_cast<float>(next.level);
  const NodeIndex from = nodes_.at(ends.first).index, to = nodes_.at(ends.second).index;
  if (const auto old = routes_.find(ends); old != routes_.end() && old->second.port != next.port)
    disconnect(ends);
  const auto found = routes_.find(ends);
  if (found == routes_.end() || found->second.from != from || found->second.to != to) {
    Route& route = routes_[ends];
    const bool glides = now_.begun_ && now_.nodes_.contains(ends.first);  // else its source begins
    route = {static_cast<RouteIndex>(now_.route_numbers_.take()),
             std::make_shared<engine::Level>(glides ? 0.0F : level), from, to, next.port};
    route.fade = make_mover(route.index, next);
    if (!next.fade && glides) say(engine::SetLevel{route.index, level});
    replan_ = true;
    return;
  }
  Route& route = found->second;
  const RouteState& before = now_.state_.routes.at(ends);
  if (before.fade != next.fade || before.leaves != next.leaves)
    route.fade = make_mover(route.index, next);
  if (!next.fade && (before.fade || before.level != next.level))
    say(engine::SetLevel{route.index, level});
}
void Performance::Change::disconnect(const std::pair<std::string, std::string>& ends) {
  const Route& route = routes_.at(ends);
  say(engine::SetLevel{route.index, 0.0F});
  leaving_.push_back({.node = {}, .route = route});
  routes_.erase(ends);
  replan_ = true;
}

void Performance::Change::set_tempo() {
  State before;
  before.tempo = now_.state_.tempo;
  before.tempo_fade = now_.state_.tempo_fade;
  settle(before, at_);
  if (next_.tempo == before.tempo && next_.tempo_fade == before.tempo_fade) return;
  update_->tempo = play::TempoChange{next_.tempo};
  if (const auto& fade = next_.tempo_fade) {
    update_->tempo = {{to_rational(fade->target, "tempo"), next_.tempo.meter}, fade->end()};
    const bool begins = fade->begin >= at_;
    if (begins && next_.tempo.bpm != heard_tempo(before, at_).bpm)  // set, then faded
      update_->tempo->from = next_.tempo.bpm;
  }
}
void Performance::Change::set_master() {
  const State& before = now_.state_;
  if (next_.master_fade == before.master_fade &&
      (next_.master_fade || next_.master == before.master))
    return;
  master_.reset();
  if (next_.master_fade)
    master_ = std::make_shared<play::ControlPlayer>(
        play::MasterGain{}, course_of(*next_.master_fade, intern("gain"), now_.begun_));
  else
    say(engine::SetMaster{static_cast<float>(next_.master)});
}
}  // namespace krach::session
