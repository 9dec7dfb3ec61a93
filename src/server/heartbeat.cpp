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

void Heartbeat::beat(engine::Moment now, std::int64_t sample_rate) const {
  const nlohmann::json json{{"version", 1},
                            {"boot", this_boot()},
                            {"nanoseconds", nanoseconds()},
                            {"frame", now.frame.value},
                            {"cycle", print(now.cycle)},
                            {"sample_rate", sample_rate}};
  auto part = path_;
  part += ".part";
  if (std::ofstream(part) << json.dump() << '\n') {
    std::error_code then_the_last_one_stays;
    std::filesystem::rename(part, path_, then_the_last_one_stays);
  }
}
std::optional<engine::Moment> Heartbeat::now(std::int64_t sample_rate,
                                             const engine::Tempo& tempo) const {
  std::ifstream in(path_);
  const auto json =
      nlohmann::json::parse(std::string(std::istreambuf_iterator<char>(in), {}), nullptr, false);
  try {
    if (json.at("boot") != this_boot()) return {};
    const auto cycle = find_rational(json.at("cycle").get_ref<const std::string&>());
    const double seconds =
        static_cast<double>(nanoseconds() - json.at("nanoseconds").get<std::int64_t>()) * 1e-9;
    if (!cycle || !(seconds >= 0.0) || seconds > 1e7) return {};
    const double rate = static_cast<double>(sample_rate);
    const double frame = json.at("frame").get<double>() / json.at("sample_rate").get<double>();
    const double cycles = seconds * tempo.bpm.to_double() / 60.0 / tempo.meter.to_double();
    return engine::Moment{
        Frames{std::llround((frame + seconds) * rate)},
        *cycle + Rational(std::llround(cycles * static_cast<double>(kGrid)), kGrid)};
  } catch (const nlohmann::json::exception&) {
    return {};  // damaged, or never written
  }
}
}  // namespace krach::server
