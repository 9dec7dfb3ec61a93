// src/session/live.hpp: a performance on a device, and the threads it takes.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/latest.hpp"
#include "device/device.hpp"
#include "session/messenger.hpp"
#include "session/performance.hpp"
#include "session/recording.hpp"
#include "session/sound_clock.hpp"

namespace krach::session {
struct LiveOptions {
  device::DeviceOptions device;
  std::uint64_t seed = 1;
  engine::Moment start{};  // the first frame that is played, and its position
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
  RecordingStatus recording;
  double limited = 0.0, most_limited = 0.0;  // dB that the limiter takes away: now, and at most
  bool blocks_dc = false;                    // a constant offset is taken away now
  std::int64_t resets = 0;                 // voices that made no numbers: silenced, and begun again
  std::vector<std::string> reset_nodes{};  // whose they were
  std::string osc_trouble{};               // why messages do not go out; empty if they do
};
/// Plays from construction to destruction, which fades out first.
/// [audio] is the device's; [schedule] wakes twice a block; a third thread tidies up; a fourth
/// sends messages to targets outside when they are heard: when the device would sound them, as far
/// as it tells how late it is.
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
  /// The horizon: what is asked for now is heard from there on. Thread: [any].
  engine::Moment horizon() const noexcept;
  /// When the device sounds `frame`, as far as it tells how late it is; the clock's last moment,
  /// until it has asked for anything. Thread: [any] but real-time threads.
  SoundClock::Clock::time_point heard_at(Frames frame) const noexcept {
    return clock_.time_of(frame + Frames{latency_.load(std::memory_order_relaxed)});
  }
  /// Plays on another device, at the same sample rate, without a break. Errors: as device::Device;
  /// then it plays on as it did.
  void switch_to(const device::DeviceOptions& device);
  /// What is heard from now on is taken into `recording`, which must outlive this, or another call.
  /// Once it returns the one before is not touched any more. Null: into none.
  void record(Recording* recording) noexcept;
  /// What plays on targets outside is sent up to that frame: from there on another one does it.
  void send_until(Frames end) noexcept { messenger_.send_until(end); }
  const LiveOptions& options() const noexcept { return options_; }
  LiveStatus status();

 private:
  void fill(std::span<float> out, device::Inputs in) noexcept override;
  void keep_ahead(const std::stop_token& stop);
  void keep_tidy(const std::stop_token& stop);
  Frames end_of_asking() noexcept;
  void prepare_for(std::int64_t block_size);
  void publish() noexcept;
  void know_latency();
  std::string osc_trouble() const;

  LiveOptions options_;
  const std::int64_t rate_;
  std::mutex mutex_;  // of [control]
  State state_;
  std::atomic<std::int64_t> block_;  // frames; the longest that the device asks for
  play::MessageRing messages_;
  SoundClock clock_;
  std::atomic<std::int64_t> latency_{0};  // frames, from the asking for one until it is heard
  Performance performance_;
  std::atomic<Recording*> recording_{nullptr};
  std::atomic<std::uint64_t> turns_{0};  // of fill(): odd while it is in there
  std::atomic<double> cycle_{0.0}, load_{0.0};
  Latest<std::int64_t, 2> horizon_;  // a frame, and its position in 1/2^24 cycle
  std::unique_ptr<device::Device> device_;
  std::jthread schedule_, tidy_;
  Messenger messenger_;
};
}  // namespace krach::session
