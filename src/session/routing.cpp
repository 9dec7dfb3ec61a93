// src/session/routing.cpp: routes come and go; they never form a cycle.
#include "base/error.hpp"
#include "session/apply.hpp"

namespace krach::session {
/// The names on a way along routes from `from` to `to`, or nothing.
static std::vector<std::string> find_way(const State& state, const std::string& from,
                                         const std::string& to) {
  std::map<std::string, std::string> came_from{{from, from}};
  std::vector<std::string> open{from};
  while (!open.empty() && !came_from.contains(to)) {
    const std::string at = open.back();
    open.pop_back();
    for (const auto& [route, level] : state.routes)
      if (route.first == at && came_from.try_emplace(route.second, at).second)
        open.push_back(route.second);
  }
  std::vector<std::string> way;
  if (!came_from.contains(to)) return way;
  for (std::string at = to; at != from; at = came_from[at]) way.insert(way.begin(), at);
  way.insert(way.begin(), from);
  return way;
}

void apply(State& state, const Connect& request, Context&) {
  const std::string where = "route " + request.source + " >> " + request.target;
  get_node(state, request.source);
  if (!get_node(state, request.target).is_effect())
    throw Error(Fault{
        "'" + request.target + "' takes no audio input, so nothing can be routed to it", where,
        "give its function an audio parameter: def " + request.target + "(inp: krs.Signal)"});
  in_range(request.level, 0.0, 16.0, "level", where);
  if (const auto way = find_way(state, request.target, request.source); !way.empty()) {
    std::string circle = request.source;
    for (const auto& name : way) circle += " >> " + name;
    throw Error(Fault{"the route would close a circle: " + circle, where,
                      "remove one of these routes first, or use feedback inside a function"});
  }
  if (state.routes.size() >= 4096 && !state.routes.contains({request.source, request.target}))
    throw Error(Fault{"there are 4096 routes already", where, "disconnect one you do not need"});
  state.routes[{request.source, request.target}] = request.level;
}
void apply(State& state, const Disconnect& request, Context&) {
  if (state.routes.erase({request.source, request.target}) == 0)
    throw Error(Fault{"there is no such route", "route " + request.source + " >> " + request.target,
                      "see kr.routes for those there are"});
}
}  // namespace krach::session
