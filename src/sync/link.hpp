// src/sync/link.hpp: Ableton Link: one tempo, and where the bar is, for programs on a network.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>

namespace krach::sync {
/// Takes part from construction to destruction, on a thread of its own.
/// Errors: Error if krach was built without it. Thread: [control].
/// Source: Ableton, Link (https://github.com/Ableton/link), as Debian has it.
class Link {
 public:
  using Clock = std::chrono::steady_clock;  // Link has another one: this is where they meet
  explicit Link(double bpm);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  std::int64_t peers() const;  // the others
  double tempo() const;        // in BPM, 20 to 999
  void set_tempo(double bpm, Clock::time_point at);
  /// How many bars of `beats` beats have gone by at `at`, with those of others but for whole ones.
  double bars(Clock::time_point at, double beats) const;
  /// Let it be so many, if nobody else is there.
  void set_bars(double bars, Clock::time_point at, double beats);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};
}  // namespace krach::sync
