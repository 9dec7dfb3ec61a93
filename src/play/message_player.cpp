// src/play/message_player.cpp
#include "play/message_player.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace krach::play {
MessagePlayer::MessagePlayer(Name target, Name address, std::shared_ptr<const Score> score)
    : target_(target), address_(address), score_(std::move(score)) {
  waiting_.reserve(64);
}
void MessagePlayer::collect(const Event& event) {
  if (!event.has_onset()) return;
  Onset& onset = waiting_.emplace_back();
  onset.begin = event.whole->begin;  // NOLINT(bugprone-unchecked-optional-access): it has an onset
  onset.seen = seen_++;
  onset.message.target = target_;
  onset.message.address = address_;
  for (const ControlValue& value : event.controls)
    if (onset.message.count < Message::kMostValues)
      onset.message.values[onset.message.count++] = value;
}
void MessagePlayer::advance(const Window& window, Messages& messages) {
  if (score_ != nullptr)
    score_->query(window.cycles, [this](const Event& event) { collect(event); });
  std::ranges::sort(waiting_, {}, [](const Onset& o) { return std::tie(o.begin, o.seen); });
  auto next = waiting_.begin();
  for (; next != waiting_.end(); ++next) {
    next->message.frame = window.frame_of(next->begin);
    if (next->message.frame >= window.end) break;
    messages.push_back(next->message);
  }
  waiting_.erase(waiting_.begin(), next);
}
}  // namespace krach::play
