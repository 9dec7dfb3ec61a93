// tests/words/plays_time.cpp: words that change when events play, now and then, and layers.
#include "words/plays.hpp"

#include <algorithm>
#include <cmath>

#include "pattern/values.hpp"

namespace krach::words::testing {
using pattern::kPan;
using pattern::kValue;

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

void add_time(Plays& out) {
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
Naive pick(const Naive& p, const std::vector<Naive>& list, bool round, How how) {
  bool continuous = false;
  for (const Naive& choice : list) continuous = continuous || choice.continuous;
  const auto n = static_cast<std::int64_t>(list.size());
  const auto choose = [=](const Seen& e) {
    const Value* value = find(e.controls, kValue);
    if (value == nullptr || value->kind == Value::Kind::word) return silence();
    if (!(std::abs(value->number) < 1e15)) throw Undetermined{};
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

void add_choices(Plays& out) {
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

void add_layers(Plays& out) {
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
}  // namespace krach::words::testing
