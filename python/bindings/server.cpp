// python/bindings/server.cpp: the engine of this user, from outside; it translates and does nothing
// else.
#include "bindings/module.hpp"
#include <nanobind/stl/string.h>

#include "server/launch.hpp"

namespace nb = nanobind;
using namespace nb::literals;

void bind_server(nb::module_& m) {
  namespace server = krach::server;
  using Others = nb::call_guard<nb::gil_scoped_release>;
  m.def(
      "engine_socket", [] { return server::engine_socket().string(); }, Others(),
      "Where the engine of this user listens, if it runs.");
  m.def("engine_runs", &server::engine_runs, Others(), "Does it?");
  m.def(
      "start_engine", [] { server::start_engine(); }, Others(),
      "Start it in the background, on the default device.");
  m.def("stop_engine", &server::stop_engine, Others(), "Fade out and end it.");
}
