// python/bindings/arranging.cpp: what arranges what is there; it translates and does nothing else.
#include "bindings/core.hpp"
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "server/protocol.hpp"
#include "session/json.hpp"
#include "session/snapshot.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace ks = krach::session;
using Strings = std::vector<std::string>;

void bind_arranging(nb::class_<Core>& core) {
  core.def(
          "solo",
          [](Core& s, std::string n, bool soloed) {
            return ask(s, ks::Solo{std::move(n), soloed});
          },
          "node"_a, "soloed"_a)
      .def(
          "fade",
          [](Core& s, std::string path, double target, double bars) {
            return ask(s, ks::FadeTo{std::move(path), target, bars});
          },
          "path"_a, "target"_a, "bars"_a)
      .def(
          "save", [](Core& s, std::string n) { return ask(s, ks::Save{std::move(n)}); }, "scene"_a)
      .def(
          "recall", [](Core& s, std::string n) { return ask(s, ks::Recall{std::move(n)}); },
          "scene"_a)
      .def(
          "forget", [](Core& s, std::string n) { return ask(s, ks::Forget{std::move(n)}); },
          "scene"_a)
      .def("scene_names",
           [](const Core& s) {
             return read(s, [](const ks::State& state) {
               Strings names;
               for (const auto& [name, scene] : state.scenes) names.push_back(name);
               return names;
             });
           })
      .def("undo", [](Core& s) { return ask(s, ks::Undo{}); })
      .def("redo", [](Core& s) { return ask(s, ks::Redo{}); })
      .def(
          "history",
          [](const Core& s) { return s.with([](auto& port) { return port.history(); }); },
          "What undo would take back, the last at the end.")
      .def(
          "begin_batch", [](Core& s) { s.with([](auto& port) { port.begin_batch(); }); },
          "What is asked for from now on is done by end_batch().")
      .def(
          "end_batch",
          [](Core& s, std::optional<double> bars) {
            return s.with([&](auto& port) { return port.end_batch(bars).warnings; });
          },
          "transition_bars"_a = nb::none(), "All at one moment, or over some bars.")
      .def("drop_batch", [](Core& s) { s.with([](auto& port) { port.drop_batch(); }); });
}

static nlohmann::json each_written_out(const std::vector<ks::Request>& requests) {
  auto list = nlohmann::json::array();
  for (const ks::Request& request : requests) list.push_back(ks::to_json(request));
  return list;
}
void bind_json(nb::class_<Core>& core) {
  core.def(
          "batch_json",
          [](const Core& s) {
            return s.with(
                [](auto& port) { return krach::server::print(each_written_out(port.batch())); });
          },
          "What has been asked for since begin_batch(), as a JSON list of requests.")
      .def(
          "state_json",
          [](const Core& s) {
            return read(s, [](const ks::State& state) {
              return krach::server::print(each_written_out(ks::requests_of(state)));
            });
          },
          "All that is there, as the JSON list of the requests that make it.")
      .def(
          "apply_json",
          [](Core& s, const std::string& requests) {
            return s.with([&](auto& port) {
              return port.apply(krach::server::read_requests(requests)).warnings;
            });
          },
          "requests"_a, "All of a JSON list of requests, or nothing.");
}
