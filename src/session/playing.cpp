// src/session/playing.cpp: patterns begin and end.
#include <algorithm>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "session/apply.hpp"

namespace krach::session {
namespace {
constexpr std::size_t kMostMovements = 1024;

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

void apply(State& state, const Play& request, Context& context) {
  NodeState& node = get_node(state, request.node);
  if (request.control) {
    get_control(node, request.node, *request.control);
    if (!request.pattern) {
      node.movements.erase(*request.control);
      return;
    }
    node.movements.insert_or_assign(
        *request.control,
        request.pattern->as_control(*request.control).with_said(request.pattern->said()));
    std::size_t all = 0;
    for (const auto& [name, other] : state.nodes) all += other.movements.size();
    if (all > kMostMovements)
      throw Error(Fault{"there would be more than 1024 moving controls",
                        request.node + "/" + *request.control, "end one with None first"});
    return;
  }
  if (!request.pattern) {
    node.notes.reset();
    return;
  }
  pattern::Pattern notes = request.pattern->as_notes().with_said(request.pattern->said());
  check_controls(node, request.node, notes, context);
  node.notes = std::move(notes);
}
void apply(State& state, const Hush& request, Context&) {
  const auto end = [](NodeState& node) {
    node.notes.reset();
    node.movements.clear();
  };
  if (request.node)
    for (const std::string& name : nodes_of(state, *request.node)) end(state.nodes.at(name));
  else
    for (auto& [name, node] : state.nodes) end(node);
}
}  // namespace krach::session
