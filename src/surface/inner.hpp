// src/surface/inner.hpp: what stands behind a session of C++: a port, and what it warned of.
#pragma once
#include <krach/session.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/port.hpp"

namespace krach {
struct Session::Inner {
  explicit Inner(std::unique_ptr<session::Port> p) : port(std::move(p)) {}
  std::unique_ptr<session::Port> port;
  std::vector<std::string> warnings{};

  void ask(std::span<const session::Request> requests) { keep(port->apply(requests)); }
  void ask(const session::Request& request) { keep(port->apply(request)); }
  void keep(session::Reply reply) {
    warnings.insert(warnings.end(), reply.warnings.begin(), reply.warnings.end());
  }
};
}  // namespace krach
