// src/pattern/arena.hpp: the nodes of a pattern in one array, children before parents.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/score.hpp"

namespace krach::pattern {
/// The most pieces that a cycle is rearranged in.
inline constexpr std::uint32_t kMaxRearranged = 64;

enum class NodeId : std::uint32_t {};

/// What a node does with its children, and which of its fields it uses.
enum class Kind : std::uint8_t {
  rest,       // nothing
  atom,       // one event a cycle: `controls`, `source`
  signal,     // a continuous signal: shape, low, high, control
  seq,        // each child's cycle c in its share (link.begin to link.end) of cycle c; `number`
              // steps, 0 if unknown
  stack,      // all children at once
  times,      // `number` copies of the child's cycle c in cycle c
  fast,       // the child, `number` times as fast
  shift,      // the child, `number` cycles later
  reverse,    // each cycle of the child backwards
  swing,      // pairs of `steps` steps bent so that the first takes `number` of the pair
  every,      // child 1 in cycle `steps` of every `number`, else child 0
  iter,       // each cycle of the child for `steps` cycles, every time `number` cycles earlier
  zoom,       // of each cycle of the child its share, link.begin to link.end
  hold,       // each cycle of the child for `number` cycles
  loop,       // `number` cycles of the child, from its cycle link.begin on, again and again
  rearrange,  // each cycle of the child in `steps` pieces, at random: each once, if `low` is 0
  matching,   // the child's notes whose control is as in `controls`, if `low` is 1 the others
  arp,        // the notes that share a whole one after another in it, as `order` says
  window,     // the child's notes that begin in link.begin to link.end of their cycle, if `low` is
              // 1 the others
  structure,  // events of child 0 with the values of child 1
  mask,       // child 0 where child 1 is true
  set,        // the child with `controls` added
  thin,       // the child's notes whose draw is in [low, high)
  drawn,      // the same, with the draws of the `sometimes` around it
  sometimes,  // both children: what `drawn` keeps, and what a transform made of the others
  seed,       // the child, its draws those of the seed `number`, wherever it stands
  choose,     // in each cycle one child, drawn: its probability is its share
  select,     // child 0 says which of the others plays, as `pick` and `how` say
  apply,      // the values of child 0 and child 1 together, as `op` and `how` say
  map,        // the child, each event's values changed as `change` says
};
enum class Shape : std::uint8_t { sine, saw, tri, square, exp, rand, perlin };
/// How two patterns come together: whose events (wholes) remain, and what is asked of the other.
enum class How : std::uint8_t {
  in,           // those of the left; the right is asked for their parts
  out,          // those of the right
  mix,          // what they have in common
  squeeze,      // a cycle of the right inside each event of the left
  squeeze_out,  // a cycle of the left inside each event of the right
  reset,        // the left, its cycle begun anew by each event of the right
  restart,      // the left, begun anew from its cycle 0 by each event of the right
};
enum class Op : std::uint8_t { add, sub, mul, div, mod, set, keep, slice };
/// Which child of a `select` a value means.
enum class Pick : std::uint8_t {
  equal,  // the one whose link.begin it is
  truth,  // the first if it is true, else the second
  clamp,  // the one at this index, the nearest if there is none
  wrap,   // the one at this index, counted round and round
  share,  // the one from whose link.begin to link.end it is
};
enum class Change : std::uint8_t {
  range,            // 0 to 1 becomes low to high
  rangex,           // the same, equal steps in the one being equal ratios in the other
  floor,            // the whole number below
  name,             // the bare value becomes the value of `control`
  pan,              // the place between left (0) and right (1), moved by `low`
  scale,            // the degree becomes a pitch: `controls` are the root and the scale's steps
  scale_transpose,  // a pitch of that scale, moved by `low` degrees
  transpose,        // a pitch, moved by `low` half tones
  voicing,          // a pitch, moved by octaves to `low` or just below
  midi,             // a word becomes its number: `controls` are the words, real those in `note`
  notes,            // a pitch becomes `freq` in Hz
};
/// The order of the notes of an arpeggio.
enum class Order : std::uint8_t { up, down, updown, downup, converge, diverge, pinky, thumb };

struct Link {
  NodeId child{};
  Rational begin = 0, end = 1;
};
struct Node {
  Kind kind = Kind::rest;
  Shape shape{};
  How how{};
  Op op{};
  Pick pick{};
  Change change{};
  Order order{};
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
  double pieces = 0.0;   // of events that the query of a cycle finds, on average: some are cut
  Rational grain{1};     // the times of the finest events are multiples of it (grain.hpp)
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
