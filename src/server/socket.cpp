// src/server/socket.cpp
#include "server/socket.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
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
