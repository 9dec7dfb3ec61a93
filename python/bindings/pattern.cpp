// python/bindings/pattern.cpp: krp: builders, methods, and transforms as values.
#include "bindings/module.hpp"
#include <nanobind/operators.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <optional>
#include <variant>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/show.hpp"

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
  of_steps("polymeter", &kp::polymeter, "All at once, step by step.");
  of_steps("choose", &kp::choose, "One of these at every moment that samples it, drawn.");
  krp.def("irand", &kp::irand, "n"_a, "Whole numbers from 0 to n - 1, drawn.");
  krp.def("p", &kp::p, "text"_a, "Mini-notation: \"x . x . x . . x\", \"A2 [D3 E3] ~ <C4 G4>\".");
  const auto of_range = [&](const char* name, Signal build, const char* doc) {
    krp.def(name, build, "low"_a = 0.0, "high"_a = 1.0, doc);
  };
  of_range("sine", &kp::sine, "A sine, one period a cycle, from the middle up.");
  of_range("saw", &kp::saw, "A rise from low to high in each cycle.");
  of_range("ramp", &kp::ramp, "A rise from low to high in each cycle.");
  of_range("tri", &kp::tri, "A rise to the middle of the cycle, and a fall.");
  of_range("rand", &kp::rand, "Random values, new in each cycle.");
  of_range("isaw", &kp::isaw, "A fall from high to low in each cycle.");
  of_range("square", &kp::square, "Low, then high.");
  of_range("cosine", &kp::cosine, "A sine, one period a cycle, from the top.");
  of_range("perlin", &kp::perlin, "Smoothly from one random value to the next.");
  krp.def("exp", &kp::exp, "low"_a = 0.01, "high"_a = 1.0, "A rise in equal ratios.");
}
// ---- methods, each of them also a transform: p.ply(2), krp.ply(2)

/// A number, or a pattern of numbers: a text is mini-notation.
using PyNumber = std::variant<Pattern, std::string, double>;
kp::Argument argument(const PyNumber& n) {
  return std::visit([](const auto& x) { return kp::Argument(x); }, n);
}
/// What stands on the right of an operation: a whole number and one with a point are not the same.
using PyOperand = std::variant<Pattern, std::string, std::int64_t, double>;
Pattern operand(const PyOperand& value) {
  if (const auto* pattern = std::get_if<Pattern>(&value)) return *pattern;
  if (const auto* mini = std::get_if<std::string>(&value)) return kp::p(*mini);
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return kp::seq(*whole);
  return kp::seq(std::get<double>(value));
}
krach::Rational fraction(double x) { return krach::to_rational(x, "krp"); }

/// Binds `apply(pattern, arguments...)` under `name` as a method, and as a function that takes the
/// arguments and gives the transform.
struct Methods {
  nb::module_& krp;
  nb::class_<Pattern>& pattern;

  template <class... A, class... Extra>
  void operator()(const char* name, Pattern (*apply)(const Pattern&, A...), const Extra&... extra) {
    pattern.def(name, apply, extra...);
    if constexpr (sizeof...(A) == 0)
      krp.def(name, apply, "pattern"_a, extra...);
    else
      krp.def(
          name,
          [apply](const A&... a) -> Transform {
            return [=](const Pattern& p) { return apply(p, a...); };
          },
          extra...);
  }
};

template <Pattern (Pattern::*kMethod)() const>
Pattern plain(const Pattern& p) {
  return (p.*kMethod)();
}
template <Pattern (Pattern::*kMethod)(const kp::Argument&) const>
Pattern numbered(const Pattern& p, PyNumber n) {
  return (p.*kMethod)(argument(n));
}
template <Pattern (Pattern::*kMethod)(const kp::Argument&, const kp::Argument&) const>
Pattern of_two(const Pattern& p, PyNumber a, PyNumber b) {
  return (p.*kMethod)(argument(a), argument(b));
}
template <Pattern (Pattern::*kMethod)(const Transform&) const>
Pattern transformed(const Pattern& p, Transform f) {
  return (p.*kMethod)(f);
}
template <Pattern (Pattern::*kMethod)(const kp::Argument&, const Transform&) const>
Pattern sometimes_transformed(const Pattern& p, PyNumber n, Transform f) {
  return (p.*kMethod)(argument(n), f);
}
template <Pattern (Pattern::*kMethod)(double, const Transform&) const>
Pattern drawn(const Pattern& p, double probability, Transform f) {
  return (p.*kMethod)(probability, f);
}
template <Pattern (Pattern::*kMethod)(double) const>
Pattern shared(const Pattern& p, double share) {
  return (p.*kMethod)(share);
}
template <Pattern (Pattern::*kMethod)(krach::Rational, krach::Rational) const>
Pattern spanned(const Pattern& p, double begin, double end) {
  return (p.*kMethod)(fraction(begin), fraction(end));
}
template <Pattern (Pattern::*kMethod)(const Pattern&, kp::How) const>
Pattern combined(const Pattern& p, PyOperand other, std::string how) {
  return (p.*kMethod)(operand(other), kp::how_named("how", how));
}
Pattern set_control(const Pattern& p, const std::string& control,
                    const std::optional<PyOperand>& value) {
  if (!value) return p.named(control);
  if (const auto* number = std::get_if<double>(&*value)) return p.set(control, *number);
  if (const auto* whole = std::get_if<std::int64_t>(&*value))
    return p.set(control, static_cast<double>(*whole));
  return p.set(control, operand(*value));
}

