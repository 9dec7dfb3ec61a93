// src/device/rtaudio_output.hpp: plays through ALSA or PulseAudio, by way of RtAudio 5.2.
#pragma once
#include <vector>

#include "device/output.hpp"

namespace krach::device {
/// Every output of PulseAudio and of ALSA, by names like "alsa:PCH,0". A card that another program
/// holds does not tell its name; it is listed as "alsa:device 1 (in use)".
/// Thread: [control], signals blocked.
std::vector<DeviceInfo> find_rtaudio();

/// Errors: Error as Device's. Thread: [control], signals blocked.
std::unique_ptr<Output> open_rtaudio(const DeviceOptions& options, Desk& desk);
}  // namespace krach::device
