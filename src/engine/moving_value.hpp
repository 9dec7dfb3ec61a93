// src/engine/moving_value.hpp: a number that moves on ticks and runs straight between them.
#pragma once
#include <array>
#include <cstdint>

#include "base/kernel.hpp"
#include "base/realtime.hpp"
#include "base/units.hpp"
#include "engine/command.hpp"

namespace krach::engine {
/// How much of its distance a glide still has to go after 0 to kTickFrames frames.
class GlideTable {
 public:
  /// One pole that has gone 63 % of the way after 5 ms at `rate`.
  explicit GlideTable(Hertz rate);
  float left_after(std::int32_t frames) const noexcept {
    return left_[static_cast<std::size_t>(frames)];
  }

 private:
  std::array<float, kTickFrames + 1> left_{};
};

/// Law:    between two ticks the value is value() + frames * step(). Ticks lie on every 16th frame
///         and wherever their owner puts one, so no block size can be heard.
/// Thread: [audio] once it plays.
class MovingValue {
 public:
  explicit MovingValue(float value = 0.0F) noexcept : value_(value), target_(value) {}

  void set(float value, Motion motion) noexcept KRACH_NONBLOCKING;
  /// Ends the interval `elapsed` frames after its tick and begins one of `length` frames, which
  /// ends on the next 16th frame. Once more on the same frame (elapsed 0) changes nothing.
  void tick(std::int32_t elapsed, std::int32_t length,
            const GlideTable& glide) noexcept KRACH_NONBLOCKING;
  float value() const noexcept { return value_; }  // at the last tick
  float step() const noexcept { return step_; }    // per frame, until the next
  float target() const noexcept { return target_; }
  bool moving() const noexcept { return moving_; }

 private:
  float value_, step_ = 0.0F, target_;
  float end_ = 0.0F;               // where a ramp arrives, to the bit
  std::int32_t ramp_frames_ = -1;  // the length of an interval that is a ramp, or none
  Motion motion_ = Motion::jump;
  bool moving_ = false;
};
}  // namespace krach::engine
