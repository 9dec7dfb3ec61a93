// src/device/device.hpp: where sound goes out: a sound card, or a clock in its place.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/realtime.hpp"

namespace krach::device {
/// What a device hears, a channel each.
using Inputs = std::span<const float* const>;

/// What fills the blocks of a device. It must outlive the device.
class Source {
 public:
  virtual ~Source() = default;
  /// Shapes: out[frame][2], +-1.0 full scale; any number of frames from 1 to kMaxBlock;
  ///         in[channel][frame], as many, of what came in at the same time; no channel, or some.
  /// Thread: [audio]. Never allocates, frees, locks, waits, logs, throws or makes a system call.
  virtual void fill(std::span<float> out, Inputs in) noexcept KRACH_NONBLOCKING = 0;
};
inline constexpr std::int64_t kMaxBlock = 8192;

/// An output as `krach devices` lists it. A name is "api:device", such as "alsa:PCH,0",
/// "jack:default" or "null"; users may give any unambiguous part of one.
struct DeviceInfo {
  std::string name;
  std::vector<std::int64_t> sample_rates;  // empty: any
  std::uint32_t outputs = 2;
  bool is_default = false;
  std::vector<std::string> inputs{};  // a name for each channel that can be heard
};
/// What is there now; the null device is always last. Thread: [control].
std::vector<DeviceInfo> list_devices();

struct DeviceOptions {
  std::string name;                  // empty: the default output, or null where there is none
  std::int64_t sample_rate = 48000;  // Hz
  std::int64_t block_size = 128;     // frames; a server may insist on its own
  /// Channels to hear, 0 to 64. Absent: those that a JACK server has, of a sound card none, because
  /// to hear it may change how it sounds (a headset's microphone) or keep others from it.
  std::optional<std::int64_t> inputs{};
};
struct DeviceStatus {
  std::string name;              // of the device that was opened
  std::int64_t sample_rate = 0;  // as it runs
  std::int64_t block_size = 0;   // as it runs
  std::int64_t xruns = 0;        // counted by the device since it was opened
  std::int64_t losses = 0;       // times it went away
  std::int64_t inputs = 0;       // channels that are heard
  bool lost = false;             // away just now; the null clock runs in its place
  std::int64_t latency = 0;  // frames, from when a block is asked for until it is heard, as told
};

/// Plays `source` from construction to destruction. If the device goes away, a clock takes its
/// place at once, so that time goes on, and the device is asked for every 200 ms; when it is back,
/// it plays on and its ports are connected again, to the first two that lead to hardware.
/// Errors: Error if there is no such device (with the near names), it cannot be opened, or it does
///         not run at that rate; the remedy names what would work.
/// Thread: [control].
class Device {
 public:
  Device(const DeviceOptions& options, Source& source);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;
  /// Goes over to another device, or the same one otherwise. The one before plays until the next
  /// is open, so no block is missing; where they are one card, a clock plays meanwhile.
  /// Errors: as above; then it plays on as it did. Thread: [control], one at a time.
  void switch_to(const DeviceOptions& options);
  DeviceStatus status() const;  // [any]

 private:
  class Body;
  std::unique_ptr<Body> body_;
};
}  // namespace krach::device
