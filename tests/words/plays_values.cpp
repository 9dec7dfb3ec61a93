// tests/words/plays_values.cpp: words that change what events say.
#include "words/plays.hpp"

#include <algorithm>
#include <cmath>

#include "pattern/pitch.hpp"
#include "pattern/scales.hpp"
#include "pattern/values.hpp"

namespace krach::words::testing {
using pattern::kDegree;
using pattern::kNote;
using pattern::kValue;

/// `f` of the numbers that any of these controls says.
using OfNumber = std::function<Value(Name, const Value&)>;
static Naive with_numbers(const Naive& p, const std::vector<Name>& names, const OfNumber& f) {
  return mapped(p, [=](Controls controls) {
    for (ControlValue& c : controls)
      if (c.value.kind != Value::Kind::word && std::ranges::find(names, c.control) != names.end())
        c.value = f(c.control, c.value);
    return controls;
  });
}

static Play arithmetic(Op op) {
  return [=](const Naive& p, Arguments a) {
    return apply(op, how_of(a[1]), numeric(p), numeric(a[0].pattern()));
  };
}
using OfRange = std::function<double(double low, double high, double x)>;
static Play ranged(const OfRange& f) {
  const auto between = [=](const Naive& p, Rational low, Rational high) {
    return with_numbers(p, {kValue}, [=](Name, const Value& v) {
      return Value::of(finite(f(low.to_double(), high.to_double(), v.number)));
    });
  };
  return [=](const Naive& p, Arguments a) {
    return a[0].with([=, high = a[1]](Rational from) {
      return high.with([=](Rational to) { return between(p, from, to); });
    });
  };
}
static std::int64_t floor_of(double x) {
  if (!(std::abs(x) < 1e9)) throw Undetermined{};
  return static_cast<std::int64_t>(std::floor(x));
}
static Value pitch_at(const pattern::Scale& scale, std::int64_t degree) {
  const auto n = static_cast<std::int64_t>(scale.steps.size());
  const std::int64_t octave = Rational(degree, n).floor();
  return Value::of(scale.root + 12 * octave +
                   scale.steps[static_cast<std::size_t>(degree - octave * n)]);
}
/// The highest degree whose pitch is not above this one.
static std::int64_t degree_of(const pattern::Scale& scale, double pitch) {
  const auto n = static_cast<std::int64_t>(scale.steps.size());
  const double above_root = pitch - scale.root;
  std::int64_t degree = (floor_of(above_root / 12.0) + 2) * n;
  while (pitch_at(scale, degree).number - scale.root > above_root) --degree;
  return degree;
}
static Naive scaled(const Naive& p, const std::string& name) {
  const pattern::Scale scale = pattern::find_scale("scale", name);
  return mapped(numeric(p), [=](const Controls& controls) {
    Controls out = controls;
    for (const auto& [control, value] : controls) {
      const bool is_degree = control == kDegree || control == kValue;
      if (!is_degree || value.kind == Value::Kind::word) continue;
      std::erase_if(out, [&](const ControlValue& c) { return c.control == control; });
      put(out, control == kDegree ? kNote : kValue, pitch_at(scale, floor_of(value.number)));
    }
    return out;
  });
}
/// A text with brackets or several colons is a pattern of names.
static Naive with_scale(const Naive& p, const std::string& names,
                        const std::function<Naive(std::string)>& f) {
  const bool is_one =
      names.find_first_of("[<{") == names.npos && std::ranges::count(names, ':') < 2;
  return is_one ? f(names) : Argument::with_words(names, p.continuous, f);
}
static bool is_hertz(Name control, const Value& v) {
  return control == kValue && v.kind == Value::Kind::real;
}
static Naive transposed(const Naive& p, Rational half_tones) {
  const double n = half_tones.to_double();
  return with_numbers(numeric(p), {kValue, kNote, kDegree}, [=](Name control, const Value& v) {
    if (is_hertz(control, v)) return Value::of(finite(v.number * std::exp2(n / 12.0)));
    const bool whole = v.kind == Value::Kind::whole && half_tones.den == 1;
    return Value{whole ? Value::Kind::whole : Value::Kind::real, {}, finite(v.number + n)};
  });
}
static Naive in_scale(const Naive& p, const std::string& name, std::int64_t degrees) {
  const pattern::Scale scale = pattern::find_scale("scale", name);
  return with_numbers(numeric(p), {kValue, kNote, kDegree}, [=](Name, const Value& v) {
    return pitch_at(scale, degree_of(scale, v.number) + degrees);
  });
}
static Naive voiced(const Naive& p, const std::string& top) {
  const double highest = pattern::find_pitch(top).value_or(0);
  return with_numbers(numeric(p), {kValue, kNote, kDegree}, [=](Name control, const Value& v) {
    if (is_hertz(control, v)) return v;
    Value out = v;
    if (!(std::abs(out.number) < 1e9)) throw Undetermined{};
    while (out.number > highest) out.number -= 12.0;
    while (out.number + 12.0 <= highest) out.number += 12.0;
    return out;
  });
}
static Naive chord(const Naive& p, const std::string& names) {
  return Argument::with_words(names, p.continuous, [=](const std::string& name) {
    std::vector<Naive> notes;
    for (const int half_tones : pattern::find_chord("chord", name))
      notes.push_back(pure({{kValue, Value::of(std::int64_t{half_tones})}}));
    return apply(Op::add, How::in, numeric(p), stack(notes));
  });
}

void add_values(Plays& out) {
  out["add"] = arithmetic(Op::add);
  out["sub"] = arithmetic(Op::sub);
  out["mul"] = arithmetic(Op::mul);
  out["div"] = arithmetic(Op::div);
  out["mod"] = arithmetic(Op::mod);
  out["keep"] = [](const Naive& p, Arguments a) {
    return apply(Op::keep, how_of(a[1]), p, a[0].pattern());
  };
  out["set"] = [](const Naive& p, Arguments a) {
    const auto* controls = std::get_if<Naive>(&a[0].value);
    return controls != nullptr ? apply(Op::set, how_of(a[2]), p, *controls)
                               : set_control(p, a[0].text(), a[1]);
  };
  for (const char* name : {"s", "n", "note", "gain", "vel", "pan", "cutoff", "speed"})
    out[name] = [=](const Naive& p, Arguments a) { return set_control(p, name, a[0]); };
  out["range"] = ranged([](double low, double high, double x) { return low + x * (high - low); });
  out["rangex"] =
      ranged([](double low, double high, double x) { return low * std::pow(high / low, x); });
  out["scale"] = [](const Naive& p, Arguments a) {
    return with_scale(p, a[0].text(), [=](const std::string& name) { return scaled(p, name); });
  };
  out["transpose"] = of_number(transposed);
  out["scale_transpose"] = [](const Naive& p, Arguments a) {
    return with_scale(p, a[0].text(), [=, degrees = a[1]](const std::string& name) {
      return degrees.with([=](Rational n) { return in_scale(p, name, n.num); });
    });
  };
  out["chord"] = [](const Naive& p, Arguments a) { return chord(p, a[0].text()); };
  out["voicing"] = [](const Naive& p, Arguments a) { return voiced(p, a[0].text()); };
  out["arp"] = [](const Naive& p, Arguments a) { return arp(numeric(p), a[0].text()); };
}
}  // namespace krach::words::testing
