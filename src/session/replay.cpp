// src/session/replay.cpp
#include "session/replay.hpp"

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "session/performer.hpp"

namespace krach::session {
namespace {
/// Puts lines together. What was asked before it played stands from the start.
class Reader {
 public:
  Reader(Replay& replay, std::int64_t sample_rate) : replay_(replay), to_(sample_rate) {}
  void read(JournalLine line) {
    using Kind = JournalLine::Kind;
    if (line.kind == Kind::play) {
      from_ = line.sample_rate;
      if (!std::exchange(plays_, true)) replay_.course.state = before_.state();
      return;
    }
    if (line.kind == Kind::state && line.revision == revision_) return;  // nothing new
    revision_ = line.revision;
    if (plays_)
      replay_.course.changes.push_back(
          {at(line.effect.frame), line.effect.cycle, std::move(line.requests)});
    else
      before_.apply(line.requests, line.effect.cycle, replay_.reading.seed);
    replay_.end = plays_ ? replay_.course.changes.back().at : replay_.end;
  }
  bool plays() const noexcept { return plays_; }

 private:
  Frames at(Frames frame) const {
    return Frames{std::llround(static_cast<double>(frame.value) * static_cast<double>(to_) /
                               static_cast<double>(from_))};
  }
  Replay& replay_;
  Performer before_;  // it played
  std::int64_t to_, from_ = 48000, revision_ = 0;
  bool plays_ = false;
};
}  // namespace

Replay read_replay(const std::filesystem::path& journal, std::int64_t sample_rate) {
  Replay replay;
  Reader reader(replay, sample_rate);
  replay.reading = read_journal(journal, [&](JournalLine line) { reader.read(std::move(line)); });
  if (reader.plays()) return replay;
  throw Error(Fault{"nothing was played", journal.string(), "see krach journal list for others"});
}
}  // namespace krach::session
