// src/session/messenger.cpp
#include "session/messenger.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "device/priority.hpp"

namespace krach::session {
using namespace std::chrono_literals;
namespace {
constexpr auto kLook = 2ms;      // [schedule] is at least 5 ms ahead
constexpr auto kTroubled = 10s;  // since it was last

osc::Argument argument_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::whole: return static_cast<std::int64_t>(value.number);
    case Value::Kind::real: return value.number;
    default: return std::string(text_of(value.word));
  }
}
std::string key_of(const ControlValue& said) {
  std::string key(text_of(said.control));
  if (key != "value") return key;
  return said.value.kind == Value::Kind::whole  ? "note"
         : said.value.kind == Value::Kind::real ? "freq"
                                                : "s";
}
const Value* find(std::span<const ControlValue> values, const std::string& control) {
  const Name name = intern(control);
  const auto found = std::ranges::find(values, name, &ControlValue::control);
  return found == values.end() ? nullptr : &found->value;
}
}  // namespace

osc::Message to_osc(const play::Message& message) {
  const std::span values = std::span(message.values).first(message.count);
  const Value* path = find(values, "osc");
  if (path != nullptr && path->kind == Value::Kind::word && text_of(path->word).starts_with('/')) {
    osc::Message out{std::string(text_of(path->word)), {}};
    while (const Value* value = find(values, "osc" + std::to_string(out.arguments.size())))
      out.arguments.push_back(argument_of(*value));
    return out;
  }
  osc::Message out{"/" + std::string(text_of(message.target)), {}};
  for (const ControlValue& said : values) {
    out.arguments.emplace_back(key_of(said));
    out.arguments.push_back(argument_of(said.value));
  }
  return out;
}

Messenger::Messenger(play::MessageRing& ring, std::function<Clock::time_point(Frames)> due)
    : ring_(ring), due_(std::move(due)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}
void Messenger::attend(bool there_are_targets) {
  {
    const std::scoped_lock lock(mutex_);
    attends_ = there_are_targets;
  }
  attention_.notify_all();
}
std::string Messenger::trouble() const {
  const std::scoped_lock lock(mutex_);
  return Clock::now() - troubled_ < kTroubled ? trouble_ : "";
}
void Messenger::run(const std::stop_token& stop) {
  device::become_realtime(3);  // below [schedule]
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    lock.unlock();
    fetch();
    auto wake = Clock::now() + kLook;
    while (!waiting_.empty()) {
      const auto due = due_(waiting_.front().frame);
      wake = std::min(wake, due);
      if (due > Clock::now()) break;
      if (waiting_.front().frame.value < end_.load()) send(waiting_.front());
      waiting_.pop_front();
    }
    lock.lock();
    if (attends_ || !waiting_.empty())
      attention_.wait_until(lock, stop, wake, [] { return false; });
    else
      attention_.wait(lock, stop, [this] { return attends_; });
  }
}
/// Into the order of their frames; on one frame as they came.
void Messenger::fetch() {
  for (; const play::Message* message = ring_.front(); ring_.pop()) {
    const auto place =
        std::ranges::upper_bound(waiting_, message->frame, {}, &play::Message::frame);
    waiting_.insert(place, *message);
  }
}
void Messenger::send(const play::Message& message) {
  try {
    auto& outlet = outlets_[message.address];
    if (outlet == nullptr)
      outlet = std::make_unique<osc::Outlet>(std::string(text_of(message.address)));
    outlet->send(to_osc(message));
  } catch (const Error& error) {
    const std::scoped_lock lock(mutex_);
    trouble_ = error.what();
    troubled_ = Clock::now();
  }
}
}  // namespace krach::session
