// src/pattern/text.cpp
#include "pattern/text.hpp"

#include <algorithm>

namespace krach::pattern {
std::string place_in(std::string_view text, std::size_t offset) {
  static constexpr std::size_t kShown = 60;
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  const std::size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const std::size_t column = offset - start;
  std::string_view shown = text.substr(start);
  shown = shown.substr(0, shown.find('\n'));
  shown = shown.substr(column > kShown / 2 ? std::min(column - kShown / 2, shown.size()) : 0);
  return std::to_string(line) + ":" + std::to_string(column + 1) + " in \"" +
         std::string(shown.substr(0, kShown)) + "\"";
}
}  // namespace krach::pattern
