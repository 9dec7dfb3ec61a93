// src/engine/guard.hpp: the last thing before the ears: what leaves here cannot hurt them.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/realtime.hpp"
#include "base/units.hpp"

namespace krach::engine {
/// Takes a constant offset away once it has stood for 100 ms above -40 dBFS, and stays until there
/// is none. Until then it changes no bit. It decides on every 64th frame from its first one, by the
/// mean of those 64, so no block size can be heard. Thread: [audio].
class DcBlocker {
 public:
  explicit DcBlocker(Hertz rate) noexcept;
  /// One channel of two. Shapes: io[frame][2], of which the first.
  void process(float* io, std::size_t frames) noexcept KRACH_NONBLOCKING;
  bool joined() const noexcept { return on_ || share_ > 0.0F; }  // it takes something away

 private:
  static constexpr std::size_t kGathered = 64;  // frames
  void decide() noexcept;
  float remove(float x) noexcept;

  float slow_, far_;                // per decision: of the mean that decides, of what is taken away
  float low_;                       // of what is taken away, per frame
  std::int32_t patience_, relief_;  // decisions until it joins, until it leaves
  float ramp_;                      // of its share, per frame
  float mean_ = 0.0F, mean2_ = 0.0F, offset_ = 0.0F, share_ = 0.0F;
  std::array<float, 4> sums_{};  // of every fourth frame, so that they do not wait for each other
  std::size_t gathered_ = 0;
  std::int32_t stood_ = 0, gone_ = 0;
  bool on_ = false;
};

/// Look-ahead limiter for both channels together. The true peak is that of the signal between its
/// samples, four times as fine.
/// Law:    no true peak above -1 dBTP; below the threshold of -1.2 dBTP no bit changes; the same
///         samples however they are cut into blocks.
/// Thread: [audio] once it plays.
class Limiter {
 public:
  explicit Limiter(Hertz rate);
  /// Shapes: io[frame][2]. The output is latency() frames late.
  void process(std::span<float> io) noexcept KRACH_NONBLOCKING;
  Frames latency() const noexcept { return Frames{static_cast<std::int64_t>(delay_)}; }
  /// The least gain of what was processed last; 1 if no bit was changed.
  float least() const noexcept { return least_; }

 private:
  static constexpr std::size_t kTaps = 20, kPhases = 3, kChunk = 64;
  static constexpr std::size_t kLongest = 1024;  // frames of look-ahead, a power of two
  using Needed = std::array<float, kChunk>;
  void chunk(float* io, std::size_t frames) noexcept KRACH_NONBLOCKING;
  bool is_low(const float* channel, std::size_t samples) const noexcept;
  bool measure(std::size_t frames, Needed& needed) noexcept KRACH_NONBLOCKING;
  void delay(float* io, std::size_t frames) noexcept;
  bool rests() const noexcept { return ones_ > static_cast<std::int64_t>(window_); }
  void rest(std::size_t frames) noexcept;
  float gain(float needed) noexcept KRACH_NONBLOCKING;

  std::size_t delay_, window_;  // frames: in all, and over which the gain is averaged
  float release_;               // of the distance, per frame
  std::array<std::array<float, kTaps>, kPhases> taps_{};
  float most_ = 1.0F, most_by_bend_ = 0.0F;  // how loud it can be between samples: see is_low()
  std::array<std::array<float, kTaps + kChunk>, 2> recent_{};  // [channel][frame]
  std::vector<float> delayed_;                                 // [frame][2], a ring
  std::size_t at_ = 0;
  struct Low {
    std::int64_t frame;
    float gain;
  };
  std::vector<Low> lows_;  // rising gains of the window, a ring: the first is its minimum
  std::size_t first_ = 0, count_ = 0;
  std::int64_t frame_ = 0;
  std::vector<float> smoothed_;  // gains to be averaged, a ring
  float held_ = 1.0F;
  double sum_;
  float least_ = 1.0F;
  std::int64_t ones_ = 0;  // how many of the newest are exactly 1
};

/// What the guard does, as it was after a block.
struct GuardStatus {
  float gain = 1.0F;   // of the limiter: the least of the last block, a factor
  float least = 1.0F;  // the least since the beginning
  bool blocks_dc = false;
};
/// The DC blocker, then the limiter. Finite or not, what comes in is bounded first.
/// Thread: [audio] once it plays; readings [any].
class Guard {
 public:
  explicit Guard(Hertz rate);
  void process(std::span<float> io) noexcept KRACH_NONBLOCKING;
  Frames latency() const noexcept { return limiter_.latency(); }
  /// The loudest sample that has left since the last call, as a factor of full scale.
  float take_peak() noexcept { return peak_.exchange(0.0F, std::memory_order_relaxed); }
  GuardStatus status() const noexcept { return {gain_.load(), least_.load(), blocks_dc_.load()}; }

 private:
  std::array<DcBlocker, 2> blockers_;
  Limiter limiter_;
  std::atomic<float> peak_{0.0F}, gain_{1.0F}, least_{1.0F};
  std::atomic<bool> blocks_dc_{false};
};
}  // namespace krach::engine
