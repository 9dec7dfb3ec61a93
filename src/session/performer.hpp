// src/session/performer.hpp: a state and where it has been: what requests act on.
#pragma once
#include <span>
#include <utility>

#include "session/history.hpp"

namespace krach::session {
/// Of equal requests at equal positions it is equal: so a journal can be read again. All of them
/// have been accepted before.
/// Thread: [control].
class Performer {
 public:
  explicit Performer(State state = {}) : state_(std::move(state)) {}
  /// Does all of them, in order, or nothing. `now`: see Context. Errors: as apply().
  void apply(std::span<const Request> requests, Rational now, std::uint64_t seed) {
    Reply warnings_were_told;
    Context context{warnings_were_told, now, seed, true};
    State next = history_.next(state_, requests, context);
    history_.step(std::exchange(state_, std::move(next)), requests);
  }
  const State& state() const noexcept { return state_; }

 private:
  State state_;
  History history_;
};
}  // namespace krach::session
