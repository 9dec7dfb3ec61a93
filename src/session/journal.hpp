// src/session/journal.hpp: every accepted request on disk, in order, with its time of effect.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/transport.hpp"
#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
/// JSON:   a line each, which ends with a sum of what stands before it:
///         {"kind":"journal","version":1,"seed":1,"began":"2026-11-22T20:15:00Z","sum":"..."}
///         {"kind":"play","sample_rate":48000,"frame":0,"cycle":"0","sum":"..."}
///         {"kind":"requests","revision":1,"frame":4096,"cycle":"1/24","requests":[...],...}
///         {"kind":"state","revision":1,"frame":4096,"cycle":"1/24","requests":[...],...}
///         "play" says that a device begins there, "state" what all before it comes to, as the
///         requests that make it: reading may begin at each.
struct JournalLine {
  enum class Kind : std::uint8_t { play, requests, state };
  Kind kind = Kind::requests;
  std::int64_t revision = 0;
  engine::Moment effect{};
  std::int64_t sample_rate = 0;  // of play
  std::vector<Request> requests;
};

/// Writes one. What was accepted before its reply is in the system's hands before its reply, and on
/// the disk a second later at most, if somebody calls sync() as often.
/// Errors: Error with the system's reason and the remedy; the file then ends with a whole line, and
///         what is written next is preceded by a state, if write() is given one.
/// Thread: [control]; sync() [any], side by side with the others.
class Journal {
 public:
  /// Makes a new file, which must not be there, for its user alone.
  static Journal create(const std::filesystem::path& path, std::uint64_t seed);
  /// Goes on after the whole lines of one; what stands behind them is cut off.
  static Journal resume(const std::filesystem::path& path, std::uint64_t whole_bytes);
  ~Journal();
  Journal(Journal&&) noexcept;
  Journal& operator=(Journal&&) noexcept;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// `state`: what the line comes to, with it. Written after many lines, so that few need be read.
  void write(const JournalLine& line, const State& state);
  void sync() const;
  const std::filesystem::path& path() const noexcept;

 private:
  struct File;
  explicit Journal(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

struct JournalReading {
  std::uint64_t seed = 1;
  std::string began;
  std::uint64_t whole_bytes = 0;      // up to the end of the last whole line
  std::vector<std::string> messages;  // of what is damaged, and what is missing for it
};
/// Gives every whole line in order. After a damaged one they are left out up to the next state.
/// Errors: Error if the file cannot be read, is none of these, or is of a newer version.
/// Thread: [control].
JournalReading read_journal(const std::filesystem::path& path,
                            const std::function<void(JournalLine)>& line);

/// What a journal comes to. Reads from its last state on, so that hours of it take no time.
struct Recovered {
  State state;
  std::int64_t revision = 0, sample_rate = 48000;
  engine::Moment effect{};  // of the last line
  JournalReading reading;
};
Recovered recover(const std::filesystem::path& path);
}  // namespace krach::session
