// src/base/error.cpp: how faults read on a terminal.
#include "base/error.hpp"

namespace krach {
std::string print(const std::vector<Fault>& faults) {
  std::string text;
  for (const auto& f : faults) {
    if (!text.empty()) text += '\n';
    text += f.where + ": " + f.what;
    if (!f.hint.empty()) text += "\n  hint: " + f.hint;
  }
  return text;
}
}  // namespace krach
