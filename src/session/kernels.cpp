// src/session/kernels.cpp
#include "session/kernels.hpp"

#include <algorithm>
#include <cstddef>

namespace krach::session {
std::shared_ptr<const jit::Compiled> Kernels::get(
    const std::shared_ptr<const signal::Program>& program, Hertz rate, std::uint32_t lanes) {
  const std::uint64_t hash = signal::content_hash(*program);
  const std::scoped_lock lock(mutex_);
  auto found = std::ranges::find_if(entries_, [&](const Entry& e) {
    return e.hash == hash && e.rate == rate.value && e.lanes == lanes && *e.program == *program;
  });
  if (found == entries_.end()) {
    entries_.push_back({hash, program, rate.value, lanes, jit::compile(*program, rate, lanes)});
    found = entries_.end() - 1;
  }
  std::rotate(found, found + 1, entries_.end());
  const auto compiled = entries_.back().compiled;
  constexpr std::ptrdiff_t kKept = 64;
  const auto idle = [](const Entry& e) { return e.compiled.use_count() == 1; };
  for (auto surplus = std::ranges::count_if(entries_, idle) - kKept; surplus > 0; --surplus)
    entries_.erase(std::ranges::find_if(entries_, idle));
  return compiled;
}
}  // namespace krach::session
