// src/play/schedule.hpp: asks every score for the next span and hands the commands over.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/spsc_ring.hpp"
#include "engine/renderer.hpp"
#include "play/message_player.hpp"
#include "play/player.hpp"

namespace krach::play {
/// Everything that plays. Shared with [control], which makes players and frees them; only
/// [schedule] uses them while they play.
struct Players {
  std::vector<std::shared_ptr<NotePlayer>> notes;
  std::vector<std::shared_ptr<ControlPlayer>> controls;
  std::vector<std::shared_ptr<MessagePlayer>> messages{};
};
/// A new tempo, at once or reached at a position; `from`: BPM, in place of what it is.
struct TempoChange {
  engine::Tempo to;
  std::optional<Rational> until{};
  std::optional<Rational> from{};
};
/// A change of what plays, made by [control], carried out by [schedule] at the horizon: the first
/// frame that no score has been asked for. It comes back with what was replaced inside, so that
/// only [control] frees.
struct Update {
  struct Replaced {
    std::shared_ptr<NotePlayer> before, after;  // after: null if its notes just end
    Handover how = Handover::release;
  };
  struct Moved {
    std::shared_ptr<ControlPlayer> before, after;
    Handover how = Handover::goes_on;
  };
  struct Told {  // their score goes on
    std::shared_ptr<MessagePlayer> before, after;
  };
  Players players;  // all of them, those that play on too
  std::vector<Replaced> replaced;
  std::vector<Moved> moved;
  std::vector<Told> told;
  Commands commands;  // their frame is set to that of the change
  std::optional<TempoChange> tempo;
  bool redefines = false;  // a node: [schedule] spaces these
  Frames at{-1};           // when it took effect; written by [schedule]
};
using UpdateRing = SpscRing<Update*, 256>;

/// The [schedule] thread's work; offline, the same function before each block.
class Schedule {
 public:
  /// Plays from frame `start` on. `anchor`: where the position is known. `messages`: where those
  /// go that are for others; without it they are left out.
  Schedule(std::int64_t rate, engine::Tempo tempo, Frames start = Frames{0},
           engine::Moment anchor = {}, MessageRing* messages = nullptr);

  UpdateRing& updates() noexcept { return updates_; }  // [control] writes
  UpdateRing& done() noexcept { return done_; }        // [control] reads: one for each of them

  /// Carries out the updates, then hands all commands before frame `end` to `inbox`, in order of
  /// frame. A full ring makes it keep the rest for its next turn. Returns the frame up to which
  /// everything has been handed over.
  /// Law:    the same commands however often it is called, and for whatever ends.
  /// Thread: [schedule]. After warm-up it allocates nothing, frees nothing, and waits for no one.
  Frames advance(Frames end, engine::CommandRing& inbox);
  const engine::Transport& transport() const noexcept { return transport_; }  // [schedule]
  /// Up to where every score has been asked; the cycle is a whole multiple of 1/2^24.
  /// Thread: [schedule].
  engine::Moment asked() const noexcept { return {asked_, asked_cycle_}; }
  /// Messages that were left out because those before them were not fetched. Thread: [any].
  std::int64_t unsent() const noexcept { return unsent_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kMostFading = engine::kMaxInstances - 2;
  Frames next_redefinition() const noexcept;
  void carry_out(Update& update);
  void ask(Frames end);
  void hand_over_messages() noexcept;

  std::int64_t rate_;
  engine::Transport transport_;
  Players players_;
  UpdateRing updates_, done_;
  Frames asked_;                               // every score has been asked up to here,
  Rational asked_cycle_;                       // and up to here
  std::array<Frames, kMostFading> redefined_;  // when nodes last were, the oldest at next_
  std::size_t next_ = 0;
  Commands commands_;                                  // of the spans asked last
  std::vector<std::pair<Frames, std::size_t>> order_;  // of handing them over
  std::size_t handed_ = 0;                             // how many of them are in the ring
  MessageRing* outbox_;
  Messages messages_;  // that are not in there yet
  std::atomic<std::int64_t> unsent_{0};
};
}  // namespace krach::play
