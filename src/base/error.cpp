// src/base/error.cpp: how faults read on a terminal.
#include "base/error.hpp"

#include <algorithm>

#include "base/characters.hpp"

namespace krach {
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

std::string print(const Mark& mark) {
  static constexpr std::size_t kShown = 72;
  if (mark.length == 0) return "";
  const std::size_t column = mark.column - 1, size = count_characters(mark.text);
  std::size_t first = 0;  // where the line is longer than what is shown, the mark is in the middle
  if (size > kShown && column > kShown / 2)
    first = std::min(column - kShown / 2, std::max(size, column + 1) - kShown);
  const std::size_t carets = std::min(mark.length, first + kShown - column);
  return "    " + std::string(characters(mark.text, first, kShown)) + "\n    " +
         std::string(column - first, ' ') + std::string(std::max<std::size_t>(carets, 1), '^');
}

static std::string print(const Fault& fault) {
  const bool marked = fault.mark.length > 0;
  std::string text =
      (marked ? (fault.mark.file.empty() ? "" : fault.mark.file + ":") +
                    std::to_string(fault.mark.line) + ":" + std::to_string(fault.mark.column)
              : fault.where) +
      ": " + fault.what;
  if (marked) text += "\n" + print(fault.mark);
  if (!fault.hint.empty()) text += "\n  hint: " + fault.hint;
  return text;
}
std::string print(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) text += (text.empty() ? "" : "\n") + print(fault);
  return text;
}
}  // namespace krach
