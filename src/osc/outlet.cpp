// src/osc/outlet.cpp: on a socket of its own, which does not block: liblo's shares one among all
// addresses, and looks each one up when it sends.
#include "osc/outlet.hpp"

#include "osc/address.hpp"
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

#include "base/error.hpp"

namespace krach::osc {
namespace {
struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};
[[noreturn]] void fail(const std::string& address) {
  throw Error(Fault{"messages do not go out: " + std::generic_category().message(errno), address,
                    "see that this address can be reached from here"});
}
}  // namespace

Outlet::Outlet(const std::string& address) : address_("OSC to " + address) {
  const Address to = parse_address(address, address_);
  addrinfo wanted{}, *list = nullptr;
  wanted.ai_socktype = SOCK_DGRAM;
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  errno = 0;
  if (::getaddrinfo(to.host.c_str(), to.port.c_str(), &wanted, &list) != 0) fail(address_);
  const std::unique_ptr<addrinfo, FreeAddresses> found(list);
  socket_ = ::socket(found->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  if (socket_ < 0) fail(address_);
  ::setsockopt(socket_, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
  if (::connect(socket_, found->ai_addr, found->ai_addrlen) == 0) return;
  ::close(socket_);
  fail(address_);
}
Outlet::~Outlet() { ::close(socket_); }
void Outlet::send(const Message& message) const {
  const std::vector<char> bytes = print(message);
  const auto sent = [&] { return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0; };
  if (sent()) return;
  if (errno == ECONNREFUSED && sent()) errno = ECONNREFUSED;  // that was of an earlier message
  fail(address_);
}
}  // namespace krach::osc
