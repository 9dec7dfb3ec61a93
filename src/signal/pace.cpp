// src/signal/pace.cpp
#include "signal/pace.hpp"

#include <algorithm>

namespace krach::signal {
static bool moves_by_itself(Op op) noexcept {
  return op == Op::input || op == Op::noise || op == Op::phasor || op == Op::memory ||
         op == Op::delay || op == Op::rwtable;
}
std::vector<Pace> paces(const Program& program) {
  std::vector<Pace> all;
  all.reserve(program.operations.size());
  for (const Operation& o : program.operations) {
    Pace pace = o.op == Op::control ? Pace::held : Pace::fixed;
    if (moves_by_itself(o.op))
      pace = Pace::moving;
    else
      for (std::uint32_t k = 0; k < info(o.op).operands; ++k) pace = std::max(pace, all[o.in[k]]);
    all.push_back(pace);
  }
  return all;
}
}  // namespace krach::signal
