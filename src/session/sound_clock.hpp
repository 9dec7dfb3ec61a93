// src/session/sound_clock.hpp: when a frame is heard, by the clock of the machine.
#pragma once
#include <chrono>
#include <cstdint>
#include <limits>

#include "base/latest.hpp"
#include "base/realtime.hpp"
#include "base/units.hpp"

namespace krach::session {
/// A device asks for a block late, now and then, and never early: the least lateness of the last
/// tenths of a second is the true one, also after the device has skipped something.
class SoundClock {
 public:
  using Clock = std::chrono::steady_clock;
  explicit SoundClock(std::int64_t sample_rate) noexcept : rate_(sample_rate) {
    origin_.store({kNever});
  }
  /// The device asks now for the block that begins with `first`. Thread: [audio].
  void tick(Frames first, Clock::time_point now) noexcept KRACH_NONBLOCKING;
  /// When the device asks for `frame`; never, until it has asked for anything. Thread: [any] but
  /// real-time threads.
  Clock::time_point time_of(Frames frame) const noexcept;

 private:
  using Nanoseconds = std::int64_t;
  static constexpr Nanoseconds kNever = std::numeric_limits<Nanoseconds>::max();
  Nanoseconds length_of(Frames frames) const noexcept;

  std::int64_t rate_;
  Nanoseconds begun_ = 0;                         // when the stretch that is measured began
  Nanoseconds least_ = kNever, before_ = kNever;  // when frame 0 was, by it and the one before
  Latest<Nanoseconds, 1> origin_;
};
}  // namespace krach::session
