// src/osc/address.cpp
#include "osc/address.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>

#include "base/error.hpp"

namespace krach::osc {
static bool is_in_digits(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> room{};
  return ::inet_pton(AF_INET, host.c_str(), room.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), room.data()) == 1;
}
static bool is_port(const std::string& text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port > 0 && port < 65536;
}

Address parse_address(const std::string& text, const std::string& where) {
  const std::size_t colon = text.rfind(':');
  Address address{"127.0.0.1", text.substr(colon + 1)};  // npos + 1 is 0
  if (colon != std::string::npos) address.host = text.substr(0, colon);
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  if (address.host == "localhost") address.host = "127.0.0.1";
  if (!is_in_digits(address.host) || !is_port(address.port))
    throw Error(Fault{"'" + text.substr(0, 64) + "' is no address", where,
                      "give digits and a port from 1 to 65535, like 127.0.0.1:9000"});
  return address;
}
}  // namespace krach::osc
