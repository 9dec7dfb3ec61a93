// src/engine/balance.hpp: a place between left and right, as a factor for each channel.
#pragma once
#include <algorithm>

namespace krach::engine {
struct Balance {
  float left = 1.0F, right = 1.0F;
  constexpr bool operator==(const Balance&) const = default;
};
/// Units: pan -1 (left) to 1 (right). In the middle both channels pass unchanged; towards one side
///        the other channel falls, to exactly 0.
constexpr Balance balance_of(float pan) noexcept {
  return {std::min(1.0F, 1.0F - pan), std::min(1.0F, 1.0F + pan)};
}
}  // namespace krach::engine
