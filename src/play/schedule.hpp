// src/play/schedule.hpp: asks every score for the next span and hands the commands over.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/renderer.hpp"
#include "play/player.hpp"

namespace krach::play {
/// The [schedule] thread's work; offline, the same function before each block.
class Schedule {
 public:
  Schedule(engine::Transport transport, std::vector<NotePlayer> notes,
           std::vector<ControlPlayer> controls);
  /// Hands all commands before frame `end` to `inbox`, in order of frame. A full ring makes it keep
  /// the rest for its next turn. Returns the frame up to which everything has been handed over.
  /// Law:    the same commands however often it is called, and for whatever ends.
  /// Thread: [schedule]. After warm-up it allocates nothing.
  Frames advance(Frames end, engine::CommandRing& inbox);

 private:
  engine::Transport transport_;
  std::vector<NotePlayer> notes_;
  std::vector<ControlPlayer> controls_;
  Frames asked_;                                       // every score has been asked up to here
  Commands commands_;                                  // of the span asked last
  std::vector<std::pair<Frames, std::size_t>> order_;  // of handing them over
  std::size_t handed_ = 0;                             // how many of them are in the ring
};
}  // namespace krach::play
