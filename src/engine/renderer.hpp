// src/engine/renderer.hpp: the audio thread's whole world: the graph, its commands, the master.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/spsc_ring.hpp"
#include "engine/node.hpp"

namespace krach::engine {
/// A graph ready to run, in topological order: a node's routes lead to later nodes only.
struct Send {
  NodeIndex target{};
  float level = 1.0F;
};
struct PlanNode {
  std::unique_ptr<Node> node;
  std::vector<Send> sends;
};
struct Plan {
  std::vector<PlanNode> nodes;  // NodeIndex is the place in it
  float master = 1.0F;
};
using CommandRing = SpscRing<Command, 4096>;

class Renderer {
 public:
  explicit Renderer(Plan plan);

  /// Renders the next block, faders and master gain included.
  /// Shapes: out[frame][2], +-1.0 full scale; stems[node] the same, each a node's part of out, or
  ///         no stems at all.
  /// Law:    cutting a block in two changes no sample: commands act on their frame.
  /// Thread: [audio]. Never allocates, frees, locks, waits, logs, throws or makes a system call.
  void process(std::span<float> out,
               std::span<const std::span<float>> stems = {}) noexcept KRACH_NONBLOCKING;

  CommandRing& inbox() noexcept { return inbox_; }  // [schedule] writes
  Frames now() const noexcept { return now_; }      // of the next block
  std::uint32_t sounding() const noexcept;          // voices awake

 private:
  static constexpr std::size_t kMaxBatch = 1024;  // commands at a time; more of them shorten a run
  std::int32_t collect(std::int32_t frames) noexcept;
  void run(std::int32_t frames, float* out, std::span<const std::span<float>> stems,
           std::size_t at) noexcept;
  void route(const PlanNode& from, std::size_t frames) noexcept;
  void add_to_master(const Node& node, float* out, float* stem, std::size_t frames) const noexcept;

  Plan plan_;
  CommandRing inbox_;
  std::array<QueuedCommand, kMaxBatch> batch_{};
  std::vector<QueuedCommand*> first_, last_;  // by node, of this run
  std::unique_ptr<Scratch> scratch_ = std::make_unique<Scratch>();
  Frames now_;
};
}  // namespace krach::engine
