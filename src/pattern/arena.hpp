// src/pattern/arena.hpp: the nodes of a pattern in one array, children before parents.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/score.hpp"

namespace krach::pattern {
enum class NodeId : std::uint32_t {};

/// What a node does with its children, and which of its fields it uses.
enum class Kind : std::uint8_t {
  rest,       // nothing
  atom,       // one event a cycle: `controls`, `source`
  signal,     // a continuous signal: shape, low, high, control
  seq,        // each child's cycle c in its share (link.begin to link.end) of cycle c
  stack,      // all children at once
  times,      // `number` copies of the child's cycle c in cycle c
  fast,       // the child, `number` times as fast
  shift,      // the child, `number` cycles later
  reverse,    // each cycle of the child backwards
  swing,      // pairs of `steps` steps bent so that the first takes `number` of the pair
  every,      // child 1 in every `number`th cycle, else child 0
  structure,  // events of child 0 with the values of child 1
  mask,       // child 0 where child 1 is true
  set,        // the child with `controls` added
  thin,       // the child's notes whose draw is in [low, high)
  drawn,      // the same, with the draws of the `sometimes` around it
  sometimes,  // both children: what `drawn` keeps, and what a transform made of the others
  choose,     // in each cycle one child, at random
  select,     // child 0 says which of the others plays: the one whose link.begin is its value
};
enum class Shape : std::uint8_t { sine, saw, tri, rand };

struct Link {
  NodeId child{};
  Rational begin = 0, end = 1;
};
struct Node {
  Kind kind = Kind::rest;
  Shape shape{};
  bool open = false;     // made by an operator: the same operator may add to it
  bool samples = false;  // structure: child 1 has signals and is asked at the event's begin
  std::uint32_t first = 0, count = 0;                  // children, in Arena::links
  std::uint32_t first_control = 0, control_count = 0;  // in Arena::controls
  std::uint32_t steps = 0;
  Rational number;
  double low = 0.0, high = 1.0;
  Name control{};
  SourceSpan source;  // length 0: not made by a text
};

/// What playing a pattern costs. A query of n cycles visits at most visits * n + edge nodes.
struct Load {
  double events = 0.0;  // begun in a cycle, on average
  double visits = 1.0, edge = 1.0;
  double layers = 0.0;  // events at one moment
  int depth = 1;
  bool signals = false;  // some events have no whole
  int controls = 0;      // on one event, at most
};

struct Arena {
  std::vector<Node> nodes;  // the last is the root
  std::vector<Link> links;
  std::vector<ControlValue> controls;
  Load load;

  const Node& operator[](NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
  NodeId root() const { return static_cast<NodeId>(nodes.size() - 1); }
  std::span<const Link> children(const Node& n) const {
    return std::span(links).subspan(n.first, n.count);
  }
  std::span<const ControlValue> controls_of(const Node& n) const {
    return std::span(controls).subspan(n.first_control, n.control_count);
  }
  /// Adds a copy of `other`'s nodes and returns its root's place here.
  NodeId append(const Arena& other);
  /// Adds `node` with these children and controls as the new root.
  NodeId add(Node node, std::span<const Link> its_links,
             std::span<const ControlValue> its_controls);
};
}  // namespace krach::pattern
