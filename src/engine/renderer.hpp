// src/engine/renderer.hpp: the audio thread's whole world: the graph, its commands, the master.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/spsc_ring.hpp"
#include "engine/node.hpp"

namespace krach::engine {
/// A graph ready to run, and never changed. In topological order: routes lead to later steps only.
struct Plan {
  struct Send {
    Level* route = nullptr;
    Node* target = nullptr;
    std::int32_t port =
        -1;  // the one input that hears the mean of both channels; else each its own
  };
  struct Step {
    Node* node = nullptr;
    NodeIndex index{};
    std::vector<Send> sends;
    std::int32_t hears = -1;  // a channel that comes in; none if negative
  };
  std::vector<Step> order;
  std::vector<std::shared_ptr<Node>> nodes;    // by NodeIndex; null where there is none
  std::vector<std::shared_ptr<Level>> routes;  // by RouteIndex; likewise
};
inline constexpr std::size_t kMostLent = 4096;  // objects at [audio] at a time
using CommandRing = SpscRing<Command, 4096>;
/// Every lent object has a slot in it from the start, so giving it back cannot fail.
using ReturnRing = SpscRing<Returned, kMostLent>;

class Renderer {
 public:
  /// Silent until a plan is swapped in. `start` is the first frame.
  Renderer(Hertz rate, float master, Frames start = Frames{0});

  /// Renders the next block, faders and master gain included, before the guard.
  /// Shapes: out[frame][2], +-1.0 full scale; stems[node] the same, each a node's part of out, or
  ///         no stems at all; an empty span for a node that none is wanted of; in[channel][frame],
  ///         as many frames as out, of what comes in. A channel that is not there is silent.
  /// Law:    cutting a block in two changes no sample: commands act on their frame.
  /// Thread: [audio]. Never allocates, frees, locks, waits, logs, throws or makes a system call.
  void process(std::span<float> out, std::span<const std::span<float>> stems = {},
               std::span<const float* const> in = {}) noexcept KRACH_NONBLOCKING;

  CommandRing& inbox() noexcept { return inbox_; }     // [schedule] writes
  ReturnRing& returned() noexcept { return outbox_; }  // [control] reads
  Frames now() const noexcept {                        // of the next block; [any]
    return Frames{now_.load(std::memory_order_acquire)};
  }
  std::uint32_t sounding() const noexcept { return sounding_.load(std::memory_order_relaxed); }
  std::int64_t resets() const noexcept { return resets_.load(std::memory_order_relaxed); }
  std::int64_t late() const noexcept { return late_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kMaxBatch = 1024;  // commands at a time; more of them shorten a run
  std::int32_t collect(Frames now, std::int32_t frames) noexcept;
  void obey(const Command& command, Frames now) noexcept;
  void run(Frames now, std::int32_t frames, std::span<float> out,
           std::span<const std::span<float>> stems, std::size_t at,
           std::span<const float* const> in) noexcept;
  void route(const Plan::Step& from, Frames now, std::int32_t frames) noexcept;
  void scale_by_master(Frames now, std::int32_t frames, float* out,
                       std::span<const std::span<float>> stems, std::size_t at) noexcept;
  void give_back(Frames now) noexcept;

  GlideTable glide_;
  Plan empty_;
  const Plan* plan_ = &empty_;
  Level master_;
  CommandRing inbox_;
  ReturnRing outbox_;
  std::array<QueuedCommand, kMaxBatch> batch_{};
  std::unique_ptr<Scratch> scratch_ = std::make_unique<Scratch>();
  std::atomic<std::int64_t> now_;
  std::atomic<std::int64_t> late_{0};    // commands that came after their frame
  std::atomic<std::int64_t> resets_{0};  // of voices that made no numbers
  std::atomic<std::uint32_t> sounding_{0};
};
}  // namespace krach::engine
