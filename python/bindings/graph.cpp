// python/bindings/graph.cpp: graphs as values; it translates and does nothing else.
#include "session/graph.hpp"

#include "bindings/core.hpp"
#include "bindings/module.hpp"
#include <nanobind/operators.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace nb::literals;
namespace ks = krach::session;

void bind_graph(nb::module_& m) {
  const nb::call_guard<nb::gil_scoped_release> others_may_run;
  nb::class_<ks::Graph>(m, "Graph", "A session, or a part of one: the requests that make it.")
      .def_static("from_json", &ks::parse_graph, "text"_a, others_may_run,
                  "What is wrong in it is a krach.Error.")
      .def(
          "to_json", [](const ks::Graph& g) { return ks::print(g); }, others_may_run,
          "{\"version\": 1, \"prefix\": ..., \"requests\": [...]}")
      .def_ro("prefix", &ks::Graph::prefix, "What it has all of: \"\" is the whole session.")
      .def_prop_ro("nodes", [](const ks::Graph& g) { return ks::node_names(g); })
      .def(
          "moved", [](const ks::Graph& g, const std::string& prefix) { return moved(g, prefix); },
          "prefix"_a, others_may_run, "The same nodes under another prefix.")
      .def(
          "__eq__", [](const ks::Graph& a, const ks::Graph& b) { return a == b; },
          nb::is_operator(), nb::sig("def __eq__(self, arg: object, /) -> bool"));
}
void bind_graphs(nb::class_<Core>& core) {
  core.def(
          "capture",
          [](const Core& s, const std::string& prefix) {
            return read(s, [&](const ks::State& state) { return ks::capture(state, prefix); });
          },
          "prefix"_a, "All that is there, or a node or a group, as a value.")
      .def(
          "traced", [](const Core& s) { return s.with([](auto& port) { return traced(port); }); },
          "What has been asked for since begin_batch(), as a value.")
      .def(
          "replay",
          [](Core& s, const ks::Graph& graph) {
            return s.with([&](auto& port) {
              const auto asked = ks::replay(port.state(), graph);
              return asked.empty() ? std::vector<std::string>{} : port.apply(asked).warnings;
            });
          },
          "graph"_a, "Make the session, or the part of it, as the graph says.")
      .def(
          "make",
          [](Core& s, const ks::Graph& graph) {
            return s.with([&](auto& port) { return port.apply(graph.requests).warnings; });
          },
          "graph"_a, "Ask for all that the graph says.")
      .def(
          "save_graph",
          [](Core& s, std::string scene, const ks::Graph& graph) {
            return ask(s, ks::Save{std::move(scene), ks::nest(graph.requests)});
          },
          "scene"_a, "graph"_a, "Keep what the graph makes out of nothing.");
}
