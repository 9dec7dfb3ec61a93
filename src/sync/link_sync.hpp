// src/sync/link_sync.hpp: a session that plays with others by Ableton Link.
#pragma once
#include "sync/link.hpp"
#include "sync/phase_lock.hpp"

#include <chrono>
#include <cstdint>

#include "session/session.hpp"

namespace krach::sync {
/// One tempo for all: who changed it last is right. The bar begins where it does for the others,
/// when it is heard, to about 1 ms; with nobody there, theirs will begin where ours does.
/// What there is to be done to the session is asked for as anybody would: a tempo, or a tempo that
/// fades back to the right one, which the history leaves out.
/// Errors: as Link. Thread: [control].
class LinkSync {
 public:
  static constexpr auto kBetween = std::chrono::milliseconds(50);
  explicit LinkSync(const session::Session& session);
  /// To be called every kBetween. Returns what to ask for together; most often nothing.
  session::Session::Batch listen(const session::Session& session);
  std::int64_t peers() const { return link_.peers(); }

 private:
  double tempo_of(const session::State& state, Rational at) const;
  session::Session::Batch align(const session::State& state, const engine::Moment& at,
                                Link::Clock::time_point heard);
  double shared_;  // the tempo that session and Link had in common last
  Link link_;
  PhaseLock lock_;
};
}  // namespace krach::sync
