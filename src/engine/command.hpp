// src/engine/command.hpp: everything that may be asked of [audio].
#pragma once
#include <cstdint>
#include <type_traits>
#include <variant>

#include "base/units.hpp"

namespace krach::engine {
class Instance;
struct Plan;

enum class NodeIndex : std::uint32_t {};  // the sender looked the names up; [audio] sees numbers
enum class RouteIndex : std::uint32_t {};
enum class VoiceIndex : std::uint32_t {};

/// The controls every node has. Units: gain and dry as factors, pan -1 (left) to 1 (right), open 1
/// or 0 (mute).
enum class Fader : std::uint8_t { gain, pan, dry, open };
inline constexpr std::uint32_t kFaders = 4;
/// The controls of a node: its faders, then those of its program, which may change.
enum class ControlIndex : std::uint32_t {};
constexpr ControlIndex control_of(Fader fader) { return static_cast<ControlIndex>(fader); }
constexpr ControlIndex control_of_program(std::size_t index) {
  return static_cast<ControlIndex>(kFaders + index);
}

/// How a control gets from here to there.
enum class Motion : std::uint8_t {
  jump,   // on its frame: gates, and what an event brings with its onset
  glide,  // one pole, 63 % in 5 ms: everything that is set
  ramp,   // a straight line that arrives at the next tick: automation
};
/// Sets a control of the node, for every voice whose note has not brought its own.
struct SetControl {
  NodeIndex node{};
  ControlIndex control{};
  float value = 0.0F;
  Motion motion = Motion::glide;
};
/// Gives a voice to a new note: it forgets what its last note brought. In a node of several voices
/// it starts from zeroed state while what it sounded before fades in 2 ms; a lone voice goes on,
/// and reaches another gain or place over 2 ms.
struct StartVoice {
  NodeIndex node{};
  VoiceIndex voice{};
  float gain = 1.0F;  // of this voice, for this note
  float pan = 0.0F;   // likewise, -1 (left) to 1 (right): a balance, as the node's own
};
/// What a note brings: a control of the program, for one voice, until its next note.
struct SetVoice {
  NodeIndex node{};
  VoiceIndex voice{};
  ControlIndex control{};
  float value = 0.0F;
};
/// From here on the node sounds as `instance`; what it was fades out over 10 ms and is returned.
struct Redefine {
  NodeIndex node{};
  Instance* instance = nullptr;  // lent
};
/// How much of its source a route carries.
struct SetLevel {
  RouteIndex route{};
  float level = 1.0F;
  Motion motion = Motion::glide;
};
/// What the mix is multiplied by, before the guard.
struct SetMaster {
  float gain = 1.0F;
  Motion motion = Motion::glide;
};
/// Another graph of the same nodes and routes, with some more or fewer. The one before is returned.
struct SwapPlan {
  const Plan* plan = nullptr;  // lent
};
struct Command {
  Frames frame;  // takes effect before this frame is rendered; at once if it has passed
  std::variant<SetControl, StartVoice, SetVoice, Redefine, SetLevel, SetMaster, SwapPlan> action;
};
static_assert(std::is_trivially_copyable_v<Command>,
              "a command must own nothing: dropping it on the audio thread would free memory");

/// What [audio] gives back once it will not touch it again.
struct Returned {
  NodeIndex node{};  // of the instance
  Instance* instance = nullptr;
  const Plan* plan = nullptr;
};
}  // namespace krach::engine
