// src/session/graph.cpp
#include "session/graph.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <type_traits>
#include <variant>

#include "base/error.hpp"
#include "base/function_ref.hpp"
#include "session/json.hpp"
#include "session/port.hpp"
#include "session/snapshot.hpp"

namespace krach::session {
namespace {
template <class... Kinds>
bool is_one_of(const Request& request) {
  return (std::holds_alternative<Kinds>(request) || ...);
}
bool is_transport(const Request& request) {
  return is_one_of<SetTempo, SetMeter, SetMaster>(request);
}
/// Which lines of which file a program came from is no part of what it is.
Request without_lines(Request request) {
  if (auto* node = std::get_if<SetNode>(&request);
      node != nullptr && !node->program->lines.empty()) {
    auto program = std::make_shared<signal::Program>(*node->program);
    program->lines.clear();
    node->program = std::move(program);
  }
  if (auto* save = std::get_if<Save>(&request); save != nullptr && save->requests != nullptr) {
    std::vector<Request> inner;
    for (const Nested& nested : *save->requests) inner.push_back(without_lines(nested.request));
    save->requests = nest(inner);
  }
  return request;
}
std::vector<Request> snapshot(const State& state) {
  std::vector<Request> all = requests_of(state);
  for (Request& request : all) request = without_lines(std::move(request));
  return all;
}
/// Calls f(name) for each name of a node in it, which may change it.
void each_name(Request& request, FunctionRef<void(std::string&)> f) {
  std::visit(
      [&](auto& r) {
        if constexpr (requires { f(r.name); }) f(r.name);
        if constexpr (requires { f(r.node); }) f(r.node);
        if constexpr (requires { f(r.source); }) f(r.source), f(r.target);
      },
      request);
}
/// The same for the path of a fade: "bass/cutoff", "bass>>verb", "bass>>"; "tempo" has none.
void each_name_in_path(std::string& path, FunctionRef<void(std::string&)> f) {
  if (const auto arrow = path.find(">>"); arrow != std::string::npos) {
    std::string source = path.substr(0, arrow), target = path.substr(arrow + 2);
    f(source);
    if (!target.empty()) f(target);
    path = source + ">>" + target;
  } else if (const auto slash = path.rfind('/'); slash != std::string::npos) {
    std::string node = path.substr(0, slash);
    f(node);
    path = node + path.substr(slash);
  }
}
Request renamed(Request request, FunctionRef<void(std::string&)> f) {
  if (auto* fade = std::get_if<FadeTo>(&request))
    each_name_in_path(fade->path, f);
  else
    each_name(request, f);
  return request;
}
bool equal(const Request& a, const Request& b) {
  const auto *x = std::get_if<SetNode>(&a), *y = std::get_if<SetNode>(&b);
  if (x == nullptr || y == nullptr) return to_json(a) == to_json(b);
  const bool one = x->program == y->program || *x->program == *y->program;
  return one && x->name == y->name && x->gain == y->gain && x->pan == y->pan && x->dry == y->dry &&
         x->count == y->count;
}
}  // namespace

bool operator==(const Graph& a, const Graph& b) {
  return a.prefix == b.prefix && std::ranges::equal(a.requests, b.requests, equal);
}
bool is_under(std::string_view name, std::string_view prefix) {
  return prefix.empty() || name == prefix ||
         (name.starts_with(prefix) && name.substr(prefix.size()).starts_with('/'));
}
std::vector<std::string> names_of(const Request& request) {
  std::vector<std::string> names;
  renamed(request, [&](std::string& name) { names.push_back(name); });
  return names;
}
std::vector<std::string> node_names(const Graph& graph) {
  std::vector<std::string> names;
  for (const Request& request : graph.requests)
    if (is_one_of<SetNode, SetInput, SetOsc>(request)) names.push_back(names_of(request).front());
  return names;
}

Graph capture(const State& state, const std::string& prefix) {
  Graph graph{snapshot(state), prefix};
  if (prefix.empty()) return graph;
  std::erase_if(graph.requests, [&](const Request& request) {
    const auto names = names_of(request);
    return names.empty() ||
           !std::ranges::all_of(names, [&](const auto& name) { return is_under(name, prefix); });
  });
  if (!graph.requests.empty()) return graph;
  std::string there;
  for (const auto& [name, node] : state.nodes)
    if (!node.leaves) there += (there.empty() ? "" : ", ") + name;
  throw Error(Fault{"there is no node and no group of that name", "'" + prefix + "'",
                    "has: " + (there.empty() ? "none" : there)});
}
Graph traced(const Port& port) {
  const std::vector<Request>& asked = port.batch();
  Graph graph{snapshot(port.state())};
  std::erase_if(graph.requests, [&](const Request& request) {
    return is_transport(request) && std::ranges::none_of(asked, [&](const Request& one) {
             return one.index() == request.index();
           });
  });
  return graph;
}
Graph moved(const Graph& graph, const std::string& prefix) {
  const std::string old = graph.prefix.value_or("");
  const auto move = [&](std::string& name) {
    std::string rest = name;
    if (!old.empty() && rest.starts_with(old)) {
      rest.erase(0, old.size());
      if (rest.starts_with('/')) rest.erase(0, 1);
    }
    name = rest.empty() ? prefix : prefix + "/" + rest;
  };
  Graph out{{}, prefix};
  for (const Request& request : graph.requests)
    if (!names_of(request).empty()) out.requests.push_back(renamed(request, move));
  return out;
}

// ---- from one to another
namespace {
/// What a request of a snapshot is about: {"node", "bass"}, {"route", "bass", "verb"},
/// {"scene", "drop"}, {"transport", "tempo"}.
using Owner = std::vector<std::string>;
Owner owner_of(const Request& request) {
  if (const auto* save = std::get_if<Save>(&request)) return {"scene", save->scene};
  Owner owner = names_of(request);
  owner.insert(owner.begin(), owner.size() == 2 ? "route" : "node");
  if (owner.size() > 1) return owner;
  if (const auto* fade = std::get_if<FadeTo>(&request)) return {"transport", fade->path};
  return {"transport", is_one_of<SetTempo>(request)   ? "tempo"
                       : is_one_of<SetMeter>(request) ? "meter"
                                                      : "master"};
}
/// The order of a snapshot: what needs another comes after it.
int rank(const Request& request) {
  const std::string kind = owner_of(request).front();
  if (is_one_of<RemoveNode>(request)) return 7;
  if (is_one_of<Disconnect>(request)) return 6;
  if (const auto* fade = std::get_if<FadeTo>(&request)) {
    if (kind == "node") return fade->path.ends_with(">>") ? 3 : 2;  // a solo would end the former
    return kind == "route" ? 5 : 8;
  }
  if (kind == "transport") return 0;
  return kind == "scene" ? 1 : kind == "node" ? 2 : 4;
}
/// All that the session has to be, where `now` is what it is: the rest of it stays.
std::vector<Request> target_of(const std::vector<Request>& now, const Graph& graph) {
  if (graph.prefix == "") return graph.requests;
  const std::vector<std::string> listed = node_names(graph);
  const std::set<std::string> made(listed.begin(), listed.end());
  const auto is_inside = [&](const std::string& name) {
    return graph.prefix ? is_under(name, *graph.prefix) : made.contains(name);
  };
  std::set<Owner> said;
  for (const Request& request : graph.requests) said.insert(owner_of(request));
  std::vector<Request> then;
  for (const Request& request : now) {
    if (said.contains(owner_of(request))) continue;
    const auto names = names_of(request);
    const auto inside = std::ranges::count_if(names, is_inside);
    const bool crosses = names.size() == 2 && inside == 1;  // a route from or to the outside
    if (crosses ? made.contains(*std::ranges::find_if(names, is_inside)) : inside == 0)
      then.push_back(request);
  }
  then.insert(then.end(), graph.requests.begin(), graph.requests.end());
  std::ranges::stable_sort(then, {}, rank);
  return then;
}
using Owned = std::map<Owner, std::vector<Request>>;
Owned by_owner(const std::vector<Request>& requests) {
  Owned out;
  for (const Request& request : requests) out[owner_of(request)].push_back(request);
  return out;
}
/// Of whom one says something else than the other.
std::set<Owner> differences(const Owned& before, const Owned& after) {
  std::set<Owner> changed;
  for (const auto& [owner, requests] : before) {
    const auto found = after.find(owner);
    if (found == after.end() || !std::ranges::equal(requests, found->second, equal))
      changed.insert(owner);
  }
  for (const auto& [owner, requests] : after)
    if (!before.contains(owner)) changed.insert(owner);
  return changed;
}
}  // namespace

std::vector<Request> replay(const State& now, const Graph& graph) {
  const std::vector<Request> is = snapshot(now), then = target_of(is, graph);
  const Owned before = by_owner(is), after = by_owner(then);
  const std::set<Owner> changed = differences(before, after);
  const auto is_of_changed_node = [&](const Owner& owner) {
    return owner.front() == "route" &&
           (changed.contains({"node", owner[1]}) || changed.contains({"node", owner[2]}));
  };
  std::vector<Request> asked, removed;  // routes go first: they may be of nodes that go, too
  for (const Owner& owner : changed) {
    const auto was = before.find(owner);
    if (was == before.end() || std::ranges::any_of(was->second, is_one_of<RemoveNode, Disconnect>))
      continue;
    if (owner.front() == "node")
      removed.emplace_back(RemoveNode{owner[1]});
    else if (owner.front() == "route" && !is_of_changed_node(owner))
      asked.emplace_back(Disconnect{owner[1], owner[2]});
    else if (owner.front() == "scene" && !after.contains(owner))
      removed.emplace_back(Forget{owner[1]});
  }
  std::ranges::move(removed, std::back_inserter(asked));
  for (const Request& request : then)
    if (const Owner owner = owner_of(request); changed.contains(owner) || is_of_changed_node(owner))
      asked.push_back(request);
  return asked;
}
}  // namespace krach::session
