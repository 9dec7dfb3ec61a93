// src/session/apply.hpp: what each request does to a state. One file for each kind of request.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
struct Context {
  Reply& reply;
  /// The position that the request holds from: where fades begin, and what a start on the next beat
  /// counts from. Units: cycles.
  Rational now = 0;
  std::uint64_t seed = 1;  // of what plays: random patterns are heard by it
  /// They were accepted once: FAUST is not asked again whether it takes its sources.
  bool accepted = false;
};
/// Each validates, then changes `state`. What throws may leave it half changed: the session works
/// on a copy, so that it changes all or nothing.
/// Errors: Error with the fact, the place and the remedy.
/// Thread: [control].
void apply(State& state, const SetNode& request, Context& context);
void apply(State& state, const SetInput& request, Context& context);
void apply(State& state, const SetOsc& request, Context& context);
void apply(State& state, const RemoveNode& request, Context& context);
void apply(State& state, const Connect& request, Context& context);
void apply(State& state, const Disconnect& request, Context& context);
void apply(State& state, const SetControl& request, Context& context);
void apply(State& state, const Play& request, Context& context);
void apply(State& state, const Hush& request, Context& context);
void apply(State& state, const Mute& request, Context& context);
void apply(State& state, const SetTempo& request, Context& context);
void apply(State& state, const SetMeter& request, Context& context);
void apply(State& state, const SetMaster& request, Context& context);
void apply(State& state, const Solo& request, Context& context);
void apply(State& state, const FadeTo& request, Context& context);
void apply(State& state, const Save& request, Context& context);
void apply(State& state, const Recall& request, Context& context);
void apply(State& state, const Forget& request, Context& context);
void apply(State& state, const Transition& request, Context& context);
/// Errors: Error: the session does them, alone in a batch.
[[noreturn]] void apply(State& state, const Undo& request, Context& context);
[[noreturn]] void apply(State& state, const Redo& request, Context& context);

/// All of them, one after another, once what was to begin by now has begun.
void apply(State& state, std::span<const Request> requests, Context& context);

/// Errors: Error at `where` if a node or a scene cannot be called that.
void check_name(const std::string& name, const std::string& where);

/// The node of that name, or an Error that lists the near ones.
const NodeState& get_node(const State& state, const std::string& name);
NodeState& get_node(State& state, const std::string& name);

/// The names a request means by one: the node's, or those of the nodes of a group: "drums" is
/// drums/kick and drums/snare. Errors: as get_node.
std::vector<std::string> nodes_of(const State& state, const std::string& name);

/// The names of what can be set on a node: its program's controls, then gain, pan and dry.
std::vector<std::string> control_names(const NodeState& node);
struct ControlRange {
  double initial, low, high;
};
/// Errors: Error that lists the near controls.
ControlRange get_control(const NodeState& node, const std::string& name,
                         const std::string& control);
/// What the control was set to by hand, or stands at.
double get_value(const NodeState& node, const std::string& name, const std::string& control);
void set_by_hand(NodeState& node, const std::string& control, double value);
/// Takes a fade off a control; a pattern stays.
void end_fade(NodeState& node, const std::string& control);
/// `value` within the range of the control, with a warning if it was not. Errors: Error if it is no
/// finite number, or there is no such control.
double clamp_to_range(const NodeState& node, const std::string& name, const std::string& control,
                      double value, Context& context);

/// What is heard of a value at `now`: what moves it there, or what it was set to.
double heard(const NodeState& node, const std::string& name, const std::string& control,
             const Context& context);
double heard(const RouteState& route, Rational now);
engine::Tempo heard_tempo(const State& state, Rational now);
double heard_master(const State& state, Rational now);
/// Takes all routes from and to a node away.
void forget_routes(State& state, const std::string& node);
/// The names on a way along routes from `from` to `to`, or nothing; those that leave, too, or not.
std::vector<std::string> find_way(const State& state, const std::string& from,
                                  const std::string& to, bool leaving);
/// Errors: Error if the way there is too fine for exact frames, or out of range.
void check_tempo_fade(const engine::Tempo& from, Rational target);
/// Errors: Error if more moves than may.
void check_movements(const State& state, const std::string& where);

/// Where a node's own gain, pan or dry is kept; null if the program has a control of that name, or
/// it is none of them.
double NodeState::* find_fader(const NodeState& node, const std::string& control);
bool has_control(const signal::Program& program, const std::string& control);

/// `value`, if it is a finite number from low to high. Errors: Error at `where`.
double in_range(double value, double low, double high, std::string_view what,
                const std::string& where);
}  // namespace krach::session
