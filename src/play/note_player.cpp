// src/play/note_player.cpp
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "play/player.hpp"

namespace krach::play {
using engine::Command;
using engine::ControlIndex;
using engine::VoiceIndex;

namespace {
const Name kVel = intern("vel"), kGain = intern("gain"), kLegato = intern("legato"),
           kDur = intern("dur");

/// A number of a pattern as an exact length; to 1/2^20 where it has no short fraction.
Rational length_of(double value) noexcept {
  if (const auto exact = find_rational(value)) return *exact;
  return Rational(std::llround(std::clamp(value, -1e9, 1e9) * 0x1p20), std::int64_t{1} << 20);
}
}  // namespace

const NodeControls::Named* NodeControls::find(Name name) const noexcept {
  const auto found = std::ranges::find(named, name, &Named::name);
  return found == named.end() ? nullptr : &*found;
}

NotePlayer::NotePlayer(engine::NodeIndex node, std::uint32_t voices, NodeControls controls,
                       std::shared_ptr<const Score> score)
    : node_(node), controls_(std::move(controls)), score_(std::move(score)), voices_(voices) {
  waiting_.reserve(1024);
}

void NotePlayer::advance(const Window& window, Commands& commands) {
  if (score_ != nullptr)
    score_->query(window.cycles, [this](const Event& event) { collect(event); });
  std::ranges::sort(waiting_, {}, &Onset::order);
  auto next = waiting_.begin();
  for (; next != waiting_.end(); ++next) {
    const Frames frame = window.frame_of(next->begin);
    if (frame >= window.end) break;
    close(frame, window, commands);
    start(*next, frame, commands);
  }
  waiting_.erase(waiting_.begin(), next);
  close(window.end - Frames{1}, window, commands);
}
void NotePlayer::take_over(NotePlayer& before, Handover how, Frames now, Commands& commands) {
  const auto newest_first = [](const Voice& v) { return std::tuple(v.open, v.used, v.since); };
  std::ranges::sort(before.voices_, std::ranges::greater{}, newest_first);
  std::copy_n(before.voices_.begin(), std::min(voices_.size(), before.voices_.size()),
              voices_.begin());
  if (how == Handover::release) return;
  std::swap(waiting_, before.waiting_);
  for (std::size_t i = 0; i < voices_.size(); ++i)
    if (voices_[i].open) sound(i, now, commands);
}
void NotePlayer::release(Frames now, Rational cycle, Commands& commands) {
  for (std::size_t i = 0; i < voices_.size(); ++i) {
    if (!voices_[i].open) continue;
    if (controls_.gate) set(now, i, *controls_.gate, 0.0F, commands);
    voices_[i].open = false;
    voices_[i].since = cycle;
  }
}

void NotePlayer::collect(const Event& event) {
  if (event.has_onset()) waiting_.push_back(read(event));
}
NotePlayer::Onset NotePlayer::read(const Event& event) const {
  Onset onset;
  const Span whole = *event.whole;
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

void NotePlayer::start(const Onset& onset, Frames frame, Commands& commands) {
  const auto voice = std::ranges::min_element(voices_, {}, &Voice::turn_to_sound);
  *voice = {.open = true, .used = true, .since = onset.begin, .note = onset};
  sound(static_cast<std::size_t>(voice - voices_.begin()), frame, commands);
}
void NotePlayer::sound(std::size_t voice, Frames frame, Commands& commands) const {
  const Onset& note = voices_[voice].note;
  const auto index = static_cast<VoiceIndex>(voice);
  commands.push_back({frame, engine::StartVoice{node_, index, note.gain}});
  for (std::uint32_t i = 0; i < note.count; ++i)
    set(frame, voice, note.brought[i].first, note.brought[i].second, commands);
  if (controls_.gate) set(frame, voice, *controls_.gate, 1.0F, commands);
}
Frames NotePlayer::off_frame(const Voice& voice, const Window& window) const noexcept {
  return std::max({window.transport.frame_of(voice.note.end) - Frames{1},
                   window.transport.frame_of(voice.note.begin) + Frames{1}, window.begin});
}
void NotePlayer::close(Frames last, const Window& window, Commands& commands) {
  for (;;) {  // the earliest first
    const auto due = [&](const Voice& v) {
      return v.open ? off_frame(v, window) : Frames{std::numeric_limits<std::int64_t>::max()};
    };
    const auto voice = std::ranges::min_element(voices_, {}, due);
    const Frames frame = due(*voice);
    if (!voice->open || frame > last) return;
    if (controls_.gate)
      set(frame, static_cast<std::size_t>(voice - voices_.begin()), *controls_.gate, 0.0F,
          commands);
    voice->open = false;
    voice->since = voice->note.end;
  }
}
void NotePlayer::set(Frames frame, std::size_t voice, ControlIndex control, float value,
                     Commands& commands) const {
  commands.push_back(
      {frame, engine::SetVoice{node_, static_cast<VoiceIndex>(voice), control, value}});
}
}  // namespace krach::play
