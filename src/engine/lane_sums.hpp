// src/engine/lane_sums.hpp: rows of lanes become samples: all alike, or each lane by a factor.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace krach::engine {
inline constexpr float kLoudest = 1e9F;   // so that sums of many nodes, and what effects make of
                                          // them, stay finite
inline float bounded(float x) noexcept {  // also if infinities met
  return std::max(-kLoudest, std::min(kLoudest, x));
}
/// The lanes of one row as fewer: in halves, so that a processor can do it side by side.
template <std::size_t kWidth, std::size_t kFewer>
inline void fold(const float* row, float* out) noexcept {
  if constexpr (kWidth == kFewer) {
    std::copy_n(row, kWidth, out);
  } else {
    std::array<float, kWidth / 2> half{};
    for (std::size_t l = 0; l < kWidth / 2; ++l) half[l] = row[l] + row[l + kWidth / 2];
    fold<kWidth / 2, kFewer>(half.data(), out);
  }
}
/// First all rows to a few lanes, then these: a compiler does many rows at once so.
template <std::size_t kWidth>
void total_rows(const float* sums, std::size_t rows, float* out) noexcept {
  constexpr std::size_t kRows = 32, kFew = std::min<std::size_t>(kWidth, 4);
  std::array<float, kFew * kRows> few;  // NOLINT(*-member-init): written before it is read
  for (std::size_t first = 0; first < rows; first += kRows) {
    const std::size_t count = std::min(kRows, rows - first);
    for (std::size_t row = 0; row < count; ++row)
      fold<kWidth, kFew>(sums + (first + row) * kWidth, &few[row * kFew]);
    for (std::size_t row = 0; row < count; ++row)
      fold<kFew, 1>(&few[row * kFew], out + first + row);
  }
  std::int32_t out_of_bounds = 0;
  for (std::size_t row = 0; row < rows; ++row)
    out_of_bounds |= std::abs(out[row]) <= kLoudest ? 0 : 1;
  if (out_of_bounds == 0) return;
  for (std::size_t row = 0; row < rows; ++row) out[row] = bounded(out[row]);
}
/// Calls f with the width as a constant: 1, 8 or 16.
template <class F>
void with_width(std::size_t width, const F& f) noexcept {
  if (width == 1) f(std::integral_constant<std::size_t, 1>());
  if (width == 8) f(std::integral_constant<std::size_t, 8>());
  if (width == 16) f(std::integral_constant<std::size_t, 16>());
}
/// Shapes: sums[rows][width]; out[rows].
inline void total_rows(std::size_t width, const float* sums, std::size_t rows,
                       float* out) noexcept {
  with_width(width, [&](auto w) { total_rows<w.value>(sums, rows, out); });
}
template <std::size_t kWidth>
void add_rows(const float* sums, std::size_t rows, const float* factors, float* out) noexcept {
  for (std::size_t row = 0; row < rows; ++row) {
    std::array<float, kWidth> lanes{};
    for (std::size_t l = 0; l < kWidth; ++l) lanes[l] = sums[row * kWidth + l] * factors[l];
    float sum = 0.0F;
    fold<kWidth, 1>(lanes.data(), &sum);
    out[row] += sum;
  }
}
/// Likewise, but added to what `out` holds, and not bounded. Shapes: factors[width].
inline void add_rows(std::size_t width, const float* sums, std::size_t rows, const float* factors,
                     float* out) noexcept {
  with_width(width, [&](auto w) { add_rows<w.value>(sums, rows, factors, out); });
}
/// Adds what was summed apart; a program of one output gets its second channel here.
/// Shapes: out[2][frames], of which [outputs][frames] are written; left, right[frames].
inline void join_sides(float* out, std::size_t frames, std::uint32_t outputs, const float* left,
                       const float* right) noexcept {
  if (outputs == 1) std::copy_n(out, frames, out + frames);
  for (std::size_t i = 0; i < frames; ++i) {
    out[i] = bounded(out[i] + left[i]);
    out[frames + i] = bounded(out[frames + i] + right[i]);
  }
}
}  // namespace krach::engine
