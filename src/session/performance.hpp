// src/session/performance.hpp: a state made ready to sound: a renderer and what it plays.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "play/schedule.hpp"
#include "session/kernels.hpp"
#include "session/state.hpp"

namespace krach::session {
/// Everything one rendering needs, from frame 0. It owns its nodes and shares compiled programs.
struct Performance {
  std::vector<std::shared_ptr<const jit::Compiled>> programs;  // outlive the renderer
  std::vector<std::string> nodes;                              // names, by NodeIndex
  std::unique_ptr<engine::Renderer> renderer;
  std::unique_ptr<play::Schedule> schedule;
};
/// Sources before what they are routed to; among equals by name. Thread: [any].
std::vector<std::string> order_of_nodes(const State& state);
/// Thread: [control]; compiles what is not compiled yet.
Performance perform(const State& state, Kernels& kernels, std::int64_t sample_rate,
                    std::uint64_t seed);
}  // namespace krach::session
