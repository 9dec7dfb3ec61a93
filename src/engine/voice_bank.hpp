// src/engine/voice_bank.hpp: the voices of one node, side by side in the lanes of one kernel.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/aligned.hpp"
#include "base/kernel.hpp"
#include "base/units.hpp"
#include "engine/balance.hpp"
#include "engine/command.hpp"

namespace krach::engine {
inline constexpr std::int32_t kMaxRun = 128;  // frames rendered at a time, whatever the block size
inline constexpr std::size_t kMaxLanes = 16;
/// Both channels of one run.
struct Stereo {
  using Channel = std::array<float, kMaxRun>;
  Channel left{}, right{};
};
/// Where a node works, of no meaning between two of them. One for all nodes.
struct Scratch {  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  static constexpr std::size_t kRun = 2 * std::size_t{kMaxRun};  // of two channels
  Stereo layer;
  alignas(64) float in[kRun];
  alignas(64) float voices[kRun];
  alignas(64) float sums[kRun * kMaxLanes];      // [output][frame][lane]
  alignas(64) float gains[kMaxRun * kMaxLanes];  // [frame][lane], of a group in which they move
  alignas(64) float aside[kRun * kMaxLanes];     // as sums, of a group off the middle
  Stereo sides;                                  // of all such groups
};

/// Something that is done to one lane on its frame.
struct LaneAction {
  const Command* command = nullptr;  // StartVoice or SetVoice; none if its voice leaves it
  std::size_t lane = 0;
  Frames at;
  LaneAction* next = nullptr;  // of the same group
};
/// A command, the next one of the same node in the same run, and what it does to lanes.
struct QueuedCommand {
  Command command;
  QueuedCommand* next = nullptr;
  LaneAction leave{}, act{};
};

struct BankSpec {
  Kernel kernel;
  std::uint32_t voices = 1;
  std::uint64_t seed = 0;           // of its noise: each start of a voice gets a stream of its own
  std::optional<std::size_t> gate;  // which control; closed, it lets a silent voice sleep
  std::vector<float> controls;      // of the program: their first values
};

/// A lone voice has one lane and always runs on in its own state. Several voices take a new lane
/// for each note, from zeroed state; the lane before fades out over 2 ms. There are twice as many
/// lanes as voices, so that even a whole chord can be stolen at once. Every 256 frames the lanes
/// are judged. A voice whose gate is closed and that has been silent for longer than its delays
/// sleeps; a group of lanes that all sleep costs nothing. A voice that made a NaN or an infinity,
/// and that was silent from that frame on, begins again from zeroed state and fades in over 5 ms;
/// the others do not hear of it. A group is summed apart while one of its lanes is off the middle,
/// each lane by its own balance; then a mono program has two channels.
/// Law:    what is heard depends on frames only, never on how rendering is cut into runs.
/// Thread: [audio] once it plays.
class VoiceBank {
 public:
  VoiceBank(const BankSpec& spec, Hertz rate);

  /// Judges the lanes if it is time: before anything else is done on frame `now`.
  void judge(Frames now) noexcept KRACH_NONBLOCKING;
  /// A voice's command, in order of frame, at most frames_to_judge() ahead. Which lane it is for is
  /// decided now, because it is known from which frame on a lane is at rest; so a command cuts the
  /// rendering of one group, not of all. It must stay where it is until `at` has been rendered.
  void enqueue(QueuedCommand& command, Frames at) noexcept KRACH_NONBLOCKING;
  /// A control of the node: for the voices that have not brought their own.
  void set(std::size_t control, float value, float step) noexcept KRACH_NONBLOCKING;

