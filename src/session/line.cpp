// src/session/line.cpp
#include "session/line.hpp"

#include "words/expression.hpp"

namespace krach::session {
static bool same_words(const pattern::Pattern& a, const pattern::Pattern& b) {
  return words::has_words(a.said()) && words::has_words(b.said()) &&
         words::print(a.said()) == words::print(b.said());
}
bool operator==(const Played& a, const Played& b) {
  if (!a.pattern || !b.pattern) return !a.pattern && !b.pattern && a.fade == b.fade;
  if (a.origin != b.origin) return false;
  return &a.pattern->arena() == &b.pattern->arena() || same_words(*a.pattern, *b.pattern);
}
}  // namespace krach::session
