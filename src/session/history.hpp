// src/session/history.hpp: the states that a session has been in, to go back to and forth again.
#pragma once
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
/// At most 256 steps; states share their programs and patterns, so each is small.
/// Law:    undo, then redo, is nothing; of equal requests it is equal.
/// Thread: [control].
class History {
 public:
  /// From `before` one has come by `what`; what could be done again no longer can.
  void add(State before, std::string what);
  /// The state before the last step, or after the one that was undone last.
  /// Errors: Error if there is none.
  const State& before() const;
  const State& after() const;
  /// One has gone there from `now`.
  void undone(State now);
  void redone(State now);
  /// What may be undone, the last at the end; in few words each.
  std::vector<std::string> texts() const;
  /// Positions begin again at 0: in all states, what waits or fades has arrived.
  void arrive();

 private:
  struct Step {
    State state;
    std::string what;
  };
  std::deque<Step> past_;
  std::vector<Step> future_;
};
/// In at most 100 characters: "play bass: seq('A2', 'D3')".
std::string say(const Request& request);
std::string say(std::span<const Request> requests);
}  // namespace krach::session
