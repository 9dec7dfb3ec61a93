// python/bindings/session.cpp: requests and rendering; it translates and does nothing else.
#include "session/session.hpp"

#include "bindings/core.hpp"
#include "bindings/module.hpp"
#include <nanobind/ndarray.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <utility>

#include "device/device.hpp"
#include "server/remote.hpp"
#include "session/apply.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace ks = krach::session;
using Audio = nb::ndarray<nb::numpy, float, nb::ndim<2>>;
using Strings = std::vector<std::string>;
using Program = std::shared_ptr<krach::signal::Program>;
using Pattern = krach::pattern::Pattern;

namespace {
struct Session : Core {
  Session() : Core(std::make_unique<ks::Session>()) {}
};
struct Connection : Core {
  explicit Connection(const std::string& place, const std::string& token)
      : Core(std::make_unique<krach::server::Remote>(place, token)) {}
};
/// Calls back into Python from the rendering thread, and lets Ctrl-C end the rendering.
ks::Progress with_signals(const std::optional<ks::Progress>& progress) {
  return [&progress](std::int64_t done, std::int64_t all) {
    const nb::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
    if (progress) (*progress)(done, all);
  };
}
Audio to_numpy(std::vector<float> samples) {
  auto owned = std::make_unique<std::vector<float>>(std::move(samples));
  const nb::capsule owner(owned.get(),
                          [](void* p) noexcept { delete static_cast<std::vector<float>*>(p); });
  auto* data = owned.release();
  return {data->data(), {data->size() / 2, 2}, owner};
}
ks::RenderOptions options_of(std::optional<double> bars, std::optional<double> seconds,
                             std::int64_t sample_rate, std::int64_t block_size, std::uint64_t seed,
                             bool stems) {
  return {bars, seconds, sample_rate, block_size, seed, stems};
}
// NOLINTBEGIN(readability-function-size): the arguments are Python's keywords
std::map<std::string, Audio> render(const Core& self, std::optional<double> bars,
                                    std::optional<double> seconds, std::int64_t sample_rate,
                                    std::int64_t block_size, std::uint64_t seed, bool stems,
                                    const std::optional<ks::Progress>& progress) {
  const auto options = options_of(bars, seconds, sample_rate, block_size, seed, stems);
  auto rendering =
      self.with([&](ks::Port& port) { return port.render(options, with_signals(progress)); });
  std::map<std::string, Audio> sounds;
  for (auto& [name, samples] : rendering.stems) sounds.emplace(name, to_numpy(std::move(samples)));
  sounds.emplace("master", to_numpy(std::move(rendering.master)));
  return sounds;
}
Strings render_file(const Core& self, const std::string& path, std::optional<double> bars,
                    std::optional<double> seconds, std::int64_t sample_rate,
                    std::int64_t block_size, std::uint64_t seed, bool stems,
                    const std::optional<ks::Progress>& progress) {
  const auto options = options_of(bars, seconds, sample_rate, block_size, seed, stems);
  Strings files;
  for (const auto& file : self.with(
           [&](ks::Port& port) { return port.render_file(path, options, with_signals(progress)); }))
    files.push_back(file.string());
  return files;
}
// NOLINTEND(readability-function-size)
/// In one line; troubles stand there only while there are any.
std::string repr_of(const ks::LiveStatus& s) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << "<status: " << s.device.name
      << (s.device.lost ? " (away: a clock runs in its place)" : "") << ", " << s.device.sample_rate
      << " Hz, blocks of " << s.device.block_size << "; cycle " << s.cycle << ", " << s.voices
      << " voices, peak " << 20.0 * std::log10(std::max(double(s.peak), 1e-6)) << " dB, load "
      << 100.0 * s.load << " %, " << s.device.xruns << " xruns, " << s.late << " late";
  if (s.limited > 0.0) out << ", limited by " << s.limited << " dB";
  if (s.blocks_dc) out << ", an offset is taken away";
  if (s.resets > 0) out << ", " << s.resets << " voices begun again";
  if (!s.recording.path.empty()) out << "; records " << s.recording.path;
  for (const std::string& trouble : {s.recording.trouble, s.osc_trouble})
    if (!trouble.empty()) out << "; " << trouble;
  out << ">";
  return out.str();
}
}  // namespace

