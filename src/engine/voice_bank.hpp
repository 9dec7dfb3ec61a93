// src/engine/voice_bank.hpp: the voices of one node, side by side in the lanes of one kernel.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "base/kernel.hpp"
#include "base/units.hpp"
#include "engine/command.hpp"

namespace krach::engine {
inline constexpr std::int32_t kMaxRun = 128;  // frames rendered at a time, whatever the block size
inline constexpr std::size_t kMaxLanes = 8;
/// Both channels of one run.
struct Stereo {
  std::array<float, kMaxRun> left{}, right{};
};
/// Where a node works, of no meaning between two of them. One for all nodes.
struct Scratch {  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  static constexpr std::size_t kRun = 2 * std::size_t{kMaxRun};  // of two channels
  Stereo layer;
  alignas(64) float in[kRun];
  alignas(64) float voices[kRun];
  alignas(64) float kernel[kRun * kMaxLanes];  // what it writes: out[output][frame][lane]
  alignas(64) float lanes[kRun * kMaxLanes];   // what is summed from it
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
/// lanes as voices, so that even a whole chord can be stolen at once. A voice whose gate is closed
/// and that has been silent for longer than its delays sleeps; a group of lanes that all sleep
/// costs nothing. A voice that makes a NaN or an infinity is silent from that frame on, and within
/// 8 ms it begins again from zeroed state and fades in over 5 ms; the others do not hear of it.
/// Law:    what is heard depends on frames only, never on how rendering is cut into runs.
/// Thread: [audio] once it plays.
class VoiceBank {
 public:
  VoiceBank(const BankSpec& spec, Hertz rate);

  void start(StartVoice start, Frames now) noexcept KRACH_NONBLOCKING;
  void bring(SetVoice set) noexcept KRACH_NONBLOCKING;
  /// A control of the node: for the voices that have not brought their own.
  void set(std::size_t control, float value, float step) noexcept KRACH_NONBLOCKING;

  /// Changes what is due, which it is at most once a frame, and gives the frames from `now` to the
  /// next one on which the bank itself changes something.
  std::int32_t frames_to_change(Frames now) noexcept KRACH_NONBLOCKING;
  /// Renders up to frames_to_change() frames. Shapes: in[input][frames]; writes
  /// out[output][frames]. Returns false, and writes nothing, if every voice sleeps.
  bool render(Frames now, std::int32_t since_tick, const float* in, float* out, std::int32_t frames,
              Scratch& scratch) noexcept KRACH_NONBLOCKING;

  std::uint32_t outputs() const noexcept { return kernel_.layout.outputs; }
  /// Lanes that are awake, those that fade included.
  std::uint32_t sounding() const noexcept { return awake_; }
  std::int64_t resets() const noexcept { return resets_; }  // of voices that made no numbers

 private:
  static constexpr std::size_t kNoVoice = ~std::size_t{0};
  struct Lane {
    std::size_t voice = kNoVoice;  // whose it is; nobody's once it was given to another note
    bool awake = false;
    bool fading = false;           // its voice was given to another note
    float from = 1.0F, to = 1.0F;  // gain: an S-curve from `since` on
    Frames since{-1};              // of the curve; negative when there is none
    std::int32_t curve = 0;        // how many frames it takes
    Frames restart{-1};            // it is broken until then; negative when it is not
    std::int64_t quiet = 0;        // frames of silence up to the last listening
    std::int32_t peak = 0;         // magnitudes since the last listening, their bits or'ed
  };
  static constexpr std::size_t kNoLane = ~std::size_t{0};
  std::size_t width() const noexcept { return kernel_.layout.lanes; }
  bool lone() const noexcept { return lane_of_.size() == 1; }
  std::size_t find_lane() const noexcept;
  void wake(std::size_t lane, float gain) noexcept;
  void rouse(Lane& lane) noexcept;
  void begin_curve(Lane& lane, float from, float to, Frames now, std::int32_t frames) noexcept;
  void sleep(Lane& lane) noexcept;
  void find_next_change(Frames now) noexcept;
  void clear_state(std::size_t lane) noexcept;
  void end_curves(Frames now) noexcept;
  void restart_broken(Frames now) noexcept;
  void listen(std::size_t gate) noexcept;
  float gain_at(const Lane& lane, Frames frame) const noexcept;
  std::size_t place(std::size_t lane, std::size_t control) const noexcept;
  void write(std::size_t lane, std::size_t control, float value, float step) noexcept;
  template <std::size_t kWidth>
  void measure(std::size_t first, Frames now, std::size_t frames, float* rows) noexcept;
  template <std::size_t kWidth>
  void render_groups(Frames now, std::int32_t since_tick, const float* in, float* out,
                     std::int32_t frames, Scratch& scratch) noexcept;

  Kernel kernel_;
  std::uint64_t seed_, starts_ = 0;
  std::int64_t resets_ = 0;
  std::optional<std::size_t> gate_;
  std::int32_t fade_frames_, recovery_frames_;
  std::size_t group_words_;               // of state, padded to a cache line
  AlignedArray<std::uint32_t> state_;     // by group, as KernelLayout says
  AlignedArray<float> controls_, steps_;  // [group][control][lane]
  std::vector<float> base_, base_steps_;  // by control
  std::vector<std::uint8_t> brought_;     // likewise: the note brought its own value
  std::vector<Lane> lanes_;
  std::uint32_t awake_ = 0;           // of them
  Frames next_change_;                // when the bank changes something by itself
  bool changed_ = true;               // next_change_ has to be found again
  std::vector<std::size_t> lane_of_;  // by voice; kNoLane before its first note
};
}  // namespace krach::engine
