// src/surface/graph.cpp: graphs as values, their files, and handles to what was made of them.
#include "session/graph.hpp"

#include <krach/graph.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "surface/inner.hpp"

namespace krach {
namespace ks = session;
namespace fs = std::filesystem;

Graph::Graph() : Graph(ks::Graph{}) {}
Graph::Graph(ks::Graph inner) : inner_(std::make_shared<const ks::Graph>(std::move(inner))) {}
Graph Graph::from_json(const std::string& text) { return Graph(ks::parse_graph(text)); }
std::string Graph::json() const { return ks::print(*inner_); }
const std::optional<std::string>& Graph::prefix() const noexcept { return inner_->prefix; }
std::vector<std::string> Graph::nodes() const { return ks::node_names(*inner_); }
std::map<std::pair<std::string, std::string>, double> Graph::routes() const {
  std::map<std::pair<std::string, std::string>, double> levels;
  for (const auto& request : inner_->requests)
    if (const auto* route = std::get_if<ks::Connect>(&request))
      levels[{route->source, route->target}] = route->level;
  return levels;
}
bool operator==(const Graph& a, const Graph& b) { return *a.inner_ == *b.inner_; }

Graph Session::capture(const std::string& prefix) const {
  return Graph(ks::capture(inner_->port->state(), prefix));
}
void Session::replay(const Graph& graph) {
  const auto asked = ks::replay(inner_->port->state(), graph.inner());
  if (!asked.empty()) inner_->ask(asked);
}
GraphHandle Session::instantiate(const Graph& graph, const std::string& prefix) {
  if (prefix.empty())
    throw Error(Fault{"it has no prefix", "instantiate", "give one: kr.instantiate(graph, \"a\")"});
  replay(Graph(ks::moved(graph.inner(), prefix)));
  return {*this, prefix};
}
Graph Session::trace(const std::function<void(Session&)>& function) {
  Session inner;
  inner.inner_->port->begin_batch();  // so that nothing is compiled
  function(inner);
  return Graph(ks::traced(*inner.inner_->port));
}
void Session::save(const std::string& scene, const Graph& graph) {
  inner_->ask(ks::Save{scene, ks::nest(graph.inner().requests)});
}

// ---- files
static void check_is_data(const fs::path& file) {
  if (file.extension() != ".json")
    throw Error(Fault{"it is no file of data", file.string(),
                      "end it in .json; what ends in .py is Python's: krach run FILE"});
}
/// The file is there when all of it is, or as it was.
static void write_whole(const fs::path& file, const std::string& text) {
  const fs::path draft = file.string() + "." + std::to_string(::getpid()) + ".part";
  std::ofstream(draft, std::ios::binary) << text;
  std::error_code failed;
  if (fs::file_size(draft, failed) == text.size()) fs::rename(draft, file, failed);
  if (!failed && !fs::exists(draft, failed)) return;
  std::error_code ignored;
  fs::remove(draft, ignored);
  throw Error(Fault{"it cannot be written" + (failed ? ": " + failed.message() : ""), file.string(),
                    "is there such a folder, and room in it?"});
}
void Session::export_to(const fs::path& path) const {
  check_is_data(path);
  write_whole(path, capture().json());
}
/// What is wrong in a file is told with its name.
static Graph read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw Error(Fault{"there is no such file", file.string(), "give what export_to() wrote"});
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  try {
    return Graph(ks::parse_graph(text));
  } catch (const Error& error) {
    std::vector<Fault> faults = error.faults();
    for (Fault& fault : faults) fault.where.insert(0, file.string() + ": ");
    throw Error(std::move(faults));
  }
}
Graph Session::load(const fs::path& path) {
  check_is_data(path);
  Graph graph = read_file(path);
  replay(graph);
  return graph;
}

// ---- handles
std::vector<std::string> GraphHandle::nodes() const {
  std::vector<std::string> nodes = session_->nodes();
  std::erase_if(nodes, [&](const std::string& name) { return !ks::is_under(name, prefix_); });
  return nodes;
}
Node GraphHandle::operator[](const std::string& name) const {
  std::string there;
  for (const std::string& node : nodes()) {
    if (node == prefix_ + "/" + name) return {*session_, node};
    if (node == prefix_) continue;
    there += (there.empty() ? "" : ", ") + node.substr(prefix_.size() + 1);
  }
  throw Error(Fault{"there is no node '" + name + "'", "graph '" + prefix_ + "'",
                    "it has: " + (there.empty() ? "nothing: it was removed" : there)});
}
GraphHandle GraphHandle::group(const std::string& name) const {
  return {*session_, prefix_ + "/" + name};
}
/// What means all of it in a request: the group, unless a node has the group's name.
std::vector<std::string> GraphHandle::names() const {
  const auto all = nodes();
  return std::ranges::find(all, prefix_) != all.end() ? all : std::vector{prefix_};
}
void GraphHandle::remove() const {
  for (const auto& name : names()) session_->remove(name);
}
void GraphHandle::hush(const Start& start) const {
  for (const auto& name : names()) session_->hush(name, start);
}
void GraphHandle::mute() const {
  for (const auto& name : names()) session_->mute(name);
}
void GraphHandle::unmute() const {
  for (const auto& name : names()) session_->unmute(name);
}
void GraphHandle::solo() const {
  for (const auto& name : names()) session_->solo(name);
}
void GraphHandle::unsolo() const {
  for (const auto& name : names()) session_->unsolo(name);
}
void GraphHandle::gain(double value) const {
  for (const auto& name : names()) session_->gain(name, value);
}
void GraphHandle::fade(const std::string& control, double target, double bars) const {
  const std::string inside = "/" + control;
  for (const auto& name : names()) session_->fade(name + inside, target, bars);
}
}  // namespace krach
