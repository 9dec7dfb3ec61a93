// src/play/note_player.cpp
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "play/player.hpp"

namespace krach::play {
using engine::ControlIndex;
using engine::VoiceIndex;

namespace {
// NOLINTBEGIN(bugprone-throwing-static-initialization): without memory nothing begins
const Name kVel = intern("vel"), kGain = intern("gain"), kPan = intern("pan"),
           kLegato = intern("legato"), kDur = intern("dur");
// NOLINTEND(bugprone-throwing-static-initialization)

/// Turns: the voices that never sounded, then the released ones, then those that sound.
constexpr std::int64_t kReleased = std::int64_t{1} << 32, kOpen = std::int64_t{1} << 62;
}  // namespace

const NodeControls::Named* NodeControls::find(Name name) const noexcept {
  const auto found = std::ranges::find(named, name, &Named::name);
  return found == named.end() ? nullptr : &*found;
}

NotePlayer::NotePlayer(engine::NodeIndex node, std::uint32_t voices, NodeControls controls,
                       std::shared_ptr<const Score> score)
    : node_(node),
      controls_(std::move(controls)),
      score_(std::move(score)),
      voices_(voices),
      off_(voices),
      turn_(voices),
      order_(voices) {
  waiting_.reserve(1024);
  for (std::uint32_t i = 0; i < voices; ++i) turn_.set(i, i);
}

void NotePlayer::advance(const Window& window, Commands& commands) {
  follow(window);
  if (score_ != nullptr)
    score_->query(window.cycles, [this](const Event& event) { collect(event); });
  std::ranges::sort(waiting_, {}, &Onset::order);
  auto next = waiting_.begin();
  for (; next != waiting_.end(); ++next) {
    const Frames frame = window.frame_of(next->begin);
    if (frame >= window.end) break;
    close(frame, commands);
    start(*next, frame, window, commands);
  }
  waiting_.erase(waiting_.begin(), next);
  close(window.end - Frames{1}, commands);
}
/// Under another tempo the notes that sound end on other frames.
void NotePlayer::follow(const Window& window) {
  if (changes_ == window.transport.changes()) return;
  changes_ = window.transport.changes();
  for (std::size_t i = 0; i < voices_.size(); ++i)
    if (voices_[i].open) off_.set(i, off_frame(voices_[i].note, window).value);
}
void NotePlayer::take_over(NotePlayer& before, Handover how, Frames now, Commands& commands) {
  std::vector<std::size_t>& order = before.order_;  // the last to be taken first
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, std::ranges::greater{}, [&](std::size_t i) { return before.turn_[i]; });
  const std::size_t kept = std::min(order.size(), voices_.size());
  for (std::size_t i = 0; i < kept; ++i) {
    voices_[i] = before.voices_[order[i]];
    off_.set(i, before.off_[order[i]]);
    turn_.set(i, before.turn_[order[i]]);
  }
  taken_ = before.taken_;
  if (how == Handover::release) return;
  std::swap(waiting_, before.waiting_);
  if (how == Handover::plays_on) return;
  for (std::size_t i = 0; i < voices_.size(); ++i)
    if (voices_[i].open) sound(i, now, commands);
}
void NotePlayer::release(Frames now, Commands& commands) {
  for (std::size_t i = 0; i < voices_.size(); ++i)
    if (voices_[i].open) release(i, now, commands);
}
void NotePlayer::release(std::size_t voice, Frames now, Commands& commands) {
  if (controls_.gate) set(now, voice, *controls_.gate, 0.0F, commands);
  voices_[voice].open = false;
  off_.set(voice, Least::kNever);
  turn_.set(voice, kReleased + taken_++);
}

void NotePlayer::collect(const Event& event) {
  if (event.has_onset()) waiting_.push_back(read(event));
}
NotePlayer::Onset NotePlayer::read(const Event& event) {
  Onset onset;
  const Span whole = event.whole.value_or(event.part);
  Rational length = whole.length() * Rational(1, 2);
  std::optional<Rational> dur;
  for (const auto& [name, value] : event.controls) {
    if (value.kind == Value::Kind::word) continue;
    const auto number = static_cast<float>(value.number);
    if (const auto* control = controls_.find(name)) {
      if (onset.count < kMaxBrought)
        onset.brought[onset.count++] = {control->index,
                                        std::clamp(number, control->low, control->high)};
    } else if (name == kVel || name == kGain) {
      onset.gain *= number;
    } else if (name == kPan) {
      onset.pan = std::clamp(2.0F * number - 1.0F, -1.0F, 1.0F);
    } else if (name == kLegato) {
      length = whole.length() * length_of(value.number);
    } else if (name == kDur) {
      dur = length_of(value.number);
    }
  }
  std::ranges::sort(onset.brought.begin(), onset.brought.begin() + onset.count);
  onset.begin = whole.begin;
  onset.end = whole.begin + dur.value_or(length);
  return onset;
}
/// A number of a pattern as an exact length; to 1/2^20 where it has no short fraction.
Rational NotePlayer::length_of(double value) noexcept {
  if (value == length_.first) return length_.second;
  const auto exact = find_rational(value);
  const auto rounded = [&] {
    return Rational(std::llround(std::clamp(value, -1e9, 1e9) * 0x1p20), std::int64_t{1} << 20);
  };
  length_ = {value, exact ? *exact : rounded()};
  return length_.second;
}

void NotePlayer::start(const Onset& onset, Frames frame, const Window& window, Commands& commands) {
  const std::size_t voice = turn_.find();
  voices_[voice] = {.open = true, .note = onset};
  off_.set(voice, off_frame(onset, window).value);
  turn_.set(voice, kOpen + taken_++);
  sound(voice, frame, commands);
}
void NotePlayer::sound(std::size_t voice, Frames frame, Commands& commands) const {
  const Onset& note = voices_[voice].note;
  const auto index = static_cast<VoiceIndex>(voice);
  commands.push_back({frame, engine::StartVoice{node_, index, note.gain, note.pan}});
  for (std::uint32_t i = 0; i < note.count; ++i)
    set(frame, voice, note.brought[i].first, note.brought[i].second, commands);
  if (controls_.gate) set(frame, voice, *controls_.gate, 1.0F, commands);
}
Frames NotePlayer::off_frame(const Onset& note, const Window& window) const noexcept {
  return std::max({window.transport.frame_of(note.end) - Frames{1},
                   window.transport.frame_of(note.begin) + Frames{1}, window.begin});
}
/// Up to the frame `last`, the earliest first.
void NotePlayer::close(Frames last, Commands& commands) {
  for (std::size_t next = off_.find(); off_[next] <= last.value; next = off_.find())
    release(next, Frames{off_[next]}, commands);
}
void NotePlayer::set(Frames frame, std::size_t voice, ControlIndex control, float value,
                     Commands& commands) const {
  commands.push_back(
      {frame, engine::SetVoice{node_, static_cast<VoiceIndex>(voice), control, value}});
}
}  // namespace krach::play
