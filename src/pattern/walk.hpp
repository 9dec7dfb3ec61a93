// src/pattern/walk.hpp: the nodes whose values are played, without those that only say when.
#pragma once
#include "base/function_ref.hpp"
#include "pattern/arena.hpp"

namespace krach::pattern {
/// Calls `visit` for every atom and signal whose value reaches the pattern's events, and for every
/// `set`: not for rhythms, masks and choosers.
/// Thread: [control].
void for_each_value(const Arena& arena, FunctionRef<void(NodeId)> visit);
/// True if values are made while it plays: then the atoms do not say what they will be.
/// Thread: [control].
bool is_computed(const Arena& arena);
/// True if a value may be compared or changed on its way: then it matters that it is a word.
/// Thread: [control].
bool are_looked_at(const Arena& arena);
/// The children whose values reach the node's events. Thread: [control].
std::span<const Link> speaking(const Arena& arena, const Node& node);
}  // namespace krach::pattern
