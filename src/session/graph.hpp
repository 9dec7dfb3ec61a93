// src/session/graph.hpp: a session, or a part of one, as a value: the requests that make it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
class Port;

/// Its requests are those of a snapshot, in that order; its programs know no lines of any file.
struct Graph {
  std::vector<Request> requests{};
  /// What it has all of: "" is the whole session, "drums" the node or the group of that name.
  /// Without one it is its nodes, and says nothing of others.
  std::optional<std::string> prefix{};
  /// Equal programs, patterns of the same words, equal numbers.
  friend bool operator==(const Graph& a, const Graph& b);
};
/// Thread: all [control].

/// All that is there; with a prefix the node or the group of that name, with what plays on it, its
/// values, and the routes among its nodes. Errors: Error that names what there is.
Graph capture(const State& state, const std::string& prefix = {});
/// What the open batch of `port` makes, where nothing was before; of the transport only what it
/// says. Errors: Error if no batch is open.
Graph traced(const Port& port);
/// The same nodes under another prefix, without transport and scenes.
Graph moved(const Graph& graph, const std::string& prefix);
/// What has to be asked so that what is `now` becomes as `graph` says. Nodes that are alike are
/// left alone; of a group, the routes from and to other nodes stay.
/// Law:    replay(s, capture(s)) is empty; applied to s, replay(s, g) makes g of it.
std::vector<Request> replay(const State& now, const Graph& graph);

/// The names of its nodes, in their order.
std::vector<std::string> node_names(const Graph& graph);
/// The nodes that a request of a snapshot is about.
std::vector<std::string> names_of(const Request& request);
/// Whether a node is called that or is of that group; all are of the group "".
bool is_under(std::string_view name, std::string_view prefix);

/// JSON:   {"version": 1, "prefix": "drums", "requests": [{"do": ...}, ...]}, a request on a line;
///         the prefix is null if there is none. Requests are as in session/json.hpp.
/// Law:    parse_graph(print(g)) == g.
/// Errors: Error for a pattern that no text says.
std::string print(const Graph& graph);
/// Errors: Error with every fault at its place; also if it is longer than 2^26 bytes, of a newer
///         version, or asks for what is no part of a graph, such as undo.
Graph parse_graph(std::string_view text);
}  // namespace krach::session
