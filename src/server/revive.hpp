// src/server/revive.hpp: a session goes on from its journal.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "session/session.hpp"

namespace krach::server {
/// Brings `session` to what the journal comes to, and lets it go on in it. A program that cannot be
/// compiled, or whose compilation ended an engine, is left out with its node, and the music goes on
/// without it. Returns where it would be by now, and what has to be told.
/// Errors: Error if the journal cannot be read at all.
/// Thread: [control].
struct Revived {
  engine::Moment start{};
  std::uint64_t seed = 1;
  std::vector<std::string> messages;
};
Revived revive(session::Session& session, const std::filesystem::path& journal,
               std::int64_t sample_rate);
std::filesystem::path heartbeat_of(const std::filesystem::path& journal);
}  // namespace krach::server
