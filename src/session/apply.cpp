// src/session/apply.cpp
#include "session/apply.hpp"

#include "session/settle.hpp"

namespace krach::session {
void apply(State& state, std::span<const Request> requests, Context& context) {
  settle(state, context.now);
  for (const Request& request : requests)
    std::visit([&](const auto& r) { apply(state, r, context); }, request);
}
}  // namespace krach::session
