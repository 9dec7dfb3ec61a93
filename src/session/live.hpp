// src/session/live.hpp: a performance on a device, and the threads it takes.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "device/device.hpp"
#include "session/performance.hpp"

namespace krach::session {
struct LiveOptions {
  device::DeviceOptions device;
  std::uint64_t seed = 1;
};
struct LiveStatus {
  device::DeviceStatus device;
  double cycle = 0.0;          // the position of what is being rendered
  double load = 0.0;           // of the audio thread: 1 is a whole block's time
  double peak = 0.0;           // of the output since the last status, as a factor of full scale
  std::int64_t frame = 0;      // rendered since the start
  std::uint32_t voices = 0;    // awake
  std::int64_t late = 0;       // commands that came after their frame: [schedule] was held up
  std::int64_t roundings = 0;  // of musical time, in this process
};
/// Plays from construction to destruction, which fades out first.
/// [audio] is the device's; [schedule] wakes twice a block; a third thread tidies up.
/// Errors: Error as device::Device and Performance say.
/// Thread: [control], also several at a time.
class Live final : private device::Source {
 public:
  Live(const State& state, Kernels& kernels, const LiveOptions& options);
  ~Live() override;
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  /// From the horizon on, `next` is what sounds. Waits until [schedule] has taken it over, and
  /// returns the frame of its effect. `now`: as in Performance::follow(). Errors: as
  /// Performance::follow().
  Frames follow(const State& next, Rational now);
  /// The position of the horizon, in cycles: what is asked for now is heard from there on.
  Rational position() const noexcept;
  std::uint64_t seed() const noexcept { return options_.seed; }
  LiveStatus status();

 private:
  void fill(std::span<float> out) noexcept override;
  void keep_ahead(const std::stop_token& stop);
  void keep_tidy(const std::stop_token& stop);
  Frames horizon() noexcept;

  LiveOptions options_;
  std::mutex mutex_;  // of [control]
  State state_;
  std::atomic<std::int64_t> block_;  // frames; the longest that the device has asked for
  Performance performance_;
  std::atomic<double> cycle_{0.0}, load_{0.0};
  std::atomic<std::int64_t> position_{0};  // in 1/2^24 cycle
  std::unique_ptr<device::Device> device_;
  std::jthread schedule_, tidy_;
};
}  // namespace krach::session
