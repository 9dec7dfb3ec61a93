// src/pattern/algebra.hpp: what becomes of the values of events.
#pragma once
#include <span>

#include "pattern/arena.hpp"
#include "pattern/few.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
/// The controls of an event in the making. What is beyond its size is left out; combine() refuses
/// patterns that would need more.
using Controls = Few<ControlValue, kMaxControls>;

/// The union of both; where both have a control, what `op` makes of the two. `set` takes the
/// right's, `keep` the left's. Pitches count as their MIDI numbers; other words in arithmetic stay
/// the left's.
/// Thread: [schedule], [control].
void combine(Op op, std::span<const ControlValue> left, std::span<const ControlValue> right,
             Controls& out);
/// What `node.change` makes of an event's controls. `own`: the node's.
/// Thread: [schedule], [control].
void change(const Node& node, std::span<const ControlValue> own,
            std::span<const ControlValue> controls, Controls& out);
}  // namespace krach::pattern
