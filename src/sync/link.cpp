// src/sync/link.cpp: the only place that includes Link, which includes all of asio.
#include "sync/link.hpp"

#include <ableton/Link.hpp>

namespace krach::sync {
using std::chrono::duration_cast;
using std::chrono::microseconds;

class Link::Body {
 public:
  explicit Body(double bpm) : link(bpm) { link.enable(true); }
  /// Link's clock is CLOCK_MONOTONIC_RAW, which nothing adjusts. Of three readings of both the one
  /// that was held up least.
  microseconds to_link(Clock::time_point at) const {
    auto least = Clock::duration::max();
    microseconds ahead{};
    for (int i = 0; i < 3; ++i) {
      const auto before = Clock::now();
      const microseconds theirs = link.clock().micros();
      const auto took = Clock::now() - before;
      if (took >= least) continue;
      least = took;
      ahead = theirs - duration_cast<microseconds>((before + took / 2).time_since_epoch());
    }
    return duration_cast<microseconds>(at.time_since_epoch()) + ahead;
  }
  ableton::Link link;
};

Link::Link(double bpm) : body_(std::make_unique<Body>(bpm)) {}
Link::~Link() = default;
std::int64_t Link::peers() const { return static_cast<std::int64_t>(body_->link.numPeers()); }
double Link::tempo() const { return body_->link.captureAppSessionState().tempo(); }
void Link::set_tempo(double bpm, Clock::time_point at) {
  auto state = body_->link.captureAppSessionState();
  state.setTempo(bpm, body_->to_link(at));
  body_->link.commitAppSessionState(state);
}
double Link::bars(Clock::time_point at, double beats) const {
  return body_->link.captureAppSessionState().beatAtTime(body_->to_link(at), beats) / beats;
}
void Link::set_bars(double bars, Clock::time_point at, double beats) {
  auto state = body_->link.captureAppSessionState();
  state.requestBeatAtTime(bars * beats, body_->to_link(at), beats);
  body_->link.commitAppSessionState(state);
}
}  // namespace krach::sync
