// src/session/apply.cpp
#include "session/apply.hpp"

#include "base/error.hpp"
#include "session/settle.hpp"

namespace krach::session {
void apply(State& state, std::span<const Request> requests, Context& context) {
  settle(state, context.now);
  for (const Request& request : requests)
    std::visit([&](const auto& r) { apply(state, r, context); }, request);
}
[[noreturn]] static void refuse(const char* what) {
  throw Error(Fault{std::string(what) + " stands alone", what, "ask for it by itself"});
}
void apply(State&, const Undo&, Context&) { refuse("undo"); }
void apply(State&, const Redo&, Context&) { refuse("redo"); }

NestedRequests nest(std::span<const Request> requests) {
  std::vector<Nested> list;
  list.reserve(requests.size());
  for (const Request& request : requests) list.push_back({request});
  return std::make_shared<const std::vector<Nested>>(std::move(list));
}
}  // namespace krach::session
