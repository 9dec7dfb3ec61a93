// src/engine/node.cpp
#include "engine/node.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/balance.hpp"

namespace krach::engine {
Node::Node(const Faders& faders, Hertz rate, std::unique_ptr<Instance> first)
    : glide_(rate), fade_(crossfade(rate)) {
  for (std::size_t i = 0; i < kFaders; ++i) faders_[i] = MovingValue(faders[i]);
  if (first != nullptr) layers_[count_++] = {adopt(std::move(first)), Frames{-1}};
}
Instance* Node::adopt(std::unique_ptr<Instance> instance) {
  owned_.push_back(std::move(instance));
  return owned_.back().get();
}
void Node::forget(const Instance* returned) {
  std::erase_if(owned_, [&](const auto& owned) { return owned.get() == returned; });
}

bool Node::redefine(Instance* instance, Frames now) noexcept KRACH_NONBLOCKING {
  if (count_ == kMaxInstances) return false;
  layers_[count_++] = {instance, now};
  return true;
}
Instance* Node::take_faded(Frames now) noexcept KRACH_NONBLOCKING {
  const auto replaced = [&](const Layer& l) {
    return l.since >= Frames{0} && (now - l.since) >= fade_;
  };
  // The newest that is at full weight hides all before it.
  std::size_t newest = count_;
  while (newest > 0 && !replaced(layers_[newest - 1])) --newest;
  if (newest == 1) layers_[0].since = Frames{-1};
  if (newest < 2) return nullptr;
  Instance* const faded = layers_[0].instance;
  std::shift_left(layers_.begin(), layers_.begin() + static_cast<std::ptrdiff_t>(count_), 1);
  layers_[--count_] = {};
  return faded;
}
/// An S-curve up from where it begins to take over, and down with each one that came after it.
float Node::weight(std::size_t layer, Frames frame) const noexcept {
  const auto risen = [&](const Layer& l) {
    if (l.since < Frames{0}) return 1.0F;
    const auto age = static_cast<float>((frame - l.since).value);
    const float t = std::min(age / static_cast<float>(fade_.value), 1.0F);
    return t * t * (3.0F - 2.0F * t);
  };
  float weight = risen(layers_[layer]);
  for (std::size_t later = layer + 1; later < count_; ++later)
    weight *= 1.0F - risen(layers_[later]);
  return weight;
}

void Node::enqueue(QueuedCommand& command) noexcept KRACH_NONBLOCKING {
  if (first_ == nullptr)
    first_ = &command;
  else
    last_->next = &command;
  last_ = &command;
}
void Node::process(Frames now, std::int32_t frames, Scratch& scratch) noexcept KRACH_NONBLOCKING {
  silent_ = !sum_layers(now, frames, scratch);
  move_faders(now, frames);
  first_ = last_ = nullptr;
  input_ = Stereo{};
}
bool Node::sum_layers(Frames now, std::int32_t frames, Scratch& scratch) noexcept {
  const auto n = static_cast<std::size_t>(frames);
  if (count_ == 1 && layers_[0].since < Frames{0})
    return layers_[0].instance->process(now, frames, first_, input_, voices_, scratch);
  bool sounded = false;
  voices_ = Stereo{};
  for (std::size_t layer = 0; layer < count_; ++layer) {
    QueuedCommand* commands = layer + 1 == count_ ? first_ : nullptr;
    if (!layers_[layer].instance->process(now, frames, commands, input_, scratch.layer, scratch))
      continue;
    sounded = true;
    for (std::size_t i = 0; i < n; ++i) {
      const float w = weight(layer, now + Frames{static_cast<std::int64_t>(i)});
      voices_.left[i] += w * scratch.layer.left[i];
      voices_.right[i] += w * scratch.layer.right[i];
    }
  }
  return sounded;
}

void Node::move_faders(Frames now, std::int32_t frames) noexcept {
  const QueuedCommand* next = first_;
  for (std::int32_t done = 0;;) {
    const Frames at = now + Frames{done};
    bool touched = false;
    for (; next != nullptr && next->command.frame <= at; next = next->next) {
      const auto* set = std::get_if<SetControl>(&next->command.action);
      if (set == nullptr || static_cast<std::size_t>(set->control) >= kFaders) continue;
      faders_[static_cast<std::size_t>(set->control)].set(set->value, set->motion);
      touched = true;
    }
    if (touched || (moving_ && done < frames && at.value % kTickFrames == 0)) tick(at);
    if (done == frames) return;
    std::int32_t run = frames - done;
    if (moving_) run = std::min(run, frames_to_grid(at));
    if (next != nullptr)
      run =
          static_cast<std::int32_t>(std::min<std::int64_t>(run, (next->command.frame - at).value));
    if (!silent_)
      mix(static_cast<std::size_t>(done), static_cast<std::size_t>(run),
          static_cast<float>(moving_ ? (at - tick_).value : 0));
    done += run;
  }
}
void Node::tick(Frames at) noexcept {
  const auto elapsed = moving_ ? static_cast<std::int32_t>((at - tick_).value) : 0;
  moving_ = false;
  for (MovingValue& value : faders_) {
    value.tick(elapsed, frames_to_grid(at), glide_);
    moving_ = moving_ || value.moving();
  }
  tick_ = at;
}
void Node::mix(std::size_t begin, std::size_t n, float since) noexcept KRACH_NONBLOCKING {
  const auto at = [&](Fader which, float frame) {
    return fader(which).value() + frame * fader(which).step();
  };
  const auto gains_at = [&](float frame) {  // of the left, of the right, and dry
    const float gain = at(Fader::gain, frame) * at(Fader::open, frame);
    const Balance sides = balance_of(at(Fader::pan, frame));
    return std::array{gain * sides.left, gain * sides.right, at(Fader::dry, frame)};
  };
  const auto mix_frame = [&](std::size_t i, const std::array<float, 3>& gains) {
    const float left = voices_.left[i] * gains[0], right = voices_.right[i] * gains[1];
    sends_.left[i] = left;
    sends_.right[i] = right;
    dry_part_.left[i] = left * gains[2];
    dry_part_.right[i] = right * gains[2];
  };
  if (const auto gains = gains_at(since); !moving_)
    for (std::size_t i = 0; i < n; ++i) mix_frame(begin + i, gains);
  else
    for (std::size_t i = 0; i < n; ++i)
      mix_frame(begin + i, gains_at(since + static_cast<float>(i)));
}
std::int64_t Node::note_resets() noexcept KRACH_NONBLOCKING {
  std::int64_t fresh = 0;
  for (std::size_t layer = 0; layer < count_; ++layer)
    fresh += layers_[layer].instance->take_resets();
  if (fresh > 0) resets_.fetch_add(fresh, std::memory_order_relaxed);
  return fresh;
}
std::uint32_t Node::sounding() const noexcept {
  std::uint32_t sum = 0;
  for (std::size_t layer = 0; layer < count_; ++layer) sum += layers_[layer].instance->sounding();
  return sum;
}
}  // namespace krach::engine
