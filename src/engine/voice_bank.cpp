// src/engine/voice_bank.cpp
#include "engine/voice_bank.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "base/random.hpp"

namespace krach::engine {
namespace {
constexpr double kFadeSeconds = 0.002, kRecoverySeconds = 0.005;
constexpr std::int64_t kRestartFrames = 256;  // a broken voice begins again at a multiple of it
constexpr std::int64_t kListenFrames = 256;   // silence is judged at every multiple of it
constexpr std::int32_t kSilence = std::bit_cast<std::int32_t>(1e-6F);  // -120 dBFS
constexpr std::int32_t kInfinity = 0x7f800000;  // as bits; what is above is not a number
constexpr float kLoudest = 1e9F;  // so that sums of many nodes, and what effects make of them, stay
                                  // finite

std::size_t lanes_for(const BankSpec& spec) {
  if (spec.kernel.layout.lanes == 1) return 1;
  const std::size_t wanted = 2 * std::size_t{spec.voices}, width = spec.kernel.layout.lanes;
  return (wanted + width - 1) / width * width;
}
/// Rows of lanes: what is heard, times its gain, goes into the sums. A lane at rest is masked out,
/// not multiplied by 0, because it may hold anything.
template <std::size_t kWidth>
void add_rows(const float* rows, std::size_t count, const float* gain, const std::int32_t* heard,
              float* sums) noexcept {
  for (std::size_t row = 0; row < count; ++row)
    for (std::size_t l = 0; l < kWidth; ++l) {
      const std::int32_t bits = std::bit_cast<std::int32_t>(rows[row * kWidth + l]) & heard[l];
      sums[row * kWidth + l] += std::bit_cast<float>(bits) * gain[l];
    }
}
template <class T, std::size_t kWidth>
constexpr std::array<T, kWidth> all(T value) {
  std::array<T, kWidth> result{};
  result.fill(value);
  return result;
}
template <std::size_t kWidth>
constexpr auto kAllOne = all<float, kWidth>(1.0F);
template <std::size_t kWidth>
constexpr auto kAllHeard = all<std::int32_t, kWidth>(-1);
/// The lanes of one row as one sample, in an order that a processor can do side by side.
template <std::size_t kWidth>
inline float total(const float* row) noexcept {
  if constexpr (kWidth == 1)
    return row[0];
  else
    return ((row[0] + row[4]) + (row[2] + row[6])) + ((row[1] + row[5]) + (row[3] + row[7]));
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
      base_(spec.controls),
      base_steps_(spec.controls.size()),
      brought_(controls_.size()),
      lanes_(lanes_for(spec)),
      lane_of_(spec.voices, kNoLane) {
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
    for (std::size_t c = 0; c < base_.size(); ++c) write(lane, c, base_[c], 0.0F);
  if (!lone()) return;
  lane_of_[0] = 0;  // a lone voice sounds without a note: a drone, an effect
  clear_state(0);
  wake(0, 1.0F);
}

void VoiceBank::start(StartVoice start, Frames now) noexcept KRACH_NONBLOCKING {
  std::size_t& lane_of = lane_of_[static_cast<std::size_t>(start.voice)];
  if (lone()) {
    Lane& lane = lanes_[0];
    const float before = lane.awake ? gain_at(lane, now) : start.gain;
    wake(0, start.gain);
    if (before != start.gain) begin_curve(lane, before, start.gain, now, fade_frames_);
  } else {
    if (lane_of != kNoLane && lanes_[lane_of].awake) {
      Lane& old = lanes_[lane_of];
      begin_curve(old, gain_at(old, now), 0.0F, now, fade_frames_);
      old.fading = true;
      old.voice = kNoVoice;
    }
    lane_of = find_lane();
    clear_state(lane_of);
    wake(lane_of, start.gain);
    lanes_[lane_of].voice = static_cast<std::size_t>(start.voice);
  }
  for (std::size_t c = 0; c < base_.size(); ++c) {
    brought_[place(lane_of, c)] = 0;
    write(lane_of, c, base_[c], base_steps_[c]);
  }
}
void VoiceBank::bring(SetVoice set) noexcept KRACH_NONBLOCKING {
  const std::size_t lane = lane_of_[static_cast<std::size_t>(set.voice)];
  if (lane == kNoLane) return;
  const std::size_t control = static_cast<std::size_t>(set.control) - kFaders;
  if (control >= base_.size()) return;
  brought_[place(lane, control)] = 1;
  write(lane, control, set.value, 0.0F);
  if (lone()) rouse(lanes_[lane]);
}
void VoiceBank::set(std::size_t control, float value, float step) noexcept KRACH_NONBLOCKING {
  const bool changes = base_[control] != value || step != 0.0F;
  base_[control] = value;
  base_steps_[control] = step;
  for (std::size_t at = control * width(); at < controls_.size(); at += base_.size() * width())
    for (std::size_t l = at; l < at + width(); ++l) {
      const bool brought = brought_[l] != 0;
      controls_[l] = brought ? controls_[l] : value;
      steps_[l] = brought ? steps_[l] : step;
    }
  if (lone() && changes) rouse(lanes_[0]), lanes_[0].quiet = 0;
}

/// The first lane at rest, so that busy lanes share groups; else the one that has faded longest.
std::size_t VoiceBank::find_lane() const noexcept {
  const auto rank = [](const Lane& l) {
    return l.awake ? (l.fading ? l.since.value : std::numeric_limits<std::int64_t>::max()) : -1;
  };
  return static_cast<std::size_t>(std::ranges::min_element(lanes_, {}, rank) - lanes_.begin());
}
void VoiceBank::wake(std::size_t lane, float gain) noexcept {
  const Lane before = lanes_[lane];
  rouse(lanes_[lane]);
  lanes_[lane] = Lane{.awake = true, .from = gain, .to = gain};
  if (!before.awake || !lone()) return;
  lanes_[lane].peak = before.peak;  // a lone voice goes on, broken or not
  lanes_[lane].restart = before.restart;
}
void VoiceBank::rouse(Lane& lane) noexcept {
  if (!lane.awake) ++awake_;
  lane.awake = true;
  changed_ = true;
}
void VoiceBank::begin_curve(Lane& lane, float from, float to, Frames now,
                            std::int32_t frames) noexcept {
  lane.from = from;
  lane.to = to;
  lane.since = now;
  lane.curve = frames;
  changed_ = true;
}
/// Another voice may take the lane from now on, so its own must not find it again.
void VoiceBank::sleep(Lane& lane) noexcept {
  if (lane.awake) --awake_;
  lane.awake = lane.fading = false;
  if (!lone() && lane.voice != kNoVoice) lane_of_[lane.voice] = kNoLane;
  lane.voice = kNoVoice;
}
void VoiceBank::clear_state(std::size_t lane) noexcept {
  std::uint32_t* state = &state_[lane / width() * group_words_];
  for (std::size_t row = 0; row < kernel_.layout.lane_rows; ++row)
    state[row * width() + lane % width()] = 0;
  state[lane % width()] = static_cast<std::uint32_t>(mix(seed_, starts_++));
}
float VoiceBank::gain_at(const Lane& lane, Frames frame) const noexcept {
  if (lane.since < Frames{0}) return lane.to;
  const auto age = static_cast<float>((frame - lane.since).value);
  const float t = std::min(age / static_cast<float>(lane.curve), 1.0F);
  return lane.from + (lane.to - lane.from) * (t * t * (3.0F - 2.0F * t));
}
std::size_t VoiceBank::place(std::size_t lane, std::size_t control) const noexcept {
  return (lane / width() * base_.size() + control) * width() + lane % width();
}
void VoiceBank::write(std::size_t lane, std::size_t control, float value, float step) noexcept {
  controls_[place(lane, control)] = value;
  steps_[place(lane, control)] = step;
}

std::int32_t VoiceBank::frames_to_change(Frames now) noexcept KRACH_NONBLOCKING {
  if (changed_ || now >= next_change_) {
    end_curves(now);
    restart_broken(now);
    if (gate_ && now.value % kListenFrames == 0) listen(*gate_);
    find_next_change(now);
  }
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::min((next_change_ - now).value, kMost));
}
void VoiceBank::find_next_change(Frames now) noexcept {
  changed_ = false;
  next_change_ = Frames{std::numeric_limits<std::int64_t>::max()};
  if (awake_ == 0) return;
  if (gate_) next_change_ = now + Frames{kListenFrames - now.value % kListenFrames};
  for (const Lane& lane : lanes_) {
    if (!lane.awake) continue;
    if (lane.since >= Frames{0})
      next_change_ = std::min(next_change_, lane.since + Frames{lane.curve});
    if (lane.restart >= Frames{0}) next_change_ = std::min(next_change_, lane.restart);
  }
}
void VoiceBank::end_curves(Frames now) noexcept {
  for (Lane& lane : lanes_) {
    if (lane.since < Frames{0} || (now - lane.since).value < lane.curve) continue;
    lane.since = Frames{-1};
    if (lane.fading) sleep(lane);
  }
}
void VoiceBank::restart_broken(Frames now) noexcept {
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    Lane& lane = lanes_[i];
    if (lane.restart < Frames{0} || lane.restart > now) continue;
    lane.restart = Frames{-1};
    lane.peak = 0;
    clear_state(i);
    if (lane.fading) {
      sleep(lane);
    } else {
      begin_curve(lane, 0.0F, lane.to, now, recovery_frames_);
    }
  }
}
void VoiceBank::listen(std::size_t gate) noexcept {
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    Lane& lane = lanes_[i];
    if (!lane.awake) continue;
    const bool closed = controls_[place(i, gate)] == 0.0F && steps_[place(i, gate)] == 0.0F;
    lane.quiet = closed && lane.peak < kSilence ? lane.quiet + kListenFrames : 0;
    lane.peak = 0;
    if (lane.quiet > kernel_.layout.memory_frames) sleep(lane);
  }
}

