// src/engine/voice_bank.cpp
#include "engine/voice_bank.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>
#include <variant>

#include "base/random.hpp"

namespace krach::engine {
namespace {
constexpr double kFadeSeconds = 0.002, kRecoverySeconds = 0.005;
constexpr std::int32_t kSilence = std::bit_cast<std::int32_t>(1e-6F);  // -120 dBFS
constexpr float kLoudest = 1e9F;  // so that sums of many nodes, and what effects make of them, stay
                                  // finite

std::size_t lanes_for(const BankSpec& spec) {
  if (spec.kernel.layout.lanes == 1) return 1;
  const std::size_t wanted = 2 * std::size_t{spec.voices}, width = spec.kernel.layout.lanes;
  return (wanted + width - 1) / width * width;
}
/// The lanes of one row as one sample, in an order that a processor can do side by side.
template <std::size_t kWidth>
inline float total(const float* row) noexcept {
  if constexpr (kWidth == 1) {
    return row[0];
  } else {
    std::array<float, kWidth / 2> half{};
    for (std::size_t l = 0; l < kWidth / 2; ++l) half[l] = row[l] + row[l + kWidth / 2];
    return total<kWidth / 2>(half.data());
  }
}
template <std::size_t kWidth>
void total_rows(const float* sums, std::size_t rows, float* out) noexcept {
  for (std::size_t row = 0; row < rows; ++row)  // also if infinities met
    out[row] = std::max(-kLoudest, std::min(kLoudest, total<kWidth>(sums + row * kWidth)));
}
std::size_t padded(std::uint64_t words) { return (words + 15) / 16 * 16; }
}  // namespace

VoiceBank::VoiceBank(const BankSpec& spec, Hertz rate)
    : kernel_(spec.kernel),
      seed_(spec.seed),
      gate_(spec.gate),
      fade_frames_(static_cast<std::int32_t>(std::ceil(kFadeSeconds * rate.value))),
      recovery_frames_(static_cast<std::int32_t>(std::ceil(kRecoverySeconds * rate.value))),
      group_words_(padded(spec.kernel.layout.state_words())),
      state_(group_words_ * (lanes_for(spec) / spec.kernel.layout.lanes)),
      controls_(spec.controls.size() * lanes_for(spec)),
      steps_(controls_.size()),
      brought_(controls_.size()),
      base_(spec.controls),
      base_steps_(spec.controls.size()),
      lanes_(lanes_for(spec)),
      gains_(lanes_.size()),
      peaks_(lanes_.size()),
      groups_(lanes_.size() / spec.kernel.layout.lanes),
      rest_(lanes_.size()),
      lane_of_(spec.voices, kNone) {
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
    for (std::size_t c = 0; c < base_.size(); ++c) write(lane, c, base_[c], 0.0F);
  if (!lone()) return;
  lane_of_[0] = 0;  // a lone voice sounds without a note: a drone, an effect
  clear_state(0);
  wake(0);
  settle(0, 1.0F);
}

// ---- ahead of the rendering

void VoiceBank::enqueue(QueuedCommand& queued, Frames at) noexcept KRACH_NONBLOCKING {
  std::size_t lane = kNone;
  if (const auto* start = std::get_if<StartVoice>(&queued.command.action)) {
    std::size_t& lane_of = lane_of_[static_cast<std::size_t>(start->voice)];
    lane = lone() ? 0 : take_lane(queued, lane_of, at);
  } else if (const auto* bring = std::get_if<SetVoice>(&queued.command.action)) {
    lane = lane_of_[static_cast<std::size_t>(bring->voice)];
  }
  if (lane == kNone) return;
  queued.act = {.command = &queued.command, .lane = lane, .at = at};
  push(queued.act);
}
/// A voice that has a lane leaves it.
std::size_t VoiceBank::take_lane(QueuedCommand& queued, std::size_t& lane_of, Frames at) noexcept {
  if (lane_of != kNone) {
    rest_[lane_of] = at + Frames{fade_frames_};
    queued.leave = {.lane = lane_of, .at = at};
    push(queued.leave);
  }
  lane_of = find_lane(at);
  rest_[lane_of] = kNever;
  return lane_of;
}
/// The first lane at rest, so that busy lanes share groups; else the one that has faded longest.
std::size_t VoiceBank::find_lane(Frames at) const noexcept {
  auto found = std::ranges::find_if(rest_, [&](Frames rest) { return rest <= at; });
  if (found == rest_.end()) found = std::ranges::min_element(rest_);
  return static_cast<std::size_t>(found - rest_.begin());
}
void VoiceBank::push(LaneAction& action) noexcept {
  Group& group = group_of(action.lane);
  (group.first == nullptr ? group.first : group.last->next) = &action;
  group.last = &action;
  enqueued_ = true;
}

// ---- on its frame

void VoiceBank::act(const LaneAction& action) noexcept {
  if (action.command == nullptr) {
    Lane& lane = lanes_[action.lane];
    lane.fading = true;
    lane.voice = kNone;
    bend(action.lane, gain_at(lane, action.at), 0.0F, action.at, fade_frames_);
  } else if (const auto* start = std::get_if<StartVoice>(&action.command->action)) {
    this->start(action.lane, *start, action.at);
  } else if (const auto* bring = std::get_if<SetVoice>(&action.command->action)) {
    this->bring(action.lane, *bring);
  }
}
void VoiceBank::start(std::size_t lane, StartVoice start, Frames now) noexcept {
  const bool goes_on = lone() && lanes_[lane].awake;
  const float before = goes_on ? gain_at(lanes_[lane], now) : start.gain;
  if (!lone()) clear_state(lane);
  if (!goes_on) peaks_[lane] = 0;  // a lone voice goes on, broken or not
  wake(lane);
  lanes_[lane].voice = static_cast<std::size_t>(start.voice);
  settle(lane, start.gain);
  if (before != start.gain) bend(lane, before, start.gain, now, fade_frames_);
  for (std::size_t c = 0; c < base_.size(); ++c) {
    brought_[place(lane, c)] = 0;
    write(lane, c, base_[c], base_steps_[c]);
  }
}
void VoiceBank::bring(std::size_t lane, SetVoice set) noexcept {
  const std::size_t control = static_cast<std::size_t>(set.control) - kFaders;
  if (control >= base_.size()) return;
  brought_[place(lane, control)] = 1;
  write(lane, control, set.value, 0.0F);
  if (lone()) wake(lane);
}
void VoiceBank::set(std::size_t control, float value, float step) noexcept KRACH_NONBLOCKING {
  const bool changes = base_[control] != value || step != 0.0F;
  base_[control] = value;
  base_steps_[control] = step;
  for (std::size_t first = 0; first < lanes_.size(); first += width()) {
    if (!lone() && group_of(first).awake == 0) continue;  // a lane that wakes takes the base
    const std::size_t at = place(first, control);
    for (std::size_t l = at; l < at + width(); ++l)
      if (brought_[l] == 0) controls_[l] = value, steps_[l] = step;
  }
  if (lone() && changes) wake(0);
}

void VoiceBank::bend(std::size_t lane, float from, float to, Frames now,
                     std::int32_t curve) noexcept {
  Lane& l = lanes_[lane];
  l.from = from, l.to = to, l.since = now, l.curve = curve;
  Group& group = group_of(lane);
  group.change = std::min(group.change, l.curve_end());
}
void VoiceBank::settle(std::size_t lane, float gain) noexcept {
  lanes_[lane].to = gains_[lane] = gain;
  lanes_[lane].since = Frames{-1};
}
/// Its silence counts from the judgement after the next: what begins may be quiet at first.
void VoiceBank::wake(std::size_t lane) noexcept {
  Lane& l = lanes_[lane];
  if (!l.awake) ++awake_, ++group_of(lane).awake;
  l.awake = true;
  l.fading = false;
  l.quiet = -kJudgeFrames;
}
/// Another voice may take the lane from now on, so its own must not find it again.
void VoiceBank::sleep(std::size_t lane) noexcept {
  Lane& l = lanes_[lane];
  l.awake = l.fading = false;
  --awake_, --group_of(lane).awake;
  if (lone()) return;
  settle(lane, 0.0F);
  if (l.voice != kNone) lane_of_[l.voice] = kNone, rest_[lane] = Frames{0};
  l.voice = kNone;
}
void VoiceBank::clear_state(std::size_t lane) noexcept {
  std::uint32_t* state = &state_[lane / width() * group_words_];
  for (std::size_t row = 0; row < kernel_.layout.lane_rows; ++row)
    state[row * width() + lane % width()] = 0;
  state[lane % width()] = static_cast<std::uint32_t>(mix(seed_, starts_++));
}
std::size_t VoiceBank::place(std::size_t lane, std::size_t control) const noexcept {
  return (lane / width() * base_.size() + control) * width() + lane % width();
}
void VoiceBank::write(std::size_t lane, std::size_t control, float value, float step) noexcept {
  controls_[place(lane, control)] = value;
  steps_[place(lane, control)] = step;
}
float VoiceBank::gain_at(const Lane& lane, Frames frame) const noexcept {
  if (!lane.curved()) return lane.to;
  const auto age = static_cast<float>((frame - lane.since).value);
  const float t = std::min(age / static_cast<float>(lane.curve), 1.0F);
  return lane.from + (lane.to - lane.from) * (t * t * (3.0F - 2.0F * t));
}
void VoiceBank::end_curves(std::size_t group, Frames now) noexcept {
  groups_[group].change = kNever;
  for (std::size_t lane = group * width(); lane < (group + 1) * width(); ++lane) {
    Lane& l = lanes_[lane];
    if (!l.curved()) continue;
    if (l.curve_end() > now)
      groups_[group].change = std::min(groups_[group].change, l.curve_end());
    else if (l.fading)
      sleep(lane);
    else
      settle(lane, l.to);
  }
}

void VoiceBank::judge(Frames now) noexcept KRACH_NONBLOCKING {
  if (now.value % kJudgeFrames != 0) return;
  for (std::size_t first = 0; first < lanes_.size(); first += width())
    for (std::size_t lane = first; lane < first + width() && group_of(first).awake > 0; ++lane)
      if (lanes_[lane].awake) judge_lane(lane, now);
}
void VoiceBank::judge_lane(std::size_t lane, Frames now) noexcept {
  Lane& l = lanes_[lane];
  const std::int32_t peak = std::exchange(peaks_[lane], 0);
  if (peak >= kBrokenPeak) {
    ++resets_;
    clear_state(lane);
    l.fading ? sleep(lane) : bend(lane, 0.0F, l.to, now, recovery_frames_);
  } else if (gate_) {
    l.quiet = peak < kSilence && is_closed(lane, *gate_) ? l.quiet + kJudgeFrames : 0;
    if (l.quiet > kernel_.layout.memory_frames) sleep(lane);
  }
}
bool VoiceBank::is_closed(std::size_t lane, std::size_t gate) const noexcept {
  const std::size_t at = place(lane, gate);
  return controls_[at] == 0.0F && steps_[at] == 0.0F;
}

// ---- rendering

bool VoiceBank::render(Frames now, std::int32_t since_tick, const float* in, float* out,
                       std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  if (awake_ == 0 && !enqueued_) return false;
  const std::size_t rows = static_cast<std::size_t>(frames) * outputs();
  std::fill_n(scratch.sums, rows * width(), 0.0F);
  enqueued_ = false;
  for (std::size_t group = 0; group < groups_.size(); ++group)
    render_group(group, {now, since_tick, frames, in}, scratch);
  if (width() == 1)
    total_rows<1>(scratch.sums, rows, out);
  else
    total_rows<8>(scratch.sums, rows, out);
  return true;
}
void VoiceBank::obey(Frames now) noexcept KRACH_NONBLOCKING {
  for (std::size_t group = 0; group < groups_.size() && enqueued_; ++group) obey_group(group, now);
  enqueued_ = false;
}
void VoiceBank::obey_group(std::size_t index, Frames now) noexcept {
  Group& group = groups_[index];
  if (group.change <= now) end_curves(index, now);
  for (; group.first != nullptr && group.first->at <= now; group.first = group.first->next)
    act(*group.first);
}
/// In pieces, from one frame on which one of its lanes changes to the next.
void VoiceBank::render_group(std::size_t index, const Stretch& stretch, Scratch& scratch) noexcept {
  Group& group = groups_[index];
  for (std::int32_t done = 0; done < stretch.frames;) {
    const Frames at = stretch.now + Frames{done};
    obey_group(index, at);
    Frames next = std::min(stretch.now + Frames{stretch.frames}, group.change);
    if (group.first != nullptr) next = std::min(next, group.first->at);
    const auto run = static_cast<std::int32_t>((next - at).value);
    if (group.awake > 0) sound(index, stretch, done, run, scratch);
    done += run;
  }
  enqueued_ = enqueued_ || group.first != nullptr;
}
void VoiceBank::sound(std::size_t group, const Stretch& stretch, std::int32_t begin,
                      std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  const std::size_t first = group * width(), controls = first * base_.size();
  const std::size_t row = static_cast<std::size_t>(begin) * width();
  const bool curved = groups_[group].change != kNever;
  if (curved) fill_gains(group, stretch.now + Frames{begin}, frames, scratch.gains);
  kernel_.process({.state = &state_[group * group_words_],
                   .controls = controls_.data() + controls,
                   .steps = steps_.data() + controls,
                   .in = stretch.in + row,
                   .gains = curved ? scratch.gains : &gains_[first],
                   .sums = scratch.sums + row,
                   .peaks = &peaks_[first],
                   .since_tick = stretch.since_tick + begin,
                   .frames = frames,
                   .rows = stretch.frames,
                   .gain_rows = curved ? 1 : 0});
}
void VoiceBank::fill_gains(std::size_t group, Frames now, std::int32_t frames,
                           float* gains) const noexcept {
  for (std::size_t l = 0; l < width(); ++l) {
    const Lane& lane = lanes_[group * width() + l];
    for (std::int32_t i = 0; i < frames; ++i)
      gains[static_cast<std::size_t>(i) * width() + l] =
          lane.curved() ? gain_at(lane, now + Frames{i}) : gains_[group * width() + l];
  }
}
}  // namespace krach::engine
