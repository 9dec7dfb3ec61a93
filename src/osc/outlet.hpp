// src/osc/outlet.hpp: sends messages to one address.
#pragma once
#include "osc/message.hpp"

namespace krach::osc {
/// Thread: one thread at a time, [control].
class Outlet {
 public:
  /// Errors: as parse_address, or Error if the system gives no socket.
  explicit Outlet(const std::string& address);
  ~Outlet();
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;
  /// Never waits. Errors: Error if the system does not take it. That it arrives, nobody says.
  void send(const Message& message) const;

 private:
  std::string address_;
  int socket_ = -1;
};
}  // namespace krach::osc
