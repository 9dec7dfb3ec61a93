// src/base/error.cpp: how faults read on a terminal.
#include "base/error.hpp"

#include <algorithm>

#include "base/characters.hpp"

namespace krach {
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
      (marked ? std::to_string(fault.mark.line) + ":" + std::to_string(fault.mark.column)
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
