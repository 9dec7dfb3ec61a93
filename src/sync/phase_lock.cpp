// src/sync/phase_lock.cpp
#include "sync/phase_lock.hpp"

#include <algorithm>
#include <cmath>

namespace krach::sync {
namespace {
constexpr double kEnough = 0.001, kFar = 0.020;  // seconds
constexpr double kMost = 0.03, kMostFromFar = 0.25;
constexpr double kShortest = 0.25;  // seconds: shorter would be heard as a jump

/// In a straight line from bpm * (1 + x) back to bpm, over what lasts `length` at bpm, the music
/// gains length * (x / 2) / (1 + x / 2): it is played at the mean of the two.
double share_of(double x) { return x / 2.0 / (1.0 + x / 2.0); }
double x_of(double share) { return 2.0 * share / (1.0 - share); }

Nudge nudge_by(double gain, double bpm, double beats) {
  const double beat = 60.0 / bpm, bar = beat * beats;
  const double most = share_of(std::abs(gain) > kFar ? kMostFromFar : kMost);
  const double least = std::max({beat, kShortest, std::abs(gain) / most});
  const double bars = std::ceil(least / bar * 64.0) / 64.0;  // so that it is a plain fraction
  const double from = bpm * (1.0 + x_of(gain / (bars * bar)));
  return {std::clamp(std::round(from * 1000.0) / 1000.0, 1.0, 999.0), bars};
}
}  // namespace

std::optional<Seconds> PhaseLock::believed() const noexcept {
  if (heard_ < kMeasures) return {};
  return std::ranges::max(last_);
}
std::optional<Nudge> PhaseLock::hear(Seconds ahead, double bpm, double beats) {
  last_[heard_++ % kMeasures] = ahead;
  const auto off = believed();
  if (!off || std::abs(off->value) < kEnough) return {};
  forget();
  return nudge_by(-off->value, bpm, beats);
}
}  // namespace krach::sync
