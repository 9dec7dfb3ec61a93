// python/bindings/pattern.cpp: krp: builders, methods, and transforms as values.
#include "bindings/module.hpp"
#include <nanobind/operators.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <variant>

#include "pattern/builders.hpp"
#include "pattern/show.hpp"
#include "pattern/transforms.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace kp = krach::pattern;
using kp::Pattern;
using kp::Transform;

namespace {
/// What Python gives for a step: a whole number and one with a point are not the same.
using PyStep = std::variant<std::monostate, Pattern, std::string, std::int64_t, double>;

kp::Steps steps_of(const nb::args& args) {
  kp::Steps steps;
  for (const nb::handle arg : args)
    steps.push_back(std::visit(
        [](auto&& step) -> kp::Step {
          if constexpr (std::is_same_v<std::decay_t<decltype(step)>, std::monostate>)
            return {};
          else
            return step;
        },
        nb::cast<PyStep>(arg)));
  return steps;
}
using Builder = Pattern (*)(const kp::Steps&);
using Signal = Pattern (*)(double, double);

void bind_builders(nb::module_& krp) {
  const auto of_steps = [&](const char* name, Builder build, const char* doc) {
    krp.def(
        name, [build](const nb::args& steps) { return build(steps_of(steps)); },
        nb::sig(("def " + std::string(name) +
                 "(*steps: Pattern | str | int | float | None)"
                 " -> Pattern")
                    .c_str()),
        doc);
  };
  krp.def("hit", &kp::hit, "One hit a cycle.");
  krp.def("rest", &kp::rest, "A cycle of silence.");
  of_steps("note", &kp::note,
           "A note a cycle, or a chord: a name (\"C#4\"), a whole number (MIDI) or Hz.");
  of_steps("seq", &kp::seq, "The steps in equal shares of a cycle; None is a rest.");
  of_steps("cat", &kp::cat, "Each pattern for a whole cycle, in turn.");
  of_steps("stack", &kp::stack, "All at once.");
  krp.def("struct", &kp::struct_, "rhythm"_a, "melody"_a,
          "The rhythm's events with the melody's values.");
  krp.def("p", &kp::p, "text"_a, "Mini-notation: \"x . x . x . . x\", \"A2 [D3 E3] ~ <C4 G4>\".");
  const auto of_range = [&](const char* name, Signal build, const char* doc) {
    krp.def(name, build, "low"_a = 0.0, "high"_a = 1.0, doc);
  };
  of_range("sine", &kp::sine, "A sine, one period a cycle, from the middle up.");
  of_range("saw", &kp::saw, "A rise from low to high in each cycle.");
  of_range("ramp", &kp::ramp, "A rise from low to high in each cycle.");
  of_range("tri", &kp::tri, "A rise to the middle of the cycle, and a fall.");
  of_range("rand", &kp::rand, "Random values, new in each cycle.");
}
void bind_transforms(nb::module_& krp) {
  krp.def(
      "reverse", [](const Pattern& p) { return p.reverse(); }, "pattern"_a,
      "Each cycle backwards; also a transform: p.every(4, krp.reverse).");
  krp.def("fast", &kp::transforms::fast, "n"_a, "The transform that plays n times as fast.");
  krp.def("over", &kp::transforms::over, "n"_a, "The transform that takes n cycles for one.");
  krp.def("slow", &kp::transforms::over, "n"_a, "The transform that takes n cycles for one.");
  krp.def("shift", &kp::transforms::shift, "cycles"_a, "The transform that plays later.");
  krp.def("thin", &kp::transforms::thin, "share"_a, "The transform that drops a share of notes.");
  krp.def("swing", &kp::transforms::swing, "amount"_a, "steps"_a = 8, "The transform that swings.");
  krp.def("set", &kp::transforms::set, "control"_a, "value"_a,
          "The transform that sets a control on every event.");
}
void bind_methods(nb::class_<Pattern>& pattern) {
  using Number = double;
  pattern
      .def("fast", nb::overload_cast<Number>(&Pattern::fast, nb::const_), "n"_a, "n times as fast.")
      .def("over", nb::overload_cast<Number>(&Pattern::over, nb::const_), "n"_a,
           "One cycle over n cycles.")
      .def("slow", &Pattern::slow, "n"_a, "One cycle over n cycles.")
      .def("shift", nb::overload_cast<Number>(&Pattern::shift, nb::const_), "cycles"_a,
           "So many cycles later.")
      .def("late", &Pattern::late, "cycles"_a, "So many cycles later.")
      .def("early", &Pattern::early, "cycles"_a, "So many cycles earlier.")
      .def("reverse", &Pattern::reverse, "Each cycle backwards.")
      .def("every", &Pattern::every, "n"_a, "transform"_a,
           "The transformed pattern in cycles 0, n, 2n, ...")
      .def("spread", &Pattern::spread, "hits"_a, "steps"_a, "rotation"_a = 0,
           "At the hits of a Euclidean rhythm.")
      .def("thin", &Pattern::thin, "share"_a, "Without that share of its notes.")
      .def("degrade", &Pattern::degrade, "share"_a, "Without that share of its notes.")
      .def("mask", nb::overload_cast<std::string_view>(&Pattern::mask, nb::const_), "where"_a,
           "Only where the text says 1: \"1 1 0 1\".")
      .def("mask", nb::overload_cast<const Pattern&>(&Pattern::mask, nb::const_), "where"_a,
           "Only where the pattern is true.")
      .def("sometimes", &Pattern::sometimes, "probability"_a, "transform"_a,
           "Each note as it is, or with this probability transformed.")
      .def("swing", &Pattern::swing, "amount"_a, "steps"_a = 8,
           "The first of each pair of steps takes this part of the pair; 0.5 is straight.")
      .def("legato", &Pattern::legato, "part"_a, "How much of its length a note sounds.")
      .def("set", nb::overload_cast<std::string_view, double>(&Pattern::set, nb::const_),
           "control"_a, "value"_a, "Set a control on every event.")
      .def(
          "__add__", [](const Pattern& a, const Pattern& b) { return a + b; }, nb::is_operator())
      .def(
          "__or__", [](const Pattern& a, const Pattern& b) { return a | b; }, nb::is_operator())
      .def(
          "__mul__", [](const Pattern& p, std::int64_t n) { return p * n; }, nb::is_operator())
      .def(
          "__rmul__", [](const Pattern& p, std::int64_t n) { return p * n; }, nb::is_operator())
      .def("grid", &kp::show_grid, "cycles"_a = 2, "colour"_a = false,
           "A text with time to the right and a row for each value: x begins an event, = holds it.")
      .def("table", &kp::table, "cycles"_a = 4, "A text with a line for each event.")
      .def(
          "show",
          [](const Pattern& p, std::int64_t cycles) {
            nb::print(kp::table(p, cycles).c_str(), nb::str(""));
          },
          "cycles"_a = 4, "Print the table of its events.")
      .def(
          "_repr_svg_", [](const Pattern& p) { return kp::svg(p); }, "The piano roll of 4 cycles.")
      .def("__repr__", [](const Pattern& p) {
        return "<pattern of " + std::to_string(p.arena().nodes.size()) + " nodes>";
      });
}
}  // namespace

void bind_pattern(nb::module_& krp) {
  nb::class_<Pattern> pattern(krp, "Pattern", "Events in every cycle, forever.");
  bind_methods(pattern);
  bind_builders(krp);
  bind_transforms(krp);
}
