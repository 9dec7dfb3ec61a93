// src/device/names.hpp: which device a user means, and whether it runs at a rate.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "device/device.hpp"

namespace krach::device {
/// The device of that whole name, or else the only one whose name holds it, small letters or
/// capitals. The empty name is the default.
/// Errors: Error with the near names; with all that it could be, if more than one.
const DeviceInfo& choose(const std::string& name, const std::vector<DeviceInfo>& devices);

/// Errors: Error with the rates that work.
void check_rate(const DeviceInfo& device, std::int64_t sample_rate);
}  // namespace krach::device
