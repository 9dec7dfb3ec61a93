// tests/words/plays.cpp: what the words have in common, and what the builders play.
#include "words/plays.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "pattern/pitch.hpp"
#include "pattern/values.hpp"

namespace krach::words::testing {
using pattern::kNote;
using pattern::kValue;

How how_of(const Argument& a) {
  static const std::vector<std::string> names{"in",          "out",   "mix",    "squeeze",
                                              "squeeze_out", "reset", "restart"};
  return static_cast<How>(std::ranges::find(names, a.text()) - names.begin());
}
Naive with_control(const Naive& p, Name name, Value value) {
  return mapped(p, [=](Controls controls) {
    put(controls, name, value);
    return controls;
  });
}
/// What the pattern says becomes what it says of that control.
static Naive named(const Naive& p, Name name) {
  return mapped(p, [=](Controls controls) {
    const Value* said = find(controls, kValue);
    if (said == nullptr || name == kValue) return controls;
    const Value value = *said;
    std::erase_if(controls, [](const ControlValue& c) { return c.control == kValue; });
    put(controls, name, value);
    return controls;
  });
}
Naive set_control(const Naive& p, std::string_view control, const Argument& value) {
  const Name name = intern(control);
  if (value.is_none()) return named(p, name);
  const bool is_number = std::holds_alternative<std::int64_t>(value.value) ||
                         std::holds_alternative<double>(value.value);
  if (is_number) return with_control(p, name, Value::of(value.real()));
  return apply(Op::set, How::in, p, named(value.pattern(), name));
}
Naive numeric(const Naive& p) {
  return mapped(p, [](Controls controls) {
    for (ControlValue& c : controls) {
      if (c.value.kind != Value::Kind::word) continue;
      std::optional<int> midi;
      if (c.control == kValue) midi = pattern::find_pitch(text_of(c.value.word));
      if (c.control == kNote) midi = pattern::find_pitch(text_of(c.value.word), 3);
      if (midi) c.value = Value::of(std::int64_t{*midi});
    }
    return controls;
  });
}
Play of_number(const OfRational& f) {
  return
      [=](const Naive& p, Arguments a) { return a[0].with([=](Rational n) { return f(p, n); }); };
}

// ---- builders and signals

static Naive polymeter(Arguments a) {
  std::vector<Naive> parts;
  std::int64_t denominators = 1;
  for (const Argument& part : a) {
    parts.push_back(part.step());
    denominators = std::lcm(denominators, parts.back().steps.den);
  }
  std::int64_t together = denominators;  // the least common multiple, in these parts of a step
  for (const Naive& part : parts)
    together = std::lcm(together, (part.steps * Rational{denominators}).num);
  std::vector<Naive> layers;
  layers.reserve(parts.size());
  for (const Naive& part : parts)
    layers.push_back(parts.size() == 1 ? part
                                       : fast(part, Rational(together, denominators) / part.steps));
  return stack(layers);
}
static std::vector<Naive> steps_of(Arguments a) {
  std::vector<Naive> out;
  for (const Argument& step : a) out.push_back(step.step());
  return out;
}
static std::vector<std::pair<Rational, Naive>> weighted(Arguments a, bool by_cycles) {
  std::vector<std::pair<Rational, Naive>> out;
  for (const Argument& pair : a) {
    const Rational weight = pair.list()[0].fraction();
    const Naive step = pair.list()[1].step();
    out.emplace_back(weight, by_cycles ? fast(step, weight) : step);
  }
  return out;
}
static Naive arrange(Arguments a) {
  const Naive sections = timecat(weighted(a, true));
  return fast(sections, Rational{1} / sections.steps);
}
static Play wave(double (*of_phase)(double)) {
  return [=](const Naive&, Arguments a) {
    const double low = a[0].real(), high = a[1].real();
    return signal([=](double x) { return low + (high - low) * of_phase(x); });
  };
}
static double sine_at(double x) { return 0.5 + 0.5 * std::sin(2.0 * std::numbers::pi * x); }

static Plays builders() {
  Plays out;
  out["hit"] = [](const Naive&, Arguments) { return pure({}); };
  out["rest"] = [](const Naive&, Arguments) { return silence(); };
  out["note"] = out["stack"] = [](const Naive&, Arguments a) { return stack(steps_of(a)); };
  out["seq"] = [](const Naive&, Arguments a) { return fastcat(steps_of(a)); };
  out["cat"] = [](const Naive&, Arguments a) { return cat(steps_of(a)); };
  out["polymeter"] = [](const Naive&, Arguments a) { return polymeter(a); };
  out["timecat"] = [](const Naive&, Arguments a) { return timecat(weighted(a, false)); };
  out["arrange"] = [](const Naive&, Arguments a) { return arrange(a); };
  out["p"] = [](const Naive&, Arguments a) { return a[0].pattern(); };
  out["struct"] = [](const Naive&, Arguments a) {
    return structured(a[0].pattern(), a[1].pattern());
  };
  out["sine"] = wave(sine_at);
  out["cosine"] = [](const Naive&, Arguments a) {
    return late(wave(sine_at)({}, a), Rational(-1, 4));
  };
  out["saw"] = out["ramp"] = wave([](double x) { return x; });
  out["isaw"] = wave([](double x) { return 1.0 - x; });
  out["tri"] = wave([](double x) { return x < 0.5 ? 2.0 * x : 2.0 - 2.0 * x; });
  out["square"] = wave([](double x) { return x < 0.5 ? 0.0 : 1.0; });
  out["exp"] = [](const Naive&, Arguments a) {
    const double low = a[0].real(), high = a[1].real();
    const double ratio = high / low;  // written so that it rounds as it does elsewhere
    if (ratio == 1.0) return signal([=](double) { return low; });
    return signal([=](double x) {
      return low + (high - low) * ((std::pow(ratio, x) - 1.0) / (ratio - 1.0));
    });
  };
  return out;
}

const Play& get_play(std::string_view name, Word::Kind kind) {
  static const Plays of_builders = builders();
  static const Plays of_methods = [] {
    Plays out;
    add_time(out);
    add_choices(out);
    add_layers(out);
    add_rhythm(out);
    add_values(out);
    return out;
  }();
  return (kind == Word::Kind::builder ? of_builders : of_methods).find(name)->second;
}
}  // namespace krach::words::testing
