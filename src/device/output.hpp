// src/device/output.hpp: what the supervisor knows of an output, whatever plays it.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>

#include "device/bell.hpp"
#include "device/device.hpp"
#include "device/turn.hpp"

namespace krach::device {
/// What outputs and the supervisor share: the source's turn, and what is told while it plays.
struct Desk {
  explicit Desk(Source& source) : turn(source) {}
  Turn turn;
  Bell bell;  // rung when something is to do
  std::atomic<std::int64_t> sample_rate{0}, block_size{0}, xruns{0}, inputs{0},
      latency{0};  // as it runs
};

/// Plays from construction to destruction: silence, until it has the turn.
class Output {
 public:
  explicit Output(Desk& desk) : desk_(desk) {}
  virtual ~Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  bool lost() const noexcept { return lost_; }  // [any]
  /// What it runs at, once more: another output has told something else since. Thread: [control].
  void tell_again() noexcept {
    desk_.sample_rate.store(sample_rate_.load());
    desk_.block_size.store(block_size_.load());
    desk_.inputs.store(inputs_);
    desk_.latency.store(latency_);
  }

 protected:
  void fill(std::span<float> out, Inputs in = {}) noexcept KRACH_NONBLOCKING {
    desk_.turn.fill(this, out, in);
  }
  void tell_inputs(std::size_t count) { inputs_ = static_cast<std::int64_t>(count); }  // opening
  void tell_latency(std::int64_t frames) { latency_ = frames; }                        // opening
  void count_xrun() noexcept KRACH_NONBLOCKING {
    desk_.xruns.fetch_add(1, std::memory_order_relaxed);
  }
  /// It went away. Any thread of the output may say so, more than once.
  void lose() noexcept {
    if (!lost_.exchange(true)) desk_.bell.ring();
  }
  /// What it runs at: once it is open, and whenever that changes.
  void tell(std::int64_t sample_rate, std::int64_t block_size) noexcept KRACH_NONBLOCKING {
    sample_rate_.store(sample_rate, std::memory_order_relaxed);
    block_size_.store(block_size, std::memory_order_relaxed);
    if (!desk_.turn.is_of(this)) return;
    desk_.sample_rate.store(sample_rate, std::memory_order_relaxed);
    desk_.block_size.store(block_size, std::memory_order_relaxed);
  }

 private:
  Desk& desk_;
  std::atomic<bool> lost_{false};
  std::atomic<std::int64_t> sample_rate_{0}, block_size_{0};
  std::int64_t inputs_ = 0, latency_ = 0;
};

/// Opens and starts one. `options.name` is a whole name, as list_devices gives it.
/// Errors: Error as Device's.
/// Thread: [control], with signals blocked: threads that libraries start here inherit that.
std::unique_ptr<Output> open_output(const DeviceOptions& options, Desk& desk);
}  // namespace krach::device
