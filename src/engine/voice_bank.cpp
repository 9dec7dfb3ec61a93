// src/engine/voice_bank.cpp
#include "engine/voice_bank.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>
#include <variant>

#include "base/random.hpp"
#include "engine/lane_sums.hpp"

namespace krach::engine {
namespace {
constexpr double kFadeSeconds = 0.002, kRecoverySeconds = 0.005;
constexpr std::int32_t kSilence = std::bit_cast<std::int32_t>(1e-6F);  // -120 dBFS

std::size_t lanes_for(const BankSpec& spec) {
  if (spec.kernel.layout.lanes == 1 && spec.voices == 1) return 1;
  const std::size_t wanted = 2 * std::size_t{spec.voices}, width = spec.kernel.layout.lanes;
  return (wanted + width - 1) / width * width;
}
std::size_t padded(std::uint64_t words) { return (words + 15) / 16 * 16; }
}  // namespace

VoiceBank::VoiceBank(const BankSpec& spec, Hertz rate)
    : kernel_(spec.kernel),
      shift_(static_cast<unsigned>(std::countr_zero(spec.kernel.layout.lanes))),
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
    bend(action.lane, lane.gain_at(action.at), 0.0F, action.at, fade_frames_);
  } else if (const auto* start = std::get_if<StartVoice>(&action.command->action)) {
    this->start(action.lane, *start, action.at);
  } else if (const auto* bring = std::get_if<SetVoice>(&action.command->action)) {
    this->bring(action.lane, *bring);
  }
}
void VoiceBank::start(std::size_t lane, StartVoice start, Frames now) noexcept {
  const bool goes_on = lone() && lanes_[lane].awake;
  const float before = goes_on ? lanes_[lane].gain_at(now) : start.gain;
  const Balance sides = balance_of(start.pan);
  const Balance from = goes_on && !is_silent(lane) ? lanes_[lane].sides_at(now) : sides;
  if (!lone()) clear_state(lane);
  if (!goes_on) peaks_[lane] = 0;  // a lone voice goes on, broken or not
  wake(lane);
  lanes_[lane].voice = static_cast<std::size_t>(start.voice);
  settle(lane, start.gain);
  if (before != start.gain || from != sides) bend(lane, before, start.gain, now, fade_frames_);
  lanes_[lane].sides_from = from, lanes_[lane].sides_to = sides;
  mark_aside(group_number(lane));
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
    with_width(width(), [&](auto w) { set_lanes<w.value>(at, value, step); });
  }
  if (lone() && changes) wake(0);
}

/// Mostly no lane has brought its own.
template <std::size_t kWidth>
void VoiceBank::set_lanes(std::size_t at, float value, float step) noexcept {
  std::int32_t brought = 0;
  for (std::size_t l = at; l < at + kWidth; ++l) brought |= brought_[l];
  if (brought == 0) {
    std::fill_n(&controls_[at], kWidth, value);
    std::fill_n(&steps_[at], kWidth, step);
    return;
  }
  for (std::size_t l = at; l < at + kWidth; ++l)
    if (brought_[l] == 0) controls_[l] = value, steps_[l] = step;
}

