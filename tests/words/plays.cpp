// tests/words/plays.cpp: what each word plays, by its definition.
#include "words/arguments.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "pattern/pitch.hpp"
#include "pattern/scales.hpp"
#include "pattern/values.hpp"

namespace krach::words::testing {
using pattern::kDegree;
using pattern::kNote;
using pattern::kPan;
using pattern::kValue;
using Arguments = std::span<const Argument>;
using Plays = std::map<std::string, Play, std::less<>>;

static How how_of(const Argument& a) {
  static const std::vector<std::string> names{"in",          "out",   "mix",    "squeeze",
                                              "squeeze_out", "reset", "restart"};
  return static_cast<How>(std::ranges::find(names, a.text()) - names.begin());
}
static Naive with_control(const Naive& p, Name name, Value value) {
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
/// The names of pitches as numbers.
static Naive numeric(const Naive& p) {
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

// ---- time

static Naive ply(const Naive& p, const Naive& rhythm) {
  return join(How::squeeze, p, false, [=](const Seen& e) {
    return mapped(rhythm, [=](const Controls&) { return e.controls; });
  });
}
static Naive linger(const Naive& p, Rational share) {
  if (share == 0) return silence();
  const Rational length = share < 0 ? -share : share;
  return fast(share < 0 ? zoom(p, Rational{1} - length, 1) : zoom(p, 0, length),
              Rational{1} / length);
}
static Naive iter(const Naive& p, std::int64_t n, std::int64_t sign) {
  std::vector<Naive> turns;
  turns.reserve(static_cast<std::size_t>(n));
  for (std::int64_t i = 0; i < n; ++i) turns.push_back(late(p, Rational(-sign * i, n)));
  return cat(turns);
}
static Naive repeated(const Naive& p, std::int64_t n) {
  return by_cycle(p.continuous,
                  [=](std::int64_t cycle) { return late(p, cycle - Rational(cycle, n).floor()); });
}
static Naive ribbon(const Naive& p, Rational begin, Rational length) {
  const Naive rounds = fast(pure({}), Rational{1} / length);
  return join(How::restart, rounds, p.continuous, [=](const Seen&) { return late(p, -begin); });
}
using OfRational = std::function<Naive(const Naive&, Rational)>;
/// A word of one number, which may be a pattern.
static Play of_number(const OfRational& f) {
  return
      [=](const Naive& p, Arguments a) { return a[0].with([=](Rational n) { return f(p, n); }); };
}

static void add_time(Plays& out) {
  out["fast"] = of_number(fast);
  out["over"] = out["slow"] =
      of_number([](const Naive& p, Rational n) { return fast(p, Rational{1} / n); });
  out["shift"] = out["late"] = of_number(late);
  out["early"] = of_number([](const Naive& p, Rational t) { return late(p, -t); });
  out["reverse"] = [](const Naive& p, Arguments) { return reverse(p); };
  out["palindrome"] = [](const Naive& p, Arguments) { return every(2, 1, reverse(p), p); };
  out["iter"] = of_number([](const Naive& p, Rational n) { return iter(p, n.num, 1); });
  out["iter_back"] = of_number([](const Naive& p, Rational n) { return iter(p, n.num, -1); });
  out["ply"] = of_number([](const Naive& p, Rational n) { return ply(p, fast(pure({}), n)); });
  out["linger"] = of_number(linger);
  out["compress"] = [](const Naive& p, Arguments a) {
    return compress(p, a[0].fraction(), a[1].fraction());
  };
  out["zoom"] = [](const Naive& p, Arguments a) {
    return zoom(p, a[0].fraction(), a[1].fraction());
  };
  out["fast_gap"] = of_number([](const Naive& p, Rational n) {
    return n < Rational{1} ? zoom(p, 0, n) : compress(p, 0, Rational{1} / n);
  });
  out["inside"] = [](const Naive& p, Arguments a) {
    return a[0].with(
        [=, f = a[1].transform()](Rational n) { return fast(f(fast(p, Rational{1} / n)), n); });
  };
  out["outside"] = [](const Naive& p, Arguments a) {
    return a[0].with(
        [=, f = a[1].transform()](Rational n) { return fast(f(fast(p, n)), Rational{1} / n); });
  };
  out["ribbon"] = [](const Naive& p, Arguments a) {
    return a[0].with([=, cycles = a[1]](Rational begin) {
      return cycles.with([=](Rational length) { return ribbon(p, begin, length); });
    });
  };
  out["repeat_cycles"] = of_number([](const Naive& p, Rational n) { return repeated(p, n.num); });
  out["press"] = [](const Naive& p, Arguments) {
    return ply(p, compress(pure({}), Rational(1, 2), 1));
  };
  out["press_by"] =
      of_number([](const Naive& p, Rational by) { return ply(p, compress(pure({}), by, 1)); });
  out["brak"] = [](const Naive& p, Arguments) {
    return every(2, 1, late(fastcat({p, silence()}), Rational(1, 4)), p);
  };
  out["swing"] = [](const Naive& p, Arguments a) {
    return a[0].fraction() == Rational(1, 2) ? p : swing(p, a[0].fraction(), a[1].whole());
  };
}

// ---- now and then

static Naive when(const Naive& p, const Naive& where, const Naive& changed) {
  return inner_join(where, p.continuous || changed.continuous,
                    [=](const Seen& e) { return truth(e.controls) ? changed : p; });
}
/// Strudel's chunk: in turn another nth of the cycle is changed.
static Naive in_chunks(const Naive& p, std::int64_t n, bool backwards, const OfPattern& f) {
  std::vector<Naive> steps(static_cast<std::size_t>(n),
                           pure({{kValue, Value::of(std::int64_t{0})}}));
  steps[0] = pure({{kValue, Value::of(std::int64_t{1})}});
  return when(p, iter(fastcat(steps), n, backwards ? 1 : -1), f(p));
}
static Play chunks(bool backwards, bool repeats) {
  return [=](const Naive& p, Arguments a) {
    return a[0].with([=, f = a[1].transform()](Rational n) {
      return in_chunks(repeats ? repeated(p, n.num) : p, n.num, backwards, f);
    });
  };
}
static Play turn(bool last) {
  return [=](const Naive& p, Arguments a) {
    return a[0].with([=, f = a[1].transform()](Rational n) {
      return every(n.num, last ? n.num - 1 : 0, f(p), p);
    });
  };
}
static Naive within(const Naive& p, Rational begin, Rational end, const OfPattern& f) {
  const auto is_inside = [=](const Seen& e) {
    const Rational t = e.has_whole ? e.whole.begin : e.part.begin;
    const Rational in_cycle = t - Rational{t.floor()};
    return begin <= in_cycle && in_cycle < end;
  };
  return stack(
      {filtered(f(p), is_inside), filtered(p, [=](const Seen& e) { return !is_inside(e); })});
}
static Naive fix(const Naive& p, Name control, const Value& wanted, const OfPattern& f) {
  const auto matches = [=](const Seen& e) {
    const Value* said = find(e.controls, control);
    if (said == nullptr) said = find(e.controls, kValue);
    return said != nullptr && said->word == wanted.word && said->number == wanted.number;
  };
  return stack({f(filtered(p, matches)), filtered(p, [=](const Seen& e) { return !matches(e); })});
}
static Naive pick(const Naive& p, const std::vector<Naive>& list, bool round, How how) {
  bool continuous = false;
  for (const Naive& choice : list) continuous = continuous || choice.continuous;
  const auto n = static_cast<std::int64_t>(list.size());
  const auto choose = [=](const Seen& e) {
    const Value* value = find(e.controls, kValue);
    if (value == nullptr || value->kind == Value::Kind::word) return silence();
    const auto index = static_cast<std::int64_t>(std::round(value->number));
    return list[static_cast<std::size_t>(round ? (index % n + n) % n
                                               : std::clamp<std::int64_t>(index, 0, n - 1))];
  };
  return how == How::mix ? inner_join(p, continuous, choose) : join(how, p, continuous, choose);
}
static Play picking(bool round, std::optional<How> how) {
  return [=](const Naive& p, Arguments a) {
    std::vector<Naive> list;
    for (const Argument& choice : a[0].list()) list.push_back(choice.pattern());
    return pick(p, list, round, how ? *how : how_of(a[1]));
  };
}

static void add_choices(Plays& out) {
  out["every"] = out["first_of"] = turn(false);
  out["last_of"] = turn(true);
  out["when"] = [](const Naive& p, Arguments a) {
    return when(p, a[0].pattern(), a[1].transform()(p));
  };
  out["chunk"] = chunks(false, true);
  out["chunk_back"] = chunks(true, true);
  out["fast_chunk"] = chunks(false, false);
  out["within"] = [](const Naive& p, Arguments a) {
    return within(p, a[0].fraction(), a[1].fraction(), a[2].transform());
  };
  out["fix"] = [](const Naive& p, Arguments a) {
    const Events said = a[1].pattern().query({{0, 1}});
    return fix(p, intern(a[0].text()), *find(said.at(0).controls, kValue), a[2].transform());
  };
  out["pick"] = picking(false, std::nullopt);
  out["pick_mod"] = picking(true, std::nullopt);
  out["inner_join"] = picking(false, How::mix);
  out["outer_join"] = picking(false, How::in);
  out["squeeze_join"] = picking(false, How::squeeze);
  out["always"] = [](const Naive& p, Arguments a) { return a[0].transform()(p); };
  out["never"] = [](const Naive& p, Arguments) { return p; };
}

// ---- layers

static Naive panned(const Naive& p, double by) {
  return mapped(p, [=](Controls controls) {
    put(controls, kPan, Value::of(number_or(controls, kPan, 0.5) + by));
    return controls;
  });
}
static Naive jux_by(const Naive& p, Rational width, const OfPattern& f) {
  const double half = (width / Rational{2}).to_double();
  return stack({panned(p, -half), f(panned(p, half))});
}
static Naive echo(const Naive& p, const Argument& times, const Argument& t, double feedback) {
  return t.with([=](Rational later) {
    std::vector<Naive> layers;
    layers.reserve(static_cast<std::size_t>(times.whole()));
    for (std::int64_t i = 0; i < times.whole(); ++i)
      layers.push_back(with_control(late(p, later * Rational{i}), intern("gain"),
                                    Value::of(std::pow(feedback, static_cast<double>(i)))));
    return stack(layers);
  });
}

static void add_layers(Plays& out) {
  out["off"] = [](const Naive& p, Arguments a) {
    return stack({p, a[1].transform()(a[0].with([=](Rational t) { return late(p, t); }))});
  };
  out["superimpose"] = [](const Naive& p, Arguments a) { return stack({p, a[0].transform()(p)}); };
  out["layer"] = [](const Naive& p, Arguments a) {
    std::vector<Naive> layers;
    for (const Argument& f : a[0].list()) layers.push_back(f.transform()(p));
    return stack(layers);
  };
  out["jux"] = [](const Naive& p, Arguments a) { return jux_by(p, 1, a[0].transform()); };
  out["jux_by"] = [](const Naive& p, Arguments a) {
    return a[0].with([=, f = a[1].transform()](Rational width) { return jux_by(p, width, f); });
  };
  out["echo"] = [](const Naive& p, Arguments a) { return echo(p, a[0], a[1], a[2].real()); };
  out["stut"] = [](const Naive& p, Arguments a) { return echo(p, a[0], a[2], a[1].real()); };
}

// ---- rhythm

/// Bjorklund's groups, as in Tidal: the two kinds are put together until at most one is left over.
static std::vector<bool> bjorklund(std::int64_t hits, std::int64_t steps) {
  std::vector<std::vector<bool>> xs(static_cast<std::size_t>(hits), {true});
  std::vector<std::vector<bool>> ys(static_cast<std::size_t>(steps - hits), {false});
  while (std::min(xs.size(), ys.size()) > 1) {
    std::vector<std::vector<bool>> left;
    const std::size_t pairs = std::min(xs.size(), ys.size());
    for (std::size_t i = pairs; i < xs.size(); ++i) left.push_back(xs[i]);
    for (std::size_t i = pairs; i < ys.size(); ++i) left.push_back(ys[i]);
    xs.resize(pairs);
    for (std::size_t i = 0; i < pairs; ++i) xs[i].insert(xs[i].end(), ys[i].begin(), ys[i].end());
    ys = left;
  }
  std::vector<bool> out;
  for (const auto& groups : {xs, ys})
    for (const auto& group : groups) out.insert(out.end(), group.begin(), group.end());
  return out;
}
static std::vector<bool> euclid_steps(std::int64_t hits, std::int64_t steps, std::int64_t turn) {
  std::vector<bool> all = bjorklund(std::abs(hits), steps), out;
  if (hits < 0) all.flip();
  for (std::int64_t i = 0; i < steps; ++i)
    out.push_back(all[static_cast<std::size_t>(((i + turn) % steps + steps) % steps)]);
  return out;
}
/// Each hit a step long, or up to the next.
static Naive euclid(const std::vector<bool>& is_hit, bool legato) {
  std::vector<std::pair<Rational, Naive>> parts;
  for (const bool hit : is_hit) {
    if (hit || !legato || parts.empty())
      parts.emplace_back(1, hit ? pure({}) : silence());
    else
      parts.back().first = parts.back().first + 1;
  }
  return timecat(parts);
}
using OfEuclid = std::function<Naive(std::int64_t, std::int64_t, std::int64_t)>;
static Naive with_euclid(const Argument& hits, const Argument& steps, const Argument& rotation,
                         const OfEuclid& f) {
  return hits.with([=](Rational h) {
    return steps.with([=](Rational n) {
      return rotation.with([=](Rational r) { return f(h.num, n.num, r.num); });
    });
  });
}
static Naive part_of_sound(const Naive& p, std::int64_t i, std::int64_t n) {
  return with_control(with_control(p, intern("begin"), Value::of(Rational(i, n).to_double())),
                      intern("end"), Value::of(Rational(i + 1, n).to_double()));
}
static Naive striate(const Naive& p, std::int64_t n) {
  std::vector<Naive> parts;
  parts.reserve(static_cast<std::size_t>(n));
  for (std::int64_t i = 0; i < n; ++i) parts.push_back(part_of_sound(p, i, n));
  return fastcat(parts);
}
static Naive chop(const Naive& p, std::int64_t n) {
  return apply(Op::slice, How::squeeze, p, striate(pure({}), n));
}
static Naive slice(const Naive& p, std::int64_t n, const Naive& indices) {
  std::vector<Naive> parts;
  parts.reserve(static_cast<std::size_t>(n));
  for (std::int64_t i = 0; i < n; ++i)
    parts.push_back(
        with_control(part_of_sound(p, i, n), intern("_slices"), Value::of(static_cast<double>(n))));
  return pick(indices, parts, true, How::in);
}

static void add_rhythm(Plays& out) {
  out["spread"] = out["euclid"] = out["euclid_rot"] = [](const Naive& p, Arguments a) {
    return with_euclid(a[0], a[1], a[2], [=](auto h, auto n, auto r) {
      return structured(euclid(euclid_steps(h, n, r), false), p);
    });
  };
  out["euclid_full"] = [](const Naive& p, Arguments a) {
    const Naive other = a[2].pattern();
    return with_euclid(a[0], a[1], {std::int64_t{0}}, [=](auto h, auto n, auto) {
      const std::vector<bool> hits = euclid_steps(h, n, 0);
      std::vector<bool> rests = hits;
      rests.flip();
      return stack({structured(euclid(hits, false), p), structured(euclid(rests, false), other)});
    });
  };
  out["euclid_legato"] = out["euclid_legato_rot"] = [](const Naive& p, Arguments a) {
    return with_euclid(a[0], a[1], a[2], [=](auto h, auto n, auto r) {
      return late(structured(euclid(euclid_steps(h, n, 0), true), p), Rational(-r, n));
    });
  };
  out["struct"] = [](const Naive& p, Arguments a) { return structured(a[0].pattern(), p); };
  out["mask"] = [](const Naive& p, Arguments a) { return mask(p, a[0].pattern()); };
  out["segment"] =
      of_number([](const Naive& p, Rational n) { return structured(fast(pure({}), n), p); });
  out["legato"] = [](const Naive& p, Arguments a) {
    return with_control(p, intern("legato"), Value::of(a[0].real()));
  };
  out["chop"] = of_number([](const Naive& p, Rational n) { return chop(p, n.num); });
  out["striate"] = of_number([](const Naive& p, Rational n) { return striate(p, n.num); });
  out["slice"] = [](const Naive& p, Arguments a) {
    return a[0].with(
        [=, indices = a[1].pattern()](Rational n) { return slice(p, n.num, indices); });
  };
  out["hurry"] = of_number([](const Naive& p, Rational n) {
    const Naive speed = with_control(pure({}), intern("speed"), Value::of(n.to_double()));
    return apply(Op::mul, How::in, numeric(fast(p, n)), speed);
  });
}

// ---- values

static Play arithmetic(Op op) {
  return [=](const Naive& p, Arguments a) {
    return apply(op, how_of(a[1]), numeric(p), numeric(a[0].pattern()));
  };
}
using OfRange = std::function<double(double low, double high, double x)>;
static Play ranged(const OfRange& f) {
  const auto between = [=](const Naive& p, Rational low, Rational high) {
    return with_numbers(p, {kValue}, [=](Name, const Value& v) {
      return Value::of(f(low.to_double(), high.to_double(), v.number));
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
static bool is_hertz(Name control, const Value& v) {
  return control == kValue && v.kind == Value::Kind::real;
}
static Naive transposed(const Naive& p, Rational half_tones) {
  const double n = half_tones.to_double();
  return with_numbers(numeric(p), {kValue, kNote, kDegree}, [=](Name control, const Value& v) {
    if (is_hertz(control, v)) return Value::of(v.number * std::exp2(n / 12.0));
    const bool whole = v.kind == Value::Kind::whole && half_tones.den == 1;
    return Value{whole ? Value::Kind::whole : Value::Kind::real, {}, v.number + n};
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

static void add_values(Plays& out) {
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
  out["scale"] = [](const Naive& p, Arguments a) { return scaled(p, a[0].text()); };
  out["transpose"] = of_number(transposed);
  out["scale_transpose"] = [](const Naive& p, Arguments a) {
    return a[1].with([=, name = a[0].text()](Rational n) { return in_scale(p, name, n.num); });
  };
  out["chord"] = [](const Naive& p, Arguments a) { return chord(p, a[0].text()); };
  out["voicing"] = [](const Naive& p, Arguments a) { return voiced(p, a[0].text()); };
  out["arp"] = [](const Naive& p, Arguments a) { return arp(numeric(p), a[0].text()); };
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
