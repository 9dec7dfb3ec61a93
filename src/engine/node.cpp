// src/engine/node.cpp
#include "engine/node.hpp"

#include <algorithm>
#include <span>

namespace krach::engine {
static std::int32_t frames_to_grid(Frames at) {
  return kTickFrames - static_cast<std::int32_t>(at.value % kTickFrames);
}

Node::Node(const NodeSpec& spec, Hertz rate)
    : glide_(rate),
      bank_(spec.bank, rate),
      inputs_(spec.bank.kernel.layout.inputs),
      controls_(spec.bank.controls.size()) {
  for (const float value : spec.bank.controls) values_.emplace_back(value);
  for (const float value : spec.faders) values_.emplace_back(value);
}

void Node::process(Frames now, std::int32_t frames, const QueuedCommand* commands,
                   Scratch& scratch) noexcept KRACH_NONBLOCKING {
  silent_ = true;
  for (std::int32_t done = 0;;) {
    const Frames at = now + Frames{done};
    const bool touched = commands != nullptr && commands->command.frame <= at;
    for (; commands != nullptr && commands->command.frame <= at; commands = commands->next)
      apply(commands->command, at);
    if (touched || (moving_ && done < frames && at.value % kTickFrames == 0)) tick(at);
    if (done == frames) break;
    std::int32_t run = std::min(frames - done, bank_.frames_to_change(at));
    if (moving_) run = std::min(run, frames_to_grid(at));
    if (commands != nullptr)
      run = static_cast<std::int32_t>(
          std::min<std::int64_t>(run, (commands->command.frame - at).value));
    render(at, static_cast<std::size_t>(done), run, scratch);
    done += run;
  }
  if (inputs_ > 0) input_ = Stereo{};
}

void Node::apply(const Command& command, Frames at) noexcept {
  if (const auto* set = std::get_if<SetControl>(&command.action))
    values_[static_cast<std::size_t>(set->control)].set(set->value, set->motion);
  if (const auto* start = std::get_if<StartVoice>(&command.action)) bank_.start(*start, at);
  if (const auto* set = std::get_if<SetVoice>(&command.action)) bank_.bring(*set);
}
void Node::tick(Frames at) noexcept {
  const auto elapsed = moving_ ? static_cast<std::int32_t>((at - tick_).value) : 0;
  moving_ = false;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!values_[i].moving()) continue;
    values_[i].tick(elapsed, frames_to_grid(at), glide_);
    moving_ = moving_ || values_[i].moving();
    if (i < controls_)
      bank_.set(static_cast<ControlIndex>(i), values_[i].value(), values_[i].step());
  }
  tick_ = at;
}

void Node::render(Frames at, std::size_t begin, std::int32_t frames,
                  Scratch& scratch) noexcept KRACH_NONBLOCKING {
  const auto n = static_cast<std::size_t>(frames);
  const std::int32_t since = moving_ ? static_cast<std::int32_t>((at - tick_).value) : 0;
  for (std::size_t i = 0; i < n && inputs_ > 0; ++i) {
    const float left = input_.left[begin + i], right = input_.right[begin + i];
    scratch.in[i] = inputs_ == 1 ? (left + right) * 0.5F : left;
    if (inputs_ == 2) scratch.in[n + i] = right;
  }
  if (bank_.render(at, since, scratch.in, scratch.voices, frames, scratch)) {
    silent_ = false;
    mix(scratch.voices, begin, n, static_cast<float>(since));
  } else {
    for (float* channel :
         {sends_.left.data(), sends_.right.data(), dry_part_.left.data(), dry_part_.right.data()})
      std::fill_n(channel + begin, n, 0.0F);
  }
}
void Node::mix(const float* voices, std::size_t begin, std::size_t n,
               float since) noexcept KRACH_NONBLOCKING {
  const float* right_voices = bank_.outputs() == 2 ? voices + n : voices;
  const auto at = [&](Fader which, float frame) {
    return fader(which).value() + frame * fader(which).step();
  };
  const auto gains_at = [&](float frame) {  // of the left, of the right, and dry
    const float gain = at(Fader::gain, frame) * at(Fader::open, frame), pan = at(Fader::pan, frame);
    return std::array{gain * std::min(1.0F, 1.0F - pan), gain * std::min(1.0F, 1.0F + pan),
                      at(Fader::dry, frame)};
  };
  const std::span faders(values_.data() + controls_, kFaders);
  const bool still = std::ranges::none_of(faders, [](const MovingValue& v) { return v.moving(); });
  const auto mix_frame = [&](std::size_t i, const std::array<float, 3>& gains) {
    const float left = voices[i] * gains[0], right = right_voices[i] * gains[1];
    sends_.left[begin + i] = left;
    sends_.right[begin + i] = right;
    dry_part_.left[begin + i] = left * gains[2];
    dry_part_.right[begin + i] = right * gains[2];
  };
  if (const auto gains = gains_at(since); still)
    for (std::size_t i = 0; i < n; ++i) mix_frame(i, gains);
  else
    for (std::size_t i = 0; i < n; ++i) mix_frame(i, gains_at(since + static_cast<float>(i)));
}
}  // namespace krach::engine
