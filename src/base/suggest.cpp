// src/base/suggest.cpp
#include "base/suggest.hpp"

#include <algorithm>
#include <vector>

namespace krach {
static std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] =
          std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

std::string suggest(std::string_view name, std::span<const std::string> known,
                    std::string_view none) {
  if (known.empty()) return std::string(none);
  const auto nearest =
      std::ranges::min_element(known, {}, [&](const std::string& k) { return distance(name, k); });
  std::string text;
  if (distance(name, *nearest) <= std::max<std::size_t>(1, name.size() / 3))
    text = "did you mean '" + *nearest + "'? ";
  text += "there is: ";
  constexpr std::size_t kListed = 12;
  for (std::size_t i = 0; i < std::min(known.size(), kListed); ++i)
    text += (i == 0 ? "" : ", ") + known[i];
  if (known.size() > kListed) text += ", and " + std::to_string(known.size() - kListed) + " more";
  return text;
}
}  // namespace krach
