// src/session/replay.hpp: a performance of yesterday, to be rendered again.
#pragma once
#include <filesystem>

#include "session/journal.hpp"
#include "session/render.hpp"

namespace krach::session {
/// A performance as its journal tells it, its times of effect at `sample_rate`, whatever it was
/// played at.
struct Replay {
  Course course;
  Frames end{0};  // of the last change
  JournalReading reading;
};
/// Errors: as read_journal(); Error if nothing was played.
/// Thread: [control].
Replay read_replay(const std::filesystem::path& journal, std::int64_t sample_rate);
}  // namespace krach::session
