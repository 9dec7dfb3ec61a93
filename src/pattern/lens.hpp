// src/pattern/lens.hpp: how a node's own time is seen from outside: outer = local * scale + offset.
#pragma once
#include <utility>

#include "base/time.hpp"

namespace krach::pattern {
/// Lenses are composed on the way down the tree, so an event is moved once, not once a level.
/// A negative scale looks backwards.
struct Lens {
  Rational scale{1}, offset;

  bool is_identity() const noexcept { return scale == Rational{1} && offset == Rational{0}; }
  bool is_backwards() const noexcept { return scale.num < 0; }
  Rational outer(Rational local) const noexcept {
    return scale == Rational{1} ? local + offset : mul_add(local, scale, offset);
  }
  Rational local(Rational outer) const noexcept {
    return is_identity() ? outer : (outer - offset) / scale;
  }
  Span outer(const Span& local) const noexcept {
    if (is_identity()) return local;
    Span out{outer(local.begin), outer(local.end)};
    if (is_backwards()) std::swap(out.begin, out.end);
    return out;
  }
  /// This lens seen through by a child whose time is `inner` away from ours.
  Lens over(const Lens& inner) const noexcept { return {scale * inner.scale, outer(inner.offset)}; }
};
}  // namespace krach::pattern
