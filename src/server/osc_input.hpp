// src/server/osc_input.hpp: what comes in by OSC, as requests: a knob turned, a pad pressed.
#pragma once
#include "osc/message.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "server/socket.hpp"
#include "session/session.hpp"

namespace krach::server {
/// A fader sends hundreds of values a second: of those for one path that come within 20 ms the last
/// one is asked for. Those that are less than half a second apart are one gesture, which undo takes
/// back at once. Order is kept among all that is asked for. Everyone who can send to the address
/// may: on 127.0.0.1, every user and program of this machine.
/// Thread: [control].
class OscInput {
 public:
  using Clock = std::chrono::steady_clock;
  using Batch = session::Session::Batch;
  /// Errors: as receive_on().
  explicit OscInput(const std::string& address)
      : socket_(receive_on(address)), address_(own_address(socket_)) {}
  const Descriptor& socket() const noexcept { return socket_; }
  const std::string& address() const noexcept { return address_; }

  /// Takes what has come, at most about 256 messages; what is wrong with them is a complaint.
  void read(const session::State& state);
  /// Each by itself, what is to be asked for by now.
  std::vector<Batch> take(Clock::time_point now);
  /// When take() has something that it has not now; nothing if it has nothing.
  std::optional<Clock::time_point> due() const;

  void complain(const Error& error);
  /// What to tell about what was wrong: once a second, the first of it, and how much more there
  /// was.
  std::optional<std::string> take_complaint(Clock::time_point now);

 private:
  void hear(const osc::Message& message, const session::State& state);
  void ask_for_what_is_set();

  Descriptor socket_;
  std::string address_;
  std::array<char, std::size_t{64} << 10U> datagram_{};
  std::vector<std::pair<std::string, session::Request>> set_;  // by path
  std::map<std::string, Clock::time_point> gestures_;          // by path, when it was last set
  std::vector<Batch> asked_;
  Clock::time_point next_sets_{}, next_complaint_{};
  std::string complaint_;
  std::size_t complaints_ = 0;
};
}  // namespace krach::server
