// python/bindings/module.cpp: krach._core, what Python sees of the program.
#include "bindings/module.hpp"

namespace nb = nanobind;

NB_MODULE(_core, m) {
  m.doc() = "The compiled part of krach.";
  bind_error(m);
  nb::module_ krs = m.def_submodule("krs", "Signals.");
  nb::module_ krp = m.def_submodule("krp", "Patterns.");
  bind_signal(m, krs);
  bind_pattern(krp);
  bind_graph(m);
  bind_session(m);
  bind_server(m);
}
