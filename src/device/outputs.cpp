// src/device/outputs.cpp: all kinds of outputs together: what there is, and how each is opened.
#include <algorithm>

#include "device/jack_output.hpp"
#include "device/null_output.hpp"
#include "device/output.hpp"
#include "device/rtaudio_output.hpp"
#include "device/signals.hpp"

namespace krach::device {
constexpr auto kNull = "null", kJack = "jack:";

/// The default is JACK where a server runs, then PulseAudio, then a card of its own.
static std::vector<DeviceInfo> find_outputs() {
  std::vector<DeviceInfo> found = find_rtaudio();
  if (auto jack = find_jack()) found.insert(found.begin(), std::move(*jack));
  found.push_back({kNull, {}, 2, false});
  auto chosen = std::ranges::find(found, true, &DeviceInfo::is_default);
  if (chosen == found.end() || found.front().name.starts_with(kJack)) chosen = found.begin();
  for (auto& device : found) device.is_default = &device == &*chosen;
  return found;
}
std::vector<DeviceInfo> list_devices() {
  const BlockSignals blocked;  // see there
  return find_outputs();
}

std::unique_ptr<Output> open_output(const DeviceOptions& options, Desk& desk) {
  if (options.name == kNull)
    return std::make_unique<NullOutput>(options.sample_rate, options.block_size, desk);
  return options.name.starts_with(kJack) ? open_jack(options, desk) : open_rtaudio(options, desk);
}
}  // namespace krach::device
