// src/device/names.cpp
#include "device/names.hpp"

#include <algorithm>
#include <cctype>
#include <ranges>

#include "base/error.hpp"
#include "base/suggest.hpp"

namespace krach::device {
static bool holds(const std::string& name, const std::string& part) {
  const auto same = [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  };
  return !std::ranges::search(name, part, same).empty();
}

const DeviceInfo& choose(const std::string& name, const std::vector<DeviceInfo>& devices) {
  std::vector<std::string> names, meant;
  const DeviceInfo* found = nullptr;
  for (const auto& device : devices) {
    if (device.name == name || (name.empty() && device.is_default)) return device;
    names.push_back(device.name);
    if (!holds(device.name, name)) continue;
    meant.push_back(device.name);
    found = &device;
  }
  if (meant.size() > 1)
    throw Error({"more than one device has this in its name", name,
                 "give more of the name; " + suggest(name, meant, "")});
  if (found == nullptr) throw Error({"no such device", name, suggest(name, names, "")});
  return *found;
}

void check_rate(const DeviceInfo& device, std::int64_t sample_rate) {
  const auto& rates = device.sample_rates;
  if (rates.empty() || std::ranges::find(rates, sample_rate) != rates.end()) return;
  std::string known;
  for (const auto rate : rates) known += (known.empty() ? "" : ", ") + std::to_string(rate);
  throw Error({"it does not run at " + std::to_string(sample_rate) + " Hz", device.name,
               "ask for one of: " + known + " Hz"});
}
}  // namespace krach::device
