// src/device/driver.hpp: what a library of outputs offers. libkrach_jack.so and libkrach_rtaudio.so
// are loaded when devices are asked for, so krach also runs where their sound libraries are not.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "device/device.hpp"
#include "device/output.hpp"

namespace krach::device {
/// Both sides are built together; `abi` catches a library left over from another build.
struct Driver {
  static constexpr std::uint32_t kAbi = 3;
  std::uint32_t abi = kAbi;
  /// What can be opened now. Thread: [control], signals blocked.
  std::vector<DeviceInfo> (*find)() = nullptr;
  /// `options.name` is a whole name, as find() gives it, or "jack:" and a server's name.
  /// Errors: Error as Device's. Thread: [control], signals blocked.
  std::unique_ptr<Output> (*open)(const DeviceOptions& options, Desk& desk) = nullptr;
};
using DriverEntry = const Driver* (*)();
inline constexpr const char* kDriverEntry = "krach_driver";
}  // namespace krach::device
