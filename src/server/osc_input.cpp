// src/server/osc_input.cpp
#include "server/osc_input.hpp"

#include <algorithm>
#include <span>
#include <variant>

#include "server/osc_words.hpp"

namespace krach::server {
using namespace std::chrono_literals;
namespace {
constexpr std::size_t kMostAtATime = 256;
constexpr auto kBetweenSets = 20ms, kGesture = 500ms, kBetweenComplaints = 1000ms;
}  // namespace

void OscInput::read(const session::State& state) {
  for (std::size_t heard = 0; heard < kMostAtATime;) {
    const auto size = read_datagram(socket_, datagram_);
    if (!size) return;
    ++heard;
    try {
      const auto messages = osc::parse(std::span(datagram_).first(*size));
      heard += messages.size();
      for (const osc::Message& message : messages) hear(message, state);
    } catch (const Error& error) {
      complain(error);
    }
  }
}
void OscInput::hear(const osc::Message& message, const session::State& state) {
  try {
    session::Request request = to_request(message, state);
    if (auto path = set_path(message)) {
      std::erase_if(set_, [&](const auto& set) { return set.first == *path; });
      set_.emplace_back(std::move(*path), std::move(request));
      return;
    }
    ask_for_what_is_set();
    asked_.push_back({std::move(request)});
  } catch (const Error& error) {
    complain(error);
  }
}
static void continue_gesture(session::Request& request) {
  std::visit(
      [](auto& asked) {
        if constexpr (requires { asked.continues; }) asked.continues = true;
      },
      request);
}
void OscInput::ask_for_what_is_set() {
  const auto now = Clock::now();
  std::erase_if(gestures_, [&](const auto& last) { return now > last.second + kGesture; });
  for (auto& [path, request] : set_) {
    const auto [gesture, begins] = gestures_.try_emplace(std::move(path), now);
    if (!begins) continue_gesture(request);
    gesture->second = now;
    asked_.push_back({std::move(request)});
  }
  set_.clear();
}
std::vector<OscInput::Batch> OscInput::take(Clock::time_point now) {
  if (!set_.empty() && now >= next_sets_) {
    ask_for_what_is_set();
    next_sets_ = now + kBetweenSets;
  }
  return std::exchange(asked_, {});
}
std::optional<OscInput::Clock::time_point> OscInput::due() const {
  if (set_.empty()) return {};
  return next_sets_;
}

void OscInput::complain(const Error& error) {
  if (complaints_++ == 0) complaint_ = error.what();
}
std::optional<std::string> OscInput::take_complaint(Clock::time_point now) {
  if (complaints_ == 0 || now < next_complaint_) return {};
  next_complaint_ = now + kBetweenComplaints;
  const std::size_t more = std::exchange(complaints_, 0) - 1;
  if (more > 0) complaint_ += "\n  and " + std::to_string(more) + " more by OSC";
  return std::move(complaint_);
}
}  // namespace krach::server
