// src/session/history.hpp: the states that a session has been in, to go back to and forth again.
#pragma once
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "session/apply.hpp"

namespace krach::session {
/// At most 256 steps; states share their programs and patterns, so each is small.
/// Law:    undo, then redo, is nothing; of equal requests it is equal.
/// Thread: [control].
class History {
 public:
  /// What `state` becomes by `requests`: undo and redo, each alone, lead to where it has been.
  /// Errors: as apply(); Error if there is nothing to undo or redo.
  State next(const State& state, std::span<const Request> requests, Context& context) const;
  /// It was `before`, and has become that. A nudge is no step: the tempo is set, and fades back to
  /// what it was. A gesture is one step, whatever is set in between by other gestures.
  void step(State before, std::span<const Request> requests);
  /// What may be undone, the last at the end; in few words each.
  std::vector<std::string> texts() const;
  /// Positions begin again at 0: in all states, what waits or fades has arrived.
  void arrive();

 private:
  const State& before() const;
  const State& after() const;
  struct Step {
    State state;
    std::string what, set;  // set: the path that it sets, if it does no more
  };
  std::deque<Step> past_;
  std::vector<Step> future_;
};
/// Undo or redo: what is told apart from the requests that stand together.
bool is_of_history(std::span<const Request> requests);
/// In at most 100 characters: "play bass: seq('A2', 'D3')".
std::string say(const Request& request);
std::string say(std::span<const Request> requests);
}  // namespace krach::session
