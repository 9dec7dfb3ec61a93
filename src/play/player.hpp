// src/play/player.hpp: what plays on one node, as commands for its voices.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/name.hpp"
#include "base/score.hpp"
#include "engine/command.hpp"
#include "engine/transport.hpp"
#include "play/least.hpp"

namespace krach::play {
/// A stretch of frames, half open, the cycles to ask a score for, and the transport both lie in.
struct Window {
  Frames begin, end;
  Span cycles;
  const engine::Transport& transport;
  /// When something at `cycle` is due: never before the stretch, which has been handed over.
  Frames frame_of(Rational cycle) const noexcept {
    return std::max(transport.frame_of(cycle), begin);
  }
};
/// The controls that a node's notes may bring, by name. Unless the program has a control of that
/// name, `gain` and `vel` multiply the voice, and `pan`, 0 (left) to 1 (right), is its place.
struct NodeControls {
  struct Named {
    Name name{};
    engine::ControlIndex index{};
    float low = 0.0F, high = 1.0F;
  };
  std::vector<Named> named;
  std::optional<engine::ControlIndex> gate;
  const Named* find(Name name) const noexcept;
};
using Commands = std::vector<engine::Command>;

/// What a player leaves to the one that takes its place.
enum class Handover : std::uint8_t {
  release,   // its notes end here: another score, or mute
  goes_on,   // its notes sound on, begun again: another program under the same score
  plays_on,  // nothing is heard of it: another future of the same score
};

/// Turns the notes of a score into voices: an event becomes its controls and gate on at its onset,
/// and a gate off of its own, after whole x legato (or `dur` cycles), one frame before that end.
/// Several voices: a note takes a free one, then the longest released, then the oldest. One voice:
/// notes that overlap are tied, the gate stays open, and it closes with the newest.
/// Law:    the same commands however time is cut into windows; on a frame, offs before ons.
/// Thread: [schedule]. After warm-up it allocates nothing.
class NotePlayer {
 public:
  /// Without a score it only ends what it takes over.
  NotePlayer(engine::NodeIndex node, std::uint32_t voices, NodeControls controls,
             std::shared_ptr<const Score> score);
  /// Appends the commands of `window`, in order of frame. Windows follow one another.
  void advance(const Window& window, Commands& commands);
  /// Takes the place of `before`, which played on the same node up to `now`, and whose notes have
  /// been released if they are to end.
  void take_over(NotePlayer& before, Handover how, Frames now, Commands& commands);
  /// Ends every note that sounds.
  void release(Frames now, Commands& commands);

 private:
  static constexpr std::size_t kMaxBrought = 16;  // controls of one event
  struct Onset {
    Rational begin, end;            // the end: when its gate closes, but for one frame
    float gain = 1.0F, pan = 0.0F;  // pan as the engine has it: -1 to 1
    std::uint32_t count = 0;
    std::array<std::pair<engine::ControlIndex, float>, kMaxBrought> brought;
    auto order() const noexcept { return std::tie(begin, brought, end, pan); }
  };
  struct Voice {
    bool open = false;  // its gate
    Onset note;
  };
  void collect(const Event& event);
  Onset read(const Event& event);
  Rational length_of(double value) noexcept;
  void start(const Onset& onset, Frames frame, const Window& window, Commands& commands);
  void sound(std::size_t voice, Frames frame, Commands& commands) const;
  void close(Frames last, Commands& commands);
  void release(std::size_t voice, Frames now, Commands& commands);
  Frames off_frame(const Onset& note, const Window& window) const noexcept;
  void follow(const Window& window);
  void set(Frames frame, std::size_t voice, engine::ControlIndex control, float value,
           Commands& commands) const;

  engine::NodeIndex node_;
  NodeControls controls_;
  std::shared_ptr<const Score> score_;
  std::vector<Voice> voices_;
  Least off_;                             // by voice: when its gate closes, if it is open
  Least turn_;                            // by voice: the least is the next to be taken
  std::vector<std::size_t> order_;        // room for a handover
  std::int64_t taken_ = 0;                // how often a voice was taken or released
  std::vector<Onset> waiting_;            // seen by a query, not yet due
  std::optional<std::uint32_t> changes_;  // of the transport, that off_ knows of
  std::pair<double, Rational> length_;    // read last: most notes of a pattern share theirs
};

/// What a ControlPlayer moves.
struct Knob {
  engine::NodeIndex node{};
  engine::ControlIndex control{};
};
struct MasterGain {};
using Moved = std::variant<Knob, engine::RouteIndex, MasterGain>;

/// Moves one control as a score says: signals are sampled for every tick and run straight between
/// them; events set their value on their frame, and it glides.
/// Thread: [schedule]. After warm-up it allocates nothing.
class ControlPlayer {
 public:
  /// From position `begin` on, another score.
  struct Then {
    Rational begin;
    std::shared_ptr<const Score> score;
  };
  struct Course {
    Name name{};  // of what it reads in the scores' events
    float low = 0.0F, high = 1.0F;
    std::shared_ptr<const Score> score;  // without one it waits for what comes then
    std::optional<Then> then{};
    bool from_there = false;  // a signal begins where the control is; else with a jump
  };
  ControlPlayer(const Moved& moved, Course course);
  void advance(const Window& window, Commands& commands);
  /// Takes the place of `before`, which played the same score on the same control: goes on from the
  /// value it had sent, which it sends again where the node was redefined.
  void take_over(ControlPlayer& before, Handover how, Frames now, Commands& commands);

 private:
  void play(const Score* score, const Window& window, Commands& commands);
  void sample(const Score& score, const Window& window, Commands& commands);
  void follow(const Score& score, const Window& window, Commands& commands);
  std::optional<float> value_at(const Score& score, Frames frame,
                                const engine::Transport& transport) const;
  std::optional<float> read(const Event& event) const noexcept;

  engine::Command command(Frames frame, float value, engine::Motion motion) const;

  Moved moved_;
  Course course_;
  std::optional<float> last_;  // sent
  std::vector<std::pair<Rational, float>> waiting_;
};
}  // namespace krach::play
