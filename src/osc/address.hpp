// src/osc/address.hpp: where messages go over UDP.
#pragma once
#include <string>

namespace krach::osc {
/// A number that the system knows without asking anybody, so that nothing ever waits for a name.
struct Address {
  std::string host, port;
};
/// From "host:port", "[::1]:port" or "port" alone, which is on this machine. A host is an address
/// in digits, or "localhost".
/// Errors: Error at `where`. Thread: [control].
Address parse_address(const std::string& text, const std::string& where);
}  // namespace krach::osc
