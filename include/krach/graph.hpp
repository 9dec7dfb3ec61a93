// include/krach/graph.hpp: a session, or a part of one, as a value, and a handle to one made of it.
#pragma once
#include <krach/node.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace krach::session {
struct Graph;
}
namespace krach {
/// What Session::capture and trace give and replay and instantiate take: nodes, their routes, what
/// plays on them and their values; of a whole session scenes and transport, too. Copies share what
/// they are made of.
class Graph {
 public:
  Graph();
  explicit Graph(session::Graph inner);
  /// What json() or Python's to_json() wrote. Errors: Error with every fault at its place.
  static Graph from_json(const std::string& text);
  /// {"version": 1, "prefix": ..., "requests": [...]}: a request on a line, as in docs/protocol.md.
  std::string json() const;

  /// What it has all of: "" is the whole session, "drums" that node or group; none: its nodes.
  const std::optional<std::string>& prefix() const noexcept;
  std::vector<std::string> nodes() const;
  std::map<std::pair<std::string, std::string>, double> routes() const;  // levels
  /// Equal programs, patterns of the same words, equal numbers.
  friend bool operator==(const Graph& a, const Graph& b);

  const session::Graph& inner() const noexcept { return *inner_; }

 private:
  std::shared_ptr<const session::Graph> inner_;
};

/// A graph that was instantiated: a prefix and its session, which must outlive it. Its nodes are
/// what there is under the prefix. Errors: Error if that is nothing.
class GraphHandle {
 public:
  GraphHandle(Session& session, std::string prefix)
      : session_(&session), prefix_(std::move(prefix)) {}
  const std::string& prefix() const noexcept { return prefix_; }
  std::vector<std::string> nodes() const;            // as the session has them
  Node operator[](const std::string& name) const;    // drums["kick"] is the node drums/kick
  GraphHandle group(const std::string& name) const;  // band.group("drums") is band/drums/...

  void remove() const;  // with its routes and patterns
  void hush(const Start& start = {}) const;
  void mute() const;
  void unmute() const;
  void solo() const;
  void unsolo() const;
  void gain(double value) const;
  /// Of each of its nodes: drums.fade("gain", 0, 8).
  void fade(const std::string& control, double target, double bars = 4.0) const;

 private:
  std::vector<std::string> names() const;
  Session* session_;
  std::string prefix_;
};
}  // namespace krach
