// src/session/messenger.hpp: sends what plays on targets outside, when it is heard.
#pragma once
#include "osc/outlet.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "play/message_player.hpp"

namespace krach::session {
/// What is sent for an event. One that krp.osc() made is the message it names. Of another it is the
/// name of the target with keys and values, as Tidal's: a bare whole number is "note", a number
/// with a point "freq", a word "s". Thread: [control].
osc::Message to_osc(const play::Message& message);

inline constexpr Frames kAlways{std::numeric_limits<std::int64_t>::max()};

/// A thread of its own: [schedule] puts messages into the ring ahead of time and waits for nobody.
/// It sleeps while there is no target.
class Messenger {
 public:
  using Clock = std::chrono::steady_clock;
  /// `due`: when a frame is heard.
  Messenger(play::MessageRing& ring, std::function<Clock::time_point(Frames)> due);
  void attend(bool there_are_targets);  // [control]
  /// Those of `end` and later are left out. Thread: [control].
  void send_until(Frames end) noexcept { end_.store(end.value); }
  /// Why messages do not go out: of the last seconds; empty if they do. Thread: [control].
  std::string trouble() const;

 private:
  void run(const std::stop_token& stop);
  void fetch();
  void send(const play::Message& message);

  play::MessageRing& ring_;
  std::function<Clock::time_point(Frames)> due_;
  mutable std::mutex mutex_;
  std::condition_variable_any attention_;
  bool attends_ = false;
  std::atomic<std::int64_t> end_{kAlways.value};
  std::string trouble_;
  Clock::time_point troubled_{};                          // when that was, last
  std::deque<play::Message> waiting_;                     // by frame
  std::map<Name, std::unique_ptr<osc::Outlet>> outlets_;  // by address
  std::jthread thread_;
};
}  // namespace krach::session
