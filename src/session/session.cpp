// src/session/session.cpp
#include "session/session.hpp"

#include <utility>

#include "base/error.hpp"
#include "session/apply.hpp"

namespace krach::session {
Reply Session::apply(std::span<const Request> requests) {
  State next = state_;  // patterns and programs are shared, so this copies little
  Reply reply;
  Context context{reply, live_ != nullptr ? live_->position() : 0};
  session::apply(next, requests, context);
  if (live_ != nullptr) reply.frame = live_->follow(next, context.now);
  state_ = std::move(next);
  reply.revision = ++revision_;
  return reply;
}
void Session::start(const LiveOptions& options) {
  live_.reset();
  live_ = std::make_unique<Live>(state_, *kernels_, options);
}
LiveStatus Session::status() const {
  if (live_ != nullptr) return live_->status();
  throw Error(Fault{"nothing plays", "session", "start a device first: kr.start()"});
}
}  // namespace krach::session
