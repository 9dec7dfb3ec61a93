// tests/fuzz/checks.hpp: what holds for every text that a parser refuses.
#pragma once
#include <cstdlib>
#include <ctime>

#include "base/characters.hpp"
#include "base/error.hpp"

namespace krach::fuzz {
inline void require(bool holds) {
  if (!holds) std::abort();
}
/// No more than a second of this process: others may be busy too. Once for parsing and asking, and
/// once for all that is looked at after that.
class Watch {
 public:
  void lap() {
    const std::clock_t now = std::clock();
    require(now - begin_ < CLOCKS_PER_SEC);
    begin_ = now;
  }

 private:
  std::clock_t begin_ = std::clock();
};
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
