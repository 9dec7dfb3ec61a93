// src/session/fading.cpp: fades, and what is heard of a value that moves.
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "base/random.hpp"
#include "session/apply.hpp"
#include "session/position.hpp"

namespace krach::session {
namespace {
/// The last that a pattern says of a control by `now`. Of steps, the one that began last, up to 64
/// cycles before: a pattern that has begun later says something before its first step, too.
std::optional<double> find_value(const pattern::Pattern& pattern, Name control, Rational now) {
  std::optional<std::pair<Rational, double>> last;
  const auto look = [&](Span span) {
    pattern.query(span, [&](const Event& event) {
      for (const auto& [name, value] : event.controls) {
        if (name != control || value.kind == Value::Kind::word) continue;
        const Rational begin = event.whole ? event.whole->begin : span.begin;
        if (!last || last->first <= begin) last = {begin, value.number};
      }
    });
  };
  look({now, now + Rational(1, std::int64_t{1} << 24U)});
  for (std::int64_t back = 0; !last && back < 64; ++back)
    look({now.floor() - back, std::min(now, Rational(now.floor() - back + 1))});
  if (!last) return {};
  return last->second;
}
}  // namespace

Rational tempo_at(const Fade& fade, Rational position) noexcept {
  const double gone = Fade{0.0, 1.0, fade.begin, fade.bars}.at(position);
  const double square =
      fade.from * fade.from + (fade.target * fade.target - fade.from * fade.from) * gone;
  return {std::llround(std::sqrt(square) * 1000.0), 1000};
}

double heard(const NodeState& node, const std::string& name, const std::string& control,
             const Context& context) {
  const auto moved = node.movements.find(control);
  if (moved == node.movements.end()) return get_value(node, name, control);
  const Played& played = moved->second.now;
  if (played.fade) return played.fade->at(context.now);
  std::optional<double> found;
  if (played.pattern)
    found = find_value(
        played.pattern->with_seed(mix(context.seed, std::string(name).append("/").append(control))),
        intern(control), context.now - played.origin);
  if (!found) return get_value(node, name, control);
  const ControlRange range = get_control(node, name, control);
  return std::clamp(*found, range.low, range.high);
}
engine::Tempo heard_tempo(const State& state, Rational now) {
  if (!state.tempo_fade) return state.tempo;
  return {tempo_at(*state.tempo_fade, now), state.tempo.meter};
}
double heard_master(const State& state, Rational now) {
  return state.master_fade ? state.master_fade->at(now) : state.master;
}
double heard(const RouteState& route, Rational now) {
  return route.fade ? route.fade->at(now) : route.level;
}

std::size_t movements_of(const State& state) {
  std::size_t all = (state.master_fade ? 1U : 0U) + (state.tempo_fade ? 1U : 0U);
  for (const auto& [name, node] : state.nodes)
    all += node.movements.size() + (node.presence ? 1U : 0U);
  for (const auto& [ends, route] : state.routes) all += route.fade ? 1U : 0U;
  return all;
}
void check_movements(const State& state, const std::string& where) {
  constexpr std::size_t kMost = 1024;
  if (movements_of(state) > kMost)
    throw Error(Fault{"there would be more than 1024 moving controls and fades", where,
                      "end one with None first, or wait until fades are over"});
}

namespace {
/// From what is heard, unless it says from where.
Fade fade_of(const FadeTo& request, double heard, double target, const Context& context) {
  const std::string where = request.path;
  if (!std::isfinite(request.bars) || request.bars <= 0.0 || request.bars > 1024.0)
    throw Error(Fault{"the bars are out of range", where, "give more than 0 and at most 1024"});
  Fade fade{heard, target, context.now, to_rational(request.bars, where)};
  if (request.begin) fade.begin = parse_position(*request.begin, where);
  if (request.from) fade.from = *request.from;
  if (!std::isfinite(fade.from))
    throw Error(Fault{"it begins at no finite number", where, "leave 'from' out"});
  return fade;
}
void fade_tempo(State& state, const FadeTo& request, Context& context) {
  const Rational target = to_rational(request.target, "tempo");
  const engine::Tempo now = heard_tempo(state, context.now);
  const Fade fade = fade_of(request, now.bpm.to_double(), request.target, context);
  state.tempo.bpm = to_rational(fade.from, "tempo");
  check_tempo_fade(state.tempo, target);
  state.tempo_fade = fade;
}
/// As a snapshot says it; what is asked for is muted, removed or recalled in a transition.
void fade_presence(State& state, const FadeTo& request, std::size_t arrow, Context& context) {
  if (!request.begin || !request.from)
    throw Error(Fault{"it names no target", "route " + request.path,
                      "write \"bass>>verb\"; or mute or remove the node in a transition"});
  in_range(request.target, 0.0, 1.0, "target", "route " + request.path);
  auto& node = get_node(state, request.path.substr(0, arrow));
  node.presence = fade_of(request, 0.0, request.target, context);
}
void fade_route(State& state, const FadeTo& request, std::size_t arrow, Context& context) {
  const auto found =
      state.routes.find({request.path.substr(0, arrow), request.path.substr(arrow + 2)});
  if (found == state.routes.end())
    throw Error(Fault{"there is no such route", "route " + request.path,
                      "see kr.routes for those there are, and write \"bass>>verb\""});
  in_range(request.target, 0.0, 16.0, "level", "route " + request.path);
  found->second.fade = fade_of(request, heard(found->second, context.now), request.target, context);
}
void fade_control(State& state, const std::string& name, const std::string& control,
                  const FadeTo& request, Context& context) {
  NodeState& node = state.nodes.at(name);
  const double target = clamp_to_range(node, name, control, request.target, context);
  Line line;
  line.now.fade = fade_of(request, heard(node, name, control, context), target, context);
  node.movements.insert_or_assign(control, std::move(line));
}
}  // namespace

void apply(State& state, const FadeTo& request, Context& context) {
  const std::string& path = request.path;
  const std::size_t arrow = path.find(">>"), slash = path.rfind('/');
  if (path == "tempo") {
    fade_tempo(state, request, context);
  } else if (path == "master") {
    in_range(request.target, 0.0, 16.0, "gain", "master");
    state.master_fade = fade_of(request, heard_master(state, context.now), request.target, context);
  } else if (path == "meter") {
    throw Error(Fault{"a meter cannot fade", path, "set it: kr.meter = 3"});
  } else if (arrow != std::string::npos && arrow + 2 == path.size()) {
    fade_presence(state, request, arrow, context);
  } else if (arrow != std::string::npos) {
    fade_route(state, request, arrow, context);
  } else if (slash == std::string::npos) {
    throw Error(Fault{"the path names no control", "'" + path + "'",
                      "write \"" + path + "/gain\", or \"tempo\", \"master\" or \"bass>>verb\""});
  } else {
    for (const std::string& name : nodes_of(state, path.substr(0, slash)))
      fade_control(state, name, path.substr(slash + 1), request, context);
  }
  check_movements(state, path);
}
}  // namespace krach::session
