// src/server/socket.cpp
#include "server/socket.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <vector>

#include "base/error.hpp"

namespace krach::server {
namespace fs = std::filesystem;
namespace {
Error refused(const std::string& what, const fs::path& path, const std::string& hint) {
  return Error({what + (errno != 0 ? ": " + std::generic_category().message(errno) : ""),
                path.string(), hint});
}
sockaddr_un address_of(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.string().size() >= sizeof address.sun_path) {
    errno = 0;
    throw refused("the name is too long for a socket", path,
                  "choose a shorter one: KRACH_STATE=FOLDER");
  }
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  return address;
}
/// Sockets take addresses of any kind as one type.
const sockaddr* any(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);  // NOLINT: what bind(2) asks for
}
Descriptor make_socket() {
  return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}
bool connects(const Descriptor& socket, const sockaddr_un& address) noexcept {
  return socket && ::connect(socket.number(), any(address), sizeof address) == 0;
}
}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor listen_at(const fs::path& path) {
  const sockaddr_un address = address_of(path);
  if (connects(make_socket(), address)) {
    errno = 0;
    throw refused("an engine listens there already", path, "end it first: krach stop");
  }
  ::unlink(path.c_str());
  Descriptor socket = make_socket();
  const mode_t before = ::umask(0177);  // from its first moment on it is this user's alone
  const bool bound = socket && ::bind(socket.number(), any(address), sizeof address) == 0;
  ::umask(before);
  if (!bound || ::listen(socket.number(), SOMAXCONN) != 0)
    throw refused("the socket cannot be made", path,
                  "see that its folder is there and may be written");
  return socket;
}
Descriptor accept_from(const Descriptor& listener) noexcept {
  Descriptor client(::accept4(listener.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  ucred peer{};
  socklen_t size = sizeof peer;
  const bool same = client &&
                    ::getsockopt(client.number(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
                    peer.uid == ::geteuid();
  return same ? std::move(client) : Descriptor();
}
Descriptor connect_to(const fs::path& path) {
  Descriptor socket = make_socket();
  const sockaddr_un address = address_of(path);
  bool connected = connects(socket, address);
  for (int i = 0; i < 400 && !connected && errno == EAGAIN; ++i) {  // others wait before us
    ::usleep(5'000);
    connected = connects(socket, address);
  }
  if (!connected) throw refused("no engine is running", path, "start one: krach engine start");
  return socket;
}

namespace {
struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;
Addresses find_addresses(const std::string& address, int type = SOCK_STREAM) {
  const std::size_t colon = address.rfind(':');
  std::string host = colon == std::string::npos ? "127.0.0.1" : address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string port = address.substr(colon + 1);  // npos + 1 is 0
  addrinfo wanted{};
  wanted.ai_socktype = type;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  errno = 0;
  if (port.empty() || ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) != 0)
    throw refused("there is no such address", address, "give a port, or host:port");
  return Addresses(found);
}
Descriptor make_socket_for(const addrinfo& address) {
  Descriptor socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (!socket) return socket;
  ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // lines are short
  return socket;
}
}  // namespace

Descriptor listen_on(const std::string& address) {
  const Addresses found = find_addresses(address);
  Descriptor socket = make_socket_for(*found);
  if (!socket || ::bind(socket.number(), found->ai_addr, found->ai_addrlen) != 0 ||
      ::listen(socket.number(), SOMAXCONN) != 0 ||
      ::fcntl(socket.number(), F_SETFL, O_NONBLOCK) != 0)  // NOLINT: as fcntl is
    throw refused("nobody can listen there", address, "choose another port");
  return socket;
}
Descriptor accept_anybody(const Descriptor& listener) noexcept {
  return Descriptor(::accept4(listener.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
}
Descriptor connect_over(const std::string& address) {
  const Addresses found = find_addresses(address);
  Descriptor socket = make_socket_for(*found);
  if (!socket || ::connect(socket.number(), found->ai_addr, found->ai_addrlen) != 0 ||
      ::fcntl(socket.number(), F_SETFL, O_NONBLOCK) != 0)  // NOLINT: as fcntl is
    throw refused("no engine listens there", address, "start one: krach engine start --tcp PORT");
  return socket;
}

Descriptor receive_on(const std::string& address) {
  const Addresses found = find_addresses(address, SOCK_DGRAM);
  Descriptor socket(::socket(found->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket || ::bind(socket.number(), found->ai_addr, found->ai_addrlen) != 0)
    throw refused("nobody can receive there", address, "choose another port");
  return socket;
}
std::string own_address(const Descriptor& socket) {
  sockaddr_storage found{};
  socklen_t size = sizeof found;
  auto* address = reinterpret_cast<sockaddr*>(&found);  // NOLINT: what getsockname(2) asks for
  std::array<char, 64> host{};
  std::array<char, 16> port{};
  if (::getsockname(socket.number(), address, &size) != 0 ||
      ::getnameinfo(address, size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    throw refused("its address is not known", "socket", "try again");
  const std::string name = host.data();
  return (found.ss_family == AF_INET6 ? "[" + name + "]" : name) + ":" + port.data();
}
std::optional<std::size_t> read_datagram(const Descriptor& from, std::span<char> bytes) noexcept {
  const ssize_t size = ::recv(from.number(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size < 0) return {};
  return static_cast<std::size_t>(size);
}

std::optional<std::size_t> read_some(const Descriptor& from, std::span<char> bytes) noexcept {
  const ssize_t count = ::recv(from.number(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (count > 0) return static_cast<std::size_t>(count);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  return {};
}
std::optional<std::size_t> write_some(const Descriptor& to, std::string_view bytes) noexcept {
  const ssize_t count =
      ::send(to.number(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count >= 0) return static_cast<std::size_t>(count);
  if (errno == EAGAIN || errno == EINTR) return 0;
  return {};
}

Wakeup::Wakeup() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
    throw refused("no pipe can be made", "server", "close other programs, then try again");
  read_ = Descriptor(ends[0]);
  write_ = Descriptor(ends[1]);
}
void Wakeup::ring() noexcept {
  const int before = errno;
  [[maybe_unused]] const ssize_t full_is_rung_too = ::write(write_.number(), "", 1);
  errno = before;
}
void Wakeup::clear() noexcept {
  std::array<char, 64> rings{};
  while (::read(read_.number(), rings.data(), rings.size()) > 0) {
  }
}

void wait_for(std::span<Watched> watched, int milliseconds) {
  std::vector<pollfd> polled;
  polled.reserve(watched.size());
  for (const Watched& w : watched)
    polled.push_back(
        {w.descriptor->number(),
         static_cast<short>((w.wants_read ? POLLIN : 0) | (w.wants_write ? POLLOUT : 0)), 0});
  if (::poll(polled.data(), polled.size(), milliseconds) < 0) return;  // a signal came
  for (std::size_t i = 0; i < watched.size(); ++i) {
    const auto events = static_cast<unsigned>(polled[i].revents);
    const bool ended = (events & (POLLHUP | POLLERR | POLLNVAL)) != 0;
    watched[i].readable = (events & POLLIN) != 0 || (ended && watched[i].wants_read);
    watched[i].writable = (events & POLLOUT) != 0 || (ended && watched[i].wants_write);
  }
}
}  // namespace krach::server
