// src/server/heartbeat.hpp: where an engine is in its music, beside its journal, once a second: so
// that after its death another goes on as if time had not stopped.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>

#include "engine/transport.hpp"

namespace krach::server {
/// Thread: [control].
class Heartbeat {
 public:
  explicit Heartbeat(std::filesystem::path path) : path_(std::move(path)) {}
  /// Nothing is said if it cannot be written: then the music goes on from the last request.
  void beat(engine::Moment now, std::int64_t sample_rate) const;
  /// Where the music would be by now at that tempo. Absent if there was no beat since the machine
  /// started.
  std::optional<engine::Moment> now(std::int64_t sample_rate, const engine::Tempo& tempo) const;

 private:
  std::filesystem::path path_;
};
}  // namespace krach::server
