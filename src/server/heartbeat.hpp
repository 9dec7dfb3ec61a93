// src/server/heartbeat.hpp: where an engine is in its music and what it plays on, beside its
// journal, once a second: so that after its death another goes on as if time had not stopped.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "engine/transport.hpp"

namespace krach::server {
/// Thread: [control].
class Heartbeat {
 public:
  explicit Heartbeat(std::filesystem::path path) : path_(std::move(path)) {}
  struct Beat {
    engine::Moment at{};
    std::string device;
    std::int64_t sample_rate = 0, block_size = 0, inputs = 0;
  };
  /// Nothing is said if it cannot be written: then the music goes on from the last request.
  void beat(const Beat& beat) const;
  std::optional<Beat> last() const;  // absent if there was none since the machine started
  /// Where the music would be by now at that tempo. Absent as last() is.
  std::optional<engine::Moment> now(std::int64_t sample_rate, const engine::Tempo& tempo) const;

 private:
  struct Read {
    Beat beat;
    double seconds = 0.0;  // since then
  };
  std::optional<Read> read() const;
  std::filesystem::path path_;
};
}  // namespace krach::server
