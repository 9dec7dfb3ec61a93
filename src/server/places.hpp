// src/server/places.hpp: where the engine of this user is, and what it keeps.
#pragma once
#include <filesystem>

namespace krach::server {
/// KRACH_STATE, else krach in XDG_STATE_HOME, else ~/.local/state/krach: the engine's socket, its
/// log and its journals. Made if it is not there, for this user alone.
/// Errors: Error if it cannot be made, or if others may enter it.
/// Thread: [control].
std::filesystem::path state_folder();
inline constexpr const char* kSocketName = "engine.sock";
inline constexpr const char* kTokenName = "token";
inline constexpr const char* kLogName = "engine.log";
inline constexpr const char* kJournalFolder = "journals";
}  // namespace krach::server
