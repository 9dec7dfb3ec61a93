// src/surface/session.cpp: each method is one request.
#include "session/session.hpp"

#include <krach/session.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "jit/faust.hpp"
#include "session/apply.hpp"
#include "signal/trace.hpp"
#include "surface/convert.hpp"

namespace krach {
namespace ks = session;

struct Session::Inner {
  ks::Session session;
  std::vector<std::string> warnings;
  void ask(const ks::Request& request) {
    auto reply = session.apply(request);
    std::ranges::move(reply.warnings, std::back_inserter(warnings));
  }
};
Session::Session() : inner_(std::make_unique<Inner>()) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

static std::shared_ptr<const signal::Program> trace(const Synth& synth) {
  signal::Tracing tracing(synth.inputs);
  std::vector<krs::Signal> inputs;
  for (const auto input : tracing.inputs()) inputs.push_back(surface::hide(input));
  std::vector<signal::Signal> outputs;
  for (const auto output : synth.function(inputs)) outputs.push_back(surface::show(output));
  return std::make_shared<const signal::Program>(tracing.finish(outputs));
}
Node Session::add(const std::string& name, const Synth& synth, const NodeOptions& options) {
  inner_->ask(
      ks::SetNode{name, trace(synth), options.gain, options.pan, options.dry, options.count});
  return {*this, name};
}
Node Session::node(const std::string& name, const std::filesystem::path& file,
                   const NodeOptions& options) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error({"there is no such file", file.string(), "name a FAUST source"});
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto program = std::make_shared<const signal::Program>(
      jit::read_faust({file.filename().string(), text, {file.parent_path()}}));
  inner_->ask(
      ks::SetNode{name, std::move(program), options.gain, options.pan, options.dry, options.count});
  return {*this, name};
}
Node Session::input(const std::string& name, std::int64_t channel, const NodeOptions& options) {
  inner_->ask(ks::SetInput{name, channel, options.gain, options.pan, options.dry});
  return {*this, name};
}
Node Session::osc(const std::string& name, const std::string& address) {
  inner_->ask(ks::SetOsc{name, address});
  return {*this, name};
}
Node Session::get(const std::string& name) {
  ks::get_node(inner_->session.state(), name);
  return {*this, name};
}
void Session::remove(const std::string& node) { inner_->ask(ks::RemoveNode{node}); }
void Session::connect(const std::string& source, const std::string& target, double level) {
  inner_->ask(ks::Connect{source, target, level});
}
void Session::disconnect(const std::string& source, const std::string& target) {
  inner_->ask(ks::Disconnect{source, target});
}
void Session::play(const std::string& node, const krp::Pattern& pattern, const Start& start) {
  inner_->ask(ks::Play{node, {}, pattern.inner(), start.at, start.phase});
}
void Session::play(const std::string& node, const std::string& control, const krp::Pattern& pattern,
                   const Start& start) {
  inner_->ask(ks::Play{node, control, pattern.inner(), start.at, start.phase});
}
void Session::free(const std::string& node, const std::string& control) {
  inner_->ask(ks::Play{node, control, {}});
}
void Session::hush(const std::string& node, const Start& start) {
  inner_->ask(ks::Hush{node, start.at});
}
void Session::stop(const Start& start) { inner_->ask(ks::Hush{{}, start.at}); }
void Session::mute(const std::string& node, bool muted) { inner_->ask(ks::Mute{node, muted}); }
void Session::solo(const std::string& node, bool soloed) { inner_->ask(ks::Solo{node, soloed}); }
void Session::gain(const std::string& node, double value) { set(node, "gain", value); }
void Session::fade(const std::string& path, double target, double bars) {
  inner_->ask(ks::FadeTo{path, target, bars});
}
void Session::save(const std::string& scene) { inner_->ask(ks::Save{scene}); }
void Session::recall(const std::string& scene) { inner_->ask(ks::Recall{scene}); }
void Session::forget(const std::string& scene) { inner_->ask(ks::Forget{scene}); }
std::vector<std::string> Session::scenes() const {
  std::vector<std::string> names;
  for (const auto& [name, scene] : inner_->session.state().scenes) names.push_back(name);
  return names;
}
void Session::undo() { inner_->ask(ks::Undo{}); }
void Session::redo() { inner_->ask(ks::Redo{}); }
std::vector<std::string> Session::history() const { return inner_->session.history(); }
static void together(ks::Session& session, const std::function<void()>& function,
                     std::optional<double> bars) {
  session.begin_batch();
  try {
    function();
  } catch (...) {
    session.drop_batch();
    throw;
  }
  session.end_batch(bars);
}
void Session::batch(const std::function<void()>& function) {
  together(inner_->session, function, {});
}
void Session::transition(double bars, const std::function<void()>& function) {
  together(inner_->session, function, bars);
}
void Session::set(const std::string& node, const std::string& control, double value) {
  inner_->ask(ks::SetControl{node, control, value});
}
double Session::value(const std::string& node, const std::string& control) const {
  return inner_->session.value(node, control);
}
void Session::tempo(double bpm) { inner_->ask(ks::SetTempo{bpm}); }
void Session::meter(double beats) { inner_->ask(ks::SetMeter{beats}); }
void Session::master(double gain) { inner_->ask(ks::SetMaster{gain}); }

