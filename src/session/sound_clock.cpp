// src/session/sound_clock.cpp
#include "session/sound_clock.hpp"

#include <algorithm>

namespace krach::session {
SoundClock::Nanoseconds SoundClock::length_of(Frames frames) const noexcept {
  constexpr Nanoseconds kSecond = 1'000'000'000;
  return frames.value / rate_ * kSecond + frames.value % rate_ * kSecond / rate_;
}
void SoundClock::tick(Frames first, Clock::time_point now) noexcept KRACH_NONBLOCKING {
  constexpr Nanoseconds kStretch = 100'000'000;
  const Nanoseconds time =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  if (time - begun_ > kStretch) {
    begun_ = time;
    before_ = least_;
    least_ = kNever;
  }
  least_ = std::min(least_, time - length_of(first));
  origin_.store({std::min(least_, before_)});
}
SoundClock::Clock::time_point SoundClock::time_of(Frames frame) const noexcept {
  const Nanoseconds origin = origin_.load()[0];
  if (origin == kNever) return Clock::time_point::max();
  const std::chrono::nanoseconds time(origin + length_of(frame));
  return Clock::time_point(std::chrono::duration_cast<Clock::duration>(time));
}
}  // namespace krach::session
