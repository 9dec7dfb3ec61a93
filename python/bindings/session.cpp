// python/bindings/session.cpp: requests and rendering; it translates and does nothing else.
#include "session/session.hpp"

#include "bindings/module.hpp"
#include <nanobind/ndarray.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <memory>
#include <utility>

#include "device/device.hpp"
#include "session/apply.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace ks = krach::session;
using ks::Session;
using Audio = nb::ndarray<nb::numpy, float, nb::ndim<2>>;
using Strings = std::vector<std::string>;
using Program = std::shared_ptr<krach::signal::Program>;
using Pattern = krach::pattern::Pattern;

namespace {
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
std::map<std::string, Audio> render(const Session& self, std::optional<double> bars,
                                    std::optional<double> seconds, std::int64_t sample_rate,
                                    std::int64_t block_size, std::uint64_t seed, bool stems,
                                    const std::optional<ks::Progress>& progress) {
  ks::Rendering rendering;
  {
    const nb::gil_scoped_release others_may_run;
    rendering = self.render(options_of(bars, seconds, sample_rate, block_size, seed, stems),
                            with_signals(progress));
  }
  std::map<std::string, Audio> sounds;
  for (auto& [name, samples] : rendering.stems) sounds.emplace(name, to_numpy(std::move(samples)));
  sounds.emplace("master", to_numpy(std::move(rendering.master)));
  return sounds;
}
Strings render_file(const Session& self, const std::string& path, std::optional<double> bars,
                    std::optional<double> seconds, std::int64_t sample_rate,
                    std::int64_t block_size, std::uint64_t seed, bool stems,
                    const std::optional<ks::Progress>& progress) {
  const nb::gil_scoped_release others_may_run;
  const auto options = options_of(bars, seconds, sample_rate, block_size, seed, stems);
  Strings files;
  for (const auto& file : self.render_file(path, options, with_signals(progress)))
    files.push_back(file.string());
  return files;
}
// NOLINTEND(readability-function-size)
Strings ask(Session& self, const ks::Request& request) { return self.apply(request).warnings; }
}  // namespace

