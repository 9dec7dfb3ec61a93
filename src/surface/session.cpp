// src/surface/session.cpp: each method is one request.
#include "session/session.hpp"

#include <krach/session.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "jit/faust.hpp"
#include "server/launch.hpp"
#include "server/remote.hpp"
#include "session/apply.hpp"
#include "signal/trace.hpp"
#include "surface/convert.hpp"
#include "surface/inner.hpp"

namespace krach {
namespace ks = session;

Session::Session() : inner_(std::make_unique<Inner>(std::make_unique<ks::Session>())) {}
Session::Session(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session connect(const ConnectOptions& options) {
  const bool ours = options.place.empty();
  if (ours && options.start && !server::engine_runs()) server::start_engine();
  const std::string place = ours ? server::engine_socket().string() : options.place;
  return Session(
      std::make_unique<Session::Inner>(std::make_unique<server::Remote>(place, options.token)));
}

using Program = std::shared_ptr<const signal::Program>;
static Program program_of(const Synth& synth) {
  signal::Tracing tracing(synth.inputs);
  std::vector<krs::Signal> inputs;
  for (const auto input : tracing.inputs()) inputs.push_back(surface::hide(input));
  std::vector<signal::Signal> outputs;
  for (const auto output : synth.function(inputs)) outputs.push_back(surface::show(output));
  return std::make_shared<const signal::Program>(tracing.finish(outputs));
}
static Program program_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error({"there is no such file", file.string(), "name a FAUST source"});
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return std::make_shared<const signal::Program>(
      jit::read_faust({file.filename().string(), text, {file.parent_path()}}));
}
Node Session::add(const std::string& name, const NodeFunction& function, const NodeOptions& options,
                  Role role) {
  Program program = std::visit([](const auto& f) { return program_of(f); }, function);
  if (role == Role::source && program->inputs > 0)
    throw Error(
        Fault{"it hears audio, so it is an effect", "voice '" + name + "'", "use kr.bus()"});
  if (role == Role::effect && program->inputs == 0)
    throw Error(
        Fault{"it hears no audio, so it is no effect", "bus '" + name + "'", "use kr.voice()"});
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
  ks::get_node(inner_->port->state(), name);
  return {*this, name};
}
void Session::remove(const std::string& node) { inner_->ask(ks::RemoveNode{node}); }
void Session::connect(const std::string& source, const std::string& target, double level,
                      std::optional<std::int64_t> port) {
  inner_->ask(ks::Connect{source, target, level, port});
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
void Session::mod(const std::string& path, const Shape& shape, double low, double high,
                  double bars) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos)
    throw Error(Fault{"the path names no control", "'" + path + "'",
                      "write \"" + path + "/CONTROL\", like \"bass/cutoff\""});
  play(path.substr(0, slash), path.substr(slash + 1), shape.between(low, high, bars));
}
void Session::save(const std::string& scene) { inner_->ask(ks::Save{scene}); }
void Session::recall(const std::string& scene) { inner_->ask(ks::Recall{scene}); }
void Session::forget(const std::string& scene) { inner_->ask(ks::Forget{scene}); }
void Session::undo() { inner_->ask(ks::Undo{}); }
void Session::redo() { inner_->ask(ks::Redo{}); }
void Session::together(const std::function<void()>& function, std::optional<double> bars) {
  ks::Port& port = *inner_->port;
  port.begin_batch();
  try {
    function();
  } catch (...) {
    port.drop_batch();
    throw;
  }
  inner_->keep(port.end_batch(bars));
}
void Session::batch(const std::function<void()>& function) { together(function, {}); }
void Session::transition(double bars, const std::function<void()>& function) {
  together(function, bars);
}
void Session::set(const std::string& node, const std::string& control, double value) {
  inner_->ask(ks::SetControl{node, control, value});
}
void Session::tempo(double bpm) { inner_->ask(ks::SetTempo{bpm}); }
void Session::meter(double beats) { inner_->ask(ks::SetMeter{beats}); }
void Session::master(double factor) { inner_->ask(ks::SetMaster{factor}); }
std::vector<std::string> Session::warnings() { return std::exchange(inner_->warnings, {}); }
}  // namespace krach
