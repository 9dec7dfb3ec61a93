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

  void glide(float to, Frames at, const GlideTable& table) noexcept KRACH_NONBLOCKING {
    value_.set(to, Motion::glide);
    tick(at, table);
  }
  /// Calls stretch(begin, frames, value, step) for each straight stretch of [now, now + frames).
  template <class Stretch>
  void run(Frames now, std::int32_t frames, const GlideTable& table, Stretch stretch) noexcept {
    for (std::int32_t done = 0; done < frames;) {
      const Frames at = now + Frames{done};
      if (moving_ && at.value % kTickFrames == 0) tick(at, table);
      const std::int32_t length =
          moving_ ? std::min(frames - done, frames_to_grid(at)) : frames - done;
      const auto since = static_cast<float>(moving_ ? (at - tick_).value : 0);
      stretch(done, length, value_.value() + since * value_.step(), value_.step());
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
