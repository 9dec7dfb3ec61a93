// src/play/schedule.cpp
#include "play/schedule.hpp"

#include <algorithm>
#include <utility>

namespace krach::play {
static constexpr std::size_t kMostMessages = 512;  // that wait; sound waits for none of them

Schedule::Schedule(std::int64_t rate, engine::Tempo tempo, Frames start, engine::Moment anchor,
                   MessageRing* messages)
    : rate_(rate),
      transport_(rate, tempo, anchor),
      asked_(start),
      asked_cycle_(transport_.first_cycle_from(start)),
      outbox_(messages) {
  commands_.reserve(8192);
  order_.reserve(8192);
  if (outbox_ != nullptr) messages_.reserve(kMostMessages + 64);
  redefined_.fill(start - engine::crossfade(Hertz{static_cast<double>(rate)}));
}
Frames Schedule::advance(Frames end, engine::CommandRing& inbox) {
  if (handed_ == commands_.size()) {
    commands_.clear();
    handed_ = 0;
    while (Update* const* update = updates_.front()) {
      if ((*update)->redefines && next_redefinition() > asked_) {
        if (next_redefinition() >= end) break;  // it waits for its turn, and those behind it
        ask(next_redefinition());
      }
      carry_out(**update);
      (void)done_.try_push(*update);  // as long as the other: there is room
      updates_.pop();
    }
    if (asked_ < end) ask(end);
    order_.clear();  // by frame, and on one frame as they were given
    for (const auto& command : commands_) order_.emplace_back(command.frame, order_.size());
    std::ranges::sort(order_);
  }
  const auto next = [this]() -> const engine::Command& {
    return commands_[order_[handed_].second];
  };
  while (handed_ < commands_.size() && inbox.try_push(next())) ++handed_;
  hand_over_messages();
  return handed_ == commands_.size() ? asked_ : next().frame;
}
void Schedule::hand_over_messages() noexcept {
  auto next = messages_.begin();
  while (next != messages_.end() && outbox_ != nullptr && outbox_->try_push(*next)) ++next;
  messages_.erase(messages_.begin(), next);
  if (messages_.size() <= kMostMessages) return;
  unsent_ += static_cast<std::int64_t>(messages_.size() - kMostMessages);
  messages_.resize(kMostMessages);
}

/// No sooner than one crossfade after the last but kMostFading: so no node ever has more fading.
Frames Schedule::next_redefinition() const noexcept {
  return redefined_[next_] + engine::crossfade(Hertz{static_cast<double>(rate_)});
}
void Schedule::carry_out(Update& update) {
  update.at = asked_;
  if (update.tempo) {
    const auto& [to, until, begin] = *update.tempo;
    Rational cycles = until ? std::max(*until - asked_cycle_, Rational(0)) : Rational(0);
    constexpr std::int64_t kFine = 1024;  // so that its length in frames is exact
    if (cycles.den > kFine) cycles = {(cycles * Rational(kFine)).floor(), kFine};
    if (begin) transport_.change(asked_, {*begin, to.meter});
    const engine::Tempo from{transport_.tempo_at(asked_).bpm, to.meter};
    transport_.ramp(asked_, to, engine::Transport::ramp_length(rate_, from, to, cycles));
  }
  if (update.redefines) {
    redefined_[next_] = asked_;
    next_ = (next_ + 1) % kMostFading;
  }
  for (const auto& [before, after, how] : update.replaced)  // gates close in what was there
    if (how == Handover::release) before->release(asked_, commands_);
  for (const engine::Command& command : update.commands) {
    commands_.push_back(command);
    commands_.back().frame = asked_;
  }
  for (const auto& [before, after, how] : update.replaced)
    if (after != nullptr) after->take_over(*before, how, asked_, commands_);
  for (const auto& [before, after, how] : update.moved)
    after->take_over(*before, how, asked_, commands_);
  for (const auto& [before, after] : update.told) after->take_over(*before);
  std::swap(players_, update.players);
}
void Schedule::ask(Frames end) {
  const Rational end_cycle = std::max(transport_.first_cycle_from(end), asked_cycle_);
  const Window window{asked_, end, {asked_cycle_, end_cycle}, transport_};
  for (const auto& player : players_.controls) player->advance(window, commands_);
  for (const auto& player : players_.notes) player->advance(window, commands_);
  for (const auto& player : players_.messages) player->advance(window, messages_);
  asked_ = end;
  asked_cycle_ = end_cycle;
}
}  // namespace krach::play
