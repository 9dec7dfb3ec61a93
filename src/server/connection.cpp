// src/server/connection.cpp
#include "server/connection.hpp"

#include <array>

namespace krach::server {
void Connection::read() {
  std::array<char, std::size_t{64} << 10U> bytes;  // NOLINT: filled by the next line
  const auto count = read_some(socket_, bytes);
  if (!count) ended_ = true;
  if (count) cut({bytes.data(), *count});
}
void Connection::cut(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    if (!too_long_ && in_.size() + part.size() > kLongestLine) {
      too_long_ = true;
      in_ = {};
    }
    if (!too_long_) in_ += part;
    if (end == std::string_view::npos) return;
    lines_.push_back({std::move(in_), too_long_});
    in_ = {};
    too_long_ = false;
    bytes.remove_prefix(end + 1);
  }
}
std::optional<Connection::Line> Connection::take_line() {
  if (lines_.empty()) return {};
  Line line = std::move(lines_.front());
  lines_.pop_front();
  return line;
}
void Connection::send(std::string_view line) {
  out_ += line;
  out_ += '\n';
}
void Connection::send_event(std::string_view line) {
  if (!is_full()) send(line);
}
void Connection::write() {
  const auto count = write_some(socket_, out_);
  if (!count) {
    gone_ = true;
    out_.clear();
    lines_.clear();
  } else {
    out_.erase(0, *count);
  }
}
}  // namespace krach::server
