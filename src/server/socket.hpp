// src/server/socket.hpp: local sockets, and who is at the other end. With socket.cpp the only files
// of this layer that know the operating system.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace krach::server {
/// Owns a descriptor: a socket, or the end of a pipe. Nothing of it blocks unless said.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  int number() const noexcept { return number_; }
  explicit operator bool() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

/// Listens at `path`, which only this user may connect to. A socket that is there and that nobody
/// listens at is replaced. Errors: Error if somebody does, or it cannot be made.
/// Thread: [control].
Descriptor listen_at(const std::filesystem::path& path);
/// The next client that waits; nothing if there is none, or it is not this user.
Descriptor accept_from(const Descriptor& listener) noexcept;
/// Errors: Error if nobody listens there.
Descriptor connect_to(const std::filesystem::path& path);

/// The same over the network. `address` is "port", "host:port" or "[::1]:port"; without a host it
/// is this machine alone. Who connects may be anybody.
Descriptor listen_on(const std::string& address);
Descriptor accept_anybody(const Descriptor& listener) noexcept;
Descriptor connect_over(const std::string& address);

/// Takes datagrams over UDP at such an address; port 0 is any that is free. Errors: Error if it
/// cannot.
Descriptor receive_on(const std::string& address);
/// Where that is: "127.0.0.1:9000". Errors: Error if the system does not tell.
std::string own_address(const Descriptor& socket);
/// The size of the next one, which is in the front of the bytes; nothing if there is none.
std::optional<std::size_t> read_datagram(const Descriptor& from, std::span<char> bytes) noexcept;

/// How much was read into, or written from, the front of the bytes; 0 if there is nothing, or no
/// room, for now. Absent: the other end is gone.
std::optional<std::size_t> read_some(const Descriptor& from, std::span<char> bytes) noexcept;
std::optional<std::size_t> write_some(const Descriptor& to, std::string_view bytes) noexcept;

/// Wakes a thread that waits in poll(), from any other, and from a signal handler.
class Wakeup {
 public:
  Wakeup();
  void ring() noexcept;   // [any]
  void clear() noexcept;  // after it woke
  const Descriptor& readable() const noexcept { return read_; }

 private:
  Descriptor read_, write_;
};

struct Watched {
  const Descriptor* descriptor = nullptr;
  bool wants_read = true, wants_write = false;
  bool readable = false, writable = false;  // the answer; readable also when it has ended
};
/// Waits until one of them is ready, at most so long; a negative time is for ever.
void wait_for(std::span<Watched> watched, int milliseconds);
}  // namespace krach::server
