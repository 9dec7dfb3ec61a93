// src/session/session.cpp
#include "session/session.hpp"

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "session/apply.hpp"

namespace krach::session {
Reply apply_all(State& state, std::span<const Request> requests, Rational now) {
  Reply reply;
  Context context{reply, now};
  for (const Request& request : requests)
    std::visit([&](const auto& r) { apply(state, r, context); }, request);
  return reply;
}

Reply Session::apply(std::span<const Request> requests) {
  State next = state_;  // patterns and programs are shared, so this copies little
  const engine::Moment horizon = live_ != nullptr ? live_->horizon() : engine::Moment{};
  Reply reply = apply_all(next, requests, horizon.cycle);
  reply.effect = horizon;
  if (live_ != nullptr) reply.effect.frame = live_->follow(next);
  reply.revision = revision_ + 1;
  keep({.kind = JournalLine::Kind::requests,
        .revision = reply.revision,
        .effect = reply.effect,
        .requests = {requests.begin(), requests.end()}},
       next, reply.warnings);
  state_ = std::move(next);
  revision_ = reply.revision;
  return reply;
}
void Session::keep(JournalLine line, const State& next, std::vector<std::string>& warnings) {
  if (!journal_) return;
  try {
    journal_->write(line, next);
    journal_trouble_.clear();
  } catch (const Error& error) {
    if (journal_trouble_ != error.what()) warnings.emplace_back(error.what());  // told once
    journal_trouble_ = error.what();
  }
}
void Session::restore(State state, std::int64_t revision) {
  state_ = std::move(state);
  revision_ = revision;
}
void Session::keep_journal(Journal journal) { journal_ = std::move(journal); }

void Session::start(const LiveOptions& options) {
  if (live_ == nullptr) return play(options);
  LiveOptions before = live_->options();
  if (options.device.sample_rate == before.device.sample_rate)
    return live_->switch_to(options.device);
  before.start = live_->horizon();
  LiveOptions next{options.device, before.seed, before.start};
  next.start.frame.value = std::llround(static_cast<double>(before.start.frame.value) *
                                        static_cast<double>(next.device.sample_rate) /
                                        static_cast<double>(before.device.sample_rate));
  live_.reset();
  try {
    play(next);
  } catch (const Error&) {
    play(before);
    throw;
  }
}
void Session::play(const LiveOptions& options) {
  live_ = std::make_unique<Live>(state_, *kernels_, options);
  std::vector<std::string> warnings;
  keep({.kind = JournalLine::Kind::play,
        .revision = revision_,
        .effect = options.start,
        .sample_rate = options.device.sample_rate,
        .requests = {}},
       state_, warnings);
}
LiveStatus Session::status() const {
  if (live_ != nullptr) return live_->status();
  throw Error(Fault{"nothing plays", "session", "start a device first: kr.start()"});
}
}  // namespace krach::session
