// include/krach/options.hpp: what a session is told, and what it tells, as plain values.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace krach {
/// What is absent stays as it is; in a new node gain is 0.5, pan 0, dry 1, count 1.
struct NodeOptions {
  std::optional<double> gain{}, pan{}, dry{};
  std::optional<std::int64_t> count{};  // voices
};
/// When a pattern begins: at once, or on the next "beat" or "cycle", or at a position like "5/2";
/// and its phase: that of the transport, or from "zero".
struct Start {
  std::optional<std::string> at{}, phase{};
};
/// Length in bars (8 unless given) or seconds.
struct RenderOptions {
  std::optional<double> bars{}, seconds{};
  std::int64_t sample_rate = 48000, block_size = 128;
  std::uint64_t seed = 1;
  bool stems = false;
};
/// Shapes: [frame][2], +-1.0 full scale. Stems by node; they sum to the master.
struct Sound {
  std::vector<float> master;
  std::map<std::string, std::vector<float>> stems;
};

/// Without a name it is the default output, or a silent clock where there is no sound card.
struct DeviceOptions {
  std::string name{};  // any unambiguous part of one that `krach devices` lists
  std::int64_t sample_rate = 48000, block_size = 128;
  std::uint64_t seed = 1;
  std::optional<std::int64_t> inputs{};  // channels to hear; absent: of JACK all, of a card none
};
/// A device and what plays on it, at one moment.
struct Status {
  std::string device;
  std::int64_t sample_rate = 0, block_size = 0, inputs = 0;  // inputs: channels that are heard
  std::int64_t xruns = 0, late = 0;           // counted by the device; commands after their frame
  bool lost = false;                          // away just now: a clock runs in its place
  double cycle = 0.0, load = 0.0;             // position; of the audio thread, 1 is all there is
  double peak = 0.0;                          // since the last status, as a factor of full scale
  double limited = 0.0, most_limited = 0.0;   // dB, by the limiter: now, and at most
  bool blocks_dc = false;                     // a constant offset is taken away now
  std::int64_t resets = 0;                    // voices that made no numbers and began again
  std::vector<std::string> reset_nodes{};     // whose they were
  std::string recording{};                    // the file, if it records
  std::int64_t recorded = 0, unrecorded = 0;  // frames: in it, and lost because the disk was slow
  std::string recording_trouble{};            // why it ended by itself
};

/// Which engine, and whether to start one.
struct ConnectOptions {
  std::string place{};  // "host:port" or the path of a socket; without it that of this user
  std::string token{};  // of an engine at host:port: what its token file holds
  bool start = true;    // that of this user, if it does not run
};
}  // namespace krach
