// src/signal/pace.hpp: how often an operation must be computed.
#pragma once
#include <cstdint>
#include <vector>

#include "signal/program.hpp"

namespace krach::signal {
enum class Pace : std::uint8_t {
  fixed,  // depends on constants and the sample rate alone
  held,   // on controls too: computed from their values at the tick, held for the call
  moving  // on every frame. What moves reads a control as a ramp
};
/// The pace of each operation; a control itself is held. Thread: [any].
std::vector<Pace> paces(const Program& program);
}  // namespace krach::signal
