// src/server/heartbeat.cpp
#include "server/heartbeat.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

namespace krach::server {
namespace {
constexpr std::int64_t kGrid = std::int64_t{1} << 24;  // of positions
/// The clock counts from the machine's start, and does not stop while it sleeps or is set.
std::int64_t nanoseconds() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
std::string this_boot() {
  std::string id;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), id);
  return id;
}
}  // namespace

void Heartbeat::beat(const Beat& beat) const {
  const nlohmann::json json{{"version", 1},
                            {"boot", this_boot()},
                            {"nanoseconds", nanoseconds()},
                            {"frame", beat.at.frame.value},
                            {"cycle", print(beat.at.cycle)},
                            {"device", beat.device},
                            {"sample_rate", beat.sample_rate},
                            {"block_size", beat.block_size},
                            {"inputs", beat.inputs}};
  auto part = path_;
  part += ".part";
  if (std::ofstream(part) << json.dump() << '\n') {
    std::error_code then_the_last_one_stays;
    std::filesystem::rename(part, path_, then_the_last_one_stays);
  }
}
std::optional<Heartbeat::Read> Heartbeat::read() const {
  std::ifstream in(path_);
  const auto json =
      nlohmann::json::parse(std::string(std::istreambuf_iterator<char>(in), {}), nullptr, false);
  try {
    if (json.at("boot") != this_boot()) return {};
    const auto cycle = find_rational(json.at("cycle").get_ref<const std::string&>());
    const double seconds =
        static_cast<double>(nanoseconds() - json.at("nanoseconds").get<std::int64_t>()) * 1e-9;
    if (!cycle || !(seconds >= 0.0) || seconds > 1e7) return {};
    return Read{{{Frames{json.at("frame").get<std::int64_t>()}, *cycle},
                 json.at("device"),
                 json.at("sample_rate"),
                 json.at("block_size"),
                 json.at("inputs")},
                seconds};
  } catch (const nlohmann::json::exception&) {
    return {};  // damaged, or never written
  }
}
std::optional<Heartbeat::Beat> Heartbeat::last() const {
  const auto found = read();
  return found ? std::optional(found->beat) : std::nullopt;
}
std::optional<engine::Moment> Heartbeat::now(std::int64_t sample_rate,
                                             const engine::Tempo& tempo) const {
  const auto found = read();
  if (!found || found->beat.sample_rate < 1) return {};
  const auto& [last, seconds] = *found;
  const double then =
      static_cast<double>(last.at.frame.value) / static_cast<double>(last.sample_rate);
  const double cycles = seconds * tempo.bpm.to_double() / 60.0 / tempo.meter.to_double();
  return engine::Moment{
      Frames{std::llround((then + seconds) * static_cast<double>(sample_rate))},
      last.at.cycle + Rational(std::llround(cycles * static_cast<double>(kGrid)), kGrid)};
}
}  // namespace krach::server
