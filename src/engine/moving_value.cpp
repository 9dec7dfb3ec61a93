// src/engine/moving_value.cpp
#include "engine/moving_value.hpp"

#include <cmath>

namespace krach::engine {
GlideTable::GlideTable(Hertz rate) {
  constexpr double kSeconds = 0.005;
  for (std::size_t n = 0; n < left_.size(); ++n)
    left_[n] = static_cast<float>(std::exp(-static_cast<double>(n) / (kSeconds * rate.value)));
}

void MovingValue::set(float value, Motion motion) noexcept KRACH_NONBLOCKING {
  if (moving_ && motion_ == Motion::jump) {  // on this frame: what comes now begins there
    value_ = target_;
    step_ = 0.0F;
    ramp_frames_ = -1;
  }
  target_ = value;
  motion_ = motion;
  moving_ = true;  // until a tick finds it there
}
void MovingValue::tick(std::int32_t elapsed, std::int32_t length,
                       const GlideTable& glide) noexcept KRACH_NONBLOCKING {
  if (!moving_) return;
  value_ = elapsed == ramp_frames_ ? end_ : value_ + static_cast<float>(elapsed) * step_;
  const float distance = target_ - value_;
  const float near = 1e-5F * std::abs(target_) + 1e-7F;  // a glide would never quite be there
  if (motion_ == Motion::jump || distance == 0.0F ||
      (motion_ == Motion::glide && std::abs(distance) <= near)) {
    value_ = target_;
    step_ = 0.0F;
    ramp_frames_ = -1;
    moving_ = false;
    return;
  }
  const bool ramp = motion_ == Motion::ramp;
  end_ = target_;
  ramp_frames_ = ramp ? length : -1;
  step_ = distance * (ramp ? 1.0F : 1.0F - glide.left_after(length)) / static_cast<float>(length);
}
}  // namespace krach::engine