static ks::RenderOptions options_of(const RenderOptions& o) {
  return {o.bars, o.seconds, o.sample_rate, o.block_size, o.seed, o.stems};
}
Sound Session::render(const RenderOptions& options) const {
  auto rendering = inner_->session.render(options_of(options));
  return {std::move(rendering.master), std::move(rendering.stems)};
}
std::vector<std::string> Session::render(const std::string& path,
                                         const RenderOptions& options) const {
  std::vector<std::string> files;
  for (const auto& file : inner_->session.render_file(path, options_of(options)))
    files.push_back(file.string());
  return files;
}
void Session::start(const DeviceOptions& options) {
  inner_->session.start({{options.name, options.sample_rate, options.block_size}, options.seed});
}
void Session::device(const std::string& name) { inner_->session.change_device({.name = name}); }
void Session::sample_rate(std::int64_t hz) { inner_->session.change_device({.sample_rate = hz}); }
void Session::block_size(std::int64_t frames) {
  inner_->session.change_device({.block_size = frames});
}
std::vector<std::string> Session::devices() const {
  std::vector<std::string> names;
  for (const auto& device : inner_->session.devices()) names.push_back(device.name);
  return names;
}
void Session::record(const std::string& path, bool overwrite) {
  inner_->session.record(path, overwrite);
}
void Session::stop_recording() { inner_->session.stop_recording(); }
void Session::stop_device() { inner_->session.stop_device(); }
Status Session::status() const {
  const ks::LiveStatus now = inner_->session.status();
  return {.device = now.device.name,
          .sample_rate = now.device.sample_rate,
          .block_size = now.device.block_size,
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
std::vector<std::string> Session::warnings() { return std::exchange(inner_->warnings, {}); }

Control::operator double() const { return session_->value(node_, name_); }
Control& Control::operator=(double value) {
  session_->set(node_, name_, value);
  return *this;
}
const Node& Node::play(const krp::Pattern& pattern, const Start& start) const {
  return session_->play(name_, pattern, start), *this;
}
const Node& Node::play(const std::string& control, const krp::Pattern& pattern,
                       const Start& start) const {
  return session_->play(name_, control, pattern, start), *this;
}
const Node& Node::free(const std::string& control) const {
  return session_->free(name_, control), *this;
}
const Node& Node::hush() const { return session_->hush(name_), *this; }
const Node& Node::operator>>(const Send& send) const {
  session_->connect(name_, send.node.name(), send.level);
  return send.node;
}
}  // namespace krach
