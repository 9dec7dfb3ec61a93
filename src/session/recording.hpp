// src/session/recording.hpp: what is heard, into a file, while it is heard.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/realtime.hpp"
#include "files/take.hpp"

namespace krach::session {
struct RecordingStatus {
  std::string path;         // where it goes to; empty if nothing is recorded
  std::int64_t frames = 0;  // taken so far
  std::int64_t lost = 0;    // frames that found no room, because the disk was slow; not in the file
  std::string trouble;      // why it ended by itself
};
/// From its construction to its destruction, which writes the rest. If the file cannot be written
/// on, it has ended, and what was written stays.
/// Errors: as files::TakeWriter's constructor.
/// Thread: [control].
class Recording {
 public:
  Recording(const std::filesystem::path& path, std::int64_t sample_rate, bool overwrite);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  /// All of it, or nothing where there is no room.
  /// Shapes: [frame][2]. Thread: [audio].
  void take(std::span<const float> block) noexcept KRACH_NONBLOCKING;
  /// Writes what is there, and ends. Nothing may be taken any more.
  void finish();
  RecordingStatus status() const;  // [any]

 private:
  void run(const std::stop_token& stop);
  void write_all();

  const std::string path_;
  files::TakeWriter writer_;
  std::vector<float> ring_;
  std::atomic<std::size_t> head_{0}, tail_{0};  // samples; moved by [audio], and by the thread
  std::atomic<std::int64_t> lost_{0};
  std::atomic<bool> ended_{false};
  mutable std::mutex mutex_;  // of trouble_
  std::string trouble_;
  std::jthread thread_;
};
}  // namespace krach::session
