// src/engine/instance.hpp: a program as it sounds in a node: its voices and its controls.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/moving_value.hpp"
#include "engine/voice_bank.hpp"

namespace krach::engine {
struct InstanceSpec {
  BankSpec bank;
  std::shared_ptr<const void> code;  // what has to stay loaded for the kernel to run
};

/// A mono program hears the mean of both channels, and goes to both: each voice in its place.
/// Thread: made and freed on [control]; [audio] while it plays.
class Instance {
 public:
  Instance(const InstanceSpec& spec, Hertz rate);

  /// Renders frames [now, now + frames), at most kMaxRun, with the commands of that stretch; those
  /// for faders are for others. Returns false, and writes nothing, if every voice sleeps.
  bool process(Frames now, std::int32_t frames, QueuedCommand* commands, const Stereo& in,
               Stereo& out, Scratch& scratch) noexcept KRACH_NONBLOCKING;

  std::uint32_t inputs() const noexcept { return inputs_; }
  std::uint32_t sounding() const noexcept { return bank_.sounding(); }
  std::int64_t take_resets() noexcept { return bank_.take_resets(); }

 private:
  bool apply(QueuedCommand& queued, Frames at) noexcept;
  std::int32_t look_ahead(Frames at, std::int32_t frames, QueuedCommand*& commands) noexcept;
  void tick(Frames at) noexcept;
  bool render(Frames at, std::size_t begin, std::int32_t frames, const Stereo& in, Stereo& out,
              Scratch& scratch) noexcept KRACH_NONBLOCKING;

  std::shared_ptr<const void> code_;
  GlideTable glide_;
  VoiceBank bank_;
  std::uint32_t inputs_;
  std::vector<MovingValue> controls_;
  Frames tick_;          // the last one
  bool moving_ = false;  // a control runs between ticks
};
}  // namespace krach::engine
