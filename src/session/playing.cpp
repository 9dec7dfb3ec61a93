// src/session/playing.cpp: patterns begin and end.
#include <algorithm>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "session/apply.hpp"
#include "session/position.hpp"

namespace krach::session {
namespace {
/// What a note may bring that no program needs to have.
bool always_known(std::string_view name) {
  return name == "vel" || name == "gain" || name == "pan" || name == "legato" || name == "dur";
}
void check_controls(const NodeState& node, const std::string& name, const pattern::Pattern& pattern,
                    Context& context) {
  std::vector<Fault> faults;
  for (const Name control : pattern.control_names()) {
    const std::string text(text_of(control));
    if (always_known(text) || has_control(*node.program, text)) continue;
    if (text == "freq")
      context.reply.warnings.push_back("node '" + name +
                                       "': it has no control 'freq', so every note of " +
                                       "the pattern sounds alike");
    else
      faults.push_back({"the pattern brings an unknown control '" + text + "'",
                        "node '" + name + "'", suggest(text, control_names(node), "")});
  }
  if (!faults.empty()) throw Error(faults);
}
}  // namespace

static void move(State& state, const Play& request, const std::string& control,
                 const Line::Next& next, Rational now) {
  NodeState& node = get_node(state, request.node);
  get_control(node, request.node, control);
  Line& line = node.movements[control];
  Played played = next.played;
  if (request.pattern)
    played.pattern = request.pattern->as_control(control).with_said(request.pattern->said());
  line.put(std::move(played), next.begin, now);
  if (!line) node.movements.erase(control);
  check_movements(state, request.node + "/" + control);
}
void apply(State& state, const Play& request, Context& context) {
  NodeState& node = get_node(state, request.node);
  const std::string where = "node '" + request.node + "'";
  const Rational begin = begin_of(request.start, state.tempo.meter, context.now, where);
  const Rational origin = origin_of(request.phase, begin, where);
  if (request.control)
    return move(state, request, *request.control, {begin, {{}, origin}}, context.now);
  Played played{{}, origin};
  if (request.pattern) {
    if (node.address) {
      played.pattern = request.pattern->as_messages().with_said(request.pattern->said());
    } else {
      played.pattern = request.pattern->as_notes().with_said(request.pattern->said());
      check_controls(node, request.node, *played.pattern, context);
    }
  }
  node.notes.put(std::move(played), begin, context.now);
}
void apply(State& state, const Hush& request, Context& context) {
  const Rational begin = begin_of(request.start, state.tempo.meter, context.now, "hush");
  const auto end = [&](NodeState& node) {
    node.notes.put({}, begin, context.now);
    for (auto& [control, line] : node.movements)
      if (line.now.fade)
        line.next.reset();
      else
        line.put({}, begin, context.now);
    std::erase_if(node.movements, [](const auto& entry) { return !entry.second; });
  };
  if (request.node)
    for (const std::string& name : nodes_of(state, *request.node)) end(state.nodes.at(name));
  else
    for (auto& [name, node] : state.nodes) end(node);
}
}  // namespace krach::session
