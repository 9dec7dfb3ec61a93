// src/session/render.hpp: a session as sound in memory or in a file, faster than real time.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "session/kernels.hpp"
#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
/// Bounds: more than 0 and at most 24 hours of bars or seconds, one of the two (8 bars when there
/// is neither); sample rate 8000 to 192000 Hz; blocks of 1 to 8192 frames.
struct RenderOptions {
  std::optional<double> bars{}, seconds{};
  std::int64_t sample_rate = 48000, block_size = 128;
  std::uint64_t seed = 1;
  bool stems = false;  // each node's part of the master as well
};
/// Called now and then on the rendering thread; it may throw to end the rendering.
using Progress = std::function<void(std::int64_t done_frames, std::int64_t all_frames)>;

/// Shapes: [frame][2], +-1.0 full scale.
struct Rendering {
  std::vector<float> master;
  std::map<std::string, std::vector<float>> stems;  // by node; they sum to the master
};
/// What a rendering plays: a state from the start, and requests that change it later.
struct Course {
  State state;
  struct Change {
    Frames at;
    Rational position;
    std::vector<Request> requests;
  };
  std::vector<Change> changes{};  // in order of time
};
/// Renders from frame 0. The course stays as it is.
/// Law:    the same samples for every block size; the same samples in every run.
/// Errors: Error naming the option that is out of bounds.
/// Thread: [control].
Rendering render(const Course& course, Kernels& kernels, const RenderOptions& options,
                 const Progress& progress);
/// The same, into `path` and, for stems, beside it (out.wav, out.bass.wav). Returns the files.
/// Errors: as above, and as files::WavWriter; then no file is left, not even a part of one.
std::vector<std::filesystem::path> render_file(const Course& course, Kernels& kernels,
                                               const RenderOptions& options,
                                               const std::filesystem::path& path,
                                               const Progress& progress);
}  // namespace krach::session
