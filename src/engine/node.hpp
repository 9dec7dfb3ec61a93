// src/engine/node.hpp: one node of the graph: its voices, its controls, its fader.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "engine/moving_value.hpp"
#include "engine/voice_bank.hpp"

namespace krach::engine {
/// The controls every node has, numbered after those of its program. Units: gain and dry as
/// factors, pan -1 (left) to 1 (right), open 1 or 0 (mute).
enum class Fader : std::uint8_t { gain, pan, dry, open };
inline constexpr std::size_t kFaders = 4;
using Faders = std::array<float, kFaders>;

struct NodeSpec {
  BankSpec bank;
  Faders faders{0.5F, 0.0F, 1.0F, 1.0F};
};
/// Both channels of one run.
struct Stereo {
  std::array<float, kMaxRun> left{}, right{};
};
/// A command and the next one of the same node in the same run.
struct QueuedCommand {
  Command command;
  const QueuedCommand* next = nullptr;
};

/// Mixing: gain, then pan (a balance: a node of one output goes to both channels unchanged in the
/// middle), then open. From there routes take sends(), and the master takes dry_part().
/// An effect of one input hears the mean of both channels.
/// Thread: [audio] once it plays.
class Node {
 public:
  Node(const NodeSpec& spec, Hertz rate);

  /// Renders frames [now, now + frames), at most kMaxRun, with the commands of that stretch.
  void process(Frames now, std::int32_t frames, const QueuedCommand* commands,
               Scratch& scratch) noexcept KRACH_NONBLOCKING;

  bool is_effect() const noexcept { return inputs_ > 0; }
  Stereo& input() noexcept { return input_; }  // routes add to it; cleared by process
  const Stereo& sends() const noexcept { return sends_; }
  const Stereo& dry_part() const noexcept { return dry_part_; }
  bool silent() const noexcept { return silent_; }  // the last run was all zero
  std::uint32_t sounding() const noexcept { return bank_.sounding(); }

 private:
  void apply(const Command& command, Frames at) noexcept;
  void tick(Frames at) noexcept;
  void render(Frames at, std::size_t begin, std::int32_t frames,
              Scratch& scratch) noexcept KRACH_NONBLOCKING;
  void mix(const float* voices, std::size_t begin, std::size_t frames,
           float since) noexcept KRACH_NONBLOCKING;
  const MovingValue& fader(Fader which) const noexcept {
    return values_[controls_ + static_cast<std::size_t>(which)];
  }

  GlideTable glide_;
  VoiceBank bank_;
  std::uint32_t inputs_;
  std::size_t controls_;             // of the program
  std::vector<MovingValue> values_;  // of the program, then the faders
  Frames tick_;                      // the last one
  bool moving_ = false;              // something runs between ticks
  bool silent_ = true;
  Stereo input_, sends_, dry_part_;
};
}  // namespace krach::engine