void bind_time(Methods& bind) {
  bind("fast", numbered<&Pattern::fast>, "n"_a, "n times as fast.");
  bind("over", numbered<&Pattern::over>, "n"_a, "One cycle over n cycles.");
  bind("slow", numbered<&Pattern::over>, "n"_a, "One cycle over n cycles.");
  bind("shift", numbered<&Pattern::shift>, "cycles"_a, "So many cycles later.");
  bind("late", numbered<&Pattern::shift>, "cycles"_a, "So many cycles later.");
  bind("early", numbered<&Pattern::early>, "cycles"_a, "So many cycles earlier.");
  bind("reverse", plain<&Pattern::reverse>, "Each cycle backwards.");
  bind("palindrome", plain<&Pattern::palindrome>, "Forwards, backwards, forwards, ...");
  bind("iter", numbered<&Pattern::iter>, "n"_a,
       "Each cycle begins an nth later in the pattern than the one before.");
  bind("iter_back", numbered<&Pattern::iter_back>, "n"_a, "As iter, the other way round.");
  bind("compress", spanned<&Pattern::compress>, "begin"_a, "end"_a,
       "The cycle in that share of it, silence in the rest.");
  bind("zoom", spanned<&Pattern::zoom>, "begin"_a, "end"_a,
       "That share of each cycle as the whole cycle.");
  bind("fast_gap", numbered<&Pattern::fast_gap>, "n"_a,
       "n times as fast, once a cycle, then silence.");
  bind("linger", numbered<&Pattern::linger>, "share"_a,
       "That share of the cycle again and again; of its end if negative.");
  bind("inside", sometimes_transformed<&Pattern::inside>, "n"_a, "transform"_a,
       "The transform as if n cycles were one.");
  bind("outside", sometimes_transformed<&Pattern::outside>, "n"_a, "transform"_a,
       "The transform as if one cycle were n.");
  bind("ribbon", of_two<&Pattern::ribbon>, "begin"_a, "cycles"_a,
       "So many cycles from there on, again and again.");
  bind("repeat_cycles", numbered<&Pattern::repeat_cycles>, "n"_a, "Each cycle n times.");
  bind("ply", numbered<&Pattern::ply>, "n"_a, "Each event n times in its own time.");
  bind("press", plain<&Pattern::press>, "Each event in the second half of its time.");
  bind("press_by", numbered<&Pattern::press_by>, "share"_a,
       "Each event without that share at its begin.");
  bind("brak", plain<&Pattern::brak>,
       "Every second cycle squeezed into its first half, and a quarter late.");
  bind("shuffle", numbered<&Pattern::shuffle>, "n"_a, "n pieces of each cycle in a drawn order.");
  bind("scramble", numbered<&Pattern::scramble>, "n"_a, "n drawn pieces of each cycle.");
}
void bind_choices(Methods& bind) {
  bind("every", sometimes_transformed<&Pattern::every>, "n"_a, "transform"_a,
       "The transformed pattern in cycles 0, n, 2n, ...");
  bind("first_of", sometimes_transformed<&Pattern::first_of>, "n"_a, "transform"_a,
       "The transformed pattern in the first of each n cycles.");
  bind("last_of", sometimes_transformed<&Pattern::last_of>, "n"_a, "transform"_a,
       "The transformed pattern in the last of each n cycles.");
  bind(
      "when",
      +[](const Pattern& p, PyOperand where, Transform f) { return p.when(operand(where), f); },
      "where"_a, "transform"_a, "The transformed pattern while `where` is true.");
  bind("chunk", sometimes_transformed<&Pattern::chunk>, "n"_a, "transform"_a,
       "Each cycle n times, with another nth of it transformed each time.");
  bind("chunk_back", sometimes_transformed<&Pattern::chunk_back>, "n"_a, "transform"_a,
       "As chunk, from the last nth to the first.");
  bind("fast_chunk", sometimes_transformed<&Pattern::fast_chunk>, "n"_a, "transform"_a,
       "As chunk, without the repetitions.");
  bind(
      "within",
      +[](const Pattern& p, double begin, double end, Transform f) {
        return p.within(fraction(begin), fraction(end), f);
      },
      "begin"_a, "end"_a, "transform"_a,
      "The notes that begin in that share of the cycle from the transformed pattern.");
  bind(
      "pick",
      +[](const Pattern& p, std::vector<Pattern> list, std::string how) {
        return p.pick(list, kp::how_named("pick", how));
      },
      "patterns"_a, "how"_a = "mix", "What this pattern's numbers choose from the list.");
  bind("thin", shared<&Pattern::thin>, "share"_a, "Without that share of its notes.");
  bind("degrade", shared<&Pattern::thin>, "share"_a = 0.5, "Without that share of its notes.");
  bind("undegrade", shared<&Pattern::undegrade>, "share"_a = 0.5,
       "The notes that degrade leaves out.");
  bind("sometimes", drawn<&Pattern::sometimes>, "probability"_a, "transform"_a,
       "Each note as it is, or with this probability transformed.");
  bind("sometimes_by", drawn<&Pattern::sometimes>, "probability"_a, "transform"_a,
       "Each note as it is, or with this probability transformed.");
  bind("often", transformed<&Pattern::often>, "transform"_a, "Three notes of four transformed.");
  bind("rarely", transformed<&Pattern::rarely>, "transform"_a, "One note of four transformed.");
  bind("always", transformed<&Pattern::always>, "transform"_a, "Transformed.");
  bind("never", transformed<&Pattern::never>, "transform"_a, "As it is.");
  bind("some_cycles", transformed<&Pattern::some_cycles>, "transform"_a,
       "Half of the cycles transformed, drawn.");
  bind("some_cycles_by", drawn<&Pattern::some_cycles_by>, "probability"_a, "transform"_a,
       "Cycles transformed with this probability.");
}
void bind_layers(Methods& bind) {
  bind("off", sometimes_transformed<&Pattern::off>, "cycles"_a, "transform"_a,
       "Also, so many cycles later, transformed.");
  bind("superimpose", transformed<&Pattern::superimpose>, "transform"_a, "Also transformed.");
  bind("jux", transformed<&Pattern::jux>, "transform"_a, "Left as it is, right transformed.");
  bind("jux_by", sometimes_transformed<&Pattern::jux_by>, "width"_a, "transform"_a,
       "As jux, less far apart: 0 is both in the middle.");
  bind(
      "layer",
      +[](const Pattern& p, std::vector<Transform> transforms) { return p.layer(transforms); },
      "transforms"_a, "Once for each transform, and not itself.");
  bind(
      "echo",
      +[](const Pattern& p, std::int64_t times, PyNumber t, double feedback) {
        return p.echo(times, argument(t), feedback);
      },
      "times"_a, "cycles"_a, "feedback"_a, "Again and again, each time later and less loud.");
  bind(
      "stut",
      +[](const Pattern& p, std::int64_t times, double feedback, PyNumber t) {
        return p.stut(times, feedback, argument(t));
      },
      "times"_a, "feedback"_a, "cycles"_a, "As echo, with Tidal's order of arguments.");
}
void bind_rhythm(Methods& bind) {
  const auto euclid = +[](const Pattern& p, PyNumber hits, PyNumber steps, PyNumber rotation) {
    return p.spread(argument(hits), argument(steps), argument(rotation));
  };
  for (const char* name : {"spread", "euclid", "euclid_rot"})
    bind(name, euclid, "hits"_a, "steps"_a, "rotation"_a = 0.0,
         "At the hits of a Euclidean rhythm, rotated to the left.");
  const auto legato = +[](const Pattern& p, PyNumber hits, PyNumber steps, PyNumber rotation) {
    return p.euclid_legato(argument(hits), argument(steps), argument(rotation));
  };
  for (const char* name : {"euclid_legato", "euclid_legato_rot"})
    bind(name, legato, "hits"_a, "steps"_a, "rotation"_a = 0.0,
         "As euclid, each hit as long as up to the next.");
  bind(
      "euclid_full",
      +[](const Pattern& p, PyNumber hits, PyNumber steps, Pattern other) {
        return p.euclid_full(argument(hits), argument(steps), other);
      },
      "hits"_a, "steps"_a, "other"_a, "As euclid, with another pattern in the rests.");
  bind(
      "struct", +[](const Pattern& p, PyOperand rhythm) { return p.structured(operand(rhythm)); },
      "rhythm"_a, "The rhythm's events with this pattern's values.");
  bind(
      "mask", +[](const Pattern& p, PyOperand where) { return p.mask(operand(where)); }, "where"_a,
      "Only where the text or pattern is true: \"1 1 0 1\".");
  bind("segment", numbered<&Pattern::segment>, "n"_a, "n events a cycle.");
  bind(
      "swing",
      +[](const Pattern& p, double amount, std::int64_t steps) { return p.swing(amount, steps); },
      "amount"_a, "steps"_a = 8,
      "The first of each pair of steps takes this part of the pair; 0.5 is straight.");
  bind("legato", shared<&Pattern::legato>, "part"_a, "How much of its length a note sounds.");
  bind("chop", numbered<&Pattern::chop>, "n"_a, "Each event in n parts, each a part of its sound.");
  bind("striate", numbered<&Pattern::striate>, "n"_a,
       "The cycle n times: all first parts of the sounds, then all second ones, ...");
  bind(
      "slice",
      +[](const Pattern& p, PyNumber n, PyOperand indices) {
        return p.slice(argument(n), operand(indices));
      },
      "n"_a, "indices"_a, "The events of `indices`, each playing that nth of the sound.");
  bind("hurry", numbered<&Pattern::hurry>, "n"_a, "Faster, and its sounds as much higher.");
}
void bind_values(Methods& bind) {
  bind("add", combined<&Pattern::add>, "other"_a, "how"_a = "in", "Values added.");
  bind("sub", combined<&Pattern::sub>, "other"_a, "how"_a = "in", "Values subtracted.");
  bind("mul", combined<&Pattern::mul>, "other"_a, "how"_a = "in", "Values multiplied.");
  bind("div", combined<&Pattern::div>, "other"_a, "how"_a = "in", "Values divided.");
  bind("mod", combined<&Pattern::mod>, "other"_a, "how"_a = "in", "What division leaves.");
  bind("keep", combined<&Pattern::keep>, "other"_a, "how"_a = "in",
       "The other's controls where this one has none.");
  bind("range", of_two<&Pattern::range>, "low"_a, "high"_a, "0 to 1 becomes low to high.");
  bind("rangex", of_two<&Pattern::rangex>, "low"_a, "high"_a, "As range, in equal ratios.");
  bind(
      "scale", +[](const Pattern& p, std::string name) { return p.scale(name); }, "name"_a,
      "Degrees become pitches: \"C:minor\", \"D4 dorian\".");
  bind("transpose", numbered<&Pattern::transpose>, "half_tones"_a, "Pitches moved.");
  bind(
      "scale_transpose",
      +[](const Pattern& p, std::string scale, PyNumber degrees) {
        return p.scale_transpose(scale, argument(degrees));
      },
      "scale"_a, "degrees"_a, "Pitches moved inside a scale.");
  bind(
      "set",
      +[](const Pattern& p, std::string control, std::optional<PyOperand> value) {
        return set_control(p, control, value);
      },
      "control"_a, "value"_a.none(),
      "Set a control on every event; without a value, name what the pattern says.");
  bind.pattern.def(
      "set",
      [](const Pattern& p, const Pattern& other, const std::string& how) {
        return p.set(other, kp::how_named("set", how));
      },
      "other"_a, "how"_a = "in", "The other's values, where it has them.");
  for (const char* name : {"s", "n", "note", "gain", "pan", "vel", "cutoff", "speed"})
    bind.pattern.def(
        name,
        [control = std::string(name)](const Pattern& p, const std::optional<PyOperand>& value) {
          return set_control(p, control, value);
        },
        "value"_a = nb::none(), "That control; without a value, of what the pattern says.");
}
void bind_operators(nb::class_<Pattern>& pattern) {
  pattern
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
  Methods bind{krp, pattern};
  bind_time(bind);
  bind_choices(bind);
  bind_layers(bind);
  bind_rhythm(bind);
  bind_values(bind);
  bind_operators(pattern);
  bind_builders(krp);
}
