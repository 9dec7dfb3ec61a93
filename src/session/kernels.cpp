// src/session/kernels.cpp
#include "session/kernels.hpp"

namespace krach::session {
std::shared_ptr<const jit::Compiled> Kernels::get(
    const std::shared_ptr<const signal::Program>& program, Hertz rate, std::uint32_t lanes) {
  const std::uint64_t hash = signal::content_hash(*program);
  const std::scoped_lock lock(mutex_);
  for (const Entry& e : entries_)
    if (e.hash == hash && e.rate == rate.value && e.lanes == lanes && *e.program == *program)
      return e.compiled;
  entries_.push_back({hash, program, rate.value, lanes, jit::compile(*program, rate, lanes)});
  return entries_.back().compiled;
}
}  // namespace krach::session
