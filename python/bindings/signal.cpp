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
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "jit/faust.hpp"
#include "signal/faust.hpp"
#include "signal/json.hpp"
#include "signal/library.hpp"
#include "signal/print.hpp"
#include "signal/print_krs.hpp"
#include "signal/trace.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace ks = krach::signal;
using ks::Signal;
using ks::Stereo;

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
constexpr const char* kPair = "Stereo | tuple[Signal | float, Signal | float]";
constexpr const char* kSound = "Stereo | tuple[Signal | float, Signal | float] | Signal | float";
bool is_number(nb::handle h) { return PyFloat_Check(h.ptr()) || PyLong_Check(h.ptr()); }
bool is_one(nb::handle h) { return nb::isinstance<Signal>(h) || is_number(h); }
bool is_pair(nb::handle h) {
  return nb::isinstance<nb::tuple>(h) && nb::len(h) == 2 && is_one(h[0]) && is_one(h[1]);
}
Signal one_of(nb::handle h) { return nb::cast<In>(h); }
/// A stereo pair, or two signals in a tuple.
Stereo both_of(nb::handle h) {
  if (nb::isinstance<Stereo>(h)) return nb::cast<Stereo>(h);
  if (is_one(h)) return {one_of(h), one_of(h)};
  return {one_of(h[0]), one_of(h[1])};
}
ks::Argument argument(const ks::Function& function, const ks::Parameter& parameter, nb::handle h) {
  const std::string name(parameter.name);
  if (parameter.takes == ks::Takes::numbers && nb::isinstance<nb::sequence>(h)) {
    std::vector<double> numbers;
    if (nb::try_cast(h, numbers)) return numbers;
  }
  if (nb::isinstance<Signal>(h)) return nb::cast<Signal>(h);
  if (is_number(h)) return nb::cast<double>(h);
  if (nb::isinstance<Stereo>(h) || is_pair(h)) return both_of(h);
  if (nb::isinstance<nb::str>(h)) return nb::cast<std::string>(h);
  throw krach::Error(krach::Fault{
      "'" + name + "' is a " + nb::cast<std::string>(nb::str(h.type().attr("__name__"))),
      std::string(function.name), "give a signal, a number, or a pair of them"});
}

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
      .def(
          "faust", [](const ks::Program& p) { return ks::to_faust(p); },
          "FAUST source that computes the same.")
      .def(
          "to_json", [](const ks::Program& p) { return ks::to_json(p).dump(); },
          "The program as JSON, which from_json() reads.")
      .def_static(
          "from_json", [](const std::string& text) { return ks::parse_program(text); }, "text"_a,
          "The program that to_json() wrote. What is wrong with it is a krach.Error.")
      .def(
          "krs",
          [](const ks::Program& p, const std::string& name) { return ks::print_krs(p, name); },
          "name"_a, "The Python function of that name that makes the same program.")
      .def(
          "_repr_svg_", [](const ks::Program& p) { return ks::svg(p); }, "Its operations as boxes.")
      .def("__str__", [](const ks::Program& p) { return ks::print(p); })
      .def("__hash__", [](const ks::Program& p) { return ks::content_hash(p); })
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
    signal.def(
        name, [operation](const Signal& a, In b) { return note_line(), operation(a, b); },
        nb::is_operator());  // a pair on the other side takes over
    signal.def(
        swapped, [operation](const Signal& a, In b) { return note_line(), operation(b, a); },
        nb::is_operator());
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
void bind_stereo(nb::module_& krs) {
  nb::class_<Stereo> stereo(krs, "Stereo", "Two signals: left and right.");
  stereo
      .def(
          "__init__", [](Stereo* self, In left, In right) { new (self) Stereo{left, right}; },
          "left"_a, "right"_a)
      .def_prop_ro(
          "left", [](const Stereo& x) { return x[0]; }, "The left one.")
      .def_prop_ro(
          "right", [](const Stereo& x) { return x[1]; }, "The right one.")
      .def("__len__", [](const Stereo&) { return 2; })
      .def("__getitem__",
           [](const Stereo& x, std::int64_t i) {
             if (i < 0 || i > 1) throw nb::index_error();
             return x.at(static_cast<std::size_t>(i));
           })
      .def(
          "__iter__", [](const Stereo& x) { return nb::iter(nb::make_tuple(x[0], x[1])); },
          nb::sig("def __iter__(self) -> typing.Iterator[Signal]"))
      .def("__neg__", [](const Stereo& x) { return note_line(), -x; });
  const auto both = [&](const char* name, const char* swapped, auto operation) {
    const auto sig = [](const char* n) {
      return "def " + std::string(n) + "(self, other: " + kSound + ") -> Stereo";
    };
    stereo.def(
        name,
        [operation](const Stereo& a, nb::handle b) {
          return note_line(), operation(a, both_of(b));
        },
        nb::sig(sig(name).c_str()));
    stereo.def(
        swapped,
        [operation](const Stereo& a, nb::handle b) {
          return note_line(), operation(both_of(b), a);
        },
        nb::sig(sig(swapped).c_str()));
  };
  both("__add__", "__radd__", [](const Stereo& a, const Stereo& b) { return a + b; });
  both("__sub__", "__rsub__", [](const Stereo& a, const Stereo& b) { return a - b; });
  both("__mul__", "__rmul__", [](const Stereo& a, const Stereo& b) { return a * b; });
  both("__truediv__", "__rtruediv__", [](const Stereo& a, const Stereo& b) { return a / b; });
}
void bind_faust(nb::module_& m, nb::module_& krs) {
  m.def(
      "read_faust",
      [](const std::string& name, const nb::bytes& text, const std::vector<std::string>& folders) {
        ks::Program program;
        const std::string source(text.c_str(), text.size());
        {
          const nb::gil_scoped_release others_may_run;
          program = krach::jit::read_faust({name, source, {folders.begin(), folders.end()}});
        }
        return program;
      },
      "name"_a, "text"_a, "folders"_a, "The program of a FAUST source.");
  krs.def(
      "faust_expr",
      [](const std::string& text, const nb::args& inputs) {
        note_line();
        std::vector<Signal> signals;
        for (const nb::handle input : inputs) {
          if (!is_one(input))
            throw krach::Error(krach::Fault{"an input is no signal", "faust_expr",
                                            "give signals and numbers after the text"});
          signals.push_back(one_of(input));
        }
        return ks::faust_expr(text, signals);
      },
      "text"_a, "inputs"_a, nb::sig("def faust_expr(text: str, *inputs: Signal | float) -> Signal"),
      "What FAUST makes of the inputs: {0}, {1} ... in the text, else they go into it.\n\n"
      "The whole function is then compiled by FAUST, in one lane.\n\n"
      "Example: faust_expr(\"fi.resonlp({1}, 4, 1, {0})\", x, cutoff)");
  krs.def(
      "faust_program",
      [](std::string source, std::uint32_t inputs, std::uint32_t outputs,
         const std::vector<std::tuple<std::string, double, double, double>>& controls) {
        ks::Program program;
        program.inputs = inputs;
        program.outputs.assign(outputs, 0);
        for (const auto& [name, initial, low, high] : controls)
          program.controls.push_back({name, initial, low, high});
        program.faust = std::move(source);
        ks::check(program, "faust_program");
        return program;
      },
      "source"_a, "inputs"_a, "outputs"_a, "controls"_a,
      "The program of a FAUST source that needs no other file. A control is (name, initial, low, "
      "high).");
}
void bind_memory(nb::module_& krs) {
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
  nb::class_<ks::Memory, Signal>(krs, "Memory", "What it was told one frame ago; 0 at the start.")
      .def("__init__", [](ks::Memory* self) { note_line(), new (self) ks::Memory(); })
      .def(
          "write", [](const ks::Memory& self, In next) { self.write(next); }, "next"_a,
          "Say, once, what it will be on the next frame.");
  krs.def(
      "operation",
      [](const std::string& name, const nb::args& operands, std::uint32_t index) {
        note_line();
        std::vector<Signal> signals;
        for (const nb::handle operand : operands) signals.push_back(nb::cast<In>(operand));
        return ks::operation(name, signals, index);
      },
      "name"_a, "operands"_a, "index"_a = 0,
      nb::sig("def operation(name: str, *operands: Signal | float, index: int = 0) -> Signal"),
      "An operation of programs by its name, for what has no word of its own.\n\n"
      "Example: operation(\"pow\", x, 2.0)");
}
/// A keyword for each parameter by its name, the others by their place; what is missing is what the
/// parameter is otherwise.
std::vector<ks::Argument> arguments(const ks::Function& function, const nb::args& places,
                                    const nb::kwargs& names) {
  const auto refuse = [&](std::string what) {
    throw krach::Error(
        krach::Fault{std::move(what), std::string(function.name), "write " + function.signature()});
  };
  std::vector<ks::Argument> out;
  std::size_t used = 0;
  for (const ks::Parameter& parameter : function.parameters) {
    const std::string name(parameter.name);
    const bool is_named = names.contains(name.c_str());
    const std::size_t place = out.size();
    if (is_named && place < places.size()) refuse("'" + name + "' is given twice");
    used += is_named ? 1 : 0;
    if (is_named)
      out.push_back(argument(function, parameter, names[name.c_str()]));
    else if (place < places.size())
      out.push_back(argument(function, parameter, places[place]));
    else if (parameter.otherwise)
      out.push_back(*parameter.otherwise);
    else if (!parameter.word.empty())
      out.push_back(std::string(parameter.word));
    else
      refuse("'" + name + "' is missing");
  }
  if (places.size() > function.parameters.size()) refuse("there are too many arguments");
  for (const auto& [key, value] : names) {
    const auto name = nb::cast<std::string>(key);
    if (std::ranges::find(function.parameters, name, &ks::Parameter::name) ==
        function.parameters.end())
      refuse("it takes no '" + name + "'");
  }
  return out;
}

