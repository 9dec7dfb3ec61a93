// src/engine/level.hpp: a factor that a whole run is multiplied by: of a route, of the master.
#pragma once
#include <algorithm>

#include "engine/moving_value.hpp"

namespace krach::engine {
constexpr std::int32_t frames_to_grid(Frames at) noexcept {
  return kTickFrames - static_cast<std::int32_t>(at.value % kTickFrames);
}
/// Thread: [audio] once it plays.
class Level {
 public:
  explicit Level(float value) noexcept : value_(value) {}

  void set(float to, Motion motion, Frames at, const GlideTable& table) noexcept KRACH_NONBLOCKING {
    value_.set(to, motion);
    tick(at, table);
  }
  /// A straight line, from the last tick on: the same bits wherever a run is cut.
  struct Line {
    float value, step, since;
    float at(std::int32_t i) const noexcept {
      return value + (since + static_cast<float>(i)) * step;
    }
    bool still() const noexcept { return step == 0.0F; }
  };
  /// Calls stretch(begin, frames, line) for each straight stretch of [now, now + frames).
  template <class Stretch>
  void run(Frames now, std::int32_t frames, const GlideTable& table, Stretch stretch) noexcept {
    for (std::int32_t done = 0; done < frames;) {
      const Frames at = now + Frames{done};
      if (moving_ && at.value % kTickFrames == 0) tick(at, table);
      const std::int32_t length =
          moving_ ? std::min(frames - done, frames_to_grid(at)) : frames - done;
      const auto since = static_cast<float>(moving_ ? (at - tick_).value : 0);
      stretch(done, length, Line{value_.value(), value_.step(), since});
      done += length;
    }
  }

 private:
  void tick(Frames at, const GlideTable& table) noexcept {
    value_.tick(moving_ ? static_cast<std::int32_t>((at - tick_).value) : 0, frames_to_grid(at),
                table);
    moving_ = value_.moving();
    tick_ = at;
  }
  MovingValue value_;
  Frames tick_;
  bool moving_ = false;  // since tick_
};
}  // namespace krach::engine
