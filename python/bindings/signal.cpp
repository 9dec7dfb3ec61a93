// python/bindings/signal.cpp: krs, and the tracing that synth functions run in.
#include "bindings/module.hpp"
#include <nanobind/operators.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <map>
#include <memory>
#include <variant>

#include "base/error.hpp"
#include "signal/effect.hpp"
#include "signal/envelope.hpp"
#include "signal/filter.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace ks = krach::signal;
using ks::Signal;

/// An argument that is a signal or a number. A number becomes a signal only in the call, so that
/// what is wrong with it is a krach.Error and not a mismatch of types.
struct In {
  std::variant<double, Signal> value = 0.0;
  operator Signal() const {  // NOLINT(google-explicit-constructor): it stands for a signal
    const auto* number = std::get_if<double>(&value);
    return number != nullptr ? Signal(*number) : std::get<Signal>(value);
  }
};
template <>
struct nanobind::detail::type_caster<In> {
  NB_TYPE_CASTER(In, const_name("Signal | float"))
  bool from_python(handle source, uint8_t, cleanup_list*) noexcept {
    if (nb::isinstance<Signal>(source)) {
      value.value = *nb::inst_ptr<Signal>(source);
      return true;
    }
    if (!PyFloat_Check(source.ptr()) && !PyLong_Check(source.ptr())) return false;
    const double number = PyFloat_AsDouble(source.ptr());
    if (number == -1.0 && PyErr_Occurred() != nullptr) {
      PyErr_Clear();
      return false;
    }
    value.value = number;
    return true;
  }
};

namespace {
/// Tells the tracing which line of Python the next operations come from.
void note_line() {
  PyFrameObject* frame = PyEval_GetFrame();  // borrowed
  ks::set_source_line(frame == nullptr ? 0 : PyFrame_GetLineNumber(frame));
}
/// `function` with a line noted before each call.
template <class Result, class... Args>
auto traced(Result (*function)(Args...)) {
  return [function](std::conditional_t<std::is_same_v<Args, Signal>, In, Args>... args) {
    note_line();
    return function(args...);
  };
}
using Of1 = Signal (*)(Signal);
using Of2 = Signal (*)(Signal, Signal);
using Of3 = Signal (*)(Signal, Signal, Signal);

class PythonTracing {
 public:
  explicit PythonTracing(std::uint32_t inputs) : tracing_(std::in_place, inputs) {}
  std::vector<Signal> inputs() const { return get().inputs(); }
  std::shared_ptr<ks::Program> finish(const std::vector<Signal>& outputs) {
    return std::make_shared<ks::Program>(get().finish(outputs));
  }
  void abandon() { tracing_.reset(); }

