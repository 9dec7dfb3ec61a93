// python/bindings/core.hpp: a session as Python holds it.
#pragma once
#include <nanobind/nanobind.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "session/port.hpp"

/// A session, here or at the other end of a connection, for all of Python's threads: each call lets
/// the others run, and they take turns.
struct Core {
  explicit Core(std::unique_ptr<krach::session::Port> p) : port(std::move(p)) {}
  std::unique_ptr<krach::session::Port> port;
  mutable std::mutex turn;
  template <class F>
  auto with(F f) const {
    const nanobind::gil_scoped_release others_may_run;
    const std::scoped_lock lock(turn);
    return f(*port);
  }
};
inline std::vector<std::string> ask(Core& self, const krach::session::Request& request) {
  return self.with([&](krach::session::Port& port) { return port.apply(request).warnings; });
}
/// What `f` reads of the state.
template <class F>
auto read(const Core& self, F f) {
  return self.with([&](const krach::session::Port& port) { return f(port.state()); });
}

/// What arranges what is there: solos, fades, scenes, batches.
void bind_arranging(nanobind::class_<Core>& core);
/// All that is asked and all that is there as text.
void bind_json(nanobind::class_<Core>& core);
/// What is there, or a part of it, as a value.
void bind_graphs(nanobind::class_<Core>& core);
