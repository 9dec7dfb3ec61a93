// src/session/fade.hpp: a value on its way from here to there.
#pragma once
#include "base/time.hpp"

namespace krach::session {
/// A straight line of musical time: `from` until `begin`, and `target` from end() on, to the bit.
struct Fade {
  double from = 0.0, target = 0.0;
  Rational begin = 0, bars = 1;
  Rational end() const noexcept { return begin + bars; }
  double at(Rational position) const noexcept {
    if (position <= begin) return from;
    if (position >= end()) return target;
    return from + (target - from) * ((position - begin).to_double() / bars.to_double());
  }
  friend bool operator==(const Fade&, const Fade&) = default;
};
/// A tempo on its way moves evenly in time, so its square does in music. To 1/1000 BPM.
Rational tempo_at(const Fade& fade, Rational position) noexcept;
}  // namespace krach::session
