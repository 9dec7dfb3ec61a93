// src/play/schedule.cpp
#include "play/schedule.hpp"

#include <algorithm>
#include <utility>

namespace krach::play {
Schedule::Schedule(engine::Transport transport, std::vector<NotePlayer> notes,
                   std::vector<ControlPlayer> controls)
    : transport_(std::move(transport)), notes_(std::move(notes)), controls_(std::move(controls)) {
  commands_.reserve(4096);
  order_.reserve(4096);
}
Frames Schedule::advance(Frames end, engine::CommandRing& inbox) {
  if (handed_ == commands_.size() && asked_ < end) {
    commands_.clear();
    handed_ = 0;
    const Window window{asked_, end, transport_};
    for (auto& player : controls_) player.advance(window, commands_);
    for (auto& player : notes_) player.advance(window, commands_);
    asked_ = end;
    order_.clear();  // by frame, and on one frame as the players gave them
    for (const auto& command : commands_) order_.emplace_back(command.frame, order_.size());
    std::ranges::sort(order_);
  }
  const auto next = [this]() -> const engine::Command& {
    return commands_[order_[handed_].second];
  };
  while (handed_ < commands_.size() && inbox.try_push(next())) ++handed_;
  return handed_ == commands_.size() ? asked_ : next().frame;
}
}  // namespace krach::play
