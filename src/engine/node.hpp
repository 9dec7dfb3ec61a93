// src/engine/node.hpp: one node of the graph: what sounds in it now, and its fader.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/instance.hpp"
#include "engine/level.hpp"

namespace krach::engine {
using Faders = std::array<float, kFaders>;
inline constexpr Faders kFadersAtRest{0.5F, 0.0F, 1.0F, 1.0F};
/// Instances that may sound in a node at once: the newest, and those it takes over from.
inline constexpr std::size_t kMaxInstances = 8;
/// How long an instance takes to replace the one before.
constexpr Frames crossfade(Hertz rate) {
  return Frames{static_cast<std::int64_t>(0.010 * rate.value)};
}

/// Mixing: the instances, then gain, then pan (a balance: in the middle both channels pass
/// unchanged), then open. From there routes take sends(), and the master takes dry_part().
/// While one instance takes over from another, their weights sum to 1: never louder than either.
/// Thread: made and freed on [control], which owns the instances; [audio] once it plays.
class Node {
 public:
  /// Begins with `first` at full weight, or with nothing.
  Node(const Faders& faders, Hertz rate, std::unique_ptr<Instance> first = nullptr);

  Instance* adopt(std::unique_ptr<Instance> instance);  // [control], before it is sent
  void forget(const Instance* returned);                // [control]: frees it

  /// From `now` on `instance` takes over. False, and nothing happens, if kMaxInstances sound.
  bool redefine(Instance* instance, Frames now) noexcept KRACH_NONBLOCKING;
  /// An instance that has faded out since, or null; each is given once.
  Instance* take_faded(Frames now) noexcept KRACH_NONBLOCKING;

  void enqueue(QueuedCommand& command) noexcept KRACH_NONBLOCKING;  // in order of frame
  /// Renders frames [now, now + frames), at most kMaxRun, with what was enqueued for them.
  void process(Frames now, std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING;

  Stereo& input() noexcept { return input_; }  // routes add to it; cleared by process
  const Stereo& sends() const noexcept { return sends_; }
  const Stereo& dry_part() const noexcept { return dry_part_; }
  bool silent() const noexcept { return silent_; }  // the last run was all zero
  std::uint32_t sounding() const noexcept;          // voices awake
  /// Voices that made no numbers and began again, since it was made; as of the last note_resets().
  std::int64_t resets() const noexcept { return resets_.load(std::memory_order_relaxed); }  // [any]
  /// Returns those since the last call.
  std::int64_t note_resets() noexcept KRACH_NONBLOCKING;

 private:
  struct Layer {
    Instance* instance = nullptr;
    Frames since{-1};  // it began to take over; negative: it never had to
  };
  float weight(std::size_t layer, Frames frame) const noexcept;
  bool sum_layers(Frames now, std::int32_t frames, Scratch& scratch) noexcept;
  void move_faders(Frames now, std::int32_t frames) noexcept;
  void tick(Frames at) noexcept;
  void mix(std::size_t begin, std::size_t frames, float since) noexcept KRACH_NONBLOCKING;
  const MovingValue& fader(Fader which) const noexcept {
    return faders_[static_cast<std::size_t>(which)];
  }

  std::vector<std::unique_ptr<Instance>> owned_;  // [control]
  GlideTable glide_;
  Frames fade_;
  std::array<Layer, kMaxInstances> layers_;  // the newest last
  std::size_t count_ = 0;
  QueuedCommand* first_ = nullptr;  // of this run
  QueuedCommand* last_ = nullptr;
  std::array<MovingValue, kFaders> faders_;
  Frames tick_;          // of the faders, the last one
  bool moving_ = false;  // a fader runs between ticks
  bool silent_ = true;
  std::atomic<std::int64_t> resets_{0};
  Stereo input_, voices_, sends_, dry_part_;
};
}  // namespace krach::engine
