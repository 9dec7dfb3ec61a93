// src/play/player.hpp: what plays on one node, as commands for its voices.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "base/name.hpp"
#include "base/score.hpp"
#include "engine/command.hpp"
#include "engine/transport.hpp"

namespace krach::play {
/// A stretch of frames, half open, and the transport it lies in.
struct Window {
  Frames begin, end;
  const engine::Transport& transport;
};
/// The controls that a node's notes may bring, by name. `gain` and `vel` multiply the voice unless
/// the program has a control of that name.
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

/// Turns the notes of a score into voices: an event becomes its controls and gate on at its onset,
/// and a gate off of its own, after whole x legato (or `dur` cycles), one frame before that end.
/// Several voices: a note takes a free one, then the longest released, then the oldest. One voice:
/// notes that overlap are tied, the gate stays open, and it closes with the newest.
/// Law:    the same commands however time is cut into windows; on a frame, offs before ons.
/// Thread: [schedule]. After warm-up it allocates nothing.
class NotePlayer {
 public:
  NotePlayer(engine::NodeIndex node, std::uint32_t voices, NodeControls controls,
             std::shared_ptr<const Score> score);
  NotePlayer(NotePlayer&&) = default;  // moved only: a copy would lose what was reserved
  NotePlayer& operator=(NotePlayer&&) = default;
  /// Appends the commands of `window`, in order of frame. Windows follow one another.
  void advance(const Window& window, Commands& commands);

 private:
  static constexpr std::size_t kMaxBrought = 16;  // controls of one event
  struct Onset {
    Rational begin, end;  // the end: when its gate closes, but for one frame
    float gain = 1.0F;
    std::uint32_t count = 0;
    std::array<std::pair<engine::ControlIndex, float>, kMaxBrought> brought;
    auto order() const noexcept { return std::tie(begin, brought, end); }
  };
  struct Voice {
    bool open = false;  // its gate
    bool used = false;
    Rational since;  // the onset of its note, or when it was released
    Rational begin, end;
    auto turn_to_sound() const noexcept { return std::tuple(open, used, since); }
  };
  void collect(const Event& event);
  Onset read(const Event& event) const;
  void start(const Onset& onset, Frames frame, Commands& commands);
  void close(Frames last, const Window& window, Commands& commands);
  Frames off_frame(const Voice& voice, const engine::Transport& transport) const noexcept;
  void set(Frames frame, std::size_t voice, engine::ControlIndex control, float value,
           Commands& commands) const;

  engine::NodeIndex node_;
  NodeControls controls_;
  std::shared_ptr<const Score> score_;
  std::vector<Voice> voices_;
  std::vector<Onset> waiting_;  // seen by a query, not yet due
};

/// Moves one control as a score says: signals are sampled for every tick and run straight between
/// them; events set their value on their frame, and it glides.
/// Thread: [schedule]. After warm-up it allocates nothing.
class ControlPlayer {
 public:
  ControlPlayer(engine::NodeIndex node, engine::ControlIndex control, Name name, float low,
                float high, std::shared_ptr<const Score> score);
  ControlPlayer(ControlPlayer&&) = default;
  ControlPlayer& operator=(ControlPlayer&&) = default;
  void advance(const Window& window, Commands& commands);

 private:
  void sample(const Window& window, Commands& commands);
  void follow(const Window& window, Commands& commands);
  std::optional<float> value_at(Frames frame, const engine::Transport& transport) const;
  std::optional<float> read(const Event& event) const noexcept;

  engine::NodeIndex node_;
  engine::ControlIndex control_;
  Name name_;
  float low_, high_;
  std::shared_ptr<const Score> score_;
  std::optional<float> last_;  // sent
  std::vector<std::pair<Frames, float>> waiting_;
};
}  // namespace krach::play