 private:
  ks::Tracing& get() {
    if (!tracing_)
      throw krach::Error(krach::Fault{"the tracing has ended", "tracing", "begin another one"});
    return *tracing_;
  }
  const ks::Tracing& get() const { return const_cast<PythonTracing*>(this)->get(); }  // NOLINT
  std::optional<ks::Tracing> tracing_;
};

void bind_tracing(nb::module_& m) {
  nb::class_<ks::Program>(m, "Program", "A traced synth function.")
      .def_prop_ro(
          "inputs", [](const ks::Program& p) { return p.inputs; }, "Audio channels in.")
      .def_prop_ro(
          "outputs", [](const ks::Program& p) { return p.outputs.size(); }, "Audio channels out.")
      .def_prop_ro(
          "controls",
          [](const ks::Program& p) {
            std::map<std::string, std::tuple<double, double, double>> controls;
            for (const auto& c : p.controls) controls[c.name] = {c.initial, c.low, c.high};
            return controls;
          },
          "(initial, low, high) by name.")
      .def("__repr__",
           [](const ks::Program& p) {
             return "<program: " + std::to_string(p.operations.size()) + " operations, " +
                    std::to_string(p.controls.size()) + " controls>";
           })
      .def(
          "__eq__", [](const ks::Program& a, const ks::Program& b) { return a == b; },
          nb::is_operator(), nb::sig("def __eq__(self, other: object, /) -> bool"));
  nb::class_<PythonTracing>(m, "Tracing", "Keeps what krs functions are called until finish().")
      .def(nb::init<std::uint32_t>(), "inputs"_a)
      .def("inputs", &PythonTracing::inputs, "The audio the program hears.")
      .def("finish", &PythonTracing::finish, "outputs"_a, "The program.")
      .def("abandon", &PythonTracing::abandon, "End the tracing without a program.");
}
void bind_operators(nb::class_<Signal>& signal) {
  const auto both = [&](const char* name, const char* swapped, auto operation) {
    signal.def(name, [operation](const Signal& a, In b) { return note_line(), operation(a, b); });
    signal.def(swapped,
               [operation](const Signal& a, In b) { return note_line(), operation(b, a); });
  };
  both("__add__", "__radd__", [](Signal a, Signal b) { return a + b; });
  both("__sub__", "__rsub__", [](Signal a, Signal b) { return a - b; });
  both("__mul__", "__rmul__", [](Signal a, Signal b) { return a * b; });
  both("__truediv__", "__rtruediv__", [](Signal a, Signal b) { return a / b; });
  both("__mod__", "__rmod__", [](Signal a, Signal b) { return ks::mod(a, b); });
  both("__pow__", "__rpow__", [](Signal a, Signal b) { return ks::pow(a, b); });
  both("__lt__", "__gt__", [](Signal a, Signal b) { return a < b; });
  both("__le__", "__ge__", [](Signal a, Signal b) { return a <= b; });
  signal.def("__neg__", [](const Signal& a) { return note_line(), -a; });
  signal.def("__abs__", [](const Signal& a) { return note_line(), ks::abs(a); });
  signal.def("__bool__", [](const Signal&) -> bool {
    throw krach::Error(krach::Fault{"a signal is not known while it is traced, so it cannot decide",
                                    "if, while, and, or", "use krs.select2(condition, a, b)"});
  });
}
void bind_math(nb::module_& krs) {
  const auto def1 = [&](const char* name, Of1 f, const char* doc) {
    krs.def(name, traced(f), "x"_a, doc);
  };
  def1("abs", &ks::abs, "The magnitude.");
  def1("floor", &ks::floor, "The whole number below.");
  def1("ceil", &ks::ceil, "The whole number above.");
  def1("round", &ks::round, "The nearest whole number; halves go up.");
  def1("sqrt", &ks::sqrt, "The square root.");
  def1("sin", &ks::sin, "Sine of radians.");
  def1("cos", &ks::cos, "Cosine of radians.");
  def1("tan", &ks::tan, "Tangent of radians.");
  def1("exp", &ks::exp, "e to the x.");
  def1("log", &ks::log, "The natural logarithm.");
  def1("tanh", &ks::tanh, "A soft clip to -1..1.");
  def1("mem", &ks::mem, "x one frame ago; 0 at the start.");
  const auto def2 = [&](const char* name, Of2 f, const char* doc) {
    krs.def(name, traced(f), "a"_a, "b"_a, doc);
  };
  def2("min", &ks::min, "The smaller one.");
  def2("max", &ks::max, "The larger one.");
  def2("mod", &ks::mod, "a - b floor(a / b): has the sign of b.");
  def2("pow", &ks::pow, "a to the b.");
  def2("atan2", &ks::atan2, "The angle of (x = b, y = a).");
  def2("eq", &ks::eq, "1 where they are equal, else 0.");
  def2("ne", &ks::ne, "1 where they differ, else 0.");
  krs.def("select2", traced(&ks::select2), "condition"_a, "zero"_a, "other"_a,
          "`zero` where the condition is 0, else `other`.");
  krs.def("clamp", traced(&ks::clamp), "x"_a, "low"_a, "high"_a, "x, kept from low to high.");
}
void bind_memory(nb::module_& krs) {
  krs.def("delay", traced(static_cast<Signal (*)(Signal, Signal, std::int64_t)>(&ks::delay)), "x"_a,
          "frames"_a, "longest"_a, "x as it was floor(frames) ago, at most `longest`.");
  krs.def("delay", traced(static_cast<Signal (*)(Signal, std::int64_t)>(&ks::delay)), "x"_a,
          "frames"_a, "x as it was so many frames ago.");
  krs.def(
      "feedback",
      [](const std::function<nb::object(Signal)>& function) {
        note_line();
        return ks::feedback([&](Signal last) -> Signal {
          const nb::object result = function(last);
          return nb::cast<In>(result);
        });
      },
      "function"_a, "y = function(y one frame ago).");
}
void bind_library(nb::module_& krs) {
  krs.def(
      "control",
      [](const std::string& name, double initial, double low, double high) {
        note_line();
        return ks::control(name, initial, low, high);
      },
      "name"_a, "initial"_a, "low"_a, "high"_a, "A number that is played and set from outside.");
  krs.def("sample_rate", traced(&ks::sample_rate), "In Hz.");
  krs.def("white_noise", traced(&ks::noise), "-1..1; each call is a stream of its own.");
  const auto oscillator = [&](const char* name, Of1 f, const char* doc) {
    krs.def(name, traced(f), "freq"_a, doc);
  };
  oscillator("sine_osc", &ks::sine_osc, "A sine; freq in Hz.");
  oscillator("saw", &ks::saw, "A band-limited sawtooth, rising; freq in Hz.");
  oscillator("square", &ks::square, "A band-limited square; freq in Hz.");
  oscillator("triangle", &ks::triangle, "A band-limited triangle; freq in Hz.");
  oscillator("phasor", &ks::phasor, "A ramp from 0 to 1; freq in Hz.");
  krs.def("lowpass", traced(&ks::lowpass), "x"_a, "cutoff"_a, "order"_a = 2,
          "Butterworth lowpass; cutoff in Hz.");
  krs.def("highpass", traced(&ks::highpass), "x"_a, "cutoff"_a, "order"_a = 2,
          "Butterworth highpass; cutoff in Hz.");
  krs.def("bandpass", traced(&ks::bandpass), "x"_a, "cutoff"_a, "q"_a = 1.0,
          "Two-pole bandpass, 0 dB at its cutoff in Hz.");
  krs.def("resonant_lowpass", traced(&ks::resonant_lowpass), "x"_a, "cutoff"_a, "q"_a,
          "Two-pole lowpass with a peak of q at its cutoff in Hz.");
  krs.def("resonant_highpass", traced(&ks::resonant_highpass), "x"_a, "cutoff"_a, "q"_a,
          "Two-pole highpass with a peak of q at its cutoff in Hz.");
  krs.def("adsr", traced(&ks::adsr), "attack"_a, "decay"_a, "sustain"_a, "release"_a, "gate"_a,
          "Straight lines; times in seconds, sustain 0..1.");
  krs.def("ar", traced(&ks::ar), "attack"_a, "release"_a, "gate"_a,
          "Straight lines; times in seconds.");
  krs.def("reverb", traced(&ks::reverb), "x"_a, "room"_a, "damping"_a = 0.5,
          "Freeverb, all wet; room and damping 0..1.");
  krs.def(
      "delay_seconds",
      [](In x, In seconds, double longest) {
        return note_line(), ks::delay_seconds(x, seconds, longest);
      },
      "x"_a, "seconds"_a, "longest"_a, "x as it was, between frames too; at most `longest`.");
  krs.def(
      "reverb_stereo",
      [](In x, In room, In damping) {
        note_line();
        const auto sides = ks::reverb_stereo(x, room, damping);
        return std::pair<Signal, Signal>(sides[0], sides[1]);
      },
      "x"_a, "room"_a, "damping"_a = 0.5, "(left, right), as reverb.");
  krs.def(
      "pan",
      [](In x, In position) {
        note_line();
        const auto sides = ks::pan(x, position);
        return std::pair<Signal, Signal>(sides[0], sides[1]);
      },
      "x"_a, "position"_a, "(left, right); position -1 (left) to 1 (right).");
}
}  // namespace

void bind_signal(nb::module_& m, nb::module_& krs) {
  nb::class_<Signal> signal(krs, "Signal", "A value of the function being traced, not a number.");
  signal.def("__init__", [](Signal* self, double constant) { new (self) Signal(constant); });
  bind_operators(signal);
  bind_math(krs);
  bind_memory(krs);
  bind_library(krs);
  bind_tracing(m);
}
