// tests/fuzz/checks.hpp: what holds for every text that a parser refuses.
#pragma once
#include <cstdlib>

#include "base/characters.hpp"
#include "base/error.hpp"

namespace krach::fuzz {
inline void require(bool holds) {
  if (!holds) std::abort();
}
/// Each fault says what, where and how to mend it, and its mark is inside its line.
inline void check_faults(const Error& error) {
  require(!error.faults().empty());
  for (const Fault& fault : error.faults()) {
    require(!fault.what.empty() && !fault.where.empty() && !fault.hint.empty());
    const Mark& mark = fault.mark;
    const std::size_t size = count_characters(mark.text);
    require(mark.line >= 1 && mark.column >= 1 && mark.column <= size + 1 && mark.length >= 1);
    require(mark.length == 1 || mark.column + mark.length <= size + 1);
  }
}
}  // namespace krach::fuzz
