// src/device/turn.hpp: whose turn it is at the source: one output's, while another may still call.
#pragma once
#include <algorithm>
#include <atomic>
#include <span>

#include "base/realtime.hpp"
#include "device/device.hpp"

namespace krach::device {
class Output;

/// Keeps two threads from filling at once while one output takes over from another: who is not
/// `on` gets silence, and so does, for one block, who comes while the other's last block is made.
class Turn {
 public:
  explicit Turn(Source& source) : source_(source) {}

  /// Thread: [audio], of any output.
  void fill(const Output* who, std::span<float> out, Inputs in) noexcept KRACH_NONBLOCKING {
    if (on_.load(std::memory_order_acquire) == who &&
        !busy_.test_and_set(std::memory_order_acquire)) {
      source_.fill(out, in);
      busy_.clear(std::memory_order_release);
    } else {
      std::ranges::fill(out, 0.0F);
    }
  }
  bool is_of(const Output* who) const noexcept {  // [any]
    return on_.load(std::memory_order_acquire) == who;
  }
  /// Thread: [control].
  void pass_to(const Output* who) noexcept { on_.store(who, std::memory_order_release); }

 private:
  Source& source_;
  std::atomic<const Output*> on_{nullptr};
  std::atomic_flag busy_;
};
}  // namespace krach::device