void bind_session(nb::module_& m) {  // NOLINT(readability-function-size): a table
  m.def(
      "devices",
      [] {
        std::vector<std::pair<std::string, bool>> all;
        for (const auto& d : krach::device::list_devices()) all.emplace_back(d.name, d.is_default);
        return all;
      },
      nb::call_guard<nb::gil_scoped_release>(),
      "The names of the outputs there are now, and whether one is the default.");
  using ks::LiveStatus;
  const auto of_device = [](auto member) {
    return [member](const LiveStatus& s) { return s.device.*member; };
  };
  const auto of_recording = [](auto member) {
    return [member](const LiveStatus& s) { return s.recording.*member; };
  };
  using krach::device::DeviceStatus;
  nb::class_<LiveStatus>(m, "Status", "A device and what plays on it, at one moment.")
      .def("__repr__", &repr_of)
      .def_prop_ro("device", of_device(&DeviceStatus::name))
      .def_prop_ro("sample_rate", of_device(&DeviceStatus::sample_rate), "In Hz.")
      .def_prop_ro("block_size", of_device(&DeviceStatus::block_size), "In frames.")
      .def_prop_ro("xruns", of_device(&DeviceStatus::xruns), "Counted by the device.")
      .def_prop_ro("losses", of_device(&DeviceStatus::losses), "Times it went away.")
      .def_prop_ro("inputs", of_device(&DeviceStatus::inputs), "Channels that can be heard.")
      .def_prop_ro("lost", of_device(&DeviceStatus::lost),
                   "Away just now: a clock runs in its place.")
      .def_ro("cycle", &LiveStatus::cycle, "The position, in cycles.")
      .def_ro("frame", &LiveStatus::frame, "Since the start.")
      .def_ro("load", &LiveStatus::load, "Of the audio thread: 1 is all the time there is.")
      .def_ro("peak", &LiveStatus::peak, "Since the last status, as a factor of full scale.")
      .def_ro("voices", &LiveStatus::voices, "That sound.")
      .def_ro("late", &LiveStatus::late, "Commands that came after their frame.")
      .def_ro("roundings", &LiveStatus::roundings, "Of musical time, in this process.")
      .def_ro("limited", &LiveStatus::limited, "What the limiter takes away now, in dB.")
      .def_ro("most_limited", &LiveStatus::most_limited, "At most since the start, in dB.")
      .def_ro("blocks_dc", &LiveStatus::blocks_dc, "A constant offset is taken away now.")
      .def_ro("resets", &LiveStatus::resets, "Voices that made no numbers and began again.")
      .def_ro("reset_nodes", &LiveStatus::reset_nodes, "The nodes that they are of.")
      .def_ro("osc_trouble", &LiveStatus::osc_trouble, "Why messages do not go out.")
      .def_prop_ro("recording", of_recording(&ks::RecordingStatus::path), "The file; or nothing.")
      .def_prop_ro("recorded", of_recording(&ks::RecordingStatus::frames), "In frames.")
      .def_prop_ro("unrecorded", of_recording(&ks::RecordingStatus::lost),
                   "Frames that are missing in it, because the disk was slow.")
      .def_prop_ro("recording_trouble", of_recording(&ks::RecordingStatus::trouble),
                   "Why it ended by itself.");
  nb::class_<Core> core(m, "Core", "One piece of music. Requests give what they warn of.");
  bind_arranging(core);
  bind_json(core);
  bind_graphs(core);
  core.def(
          "set_node",
          [](Core& s, std::string name, const Program& program, std::optional<double> gain,
             std::optional<double> pan, std::optional<double> dry,
             std::optional<std::int64_t> count) {
            return ask(s, ks::SetNode{std::move(name), program, gain, pan, dry, count});
          },
          "name"_a, "program"_a, "gain"_a = nb::none(), "pan"_a = nb::none(), "dry"_a = nb::none(),
          "count"_a = nb::none())
      .def(
          "set_input",
          [](Core& s, std::string name, std::int64_t channel, std::optional<double> gain,
             std::optional<double> pan, std::optional<double> dry) {
            return ask(s, ks::SetInput{std::move(name), channel, gain, pan, dry});
          },
          "name"_a, "channel"_a, "gain"_a = nb::none(), "pan"_a = nb::none(), "dry"_a = nb::none())
      .def(
          "set_osc",
          [](Core& s, std::string name, std::string address) {
            return ask(s, ks::SetOsc{std::move(name), std::move(address)});
          },
          "name"_a, "address"_a)
      .def(
          "remove", [](Core& s, std::string n) { return ask(s, ks::RemoveNode{std::move(n)}); },
          "name"_a)
      .def(
          "connect",
          [](Core& s, std::string source, std::string target, double level,
             std::optional<std::int64_t> port) {
            return ask(s, ks::Connect{std::move(source), std::move(target), level, port});
          },
          "source"_a, "target"_a, "level"_a = 1.0, "port"_a = nb::none())
      .def(
          "disconnect",
          [](Core& s, std::string source, std::string target) {
            return ask(s, ks::Disconnect{std::move(source), std::move(target)});
          },
          "source"_a, "target"_a)
      .def(
          "set",
          [](Core& s, std::string node, std::string control, double value) {
            return ask(s, ks::SetControl{std::move(node), std::move(control), value});
          },
          "node"_a, "control"_a, "value"_a)
      .def(
          "get",
          [](const Core& s, const std::string& node, const std::string& control) {
            return s.with([&](const ks::Port& port) { return port.value(node, control); });
          },
          "node"_a, "control"_a)
      .def(
          "play",
          [](Core& s, std::string node, std::optional<std::string> control,
             std::optional<Pattern> pattern, std::optional<std::string> start,
             std::optional<std::string> phase) {
            return ask(s, ks::Play{std::move(node), std::move(control), std::move(pattern),
                                   std::move(start), std::move(phase)});
          },
          "node"_a, "control"_a.none(), "pattern"_a.none(), "start"_a = nb::none(),
          "phase"_a = nb::none())
      .def(
          "hush",
          [](Core& s, std::optional<std::string> node, std::optional<std::string> start) {
            return ask(s, ks::Hush{std::move(node), std::move(start)});
          },
          "node"_a.none(), "start"_a = nb::none())
      .def(
          "mute",
          [](Core& s, std::string n, bool muted) { return ask(s, ks::Mute{std::move(n), muted}); },
          "node"_a, "muted"_a)
      .def(
          "set_tempo", [](Core& s, double bpm) { return ask(s, ks::SetTempo{bpm}); }, "bpm"_a)
      .def(
          "set_meter", [](Core& s, double b) { return ask(s, ks::SetMeter{b}); }, "beats"_a)
      .def(
          "set_master", [](Core& s, double g) { return ask(s, ks::SetMaster{g}); }, "gain"_a)
      .def_prop_ro("tempo",
                   [](const Core& s) {
                     return s.with([](auto& port) { return port.tempo().bpm.to_double(); });
                   })
      .def_prop_ro("meter",
                   [](const Core& s) {
                     return s.with([](auto& port) { return port.tempo().meter.to_double(); });
                   })
      .def_prop_ro("master",
                   [](const Core& s) { return s.with([](auto& port) { return port.master(); }); })
      .def_prop_ro(
          "revision",
          [](const Core& s) { return s.with([](auto& port) { return port.revision(); }); },
          "How many requests it has accepted.")
      .def("node_names",
           [](const Core& s) { return s.with([](auto& port) { return port.node_names(); }); })
      .def(
          "values",
          [](const Core& s, const std::string& node) {
            return s.with([&](auto& port) { return port.values(node); });
          },
          "node"_a, "Every control of a node with its value.")
      .def("values", [](const Core& s) { return s.with([](auto& port) { return port.values(); }); })
      .def(
          "effect_names",
          [](const Core& s) {
            return read(s, [](const ks::State& state) {
              Strings names;
              for (const auto& [name, node] : state.nodes)
                if (node.is_effect() && !node.leaves) names.push_back(name);
              return names;
            });
          },
          "Those that hear what is routed to them.")
      .def(
          "control_names",
          [](const Core& s, const std::string& node) {
            return read(s, [&](const ks::State& state) {
              return ks::control_names(ks::get_node(state, node));
            });
          },
          "node"_a)
      .def("routes", [](const Core& s) { return s.with([](auto& port) { return port.routes(); }); })
      .def(
          "plays",
          [](const Core& s) {
            return read(s, [](const ks::State& state) {
              std::map<std::pair<std::string, std::optional<std::string>>, Pattern> all;
              for (const auto& [name, node] : state.nodes) {
                if (const auto& notes = node.notes.now.pattern)
                  all.emplace(std::pair(name, std::nullopt), *notes);
                for (const auto& [control, line] : node.movements)
                  if (line.now.pattern) all.emplace(std::pair(name, control), *line.now.pattern);
              }
              return all;
            });
          },
          "What plays, by node and by the control that it moves, if it moves one.")
      .def(
          "muted",
          [](const Core& s) {
            return read(s, [](const ks::State& state) {
              Strings names;
              for (const auto& [name, node] : state.nodes)
                if (node.muted) names.push_back(name);
              return names;
            });
          },
          "The nodes that are muted.")
      .def(
          "start",
          [](Core& s, std::string device, std::int64_t rate, std::int64_t block,
             std::optional<std::int64_t> inputs, std::uint64_t seed) {
            s.with(
                [&](auto& port) { port.start({{std::move(device), rate, block, inputs}, seed}); });
          },
          "device"_a, "sample_rate"_a, "block_size"_a, "inputs"_a.none(), "seed"_a)
      .def(
          "change_device",
          [](Core& s, std::optional<std::string> device, std::optional<std::int64_t> rate,
             std::optional<std::int64_t> block, std::optional<std::int64_t> inputs) {
            s.with(
                [&](auto& port) { port.change_device({std::move(device), rate, block, inputs}); });
          },
          "device"_a = nb::none(), "sample_rate"_a = nb::none(), "block_size"_a = nb::none(),
          "inputs"_a = nb::none(), "What is not given stays as it is.")
      .def(
          "devices",
          [](const Core& s) {
            return s.with([](auto& port) {
              Strings names;
              for (const auto& device : port.devices()) names.push_back(device.name);
              return names;
            });
          },
          "The outputs there are now where the session is.")
      .def(
          "record",
          [](Core& s, std::optional<std::string> path, bool overwrite) {
            s.with(
                [&](auto& port) { path ? port.record(*path, overwrite) : port.stop_recording(); });
          },
          "path"_a.none(), "overwrite"_a = false, "What is heard, into a WAV file; None ends it.")
      .def("stop_device", [](Core& s) { s.with([](auto& port) { port.stop_device(); }); })
      .def_prop_ro("playing",
                   [](const Core& s) { return s.with([](auto& port) { return port.playing(); }); })
      .def("status", [](const Core& s) { return s.with([](auto& port) { return port.status(); }); })
      .def("render", &render, "bars"_a.none(), "seconds"_a.none(), "sample_rate"_a, "block_size"_a,
           "seed"_a, "stems"_a, "progress"_a.none(),
           "float32 of shape (frames, 2) by node name, and \"master\".")
      .def("render_file", &render_file, "path"_a, "bars"_a.none(), "seconds"_a.none(),
           "sample_rate"_a, "block_size"_a, "seed"_a, "stems"_a, "progress"_a.none(),
           "The files written.");
  nb::class_<Session, Core>(m, "Session", "In this process.").def(nb::init<>());
  nb::class_<Connection, Core>(
      m, "Connection", "In an engine, at the path of its socket, or with its token at host:port.")
      .def(nb::init<const std::string&, const std::string&>(), "place"_a, "token"_a = "",
           nb::call_guard<nb::gil_scoped_release>());
}
