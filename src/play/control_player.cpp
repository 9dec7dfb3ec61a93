// src/play/control_player.cpp
#include <algorithm>

#include "base/kernel.hpp"
#include "play/player.hpp"

namespace krach::play {
using engine::Motion;

ControlPlayer::ControlPlayer(engine::NodeIndex node, engine::ControlIndex control, Name name,
                             float low, float high, std::shared_ptr<const Score> score)
    : node_(node),
      control_(control),
      name_(name),
      low_(low),
      high_(high),
      score_(std::move(score)) {
  waiting_.reserve(256);
}
void ControlPlayer::advance(const Window& window, Commands& commands) {
  if (score_->continuous())
    sample(window, commands);
  else
    follow(window, commands);
}

std::optional<float> ControlPlayer::read(const Event& event) const noexcept {
  for (const auto& [name, value] : event.controls)
    if (name == name_ && value.kind != Value::Kind::word)
      return std::clamp(static_cast<float>(value.number), low_, high_);
  return {};
}
std::optional<float> ControlPlayer::value_at(Frames frame,
                                             const engine::Transport& transport) const {
  const Rational at = transport.cycle_near(frame);
  std::optional<float> found;
  score_->query({at, at + Rational(1, std::int64_t{1} << 32)}, [&](const Event& event) {
    if (const auto value = read(event)) found = value;
  });
  return found;
}
void ControlPlayer::sample(const Window& window, Commands& commands) {
  const auto send = [&](Frames frame, float value, Motion motion) {
    if (last_ == value) return;
    last_ = value;
    commands.push_back({frame, engine::SetControl{node_, control_, value, motion}});
  };
  if (!last_)  // there is nothing to ramp from yet
    if (const auto first = value_at(window.begin, window.transport))
      send(window.begin, *first, Motion::jump);
  const std::int64_t past = window.begin.value % kTickFrames;
  for (Frames tick = window.begin + Frames{past == 0 ? 0 : kTickFrames - past}; tick < window.end;
       tick = tick + Frames{kTickFrames})
    if (const auto next = value_at(tick + Frames{kTickFrames}, window.transport))
      send(tick, *next, Motion::ramp);
}
void ControlPlayer::follow(const Window& window, Commands& commands) {
  score_->query(window.cycles, [&](const Event& event) {
    const auto value = read(event);
    if (value && event.has_onset()) waiting_.emplace_back(event.whole->begin, *value);
  });
  std::ranges::sort(waiting_);
  auto next = waiting_.begin();
  for (; next != waiting_.end(); ++next) {
    const Frames frame = window.frame_of(next->first);
    if (frame >= window.end) break;
    last_ = next->second;
    commands.push_back({frame, engine::SetControl{node_, control_, *last_, Motion::glide}});
  }
  waiting_.erase(waiting_.begin(), next);
}
void ControlPlayer::take_over(ControlPlayer& before, Frames now, Commands& commands) {
  std::swap(waiting_, before.waiting_);
  last_ = before.last_;
  if (last_) commands.push_back({now, engine::SetControl{node_, control_, *last_, Motion::jump}});
}
}  // namespace krach::play
