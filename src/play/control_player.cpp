// src/play/control_player.cpp
#include <algorithm>

#include "base/kernel.hpp"
#include "play/player.hpp"

namespace krach::play {
using engine::Motion;

ControlPlayer::ControlPlayer(const Moved& moved, Course course)
    : moved_(moved), course_(std::move(course)) {
  waiting_.reserve(256);
}
engine::Command ControlPlayer::command(Frames frame, float value, Motion motion) const {
  if (const auto* knob = std::get_if<Knob>(&moved_))
    return {frame, engine::SetControl{knob->node, knob->control, value, motion}};
  if (const auto* route = std::get_if<engine::RouteIndex>(&moved_))
    return {frame, engine::SetLevel{*route, value, motion}};
  return {frame, engine::SetMaster{value, motion}};
}
void ControlPlayer::advance(const Window& window, Commands& commands) {
  if (!course_.then || window.cycles.end <= course_.then->begin)
    return play(course_.score.get(), window, commands);
  if (window.cycles.begin >= course_.then->begin)
    return play(course_.then->score.get(), window, commands);
  const Frames at = std::min(window.frame_of(course_.then->begin), window.end);
  play(course_.score.get(),
       {window.begin, at, {window.cycles.begin, course_.then->begin}, window.transport}, commands);
  last_.reset();
  course_.from_there = false;
  play(course_.then->score.get(),
       {at, window.end, {course_.then->begin, window.cycles.end}, window.transport}, commands);
}
void ControlPlayer::play(const Score* score, const Window& window, Commands& commands) {
  if (score == nullptr) return;
  if (score->continuous())
    sample(*score, window, commands);
  else
    follow(*score, window, commands);
}

std::optional<float> ControlPlayer::read(const Event& event) const noexcept {
  for (const auto& [name, value] : event.controls)
    if (name == course_.name && value.kind != Value::Kind::word)
      return std::clamp(static_cast<float>(value.number), course_.low, course_.high);
  return {};
}
std::optional<float> ControlPlayer::value_at(const Score& score, Frames frame,
                                             const engine::Transport& transport) const {
  const Rational at = transport.cycle_near(frame);
  std::optional<float> found;
  score.query({at, at + Rational(1, std::int64_t{1} << 32)}, [&](const Event& event) {
    if (const auto value = read(event)) found = value;
  });
  return found;
}
void ControlPlayer::sample(const Score& score, const Window& window, Commands& commands) {
  const auto send = [&](Frames frame, float value, Motion motion) {
    if (last_ == value) return;
    last_ = value;
    commands.push_back(command(frame, value, motion));
  };
  if (!last_ && !course_.from_there)  // there is nothing to ramp from yet
    if (const auto first = value_at(score, window.begin, window.transport))
      send(window.begin, *first, Motion::jump);
  const std::int64_t past = window.begin.value % kTickFrames;
  for (Frames tick = window.begin + Frames{past == 0 ? 0 : kTickFrames - past}; tick < window.end;
       tick = tick + Frames{kTickFrames})
    if (const auto next = value_at(score, tick + Frames{kTickFrames}, window.transport))
      send(tick, *next, Motion::ramp);
}
void ControlPlayer::follow(const Score& score, const Window& window, Commands& commands) {
  score.query(window.cycles, [&](const Event& event) {
    const auto value = read(event);
    if (value && event.has_onset()) waiting_.emplace_back(event.whole->begin, *value);
  });
  std::ranges::sort(waiting_);
  auto next = waiting_.begin();
  for (; next != waiting_.end(); ++next) {
    const Frames frame = window.frame_of(next->first);
    if (frame >= window.end) break;
    last_ = next->second;
    commands.push_back(command(frame, *last_, Motion::glide));
  }
  waiting_.erase(waiting_.begin(), next);
}
void ControlPlayer::take_over(ControlPlayer& before, Handover how, Frames now, Commands& commands) {
  std::swap(waiting_, before.waiting_);
  last_ = before.last_;
  if (last_ && how == Handover::goes_on) commands.push_back(command(now, *last_, Motion::jump));
}
}  // namespace krach::play
