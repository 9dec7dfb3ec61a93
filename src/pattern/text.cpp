// src/pattern/text.cpp
#include "pattern/text.hpp"

#include <algorithm>
#include <utility>

#include "base/characters.hpp"

namespace krach::pattern {
std::string place_in(std::string_view text, std::size_t offset) {
  static constexpr std::size_t kShown = 60;
  const Mark mark = mark_in(text, offset, offset);
  const std::size_t column = mark.column - 1;
  return std::to_string(mark.line) + ":" + std::to_string(mark.column) + " in \"" +
         std::string(characters(mark.text, column > kShown / 2 ? column - kShown / 2 : 0, kShown)) +
         "\"";
}

std::string shortened(std::string_view text) {
  static constexpr std::size_t kShown = 24;
  const std::string_view shown = characters(text, 0, kShown);
  return std::string(shown) + (shown.size() < text.size() ? "..." : "");
}

Fault fault_in(std::string_view text, std::size_t begin, std::size_t end, std::string what,
               std::string hint) {
  return {std::move(what), place_in(text, begin), std::move(hint), mark_in(text, begin, end)};
}
}  // namespace krach::pattern
