// src/pattern/text.cpp
#include "pattern/text.hpp"

#include <algorithm>
#include <utility>

#include "base/characters.hpp"

namespace krach::pattern {
Mark mark_in(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view before = text.substr(0, begin);
  const std::size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const std::size_t stop = std::min(text.find('\n', begin), text.size());
  Mark mark;
  mark.text = text.substr(start, stop - start);
  for (char& c : mark.text)
    if (c >= '\0' && c < ' ') c = ' ';  // a terminal would obey it
  mark.line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  mark.column = count_characters(text.substr(start, begin - start)) + 1;
  const std::size_t last = std::clamp(end, begin, stop);
  mark.length = std::max<std::size_t>(count_characters(text.substr(begin, last - begin)), 1);
  return mark;
}

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
