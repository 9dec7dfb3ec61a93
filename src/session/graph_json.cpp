// src/session/graph_json.cpp: graphs as text, to keep and to send.
#include <nlohmann/json.hpp>

#include <cstdint>
#include <utility>

#include "base/error.hpp"
#include "session/graph.hpp"
#include "session/json.hpp"

namespace krach::session {
using Json = nlohmann::json;
namespace {
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kLongest = std::size_t{64} << 20U;
constexpr int kDeepest = 64;

/// Whatever names are made of, the file is plain.
std::string ascii(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}
[[noreturn]] void refuse(std::string what, std::string where, std::string hint) {
  throw Error(Fault{std::move(what), std::move(where), std::move(hint)});
}
Json parse(std::string_view text) {
  if (text.size() > kLongest) refuse("it is longer than 64 MiB", "graph", "leave something out");
  bool too_deep = false;  // told if it is JSON at all; what lies deeper is not kept
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return depth <= kDeepest;
  };
  Json json;
  try {
    json = Json::parse(text, watch);
  } catch (const Json::exception& error) {
    refuse(std::string("it is no JSON: ") + error.what(), "graph", "give what a graph prints");
  }
  if (too_deep)
    refuse("it has more than 64 brackets in each other", "graph", "give what a graph prints");
  return json;
}
void check_version(const Json& json) {
  const auto found = json.find("version");
  if (found == json.end() || !found->is_number_integer() || *found < 1)
    refuse("it has no version", "graph.version", "give 1");
  if (*found > kVersion)
    refuse("version " + found->dump() + " is newer than this krach, which reads 1", "graph.version",
           "update krach");
}
bool is_of_a_graph(const Request& request) {
  return !(std::holds_alternative<Hush>(request) || std::holds_alternative<Recall>(request) ||
           std::holds_alternative<Forget>(request) || std::holds_alternative<Undo>(request) ||
           std::holds_alternative<Redo>(request) || std::holds_alternative<Transition>(request));
}
std::vector<Request> read_requests(const Json& list) {
  std::vector<Request> requests = to_requests(list);
  for (std::size_t i = 0; i < requests.size(); ++i)
    if (!is_of_a_graph(requests[i]))
      refuse("a graph cannot '" + list[i].at("do").get<std::string>() + "'",
             "requests[" + std::to_string(i) + "]", "ask the session for it");
  return requests;
}
}  // namespace

std::string print(const Graph& graph) {
  const Json prefix = graph.prefix ? Json(*graph.prefix) : Json();
  std::string text =
      R"({"version": )" + std::to_string(kVersion) + R"(, "prefix": )" + ascii(prefix);
  text += R"(, "requests": [)";
  const char* between = "\n";
  for (const Json& request : to_json(graph.requests))
    text += std::exchange(between, ",\n") + ascii(request);
  return text + (graph.requests.empty() ? "]}\n" : "\n]}\n");
}
Graph parse_graph(std::string_view text) {
  const Json json = parse(text);
  if (!json.is_object())
    refuse("it is no graph", "graph", R"(give {"version": 1, "requests": [...]})");
  check_version(json);
  for (const auto& [key, value] : json.items())
    if (key != "version" && key != "prefix" && key != "requests")
      refuse("unknown key '" + key.substr(0, 64) + "'", "graph", "leave it out");
  Graph graph;
  const auto prefix = json.find("prefix"), requests = json.find("requests");
  if (prefix != json.end() && !prefix->is_null()) {
    if (!prefix->is_string()) refuse("it is no text", "graph.prefix", "give the name of a group");
    graph.prefix = prefix->get<std::string>();
  }
  if (requests == json.end() || !requests->is_array())
    refuse("it is no list", "graph.requests", R"(give [{"do": ...}, ...])");
  graph.requests = read_requests(*requests);
  return graph;
}
}  // namespace krach::session
