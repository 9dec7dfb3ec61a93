// src/sync/link_sync.cpp
#include "sync/link_sync.hpp"

#include <cmath>

#include "session/apply.hpp"

namespace krach::sync {
using session::Session;
using session::State;
namespace {
/// Others say a tempo in whole microseconds a beat.
double doubt_of(double bpm) { return bpm * bpm / 120e6; }
bool same(double a, double b) { return std::abs(a - b) <= 0.0005 + 2.0 * doubt_of(a); }
/// What they have likely set: 127 for 126.99998.
double plain(double bpm) {
  for (const double steps : {1.0, 10.0, 100.0})
    if (const double near = std::round(bpm * steps) / steps; std::abs(near - bpm) <= doubt_of(bpm))
      return near;
  return std::round(bpm * 1000.0) / 1000.0;
}
/// Is the tempo on its way there, or there already?
bool leads_to(const State& state, double bpm) {
  return state.tempo_fade && state.tempo_fade->target == bpm;
}
bool moves(const State& state, Rational at) {
  return state.tempo_fade && state.tempo_fade->end() > at;
}
constexpr double kAside = 0.0002;  // seconds that Link may differ while nobody listens
}  // namespace

LinkSync::LinkSync(const Session& session)
    : shared_(session.tempo().bpm.to_double()), link_(shared_) {}

/// A nudge is no tempo of the music, and leads back to what is shared.
double LinkSync::tempo_of(const State& state, Rational at) const {
  return leads_to(state, shared_) ? shared_ : session::heard_tempo(state, at).bpm.to_double();
}
Session::Batch LinkSync::listen(const Session& session) {
  const engine::Moment at = session.horizon();
  const auto heard = session.heard_at(at.frame);
  if (heard == Link::Clock::time_point::max()) return {};  // nothing plays yet
  const State& state = session.state();
  if (const double ours = tempo_of(state, at.cycle); !same(ours, shared_)) {
    link_.set_tempo(ours, heard);
    shared_ = ours;
    lock_.forget();
    return {};
  }
  if (const double theirs = link_.tempo(); !same(theirs, shared_)) {
    shared_ = plain(theirs);
    lock_.forget();
    return {session::SetTempo{shared_}};
  }
  return align(state, at, heard);
}
Session::Batch LinkSync::align(const State& state, const engine::Moment& at,
                               Link::Clock::time_point heard) {
  if (moves(state, at.cycle)) return lock_.forget(), Session::Batch{};
  const double beats = state.tempo.meter.to_double();
  const double bars = at.cycle.to_double();
  const double apart = bars - link_.bars(heard, beats);
  const Seconds ahead{(apart - std::round(apart)) * beats * 60.0 / shared_};
  if (link_.peers() == 0) {
    if (std::abs(ahead.value) > kAside) link_.set_bars(bars, heard, beats);
    return lock_.forget(), Session::Batch{};
  }
  const auto nudge = lock_.hear(ahead, shared_, beats);
  if (!nudge) return {};
  return {session::SetTempo{nudge->from},
          session::FadeTo{.path = "tempo", .target = shared_, .bars = nudge->bars}};
}
}  // namespace krach::sync
