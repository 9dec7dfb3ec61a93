// python/bindings/module.hpp: one function for each layer that Python sees.
#pragma once
#include <nanobind/nanobind.h>

void bind_error(nanobind::module_& m);
void bind_signal(nanobind::module_& m, nanobind::module_& krs);
void bind_pattern(nanobind::module_& krp);
void bind_session(nanobind::module_& m);
void bind_graph(nanobind::module_& m);
void bind_server(nanobind::module_& m);
