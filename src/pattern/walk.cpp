// src/pattern/walk.cpp
#include "pattern/walk.hpp"

#include <algorithm>

namespace krach::pattern {
std::span<const Link> speaking(const Arena& arena, const Node& node) {
  const auto links = arena.children(node);
  if (node.kind == Kind::structure || node.kind == Kind::select) return links.subspan(1);
  const bool first_only =
      node.kind == Kind::mask || (node.kind == Kind::apply && node.op == Op::keep);
  return first_only ? links.first(1) : links;
}

bool is_computed(const Arena& arena) {
  return std::ranges::any_of(arena.nodes, [](const Node& node) {
    return node.kind == Kind::apply || node.kind == Kind::map;
  });
}

bool are_looked_at(const Arena& arena) {
  return std::ranges::any_of(arena.nodes, [](const Node& node) {
    const bool moves = node.change == Change::name || node.change == Change::pan;
    return node.kind == Kind::matching || (node.kind == Kind::map && !moves);
  });
}

static void walk(const Arena& arena, NodeId id, FunctionRef<void(NodeId)> visit) {
  const Node& node = arena[id];
  if (node.kind == Kind::atom || node.kind == Kind::signal || node.kind == Kind::set) visit(id);
  for (const Link& link : speaking(arena, node)) walk(arena, link.child, visit);
}

void for_each_value(const Arena& arena, FunctionRef<void(NodeId)> visit) {
  walk(arena, arena.root(), visit);
}
}  // namespace krach::pattern
