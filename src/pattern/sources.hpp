// src/pattern/sources.hpp: which characters made an event that several patterns made.
#pragma once
#include <algorithm>
#include <array>
#include <span>

#include "base/score.hpp"

namespace krach::pattern {
/// The source spans of several events as one list. What is beyond its size is left out.
struct Sources {
  std::array<SourceSpan, 16> spans;
  std::size_t size = 0;

  void add(std::span<const SourceSpan> more) {
    const std::size_t n = std::min(more.size(), spans.size() - size);
    std::copy_n(more.begin(), n, spans.begin() + static_cast<std::ptrdiff_t>(size));
    size += n;
  }
  std::span<const SourceSpan> view() const { return std::span(spans).first(size); }
};
}  // namespace krach::pattern
