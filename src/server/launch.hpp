// src/server/launch.hpp: an engine is started where none is running.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace krach::server {
struct LaunchOptions {
  std::string device;  // empty: the default
  std::string tcp;     // port, or host:port, for clients with the token; empty: none
  std::string osc;     // port, or host:port, where messages of OSC come in; empty: nowhere
  bool link = false;   // in time with others, by Ableton Link
  std::int64_t sample_rate = 48000, block_size = 128;
  std::optional<std::int64_t> inputs;  // channels to hear
  std::uint64_t seed = 1;
  std::optional<std::filesystem::path> journal;  // to go on with; a new one if absent
};
/// The socket of this user's engine, whether or not it is there.
std::filesystem::path engine_socket();
bool engine_runs();
/// Starts krach-engine in the background, its log in the state folder, and waits until it answers.
/// Errors: Error with the end of its log if it does not within 10 s, or if one is running.
void start_engine(const LaunchOptions& options = {});
/// Asks it to end, and waits until it has. Errors: Error if there is none.
void stop_engine();

/// The journals of this user, the one that was written last first.
std::vector<std::filesystem::path> list_journals();
/// The one of that name, or the newest for an empty one. Errors: Error with the near names.
std::filesystem::path find_journal(const std::string& name);
/// Thread: all [control].
}  // namespace krach::server
