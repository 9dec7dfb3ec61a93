// src/session/render.cpp
#include "session/render.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

#include "base/error.hpp"
#include "files/wav.hpp"
#include "session/apply.hpp"
#include "session/performance.hpp"
#include "session/performer.hpp"

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
std::int64_t frames_of(const Course& course, const RenderOptions& options) {
  const State& state = course.state;
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

/// The names of the stems: all nodes that there ever are, in order.
std::vector<std::string> stem_names(const Course& course, const RenderOptions& options) {
  if (!options.stems) return {};
  std::set<std::string> names;
  for (const auto& [name, node] : course.state.nodes)
    if (!node.address) names.insert(name);
  for (const auto& change : course.changes)
    for (const Request& request : change.requests)
      if (const auto* node = std::get_if<SetNode>(&request))
        names.insert(node->name);
      else if (const auto* input = std::get_if<SetInput>(&request))
        names.insert(input->name);
  return {names.begin(), names.end()};
}
/// The changes of a course, each carried out where its time has come.
class Conductor {
 public:
  Conductor(const Course& course, Performance& performance, std::uint64_t seed)
      : next_(course.changes.begin()),
        end_(course.changes.end()),
        performer_(course.state),
        performance_(performance),
        seed_(seed) {}
  /// Before frames from `ready` on are asked for: up to where that may be.
  std::int64_t advance(std::int64_t ready, std::int64_t wanted) {
    for (; next_ != end_ && next_->at.value <= ready; ++next_) {
      performer_.apply(next_->requests, next_->position, seed_);
      performance_.follow(performer_.state(), next_->position);
    }
    return next_ == end_ ? wanted : std::min(wanted, next_->at.value);
  }

 private:
  std::vector<Course::Change>::const_iterator next_, end_;
  Performer performer_;
  Performance& performance_;
  std::uint64_t seed_;
};

void render_blocks(const Course& course, Kernels& kernels, const RenderOptions& options,
                   const Progress& progress, std::int64_t frames, BlockSink sink) {
  Performance performance(course.state, kernels, {options.sample_rate, options.seed});
  Conductor conductor(course, performance, options.seed);
  engine::Renderer& renderer = performance.renderer();
  const auto block = static_cast<std::size_t>(options.block_size);
  const std::vector<std::string> wanted = stem_names(course, options);
  std::vector<std::string> nodes;
  std::vector<float> master(2 * block);
  std::vector<std::vector<float>> stems(wanted.size(), std::vector<float>(2 * block));
  std::vector<std::span<float>> by_node, by_name(wanted.size());
  const std::int64_t between = options.sample_rate / 2;  // half a second of sound
  const std::int64_t latency = performance.guard().latency().value;
  std::int64_t reported = -between, ready = 0;
  for (std::int64_t now = 0; now < frames + latency;) {
    const std::int64_t end = std::min(now + options.block_size, frames + latency);
    // The scores are asked for a stretch at a time, however short the blocks. A full ring holds
    // only the beginning of a stretch: then that much is rendered before the rest is handed over.
    if (ready < end) {
      const std::int64_t until = conductor.advance(ready, std::max(end, now + kStretch));
      ready = performance.schedule().advance(Frames{until}, renderer.inbox()).value;
      if (options.stems) nodes = performance.nodes();
      by_node.assign(nodes.size(), {});
    }
    const std::int64_t next = std::min(ready, end);
    const auto samples = 2 * static_cast<std::size_t>(next - now);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      by_name[i] = std::span(stems[i]).first(samples);
      const auto node = std::ranges::find(nodes, wanted[i]);
      if (node != nodes.end())
        by_node[static_cast<std::size_t>(node - nodes.begin())] = by_name[i];
      else
        std::ranges::fill(by_name[i], 0.0F);  // not there yet, or no more
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
    if (!course.changes.empty()) performance.tidy();
    if (progress && (now - reported >= between || now == frames + latency))
      progress(reported = std::min(now, frames), frames);
  }
}
}  // namespace

Rendering render(const Course& course, Kernels& kernels, const RenderOptions& options,
                 const Progress& progress) {
  check(options);
  const std::int64_t frames = frames_of(course, options);
  Rendering result;
  result.master.reserve(2 * static_cast<std::size_t>(frames));
  std::vector<std::vector<float>*> stems;
  for (const auto& name : stem_names(course, options)) stems.push_back(&result.stems[name]);
  render_blocks(course, kernels, options, progress, frames,
                [&](std::span<const float> master, std::span<const std::span<float>> parts) {
                  result.master.insert(result.master.end(), master.begin(), master.end());
                  for (std::size_t i = 0; i < parts.size(); ++i)
                    stems[i]->insert(stems[i]->end(), parts[i].begin(), parts[i].end());
                });
  return result;
}

std::vector<std::filesystem::path> render_file(const Course& course, Kernels& kernels,
                                               const RenderOptions& options,
                                               const std::filesystem::path& path,
                                               const Progress& progress) {
  check(options);
  const std::int64_t frames = frames_of(course, options);
  std::vector<std::filesystem::path> paths{path};
  for (std::string name : stem_names(course, options)) {
    std::ranges::replace(name, '/', '-');
    paths.push_back(path.parent_path() /
                    (path.stem().string() + "." + name + path.extension().string()));
  }
  std::vector<files::WavWriter> writers;
  writers.reserve(paths.size());
  for (const auto& p : paths) writers.emplace_back(p, options.sample_rate, frames);
  render_blocks(course, kernels, options, progress, frames,
                [&](std::span<const float> master, std::span<const std::span<float>> parts) {
                  writers[0].write(master);
                  for (std::size_t i = 0; i < parts.size(); ++i) writers[i + 1].write(parts[i]);
                });
  for (auto& writer : writers) writer.finish();
  return paths;
}
}  // namespace krach::session