bool VoiceBank::render(Frames now, std::int32_t since_tick, const float* in, float* out,
                       std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  if (awake_ == 0) return false;
  if (width() == 1)
    render_groups<1>(now, since_tick, in, out, frames, scratch);
  else
    render_groups<kMaxLanes>(now, since_tick, in, out, frames, scratch);
  return true;
}
/// Takes the bits of all magnitudes of a run, or'ed: at least the peak, and less than a power of
/// two above it as a rule; where that looks infinite, the peak itself. What is not a number breaks
/// its lane: it is silent from there on, until a frame that lies behind every run in which it may
/// have happened.
template <std::size_t kWidth>
void VoiceBank::measure(std::size_t first, Frames now, std::size_t frames, float* rows) noexcept {
  alignas(32) std::array<std::int32_t, kWidth> peak{};
  const std::size_t count = frames * outputs();
  for (std::size_t row = 0; row < count; ++row)
    for (std::size_t l = 0; l < kWidth; ++l)
      peak[l] |= std::bit_cast<std::int32_t>(rows[row * kWidth + l]) & 0x7fffffff;
  if (std::ranges::any_of(peak, [](std::int32_t p) { return p >= kInfinity; })) {
    peak = {};
    for (std::size_t row = 0; row < count; ++row)
      for (std::size_t l = 0; l < kWidth; ++l)
        peak[l] =
            std::max(peak[l], std::bit_cast<std::int32_t>(rows[row * kWidth + l]) & 0x7fffffff);
  }
  for (std::size_t l = 0; l < kWidth; ++l) {
    Lane& lane = lanes_[first + l];
    if (!lane.awake) continue;
    if (peak[l] < kInfinity && lane.restart < Frames{0}) {
      lane.peak |= peak[l];
      continue;
    }
    std::size_t from = 0;
    const auto finite = [&](std::size_t frame) {
      for (std::size_t out = 0; out < outputs(); ++out)
        if (!std::isfinite(rows[(out * frames + frame) * kWidth + l])) return false;
      return true;
    };
    if (lane.restart < Frames{0}) {
      while (finite(from)) ++from;
      const std::int64_t after = now.value + static_cast<std::int64_t>(from) + kMaxRun;
      lane.restart = Frames{(after + kRestartFrames - 1) / kRestartFrames * kRestartFrames};
      ++resets_;
      changed_ = true;
    }
    for (std::size_t out = 0; out < outputs(); ++out)
      for (std::size_t frame = from; frame < frames; ++frame)
        rows[(out * frames + frame) * kWidth + l] = 0.0F;
  }
}