using PySession = nb::class_<Session>;
static void bind_arranging(PySession& session) {
  session
      .def(
          "solo",
          [](Session& s, std::string n, bool soloed) {
            return ask(s, ks::Solo{std::move(n), soloed});
          },
          "node"_a, "soloed"_a)
      .def(
          "fade",
          [](Session& s, std::string path, double target, double bars) {
            return ask(s, ks::FadeTo{std::move(path), target, bars});
          },
          "path"_a, "target"_a, "bars"_a)
      .def(
          "save", [](Session& s, std::string n) { return ask(s, ks::Save{std::move(n)}); },
          "scene"_a)
      .def(
          "recall", [](Session& s, std::string n) { return ask(s, ks::Recall{std::move(n)}); },
          "scene"_a)
      .def(
          "forget", [](Session& s, std::string n) { return ask(s, ks::Forget{std::move(n)}); },
          "scene"_a)
      .def("scene_names",
           [](const Session& s) {
             Strings names;
             for (const auto& [name, scene] : s.state().scenes) names.push_back(name);
             return names;
           })
      .def("undo", [](Session& s) { return ask(s, ks::Undo{}); })
      .def("redo", [](Session& s) { return ask(s, ks::Redo{}); })
      .def("history", &Session::history, "What undo would take back, the last at the end.")
      .def("begin_batch", &Session::begin_batch,
           "What is asked for from now on is done by end_batch().")
      .def(
          "end_batch",
          [](Session& s, std::optional<double> bars) { return s.end_batch(bars).warnings; },
          "transition_bars"_a = nb::none(), "All at one moment, or over some bars.")
      .def("drop_batch", &Session::drop_batch);
}
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
  using krach::device::DeviceStatus;
  nb::class_<LiveStatus>(m, "Status", "A device and what plays on it, at one moment.")
      .def_prop_ro("device", of_device(&DeviceStatus::name))
      .def_prop_ro("sample_rate", of_device(&DeviceStatus::sample_rate), "In Hz.")
      .def_prop_ro("block_size", of_device(&DeviceStatus::block_size), "In frames.")
      .def_prop_ro("xruns", of_device(&DeviceStatus::xruns), "Counted by the device.")
      .def_prop_ro("losses", of_device(&DeviceStatus::losses), "Times it went away.")
      .def_prop_ro("lost", of_device(&DeviceStatus::lost),
                   "Away just now: a clock runs in its place.")
      .def_ro("cycle", &LiveStatus::cycle, "The position, in cycles.")
      .def_ro("frame", &LiveStatus::frame, "Since the start.")
      .def_ro("load", &LiveStatus::load, "Of the audio thread: 1 is all the time there is.")
      .def_ro("peak", &LiveStatus::peak, "Since the last status, as a factor of full scale.")
      .def_ro("voices", &LiveStatus::voices, "That sound.")
      .def_ro("late", &LiveStatus::late, "Commands that came after their frame.")
      .def_ro("roundings", &LiveStatus::roundings, "Of musical time, in this process.");
  PySession session(m, "Session", "One piece of music. Requests give what they warn of.");
  bind_arranging(session);
  session.def(nb::init<>())
      .def(
          "set_node",
          [](Session& s, std::string name, const Program& program, std::optional<double> gain,
             std::optional<double> pan, std::optional<double> dry,
             std::optional<std::int64_t> count) {
            return ask(s, ks::SetNode{std::move(name), program, gain, pan, dry, count});
          },
          "name"_a, "program"_a, "gain"_a = nb::none(), "pan"_a = nb::none(), "dry"_a = nb::none(),
          "count"_a = nb::none())
      .def(
          "remove", [](Session& s, std::string n) { return ask(s, ks::RemoveNode{std::move(n)}); },
          "name"_a)
      .def(
          "connect",
          [](Session& s, std::string source, std::string target, double level) {
            return ask(s, ks::Connect{std::move(source), std::move(target), level});
          },
          "source"_a, "target"_a, "level"_a = 1.0)
      .def(
          "disconnect",
          [](Session& s, std::string source, std::string target) {
            return ask(s, ks::Disconnect{std::move(source), std::move(target)});
          },
          "source"_a, "target"_a)
      .def(
          "set",
          [](Session& s, std::string node, std::string control, double value) {
            return ask(s, ks::SetControl{std::move(node), std::move(control), value});
          },
          "node"_a, "control"_a, "value"_a)
      .def(
          "get",
          [](const Session& s, const std::string& node, const std::string& control) {
            return s.value(node, control);
          },
          "node"_a, "control"_a)
      .def(
          "play",
          [](Session& s, std::string node, std::optional<std::string> control,
             std::optional<Pattern> pattern, std::optional<std::string> start,
             std::optional<std::string> phase) {
            return ask(s, ks::Play{std::move(node), std::move(control), std::move(pattern),
                                   std::move(start), std::move(phase)});
          },
          "node"_a, "control"_a.none(), "pattern"_a.none(), "start"_a = nb::none(),
          "phase"_a = nb::none())
      .def(
          "hush",
          [](Session& s, std::optional<std::string> node, std::optional<std::string> start) {
            return ask(s, ks::Hush{std::move(node), std::move(start)});
          },
          "node"_a.none(), "start"_a = nb::none())
      .def(
          "mute",
          [](Session& s, std::string n, bool muted) {
            return ask(s, ks::Mute{std::move(n), muted});
          },
          "node"_a, "muted"_a)
      .def(
          "set_tempo", [](Session& s, double bpm) { return ask(s, ks::SetTempo{bpm}); }, "bpm"_a)
      .def(
          "set_meter", [](Session& s, double b) { return ask(s, ks::SetMeter{b}); }, "beats"_a)
      .def(
          "set_master", [](Session& s, double g) { return ask(s, ks::SetMaster{g}); }, "gain"_a)
      .def_prop_ro("tempo", [](const Session& s) { return s.tempo().bpm.to_double(); })
      .def_prop_ro("meter", [](const Session& s) { return s.state().tempo.meter.to_double(); })
      .def_prop_ro("master", [](const Session& s) { return s.master(); })
      .def_prop_ro("revision", &Session::revision, "How many requests it has accepted.")
      .def("node_names", &Session::node_names)
      .def(
          "control_names",
          [](const Session& s, const std::string& node) {
            return ks::control_names(ks::get_node(s.state(), node));
          },
          "node"_a)
      .def("routes", &Session::routes)
      .def(
          "start",
          [](Session& s, std::string device, std::int64_t rate, std::int64_t block,
             std::uint64_t seed) {
            const nb::gil_scoped_release others_may_run;
            s.start({{std::move(device), rate, block}, seed});
          },
          "device"_a, "sample_rate"_a, "block_size"_a, "seed"_a)
      .def("stop_device", &Session::stop_device, nb::call_guard<nb::gil_scoped_release>())
      .def_prop_ro("playing", &Session::playing)
      .def("status", &Session::status)
      .def("render", &render, "bars"_a.none(), "seconds"_a.none(), "sample_rate"_a, "block_size"_a,
           "seed"_a, "stems"_a, "progress"_a.none(),
           "float32 of shape (frames, 2) by node name, and \"master\".")
      .def("render_file", &render_file, "path"_a, "bars"_a.none(), "seconds"_a.none(),
           "sample_rate"_a, "block_size"_a, "seed"_a, "stems"_a, "progress"_a.none(),
           "The files written.");
}
