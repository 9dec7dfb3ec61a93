// src/session/history.cpp
#include "session/history.hpp"

#include <utility>

#include "base/error.hpp"
#include "session/settle.hpp"

namespace krach::session {
static constexpr std::size_t kMost = 256;

void History::add(State before, std::string what) {
  future_.clear();
  past_.push_back({std::move(before), std::move(what)});
  if (past_.size() > kMost) past_.pop_front();
}
const State& History::before() const {
  if (!past_.empty()) return past_.back().state;
  throw Error(Fault{"there is nothing to undo", "history", "it keeps the last 256 requests"});
}
const State& History::after() const {
  if (!future_.empty()) return future_.back().state;
  throw Error(Fault{"there is nothing to redo", "history",
                    "undo something first; another request ends what can be redone"});
}
void History::undone(State now) {
  future_.push_back({std::move(now), std::move(past_.back().what)});
  past_.pop_back();
}
void History::redone(State now) {
  past_.push_back({std::move(now), std::move(future_.back().what)});
  future_.pop_back();
}
std::vector<std::string> History::texts() const {
  std::vector<std::string> all;
  all.reserve(past_.size());
  for (const Step& step : past_) all.push_back(step.what);
  return all;
}
void History::arrive() {
  for (Step& step : past_) step.state = arrived(std::move(step.state));
  for (Step& step : future_) step.state = arrived(std::move(step.state));
}
}  // namespace krach::session