  static constexpr std::int32_t frames_to_judge(Frames now) noexcept {
    return kJudgeFrames - static_cast<std::int32_t>(now.value % kJudgeFrames);
  }
  /// Obeys what was enqueued up to frame `now`, where no rendering follows yet.
  void obey(Frames now) noexcept KRACH_NONBLOCKING;
  /// Obeys what was enqueued and renders up to frames_to_judge() frames. Shapes: in[input][frames];
  /// writes out[channel][frames]. Returns how many channels: none, and nothing is written, if every
  /// voice sleeps; two of a mono program too if one of its voices is off the middle.
  std::uint32_t render(Frames now, std::int32_t since_tick, const float* in, float* out,
                       std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING;

  /// Lanes that are awake, those that fade included.
  std::uint32_t sounding() const noexcept { return awake_; }
  /// Voices that made no numbers and began again since the last call.
  std::int64_t take_resets() noexcept { return std::exchange(resets_, 0); }

 private:
  static constexpr std::int32_t kJudgeFrames = 256;
  static constexpr std::size_t kNone = ~std::size_t{0};
  struct Lane {
    std::size_t voice = kNone;  // whose it is; nobody's once it was given to another note
    bool awake = false;
    bool fading = false;           // its voice was given to another note
    bool silent = true;            // when it was last judged
    float from = 1.0F, to = 1.0F;  // gain: an S-curve from `since` on
    Balance sides_from, sides_to;  // each of the two factors, on the same curve
    Frames since{-1};              // of the curve; negative when there is none
    std::int32_t curve = 0;        // how many frames it takes
    std::int64_t quiet = 0;        // frames of silence up to the last judgement
    bool curved() const noexcept { return since >= Frames{0}; }
    Frames curve_end() const noexcept { return since + Frames{curve}; }
    float at(Frames frame, float first, float last) const noexcept;
    float gain_at(Frames frame) const noexcept { return at(frame, from, to); }
    Balance sides_at(Frames frame) const noexcept {
      return {at(frame, sides_from.left, sides_to.left),
              at(frame, sides_from.right, sides_to.right)};
    }
    bool moves() const noexcept { return curved() && sides_from != sides_to; }
    bool aside() const noexcept { return sides_to != Balance{} || moves(); }
  };
  struct Group {
    std::uint32_t awake = 0;  // how many of its lanes
    bool aside = false;       // one of them is off the middle
    Frames change = kNever;   // the end of a curve, the next one
    LaneAction *first = nullptr, *last = nullptr;
  };
  struct Stretch {
    Frames now;
    std::int32_t since_tick = 0, frames = 0;
    const float* in = nullptr;
    bool aside = false;  // a group was summed apart
  };
  static constexpr Frames kNever{std::numeric_limits<std::int64_t>::max()};
  std::size_t width() const noexcept { return std::size_t{1} << shift_; }
  bool lone() const noexcept { return lane_of_.size() == 1; }
  // ahead of the rendering
  std::size_t take_lane(QueuedCommand& command, std::size_t& lane_of, Frames at) noexcept;
  std::size_t find_lane(Frames at) const noexcept;
  void push(LaneAction& action) noexcept;
  // on its frame
  void act(const LaneAction& action) noexcept;
  void start(std::size_t lane, StartVoice start, Frames now) noexcept;
  void bring(std::size_t lane, SetVoice set) noexcept;
  template <std::size_t kWidth>
  void set_lanes(std::size_t at, float value, float step) noexcept;
  void bend(std::size_t lane, float from, float to, Frames now, std::int32_t curve) noexcept;
  void settle(std::size_t lane, float gain) noexcept;
  void wake(std::size_t lane) noexcept;
  void sleep(std::size_t lane) noexcept;
  void clear_state(std::size_t lane) noexcept;
  void end_curves(std::size_t group, Frames now) noexcept;
  void judge_lane(std::size_t lane, Frames now) noexcept;
  bool is_closed(std::size_t lane, std::size_t gate) const noexcept;
  bool is_silent(std::size_t lane) const noexcept;
  void mark_aside(std::size_t group) noexcept;
  std::size_t place(std::size_t lane, std::size_t control) const noexcept;
  void write(std::size_t lane, std::size_t control, float value, float step) noexcept;
  void fill_gains(std::size_t group, Frames now, std::int32_t frames, float* gains) const noexcept;
  std::size_t group_number(std::size_t lane) const noexcept { return lane >> shift_; }
  std::size_t in_group(std::size_t lane) const noexcept { return lane & (width() - 1); }
  Group& group_of(std::size_t lane) noexcept { return groups_[group_number(lane)]; }
  void obey_group(std::size_t group, Frames now) noexcept;
  void render_group(std::size_t group, Stretch& stretch, Scratch& scratch) noexcept;
  void sound(std::size_t group, Stretch& stretch, std::int32_t begin, std::int32_t frames,
             Scratch& scratch) noexcept KRACH_NONBLOCKING;
  std::size_t row_of(const Stretch& stretch, std::uint32_t output,
                     std::int32_t frame) const noexcept;
  void clear_aside(Stretch& stretch, std::int32_t begin, std::int32_t frames,
                   Scratch& scratch) const noexcept;
  void add_aside(std::size_t group, const Stretch& stretch, std::int32_t begin, std::int32_t frames,
                 Scratch& scratch) const noexcept;

  Kernel kernel_;
  unsigned shift_;  // 2^shift lanes are a group: divisions are slow
  std::uint64_t seed_, starts_ = 0;
  std::int64_t resets_ = 0;
  std::optional<std::size_t> gate_;
  std::int32_t fade_frames_, recovery_frames_;
  std::size_t group_words_;               // of state, padded to a cache line
  AlignedArray<std::uint32_t> state_;     // by group, as KernelLayout says
  AlignedArray<float> controls_, steps_;  // [group][control][lane]
  AlignedArray<std::int32_t> brought_;    // the same: the note brought its own value; not 0
  std::vector<float> base_, base_steps_;  // by control
  std::vector<Lane> lanes_;
  AlignedArray<float> gains_;         // by lane; 0 at rest
  AlignedArray<std::int32_t> peaks_;  // by lane, since the last judgement
  std::vector<Group> groups_;
  std::uint32_t awake_ = 0;
  // as it will be when what is enqueued has been obeyed
  std::vector<Frames> rest_;          // by lane: from when on it is at rest; kNever if it is taken
  std::vector<std::size_t> lane_of_;  // by voice; kNone if it has none
  bool enqueued_ = false;
};
}  // namespace krach::engine
