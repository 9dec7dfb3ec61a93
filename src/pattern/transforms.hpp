// src/pattern/transforms.hpp: transforms as values: p.every(4, transforms::reverse).
#pragma once
#include <string>
#include <utility>

#include "pattern/pattern.hpp"

namespace krach::pattern::transforms {
inline Pattern reverse(const Pattern& p) { return p.reverse(); }
inline Transform fast(double n) {
  return [n](const Pattern& p) { return p.fast(n); };
}
inline Transform over(double n) {
  return [n](const Pattern& p) { return p.over(n); };
}
inline Transform shift(double t) {
  return [t](const Pattern& p) { return p.shift(t); };
}
inline Transform thin(double share) {
  return [share](const Pattern& p) { return p.thin(share); };
}
inline Transform swing(double amount, std::int64_t steps = 8) {
  return [=](const Pattern& p) { return p.swing(amount, steps); };
}
inline Transform set(std::string control, double value) {
  return [control = std::move(control), value](const Pattern& p) { return p.set(control, value); };
}
}  // namespace krach::pattern::transforms
