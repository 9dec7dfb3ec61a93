// src/device/jack_output.hpp: plays through a JACK server, as its client "krach".
#pragma once
#include <optional>
#include <string>

#include "device/output.hpp"

namespace krach::device {
/// The server that JACK's own programs would use, "jack:default" unless $JACK_DEFAULT_SERVER says
/// otherwise; nothing if it is not running. Never starts one. Thread: [control], signals blocked.
std::optional<DeviceInfo> find_jack();

/// `options.name` is "jack:" and a server's name. Two ports, connected to the first two that lead
/// to hardware. Errors: Error as Device's. Thread: [control], signals blocked.
std::unique_ptr<Output> open_jack(const DeviceOptions& options, Desk& desk);
}  // namespace krach::device
