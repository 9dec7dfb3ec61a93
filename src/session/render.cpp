// src/session/render.cpp
#include "session/render.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/error.hpp"
#include "files/wav.hpp"
#include "session/apply.hpp"
#include "session/performance.hpp"

namespace krach::session {
namespace {
constexpr double kLongest = 24.0 * 3600.0;
constexpr std::int64_t kStretch = 4096;  // frames
/// What a block sounds like: the master, then one stem for each node, if asked for.
using BlockSink = FunctionRef<void(std::span<const float>, std::span<const std::span<float>>)>;

void check(const RenderOptions& options) {
  const std::string where = "render";
  in_range(static_cast<double>(options.sample_rate), 8000.0, 192000.0, "sample_rate", where);
  in_range(static_cast<double>(options.block_size), 1.0, 8192.0, "block_size", where);
  if (options.bars && options.seconds)
    throw Error(Fault{"both bars and seconds are given", where, "give one of them"});
}
double slowest(const State& state) {
  const double bpm = state.tempo.bpm.to_double();
  return state.tempo_fade ? std::min(bpm, state.tempo_fade->target) : bpm;
}
/// As it is from frame 0 on: the way of a fade is gone as the schedule goes it.
engine::Transport transport_of(const State& state, std::int64_t rate) {
  engine::Transport transport(rate, state.tempo);
  if (const auto& fade = state.tempo_fade) {
    const engine::Tempo to{to_rational(fade->target, "tempo"), state.tempo.meter};
    transport.ramp(Frames{0}, to,
                   engine::Transport::ramp_length(rate, state.tempo, to, fade->end()));
  }
  return transport;
}
std::int64_t frames_of(const State& state, const RenderOptions& options) {
  const auto rate = static_cast<double>(options.sample_rate);
  const std::string where = "render";
  std::int64_t frames = 0;
  if (options.seconds) {
    frames = std::llround(in_range(*options.seconds, 0.0, kLongest, "seconds", where) * rate);
  } else {
    const double most = kLongest * slowest(state) / 60.0 / state.tempo.meter.to_double();
    const double bars = in_range(options.bars.value_or(8.0), 0.0, most, "bars", where);
    frames = transport_of(state, options.sample_rate).frame_of(to_rational(bars, "bars")).value;
  }
  if (frames > 0) return frames;
  throw Error(Fault{"the length is less than one frame", where, "give more bars or seconds"});
}

/// The names of the stems: the nodes, in order.
std::vector<std::string> stem_names(const State& state, const RenderOptions& options) {
  std::vector<std::string> names;
  for (const auto& [name, node] : state.nodes)
    if (options.stems) names.push_back(name);
  return names;
}

void render_blocks(const State& state, Kernels& kernels, const RenderOptions& options,
                   const Progress& progress, std::int64_t frames, BlockSink sink) {
  Performance performance(state, kernels, {options.sample_rate, options.seed});
  engine::Renderer& renderer = performance.renderer();
  const auto block = static_cast<std::size_t>(options.block_size);
  const std::vector<std::string> wanted = stem_names(state, options);
  const std::vector<std::string> nodes = performance.nodes();
  std::vector<float> master(2 * block);
  std::vector<std::vector<float>> stems(wanted.size(), std::vector<float>(2 * block));
  std::vector<std::span<float>> by_node(options.stems ? nodes.size() : 0), by_name(wanted.size());
  const std::int64_t between = options.sample_rate / 2;  // half a second of sound
  const std::int64_t latency = performance.guard().latency().value;
  std::int64_t reported = -between, ready = 0;
  for (std::int64_t now = 0; now < frames + latency;) {
    const std::int64_t end = std::min(now + options.block_size, frames + latency);
    // The scores are asked for a stretch at a time, however short the blocks. A full ring holds
    // only the beginning of a stretch: then that much is rendered before the rest is handed over.
    if (ready < end)
      ready = performance.schedule()
                  .advance(Frames{std::max(end, now + kStretch)}, renderer.inbox())
                  .value;
    const std::int64_t next = std::min(ready, end);
    const auto samples = 2 * static_cast<std::size_t>(next - now);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      by_name[i] = std::span(stems[i]).first(samples);
      by_node[static_cast<std::size_t>(std::ranges::find(nodes, wanted[i]) - nodes.begin())] =
          by_name[i];
    }
    const std::span sound = std::span(master).first(samples);
    renderer.process(sound, by_node);
    performance.guard().process(sound);
    // The guard is late by its look-ahead: the master is moved back, the stems end in time.
    const auto early =
        static_cast<std::size_t>(std::clamp<std::int64_t>(latency - now, 0, next - now));
    const auto over =
        static_cast<std::size_t>(std::clamp<std::int64_t>(next - frames, 0, next - now));
    for (auto& stem : by_name) stem = stem.first(samples - 2 * over);
    sink(sound.subspan(2 * early), by_name);
    now = next;
    if (progress && (now - reported >= between || now == frames + latency))
      progress(reported = std::min(now, frames), frames);
  }
}
}  // namespace

Rendering render(const State& state, Kernels& kernels, const RenderOptions& options,
                 const Progress& progress) {
  check(options);
  const std::int64_t frames = frames_of(state, options);
  Rendering result;
  result.master.reserve(2 * static_cast<std::size_t>(frames));
  std::vector<std::vector<float>*> stems;
  for (const auto& name : stem_names(state, options)) stems.push_back(&result.stems[name]);
  render_blocks(state, kernels, options, progress, frames,
                [&](std::span<const float> master, std::span<const std::span<float>> parts) {
                  result.master.insert(result.master.end(), master.begin(), master.end());
                  for (std::size_t i = 0; i < parts.size(); ++i)
                    stems[i]->insert(stems[i]->end(), parts[i].begin(), parts[i].end());
                });
  return result;
}

std::vector<std::filesystem::path> render_file(const State& state, Kernels& kernels,
                                               const RenderOptions& options,
                                               const std::filesystem::path& path,
                                               const Progress& progress) {
  check(options);
  const std::int64_t frames = frames_of(state, options);
  std::vector<std::filesystem::path> paths{path};
  for (std::string name : stem_names(state, options)) {
    std::ranges::replace(name, '/', '-');
    paths.push_back(path.parent_path() /
                    (path.stem().string() + "." + name + path.extension().string()));
  }
  std::vector<files::WavWriter> writers;
  writers.reserve(paths.size());
  for (const auto& p : paths) writers.emplace_back(p, options.sample_rate, frames);
  render_blocks(state, kernels, options, progress, frames,
                [&](std::span<const float> master, std::span<const std::span<float>> parts) {
                  writers[0].write(master);
                  for (std::size_t i = 0; i < parts.size(); ++i) writers[i + 1].write(parts[i]);
                });
  for (auto& writer : writers) writer.finish();
  return paths;
}
}  // namespace krach::session