template <std::size_t kWidth>
void VoiceBank::render_groups(Frames now, std::int32_t since_tick, const float* in, float* out,
                              std::int32_t frames, Scratch& scratch) noexcept {
  const std::size_t n = static_cast<std::size_t>(frames), rows = n * outputs();
  std::fill_n(scratch.lanes, rows * kWidth, 0.0F);
  for (std::size_t first = 0; first < lanes_.size(); first += kWidth) {
    const std::span lanes(&lanes_[first], kWidth);
    if (std::ranges::none_of(lanes, &Lane::awake)) continue;
    const std::size_t group = first / kWidth;
    const std::size_t controls = group * base_.size() * kWidth;
    kernel_.process(&state_[group * group_words_], controls_.data() + controls,
                    steps_.data() + controls, since_tick, in, scratch.kernel, frames);
    const bool curved =
        std::ranges::any_of(lanes, [](const Lane& l) { return l.since.value >= 0; });
    measure<kWidth>(first, now, n, scratch.kernel);
    alignas(32) std::array<float, kWidth> gain{};
    alignas(32) std::array<std::int32_t, kWidth> heard{};
    for (std::size_t l = 0; l < kWidth; ++l) {
      gain[l] = gain_at(lanes[l], now);
      heard[l] = lanes[l].awake ? -1 : 0;
    }
    const bool plain = !curved && gain == kAllOne<kWidth> && heard == kAllHeard<kWidth>;
    const auto add = [&](std::size_t row, std::size_t count) {
      add_rows<kWidth>(scratch.kernel + row * kWidth, count, gain.data(), heard.data(),
                       scratch.lanes + row * kWidth);
    };
    if (plain)
      for (std::size_t i = 0; i < rows * kWidth; ++i) scratch.lanes[i] += scratch.kernel[i];
    else if (!curved)
      add(0, rows);
    for (std::size_t row = 0; curved && row < rows; ++row) {
      const Frames frame = now + Frames{static_cast<std::int64_t>(row % n)};
      for (std::size_t l = 0; l < kWidth; ++l) gain[l] = gain_at(lanes[l], frame);
      add(row, 1);
    }
  }
  for (std::size_t row = 0; row < rows; ++row)  // also if infinities met
    out[row] = std::max(-kLoudest, std::min(kLoudest, total<kWidth>(scratch.lanes + row * kWidth)));
}
}  // namespace krach::engine
