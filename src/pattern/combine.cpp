// src/pattern/combine.cpp
#include "pattern/combine.hpp"

#include <utility>

#include "pattern/load.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
static void check(std::string_view where, std::size_t nodes, const Load& load) {
  if (nodes > kMaxNodes)
    refuse("the pattern has " + std::to_string(nodes) + " nodes; 65536 are allowed", where,
           "repeat with * n, which is one node");
  if (load.depth > kMaxDepth)
    refuse("the pattern is more than 64 levels deep", where, "build it from fewer nested steps");
  if (load.controls > static_cast<int>(kMaxControls))
    refuse("an event would have more than 32 controls", where, "set fewer controls");
  if (load.events > kMaxEvents)
    refuse("the pattern has more than 16384 events a cycle", where, "repeat or speed up less");
  if (load.visits + load.edge > kMaxVisits)
    refuse("the pattern costs too much to play: a cycle visits more than 262144 nodes", where,
           "speed up less, or combine fewer dense patterns");
}

Pattern finish(std::string_view where, Arena arena, const Node& node, std::span<const Link> links,
               Load load, std::span<const ControlValue> controls) {
  load.depth += 1;
  load.visits += 1.0;
  load.edge += 1.0;
  load.grain = grain_of(where, node, links, load.grain);
  check(where, arena.nodes.size() + 1, load);
  arena.add(node, links, controls);
  arena.load = load;
  return Pattern(std::move(arena));
}

Pattern combine(std::string_view where, const Node& node, std::span<const Part> children, Load load,
                std::span<const ControlValue> controls) {
  std::size_t nodes = 1;
  for (const Part& part : children) nodes += part.pattern->arena().nodes.size();
  check(where, nodes, load);  // before anything large is copied
  Arena arena;
  arena.nodes.reserve(nodes);
  std::vector<Link> links;
  links.reserve(children.size());
  for (const Part& part : children)
    links.push_back({arena.append(part.pattern->arena()), part.begin, part.end});
  return finish(where, std::move(arena), node, links, load, controls);
}
Pattern combine(std::string_view where, const Node& node, const Pattern& child, Load load,
                std::span<const ControlValue> controls) {
  const Part part{&child, 0, 1};
  return combine(where, node, std::span(&part, 1), load, controls);
}

Pattern make_atom(std::span<const ControlValue> controls, SourceSpan source) {
  Arena arena;
  Node node;
  node.kind = Kind::atom;
  node.source = source;
  arena.add(node, {}, controls);
  arena.load = {1.0, 1.0, 1.0, 1.0, 1, false, static_cast<int>(controls.size()), 1.0};
  return Pattern(std::move(arena));
}

Pattern in_sequence(std::string_view where, std::span<const Weighted> parts) {
  Rational total;
  for (const Weighted& part : parts) total = built(total + built(part.weight, where), where);
  std::vector<Part> shares;
  Load load{0.0, 0.0, 0.0};
  Rational begin;
  for (const auto& [pattern, weight] : parts) {
    const Rational end = begin + weight;
    const Rational from = std::exchange(begin, end) / total;
    if (pattern.arena()[pattern.arena().root()].kind == Kind::rest) continue;
    shares.push_back({&pattern, from, end / total});
    load = in_turn(load, as_share(pattern.arena().load));
  }
  return combine(where, node_of(shares.empty() ? Kind::rest : Kind::seq, total), shares, load);
}

static Pattern side_by_side(std::string_view where, Kind kind, std::span<const Pattern> parts,
                            Load (*join)(const Load&, const Load&)) {
  if (parts.size() == 1) return parts[0];
  const auto n = static_cast<std::int64_t>(parts.size());
  std::vector<Part> children;
  Load load{0.0, 0.0, 0.0};
  for (std::int64_t i = 0; i < n; ++i) {
    const Pattern& part = parts[static_cast<std::size_t>(i)];
    children.push_back({&part, {i, n}, {i + 1, n}});
    load = join(load, part.arena().load);
  }
  return combine(where, node_of(parts.empty() ? Kind::rest : kind), children, load);
}
Pattern in_layers(std::string_view where, std::span<const Pattern> parts) {
  return side_by_side(where, Kind::stack, parts, layered);
}
Pattern in_choice(std::string_view where, std::span<const Pattern> parts) {
  return side_by_side(where, Kind::choose, parts, either);
}
}  // namespace krach::pattern
