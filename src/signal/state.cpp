// src/signal/state.cpp: rows given out in the order of the operations, delay lines last.
#include "signal/state.hpp"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace krach::signal {
static void add_lines(const Program& program, StatePlan& plan) {
  std::unordered_map<std::uint32_t, std::uint32_t> line_of;  // by the operation it remembers
  for (std::size_t i = 0; i < program.operations.size(); ++i) {
    const Operation& o = program.operations[i];
    if (o.op != Op::delay) continue;
    const auto next = static_cast<std::uint32_t>(plan.lines.size());
    const auto [found, is_new] = line_of.try_emplace(o.in[0], next);
    if (is_new) plan.lines.push_back({o.in[0], 0, 0, 0});
    plan.place[i] = found->second;
    auto& line = plan.lines[found->second];
    line.frames = std::max(line.frames, std::min(o.index, kMaxDelayFrames));
  }
}

static void add_tables(const Program& program, StatePlan& plan) {
  for (std::size_t i = 0; i < program.operations.size(); ++i) {
    const Operation& o = program.operations[i];
    if (o.op != Op::rwtable) continue;
    plan.place[i] = static_cast<std::uint32_t>(plan.lane_rows);
    plan.lane_rows += std::min<std::uint64_t>(o.index, kMaxTableNumbers);
    plan.memory_frames += std::min<std::uint64_t>(o.index, kMaxTableNumbers);
  }
}

StatePlan plan_state(const Program& program) {
  StatePlan plan;
  plan.place.resize(program.operations.size());
  bool noisy = false;
  for (std::size_t i = 0; i < program.operations.size(); ++i) {
    const Op op = program.operations[i].op;
    noisy = noisy || op == Op::noise;
    if (op == Op::memory || op == Op::phasor)
      plan.place[i] = static_cast<std::uint32_t>(plan.lane_rows++);
  }
  if (noisy) plan.noise_row = static_cast<std::uint32_t>(plan.lane_rows++);
  add_tables(program, plan);
  add_lines(program, plan);
  for (DelayLine& line : plan.lines) {
    line.size = std::bit_ceil(line.frames + 1);
    line.row = plan.lane_rows;
    plan.lane_rows += line.size;
    plan.memory_frames += line.frames;
  }
  plan.shared_words = plan.lines.empty() ? 0 : 1;
  return plan;
}
}  // namespace krach::signal
