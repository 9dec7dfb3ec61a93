// src/pattern/pattern.cpp: queries.
#include "pattern/pattern.hpp"

#include "base/random.hpp"
#include "pattern/query.hpp"

namespace krach::pattern {
void Pattern::query(Span span, EventSink sink) const {
  if (span.begin >= span.end) return;
  const auto strip = [&](const Found& found) { sink(found.event); };
  pattern::query({*arena_, strip, {}, mix(seed_)}, arena_->root(), span);
}

Pattern Pattern::with_seed(std::uint64_t seed) const {
  Pattern out = *this;
  out.seed_ = seed;
  return out;
}
Pattern Pattern::with_said(std::shared_ptr<const words::Expression> said) const {
  Pattern out = *this;
  out.said_ = std::move(said);
  return out;
}
}  // namespace krach::pattern