void VoiceBank::bend(std::size_t lane, float from, float to, Frames now,
                     std::int32_t curve) noexcept {
  Lane& l = lanes_[lane];
  l.sides_from = l.sides_at(now);
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
  l.sides_to = {};
  mark_aside(group_number(lane));
  if (l.voice != kNone) lane_of_[l.voice] = kNone, rest_[lane] = Frames{0};
  l.voice = kNone;
}
void VoiceBank::clear_state(std::size_t lane) noexcept {
  std::uint32_t* state = &state_[group_number(lane) * group_words_];
  for (std::size_t row = 0; row < kernel_.layout.lane_rows; ++row)
    state[row * width() + in_group(lane)] = 0;
  state[in_group(lane)] = static_cast<std::uint32_t>(mix(seed_, starts_++));
}
std::size_t VoiceBank::place(std::size_t lane, std::size_t control) const noexcept {
  return ((group_number(lane) * base_.size() + control) << shift_) + in_group(lane);
}
void VoiceBank::write(std::size_t lane, std::size_t control, float value, float step) noexcept {
  controls_[place(lane, control)] = value;
  steps_[place(lane, control)] = step;
}
float VoiceBank::Lane::at(Frames frame, float first, float last) const noexcept {
  if (!curved()) return last;
  const auto age = static_cast<float>((frame - since).value);
  const float t = std::min(age / static_cast<float>(curve), 1.0F);
  return first + (last - first) * (t * t * (3.0F - 2.0F * t));
}
/// For a whole judgement and since: it may be moved at once, and nobody hears a step.
bool VoiceBank::is_silent(std::size_t lane) const noexcept {
  return lanes_[lane].silent && peaks_[lane] < kSilence;
}
void VoiceBank::mark_aside(std::size_t group) noexcept {
  const Lane* const first = &lanes_[group * width()];
  groups_[group].aside =
      std::any_of(first, first + width(), [](const Lane& l) { return l.aside(); });
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
  mark_aside(group);
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
  l.silent = peak < kSilence;
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

std::uint32_t VoiceBank::render(Frames now, std::int32_t since_tick, const float* in, float* out,
                                std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  if (awake_ == 0 && !enqueued_) return 0;
  const std::uint32_t outputs = kernel_.layout.outputs;
  const std::size_t rows = static_cast<std::size_t>(frames) * outputs;
  std::fill_n(scratch.sums, rows * width(), 0.0F);
  enqueued_ = false;
  Stretch stretch{now, since_tick, frames, in};
  for (std::size_t group = 0; group < groups_.size(); ++group)
    render_group(group, stretch, scratch);
  total_rows(width(), scratch.sums, rows, out);
  if (!stretch.aside) return outputs;
  join_sides(out, static_cast<std::size_t>(frames), outputs, scratch.sides.left.data(),
             scratch.sides.right.data());
  return 2;
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
void VoiceBank::render_group(std::size_t index, Stretch& stretch, Scratch& scratch) noexcept {
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
void VoiceBank::sound(std::size_t group, Stretch& stretch, std::int32_t begin, std::int32_t frames,
                      Scratch& scratch) noexcept KRACH_NONBLOCKING {
  const std::size_t first = group * width(), controls = first * base_.size();
  const std::size_t row = static_cast<std::size_t>(begin) * width();
  const bool curved = groups_[group].change != kNever;
  if (curved) fill_gains(group, stretch.now + Frames{begin}, frames, scratch.gains);
  const bool aside = groups_[group].aside;
  if (aside) clear_aside(stretch, begin, frames, scratch);
  kernel_.process({.state = &state_[group * group_words_],
                   .controls = controls_.data() + controls,
                   .steps = steps_.data() + controls,
                   .in = stretch.in + row,
                   .gains = curved ? scratch.gains : &gains_[first],
                   .sums = (aside ? scratch.aside : scratch.sums) + row,
                   .peaks = &peaks_[first],
                   .since_tick = stretch.since_tick + begin,
                   .frames = frames,
                   .rows = stretch.frames,
                   .gain_rows = curved ? 1 : 0,
                   .self = kernel_.self});
  if (aside) add_aside(group, stretch, begin, frames, scratch);
}
void VoiceBank::clear_aside(Stretch& stretch, std::int32_t begin, std::int32_t frames,
                            Scratch& scratch) const noexcept {
  if (!std::exchange(stretch.aside, true)) scratch.sides = Stereo{};
  for (std::uint32_t output = 0; output < kernel_.layout.outputs; ++output)
    std::fill_n(&scratch.aside[row_of(stretch, output, begin)],
                static_cast<std::size_t>(frames) * width(), 0.0F);
}
/// A frame at a time while a lane goes from one place to another.
void VoiceBank::add_aside(std::size_t group, const Stretch& stretch, std::int32_t begin,
                          std::int32_t frames, Scratch& scratch) const noexcept {
  const Lane* const lanes = &lanes_[group * width()];
  const bool moves = std::any_of(lanes, lanes + width(), [](const Lane& l) { return l.moves(); });
  const auto add = [&](std::uint32_t output, std::int32_t at, std::size_t rows,
                       const float* factors, Stereo::Channel& to) {
    add_rows(width(), &scratch.aside[row_of(stretch, output, at)], rows, factors,
             &to[static_cast<std::size_t>(at)]);
  };
  std::array<float, kMaxLanes> left{}, right{};
  const std::int32_t run = moves ? 1 : frames;
  for (std::int32_t at = begin; at < begin + frames; at += run) {
    for (std::size_t l = 0; l < width(); ++l) {
      const Balance sides = lanes[l].sides_at(stretch.now + Frames{at});
      left[l] = sides.left, right[l] = sides.right;
    }
    add(0, at, static_cast<std::size_t>(run), left.data(), scratch.sides.left);
    add(kernel_.layout.outputs - 1, at, static_cast<std::size_t>(run), right.data(),
        scratch.sides.right);
  }
}
/// Where a frame's lanes begin in [output][frame][lane].
std::size_t VoiceBank::row_of(const Stretch& stretch, std::uint32_t output,
                              std::int32_t frame) const noexcept {
  return (std::size_t{output} * static_cast<std::size_t>(stretch.frames) +
          static_cast<std::size_t>(frame)) *
         width();
}
void VoiceBank::fill_gains(std::size_t group, Frames now, std::int32_t frames,
                           float* gains) const noexcept {
  for (std::size_t l = 0; l < width(); ++l) {
    const Lane& lane = lanes_[group * width() + l];
    for (std::int32_t i = 0; i < frames; ++i)
      gains[static_cast<std::size_t>(i) * width() + l] =
          lane.curved() ? lane.gain_at(now + Frames{i}) : gains_[group * width() + l];
  }
}
}  // namespace krach::engine