/// def lowpass(x: Signal | float, cutoff: Signal | float, order: int = 2) -> Signal
/// In stereo its first signal is a pair.
std::string signature(const ks::Function& function, bool in_stereo) {
  std::string out = "def " + std::string(function.name) + "(";
  const char *sound = in_stereo ? kPair : "Signal | float", *others = in_stereo ? kSound : sound;
  for (const ks::Parameter& parameter : function.parameters) {
    if (&parameter != &function.parameters.front()) out += ", ";
    out += std::string(parameter.name) + ": ";
    switch (parameter.takes) {
      case ks::Takes::signal: out += std::exchange(sound, others); break;
      case ks::Takes::number: out += "float"; break;
      case ks::Takes::whole: out += "int"; break;
      case ks::Takes::word: out += "str"; break;
      case ks::Takes::numbers: out += "collections.abc.Sequence[float]"; break;
    }
    if (parameter.otherwise || !parameter.word.empty()) out += " = " + parameter.printed();
  }
  return out + ") -> " + (in_stereo || function.gives_stereo ? "Stereo" : "Signal");
}

void bind_library(nb::module_& krs) {
  krs.def(
      "control",
      [](const std::string& name, double initial, double low, double high) {
        note_line();
        return ks::control(name, initial, low, high);
      },
      "name"_a, "initial"_a, "low"_a, "high"_a, "A number that is played and set from outside.");
  for (const ks::Function& function : ks::library()) {
    const std::string name(function.name), doc = function.describe();
    const auto call = [&function](const nb::args& places, const nb::kwargs& names) {
      note_line();
      return function(arguments(function, places, names));
    };
    const bool takes_sound = std::ranges::any_of(
        function.parameters, [](const auto& p) { return p.takes == ks::Takes::signal; });
    krs.def(name.c_str(), call, nb::sig(signature(function, false).c_str()), doc.c_str());
    if (!takes_sound || function.gives_stereo) continue;
    krs.def(name.c_str(), call, nb::sig(signature(function, true).c_str()), doc.c_str());
  }
  krs.def(
      "help", [](const std::string& name) { nb::print(ks::help(name).c_str(), nb::str("")); },
      "name"_a = "", "Print what a function does, or which functions there are.");
  krs.def("page", &ks::library_page, "The page of all functions, docs/signals.md.");
}
}  // namespace

void bind_signal(nb::module_& m, nb::module_& krs) {
  bind_tracing(m);  // which others give
  nb::class_<Signal> signal(krs, "Signal", "A value of the function being traced, not a number.");
  signal.def("__init__", [](Signal* self, double constant) { new (self) Signal(constant); });
  bind_operators(signal);
  bind_stereo(krs);
  bind_memory(krs);
  bind_faust(m, krs);
  bind_library(krs);
}
