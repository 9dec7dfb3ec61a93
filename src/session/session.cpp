// src/session/session.cpp
#include "session/session.hpp"

#include <utility>

#include "session/apply.hpp"

namespace krach::session {
Reply Session::apply(std::span<const Request> requests) {
  State next = state_;  // patterns and programs are shared, so this copies little
  Reply reply;
  for (const Request& request : requests)
    std::visit([&](const auto& r) { session::apply(next, r, reply); }, request);
  state_ = std::move(next);
  reply.revision = ++revision_;
  return reply;
}
}  // namespace krach::session
