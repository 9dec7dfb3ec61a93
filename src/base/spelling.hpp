// src/base/spelling.hpp: what somebody may have meant.
#pragma once
#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

namespace krach {
/// How many letters have to be put in, taken out or changed.
/// Source: V. Levenshtein, "Binary codes capable of correcting deletions, insertions, and
///         reversals", 1966.
inline std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = i;
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}
/// The name that is the nearest to `word`; empty if none is near. Words beyond 64 letters are near
/// to nothing.
template <class Names>
std::string_view nearest(std::string_view word, const Names& names) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  if (word.size() > 64) return best;
  for (const std::string_view name : names) {
    const std::size_t d = distance(word, name);
    if (d < least) least = d, best = name;
  }
  return best;
}
}  // namespace krach
