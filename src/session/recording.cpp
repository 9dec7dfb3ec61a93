// src/session/recording.cpp
#include "session/recording.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"

namespace krach::session {
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

static constexpr std::size_t kRing = std::size_t{1} << 20U;  // samples: 10.9 s at 48 kHz, 4 MiB

Recording::Recording(const std::filesystem::path& path, std::int64_t sample_rate, bool overwrite)
    : path_(path.string()),
      writer_(path, sample_rate, overwrite),
      ring_(kRing),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}
Recording::~Recording() { finish(); }
void Recording::finish() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Recording::take(std::span<const float> block) noexcept KRACH_NONBLOCKING {
  if (ended_.load(std::memory_order_relaxed)) return;
  const std::size_t head = head_.load(std::memory_order_relaxed), count = block.size();
  if (count > kRing - (head - tail_.load(std::memory_order_acquire))) {
    lost_.fetch_add(static_cast<std::int64_t>(count / 2), std::memory_order_relaxed);
    return;
  }
  const std::size_t at = head % kRing, first = std::min(count, kRing - at);
  std::copy_n(block.data(), first, ring_.data() + at);
  std::copy_n(block.data() + first, count - first, ring_.data());
  head_.store(head + count, std::memory_order_release);
}
void Recording::run(const std::stop_token& stop) {
  try {
    auto kept = Clock::now();
    for (bool last = false; !last;) {
      last = stop.stop_requested();  // what was taken before that is written below
      if (!last) std::this_thread::sleep_for(20ms);
      write_all();
      if (Clock::now() - kept < 1s) continue;
      writer_.keep();
      kept = Clock::now();
    }
    writer_.finish();
  } catch (const Error& error) {
    ended_ = true;
    const std::scoped_lock lock(mutex_);
    trouble_ = error.what();
  }
}
void Recording::write_all() {
  const std::size_t head = head_.load(std::memory_order_acquire);
  for (std::size_t tail = tail_.load(std::memory_order_relaxed); tail != head;) {
    const std::size_t at = tail % kRing, count = std::min(head - tail, kRing - at);
    writer_.write({ring_.data() + at, count});
    tail += count;
    tail_.store(tail, std::memory_order_release);
  }
}
RecordingStatus Recording::status() const {
  const std::scoped_lock lock(mutex_);
  return {ended_ ? "" : path_, static_cast<std::int64_t>(head_.load() / 2), lost_.load(), trouble_};
}
}  // namespace krach::session
