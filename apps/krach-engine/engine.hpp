// apps/krach-engine/engine.hpp: a session with its journal, its device and its clients.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

struct EngineOptions {
  std::filesystem::path folder;   // of its socket
  std::filesystem::path journal;  // gone on with, if it is there
  std::string device, tcp, osc;   // addresses of the network; empty: none
  std::int64_t sample_rate = 48000, block_size = 128;
  std::optional<std::int64_t> inputs;
  std::uint64_t seed = 1;
  bool link = false;   // in time with others, by Ableton Link
  bool again = false;  // after one that died: on the device that it played on then
};
/// Plays until a client or a signal ends it. Errors: krach::Error. Returns the exit status.
int run_engine(EngineOptions options);
