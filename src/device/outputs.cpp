// src/device/outputs.cpp: all kinds of outputs together: what there is, and how each is opened.
#include <algorithm>
#include <iterator>
#include <mutex>

#include "base/error.hpp"
#include "base/library.hpp"
#include "device/driver.hpp"
#include "device/null_output.hpp"
#include "device/signals.hpp"

namespace krach::device {
namespace {
constexpr auto kNull = "null", kJack = "jack:";

/// One of the libraries, loaded at its first use; a missing one is asked for again.
class Loaded {
 public:
  explicit constexpr Loaded(const char* file) noexcept : file_(file) {}
  const Driver* get(std::string& reasons) {
    const std::scoped_lock lock(mutex_);
    if (driver_ != nullptr) return driver_;
    const auto entry = reinterpret_cast<DriverEntry>(find_in_library(file_, kDriverEntry, reasons));
    if (entry != nullptr && entry()->abi == Driver::kAbi) driver_ = entry();
    return driver_;
  }
  std::vector<DeviceInfo> find() {
    std::string ignored;
    const Driver* driver = get(ignored);
    return driver == nullptr ? std::vector<DeviceInfo>{} : driver->find();
  }

 private:
  const char* file_;
  std::mutex mutex_;
  const Driver* driver_ = nullptr;
};
constinit Loaded jack("libkrach_jack.so"), rtaudio("libkrach_rtaudio.so");

/// The default is JACK where a server runs, then PulseAudio, then a card of its own.
std::vector<DeviceInfo> find_outputs() {
  std::vector<DeviceInfo> found = jack.find();
  std::ranges::move(rtaudio.find(), std::back_inserter(found));
  found.push_back({kNull, {}, 2, false});
  auto chosen = std::ranges::find(found, true, &DeviceInfo::is_default);
  if (chosen == found.end() || found.front().name.starts_with(kJack)) chosen = found.begin();
  for (auto& device : found) device.is_default = &device == &*chosen;
  return found;
}
}  // namespace

std::vector<DeviceInfo> list_devices() {
  const BlockSignals blocked;  // see there
  return find_outputs();
}

std::unique_ptr<Output> open_output(const DeviceOptions& options, Desk& desk) {
  if (options.name == kNull)
    return std::make_unique<NullOutput>(options.sample_rate, options.block_size, desk);
  std::string reasons;
  const bool is_jack = options.name.starts_with(kJack);
  if (const Driver* driver = (is_jack ? jack : rtaudio).get(reasons))
    return driver->open(options, desk);
  throw Error({"its sound library cannot be loaded: " + reasons, options.name,
               is_jack
                   ? "install JACK (Debian: libjack-jackd2-0)"
                   : "install ALSA and PulseAudio's libraries (Debian: libasound2, libpulse0)"});
}
}  // namespace krach::device
