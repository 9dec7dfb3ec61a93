// src/server/connection.hpp: one client: the lines that it sends, and what is still to be sent.
#pragma once
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "server/socket.hpp"

namespace krach::server {
/// Bounded: a line of at most 4 MiB is kept, a longer one is thrown away as it comes; while more
/// than 1 MiB waits to be sent, nothing more is read. So a client that never reads, or pauses
/// inside a line, or floods, holds up nobody but itself.
/// Thread: [control].
class Connection {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{4} << 20U;
  static constexpr std::size_t kMostToSend = std::size_t{1} << 20U;
  explicit Connection(Descriptor socket) : socket_(std::move(socket)) {}

  const Descriptor& socket() const noexcept { return socket_; }
  bool wants_read() const noexcept { return !ended_ && !gone_ && !has_line() && !is_full(); }
  bool wants_write() const noexcept { return !out_.empty(); }
  /// Nothing can be sent to it any more; what it had sent is forgotten.
  bool gone() const noexcept { return gone_ || (ended_ && !has_line() && out_.empty()); }

  void close() noexcept { gone_ = true; }
  void read();
  void write();
  void send(std::string_view line);  // the end of the line is added
  /// What can be left out is, when too much waits already: events for one who does not read them.
  void send_event(std::string_view line);

  struct Line {
    std::string text;
    bool too_long = false;  // then there is no text
  };
  std::optional<Line> take_line();  // the next that is whole
  bool has_line() const noexcept { return !lines_.empty(); }
  bool is_full() const noexcept { return out_.size() > kMostToSend; }

 private:
  void cut(std::string_view bytes);

  Descriptor socket_;
  std::string in_, out_;
  std::deque<Line> lines_;
  bool too_long_ = false;  // the line that is coming in
  bool ended_ = false, gone_ = false;
};
}  // namespace krach::server
