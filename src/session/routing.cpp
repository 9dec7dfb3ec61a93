// src/session/routing.cpp: routes come and go; they never form a cycle.
#include "base/error.hpp"
#include "session/apply.hpp"
#include "session/position.hpp"

namespace krach::session {
std::vector<std::string> find_way(const State& state, const std::string& from,
                                  const std::string& to, bool leaving) {
  std::map<std::string, std::string> came_from{{from, from}};
  std::vector<std::string> open{from};
  while (!open.empty() && !came_from.contains(to)) {
    const std::string at = open.back();
    open.pop_back();
    for (const auto& [route, level] : state.routes)
      if (route.first == at && (leaving || !level.leaves) &&
          came_from.try_emplace(route.second, at).second)
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
  if (get_node(state, request.source).address)
    throw Error(Fault{"'" + request.source + "' has no sound, it sends messages", where,
                      "route a node that sounds"});
  if (!get_node(state, request.target).is_effect())
    throw Error(Fault{
        "'" + request.target + "' takes no audio input, so nothing can be routed to it", where,
        "give its function an audio parameter: def " + request.target + "(inp: krs.Signal)"});
  in_range(request.level, 0.0, 16.0, "level", where);
  const std::int64_t inputs = get_node(state, request.target).program->inputs;
  if (request.port && (*request.port < 0 || *request.port >= inputs))
    throw Error(
        Fault{"'" + request.target + "' has no port " + std::to_string(*request.port), where,
              inputs == 1 ? "leave it out: it hears one channel" : "its ports are 0 and 1"});
  if (const auto way = find_way(state, request.target, request.source, false); !way.empty()) {
    std::string circle = request.source;
    for (const auto& name : way) circle += " >> " + name;
    throw Error(Fault{"the route would close a circle: " + circle, where,
                      "remove one of these routes first, or use feedback inside a function"});
  }
  if (!find_way(state, request.target, request.source, true).empty())  // these go at once
    std::erase_if(state.routes, [](const auto& route) { return route.second.leaves.has_value(); });
  if (state.routes.size() >= 4096 && !state.routes.contains({request.source, request.target}))
    throw Error(Fault{"there are 4096 routes already", where, "disconnect one you do not need"});
  RouteState& route = state.routes[{request.source, request.target}] = request.level;
  if (inputs > 1) route.port = request.port;  // the only one hears all
}
void apply(State& state, const Disconnect& request, Context& context) {
  const std::string where = "route " + request.source + " >> " + request.target;
  const auto found = state.routes.find({request.source, request.target});
  if (found == state.routes.end() || found->second.leaves)
    throw Error(Fault{"there is no such route", where, "see kr.routes for those there are"});
  const Rational at = request.at ? parse_position(*request.at, where) : context.now;
  if (at > context.now)
    found->second.leaves = at;
  else
    state.routes.erase(found);
}
}  // namespace krach::session
