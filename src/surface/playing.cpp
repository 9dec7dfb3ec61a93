// src/surface/playing.cpp: the device of a session, how that fares, and rendering.
#include "surface/inner.hpp"

namespace krach {
namespace ks = session;

static ks::RenderOptions options_of(const RenderOptions& o) {
  return {o.bars, o.seconds, o.sample_rate, o.block_size, o.seed, o.stems};
}
Sound Session::render(const RenderOptions& options) const {
  auto rendering = inner_->port->render(options_of(options));
  return {std::move(rendering.master), std::move(rendering.stems)};
}
std::vector<std::string> Session::render(const std::string& path,
                                         const RenderOptions& options) const {
  std::vector<std::string> files;
  for (const auto& file : inner_->port->render_file(path, options_of(options)))
    files.push_back(file.string());
  return files;
}
void Session::start(const DeviceOptions& options) {
  inner_->port->start(
      {{options.name, options.sample_rate, options.block_size, options.inputs}, options.seed});
}
void Session::device(const std::string& name) { inner_->port->change_device({.name = name}); }
void Session::sample_rate(std::int64_t hz) { inner_->port->change_device({.sample_rate = hz}); }
void Session::block_size(std::int64_t frames) {
  inner_->port->change_device({.block_size = frames});
}
void Session::inputs(std::int64_t channels) { inner_->port->change_device({.inputs = channels}); }
std::vector<std::string> Session::devices() const {
  std::vector<std::string> names;
  for (const auto& device : inner_->port->devices()) names.push_back(device.name);
  return names;
}
void Session::record(const std::string& path, bool overwrite) {
  inner_->port->record(path, overwrite);
}
void Session::stop_recording() { inner_->port->stop_recording(); }
void Session::stop_device() { inner_->port->stop_device(); }
Status Session::status() const {
  const ks::LiveStatus now = inner_->port->status();
  return {.device = now.device.name,
          .sample_rate = now.device.sample_rate,
          .block_size = now.device.block_size,
          .inputs = now.device.inputs,
          .xruns = now.device.xruns,
          .late = now.late,
          .lost = now.device.lost,
          .cycle = now.cycle,
          .load = now.load,
          .peak = now.peak,
          .limited = now.limited,
          .most_limited = now.most_limited,
          .blocks_dc = now.blocks_dc,
          .resets = now.resets,
          .reset_nodes = now.reset_nodes,
          .recording = now.recording.path,
          .recorded = now.recording.frames,
          .unrecorded = now.recording.lost,
          .recording_trouble = now.recording.trouble};
}
}  // namespace krach
