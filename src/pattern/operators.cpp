// src/pattern/operators.cpp: + and |, whose chains are one node however they are bracketed.
#include "pattern/combine.hpp"
#include "pattern/load.hpp"

namespace krach::pattern {
/// Adds the pattern to the arena: as one child, or as all children of a chain of the same kind.
static Load splice(Arena& arena, const Pattern& p, Kind kind, std::vector<Link>& links) {
  const Node root = p.arena()[p.arena().root()];
  const NodeId id = arena.append(p.arena());
  Load load = p.arena().load;
  if (root.kind != kind || !root.open) {
    links.push_back({id});
    return kind == Kind::seq ? as_share(load) : load;
  }
  const auto children = arena.children(arena[id]);
  links.insert(links.end(), children.begin(), children.end());
  arena.links.resize(arena.links.size() - root.count);  // the root's links are the last ones
  arena.nodes.pop_back();
  if (kind == Kind::seq) load.grain = load.grain * Rational{root.count};
  load.depth -= 1;
  load.visits -= 1.0;
  load.edge -= 1.0;
  return load;
}

static Pattern chain(std::string_view where, Kind kind, const Pattern& a, const Pattern& b,
                     Load (*join)(const Load&, const Load&)) {
  Arena arena;
  arena.nodes.reserve(a.arena().nodes.size() + b.arena().nodes.size() + 1);
  std::vector<Link> links;
  const Load left = splice(arena, a, kind, links), right = splice(arena, b, kind, links);
  const auto n = static_cast<std::int64_t>(links.size());
  for (std::int64_t i = 0; kind == Kind::seq && i < n; ++i) {
    auto& link = links[static_cast<std::size_t>(i)];
    link.begin = {i, n};
    link.end = {i + 1, n};
  }
  Node node;
  node.kind = kind;
  node.open = true;
  if (kind == Kind::seq) node.number = n;
  return finish(where, std::move(arena), node, links, join(left, right));
}

Pattern operator+(const Pattern& a, const Pattern& b) {
  return chain("+", Kind::seq, a, b, in_turn);
}
Pattern operator|(const Pattern& a, const Pattern& b) {
  return chain("|", Kind::stack, a, b, layered);
}
}  // namespace krach::pattern
