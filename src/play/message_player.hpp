// src/play/message_player.hpp: what plays on a target outside, as messages on their frames.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/score.hpp"
#include "base/spsc_ring.hpp"
#include "play/player.hpp"

namespace krach::play {
/// What an event says, on the frame of its onset. Whoever sends it knows the texts of the names.
struct Message {
  static constexpr std::size_t kMostValues = 32;  // that an event carries
  Frames frame{};
  Name target{}, address{};
  std::uint32_t count = 0;
  std::array<ControlValue, kMostValues> values{};
};
using Messages = std::vector<Message>;
using MessageRing = SpscRing<Message, 256>;

/// Turns the events of a score into messages: each onset is one, wherever windows are cut.
/// Thread: [schedule]. After warm-up it allocates nothing.
class MessagePlayer {
 public:
  /// Without a score it is silent.
  MessagePlayer(Name target, Name address, std::shared_ptr<const Score> score);
  /// Appends the messages of `window`, in order of frame, and on one frame in that of the score.
  void advance(const Window& window, Messages& messages);
  /// Takes the place of `before`, whose score goes on: what it had seen early is not lost.
  void take_over(MessagePlayer& before) noexcept { waiting_.swap(before.waiting_); }

 private:
  struct Onset {
    Rational begin;
    std::uint64_t seen = 0;
    Message message;
  };
  void collect(const Event& event);

  Name target_, address_;
  std::shared_ptr<const Score> score_;
  std::uint64_t seen_ = 0;
  std::vector<Onset> waiting_;  // seen by a query, not yet due
};
}  // namespace krach::play
