// src/engine/instance.cpp
#include "engine/instance.hpp"

#include <algorithm>

#include "engine/level.hpp"

namespace krach::engine {
Instance::Instance(const InstanceSpec& spec, Hertz rate)
    : code_(spec.code),
      glide_(rate),
      bank_(spec.bank, rate),
      inputs_(spec.bank.kernel.layout.inputs) {
  for (const float value : spec.bank.controls) controls_.emplace_back(value);
}

bool Instance::process(Frames now, std::int32_t frames, QueuedCommand* commands, const Stereo& in,
                       Stereo& out, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  bool sounded = false;
  for (std::int32_t done = 0;;) {
    const Frames at = now + Frames{done};
    if (done < frames) bank_.judge(at);
    bool touched = false;
    for (; commands != nullptr && commands->command.frame <= at; commands = commands->next)
      touched = apply(*commands, at) || touched;
    if (touched || (moving_ && done < frames && at.value % kTickFrames == 0)) tick(at);
    if (done == frames) break;
    const std::int32_t run = look_ahead(at, frames - done, commands);
    const auto begin = static_cast<std::size_t>(done), n = static_cast<std::size_t>(run);
    if (render(at, begin, run, in, out, scratch)) {
      if (!sounded) {
        std::fill_n(out.left.data(), begin, 0.0F);
        std::fill_n(out.right.data(), begin, 0.0F);
      }
      sounded = true;
    } else if (sounded) {
      std::fill_n(out.left.data() + begin, n, 0.0F);
      std::fill_n(out.right.data() + begin, n, 0.0F);
    }
    done += run;
  }
  bank_.obey(now + Frames{frames});  // a run may end on the frame of a command
  return sounded;
}

/// Returns whether it is a tick of this instance.
bool Instance::apply(QueuedCommand& queued, Frames at) noexcept {
  if (const auto* set = std::get_if<SetControl>(&queued.command.action)) {
    const std::size_t control = static_cast<std::size_t>(set->control) - kFaders;
    if (control >= controls_.size()) return false;
    controls_[control].set(set->value, set->motion);
  } else {
    bank_.enqueue(queued, at);
  }
  return true;
}
/// How far all voices can be rendered alike: to the next tick, or the next command for all. While
/// no control moves, a voice's command is no tick: the bank gets it now, and cuts that voice's
/// group.
std::int32_t Instance::look_ahead(Frames at, std::int32_t frames,
                                  QueuedCommand*& commands) noexcept {
  std::int32_t run = std::min(frames, VoiceBank::frames_to_judge(at));
  if (moving_) run = std::min(run, frames_to_grid(at));
  for (; commands != nullptr && commands->command.frame < at + Frames{run};
       commands = commands->next) {
    if (moving_ || std::holds_alternative<SetControl>(commands->command.action))
      return static_cast<std::int32_t>((commands->command.frame - at).value);
    bank_.enqueue(*commands, commands->command.frame);
  }
  return run;
}
void Instance::tick(Frames at) noexcept {
  const auto elapsed = moving_ ? static_cast<std::int32_t>((at - tick_).value) : 0;
  moving_ = false;
  for (std::size_t i = 0; i < controls_.size(); ++i) {
    if (!controls_[i].moving()) continue;
    controls_[i].tick(elapsed, frames_to_grid(at), glide_);
    moving_ = moving_ || controls_[i].moving();
    bank_.set(i, controls_[i].value(), controls_[i].step());
  }
  tick_ = at;
}

bool Instance::render(Frames at, std::size_t begin, std::int32_t frames, const Stereo& in,
                      Stereo& out, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  const auto n = static_cast<std::size_t>(frames);
  const std::int32_t since = moving_ ? static_cast<std::int32_t>((at - tick_).value) : 0;
  for (std::size_t i = 0; i < n && inputs_ > 0; ++i) {
    const float left = in.left[begin + i], right = in.right[begin + i];
    scratch.in[i] = inputs_ == 1 ? (left + right) * 0.5F : left;
    if (inputs_ == 2) scratch.in[n + i] = right;
  }
  const std::uint32_t channels =
      bank_.render(at, since, scratch.in, scratch.voices, frames, scratch);
  if (channels == 0) return false;
  std::copy_n(scratch.voices, n, out.left.data() + begin);
  std::copy_n(scratch.voices + (channels == 2 ? n : 0), n, out.right.data() + begin);
  return true;
}
}  // namespace krach::engine
