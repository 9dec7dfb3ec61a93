// src/engine/command.hpp: everything that may be asked of [audio].
#pragma once
#include <cstdint>
#include <type_traits>
#include <variant>

#include "base/units.hpp"

namespace krach::engine {
enum class NodeIndex : std::uint32_t {};  // the sender looked the names up; [audio] sees numbers
enum class ControlIndex : std::uint32_t {};
enum class VoiceIndex : std::uint32_t {};

/// How a control gets from here to there.
enum class Motion : std::uint8_t {
  jump,   // on its frame: gates, and what an event brings with its onset
  glide,  // one pole, 63 % in 5 ms: everything that is set
  ramp,   // a straight line that arrives at the next tick: automation
};
/// Sets a control of the node, for every voice whose note has not brought its own.
struct SetControl {
  ControlIndex control{};
  float value = 0.0F;
  Motion motion = Motion::glide;
};
/// Gives a voice to a new note: it forgets what its last note brought. In a node of several voices
/// it starts from zeroed state while what it sounded before fades in 2 ms; a lone voice goes on.
struct StartVoice {
  VoiceIndex voice{};
  float gain = 1.0F;  // of this voice, for this note
};
/// What a note brings: a control of one voice, until its next note.
struct SetVoice {
  VoiceIndex voice{};
  ControlIndex control{};
  float value = 0.0F;
};
struct Command {
  Frames frame;  // takes effect before this frame is rendered; at once if it has passed
  NodeIndex node{};
  std::variant<SetControl, StartVoice, SetVoice> action;
};
static_assert(std::is_trivially_copyable_v<Command>,
              "a command must own nothing: dropping it on the audio thread would free memory");
}  // namespace krach::engine
