// src/session/history.cpp
#include "session/history.hpp"

#include <ranges>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "session/settle.hpp"

namespace krach::session {
static constexpr std::size_t kMost = 256;

static bool is_alone(std::span<const Request> requests, const auto& kind) {
  return requests.size() == 1 && std::holds_alternative<std::decay_t<decltype(kind)>>(requests[0]);
}
bool is_of_history(std::span<const Request> requests) {
  return is_alone(requests, Undo{}) || is_alone(requests, Redo{});
}
State History::next(const State& state, std::span<const Request> requests, Context& context) const {
  const bool undo = is_alone(requests, Undo{}), redo = is_alone(requests, Redo{});
  State next = undo ? before() : redo ? after() : state;  // it shares much, so this copies little
  apply(next, undo || redo ? std::span<const Request>{} : requests, context);
  return next;
}
/// The tempo is nudged and fades back to what it was, as others ask who play in time with it: that
/// is no step, or undo would take back nothing that anybody did.
static bool is_nudge(const State& before, std::span<const Request> requests) {
  if (requests.size() != 2 || !std::holds_alternative<SetTempo>(requests[0])) return false;
  const auto* back = std::get_if<FadeTo>(&requests[1]);
  const auto& fade = before.tempo_fade;
  return back != nullptr && back->path == "tempo" &&
         back->target == (fade ? fade->target : before.tempo.bpm.to_double());
}
namespace {
/// The one path that requests set, and whether that goes on with a gesture.
struct Setting {
  std::string path;
  bool continues = false;
};
}  // namespace
static Setting setting_of(std::span<const Request> requests) {
  if (requests.size() != 1) return {};
  if (const auto* r = std::get_if<SetControl>(&requests[0]))
    return {r->node + "/" + r->control, r->continues};
  if (const auto* r = std::get_if<SetTempo>(&requests[0])) return {"tempo", r->continues};
  if (const auto* r = std::get_if<SetMaster>(&requests[0])) return {"master", r->continues};
  return {};
}
void History::step(State before, std::span<const Request> requests) {
  if (is_nudge(before, requests)) return;
  if (is_alone(requests, Undo{})) {
    future_.push_back({std::move(before), std::move(past_.back().what), {}});
    past_.pop_back();
    if (!past_.empty()) past_.back().set.clear();  // what comes now is a gesture of its own
    return;
  }
  if (is_alone(requests, Redo{})) {
    past_.push_back({std::move(before), std::move(future_.back().what), {}});
    future_.pop_back();
    return;
  }
  future_.clear();
  Setting setting = setting_of(requests);
  if (setting.continues)
    for (Step& step : past_ | std::views::reverse) {
      if (step.set.empty()) break;
      if (step.set != setting.path) continue;
      step.what = say(requests);
      return;
    }
  past_.push_back({std::move(before), say(requests), std::move(setting.path)});
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
