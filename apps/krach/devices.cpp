// apps/krach/devices.cpp: `krach devices`: where sound can go out, now.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

#include "device/device.hpp"
#include "krach/subcommands.hpp"
#include "server/protocol.hpp"

using krach::device::DeviceInfo;

static std::string rates(const DeviceInfo& device) {
  if (device.sample_rates.empty()) return "any rate";
  std::string text;
  for (const auto rate : device.sample_rates)
    text += (text.empty() ? "" : ", ") + std::to_string(rate);
  return text + " Hz";
}

static std::string inputs(const DeviceInfo& device) {
  constexpr std::size_t kTold = 8;  // by name
  if (device.inputs.size() > kTold) return "  in: 0 to " + std::to_string(device.inputs.size() - 1);
  std::string text;
  for (std::size_t i = 0; i < device.inputs.size(); ++i)
    text += (i == 0 ? "  in: " : ", ") + std::to_string(i) + " " + device.inputs[i];
  return text;
}
static void print(const std::vector<DeviceInfo>& devices) {
  for (const auto& device : devices)
    std::printf("%-7s  %-32s  %u channels  %s%s\n", device.is_default ? "default" : "",
                device.name.c_str(), device.outputs, rates(device).c_str(), inputs(device).c_str());
}

void add_devices(CLI::App& app) {
  const auto json = std::make_shared<bool>(false);
  auto* cmd = app.add_subcommand("devices", "List where sound can go out, the default first");
  cmd->add_flag("--json", *json, "the same in JSON");
  cmd->callback([json] {
    const auto devices = krach::device::list_devices();
    if (!*json) return print(devices);
    const nlohmann::json all{{"version", 1}, {"devices", krach::server::to_json(devices)}};
    const auto replace = nlohmann::json::error_handler_t::replace;  // cards may have odd names
    std::printf("%s\n", all.dump(2, ' ', false, replace).c_str());
  });
}
