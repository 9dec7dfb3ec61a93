// tests/words/naive.cpp
#include "words/naive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "pattern/values.hpp"

namespace krach::words::testing {
using pattern::kDegree;
using pattern::kFreq;
using pattern::kNote;
using pattern::kValue;

// ---- values

const Value* find(const Controls& controls, Name name) {
  const auto found = std::ranges::find(controls, name, &ControlValue::control);
  return found == controls.end() ? nullptr : &found->value;
}
void put(Controls& controls, Name name, Value value) {
  std::erase_if(controls, [&](const ControlValue& c) { return c.control == name; });
  controls.push_back({name, value});
  std::ranges::sort(controls, {}, &ControlValue::control);
}
double number_or(const Controls& controls, Name name, double otherwise) {
  const Value* value = find(controls, name);
  return value == nullptr || value->kind == Value::Kind::word ? otherwise : value->number;
}
bool truth(const Controls& controls) { return pattern::is_true(controls); }

double finite(double x) {
  const double most = std::numeric_limits<double>::max();
  return x > most ? most : x < -most ? -most : x;
}
static double result_of(Op op, double x, double y) {
  switch (op) {
    case Op::add: return x + y;
    case Op::sub: return x - y;
    case Op::mul: return x * y;
    case Op::div: return y == 0.0 ? 0.0 : x / y;
    case Op::mod: return y == 0.0 ? 0.0 : x - y * std::floor(x / y);
    default: return x;
  }
}
/// Words are not counted with. Whole numbers stay whole if the result is.
static Value both(Op op, const Value& a, const Value& b) {
  if (op == Op::set || op == Op::slice) return b;
  if (op == Op::keep || a.kind == Value::Kind::word || b.kind == Value::Kind::word) return a;
  const double result = finite(result_of(op, a.number, b.number));
  const bool whole = a.kind == Value::Kind::whole && b.kind == Value::Kind::whole;
  if (whole && std::floor(result) == result) return {Value::Kind::whole, {}, result};
  return Value::of(result);
}
Controls united(Op op, const Controls& left, const Controls& right) {
  static const Name begin = intern("begin"), end = intern("end");
  Controls out = left;
  for (const auto& [name, value] : right) {
    const Value* old = find(left, name);
    put(out, name, old == nullptr ? value : both(op, *old, value));
  }
  if (op != Op::slice) return out;
  const double from = number_or(left, begin, 0.0), to = number_or(left, end, 1.0);
  for (const Name name : {begin, end})  // a part of the part that was played so far
    put(out, name, Value::of(from + (to - from) * number_or(right, name, 0.0)));
  return out;
}

// ---- spans

static std::optional<Span> sect(Span a, Span b) {
  const Span both{std::max(a.begin, b.begin), std::min(a.end, b.end)};
  return both.begin < both.end ? std::optional(both) : std::nullopt;
}
static std::optional<Span> whole_of(const Seen& e) {
  return e.has_whole ? std::optional(e.whole) : std::nullopt;
}
static Seen seen(std::optional<Span> whole, Span part, Controls controls) {
  return {whole.has_value(), whole.value_or(Span{}), part, std::move(controls)};
}
static std::vector<Span> cycles_of(Span span) {
  std::vector<Span> out;
  for (std::int64_t c = span.begin.floor(); Rational{c} < span.end; ++c)
    if (const auto piece = sect(span, {c, c + 1})) out.push_back(*piece);
  return out;
}

// ---- sources

/// Before it is out, every query of a source takes one.
static int budget = 0;
void set_budget(int queries) { budget = queries; }
static void spend() {
  if (--budget < 0) throw TooCostly{};
}

Naive silence() {
  return {[](Asked) { return Events{}; }};
}
Naive pure(const Controls& controls) {
  return {[=](Asked asked) {
    spend();
    Events out;
    for (const Span piece : cycles_of(asked.span))
      out.push_back(seen(Span{piece.begin.floor(), piece.begin.floor() + 1}, piece, controls));
    return out;
  }};
}
Naive leaf(const pattern::Pattern& compiled) {
  const pattern::Arena& arena = compiled.arena();
  const pattern::Node& root = arena[arena.root()];
  Naive out{[=](Asked asked) {
    spend();
    Events events = pattern::testing::raw(compiled, asked.span);
    for (Seen& e : events) std::ranges::sort(e.controls, {}, &ControlValue::control);
    return events;
  }};
  const bool is_sequence = root.kind == pattern::Kind::seq || root.kind == pattern::Kind::rest;
  if (is_sequence && root.number > 0) out.steps = root.number;
  return out;
}
Naive signal(const std::function<double(double)>& wave) {
  Naive out{[=](Asked asked) {
    spend();
    const Rational t = asked.mirrored ? asked.span.end : asked.span.begin;
    const double x = wave((t - Rational{t.floor()}).to_double());
    return Events{seen(std::nullopt, asked.span, {{kValue, Value::of(x)}})};
  }};
  out.continuous = true;
  return out;
}

// ---- one pattern

Naive mapped(const Naive& p, const OfControls& f) {
  return {[=](Asked asked) {
            Events events = p.query(asked);
            for (Seen& e : events) e.controls = f(e.controls);
            return events;
          },
          p.continuous};
}
Naive filtered(const Naive& p, const OfEvent& keep) {
  return {[=](Asked asked) {
            Events events = p.query(asked);
            std::erase_if(events, [&](const Seen& e) { return !keep(e); });
            return events;
          },
          p.continuous};
}
Naive by_cycle(bool continuous, const std::function<Naive(std::int64_t)>& in_cycle) {
  return {[=](Asked asked) {
            Events out;
            for (const Span piece : cycles_of(asked.span))
              for (Seen& e : in_cycle(piece.begin.floor()).query({piece, asked.mirrored}))
                out.push_back(std::move(e));
            return out;
          },
          continuous};
}
static Span moved(Span span, const OfTime& f) { return {f(span.begin), f(span.end)}; }
static void move_events(Events& events, const OfTime& f) {
  for (Seen& e : events) {
    e.part = moved(e.part, f);
    if (e.has_whole) e.whole = moved(e.whole, f);
  }
}
Naive with_time(const Naive& p, const OfTime& to_inner, const OfTime& to_outer) {
  return {[=](Asked asked) {
            Events events = p.query({moved(asked.span, to_inner), asked.mirrored});
            move_events(events, to_outer);
            return events;
          },
          p.continuous};
}
Naive fast(const Naive& p, Rational n) {
  return with_time(p, [=](Rational t) { return t * n; }, [=](Rational t) { return t / n; });
}
Naive late(const Naive& p, Rational cycles) {
  return with_time(
      p, [=](Rational t) { return t - cycles; }, [=](Rational t) { return t + cycles; });
}
Naive reverse(const Naive& p) {
  return by_cycle(p.continuous, [=](std::int64_t cycle) {
    const auto mirror = [=](Span s) {
      return Span{Rational{2 * cycle + 1} - s.end, Rational{2 * cycle + 1} - s.begin};
    };
    return Naive{[=](Asked asked) {
      Events events = p.query({mirror(asked.span), !asked.mirrored});
      for (Seen& e : events) {
        e.part = mirror(e.part);
        if (e.has_whole) e.whole = mirror(e.whole);
      }
      return events;
    }};
  });
}
Naive compress(const Naive& p, Rational begin, Rational end) {
  return by_cycle(p.continuous, [=](std::int64_t cycle) {
    const Rational from = Rational{cycle} + begin, length = end - begin;
    const Naive moved = with_time(
        p, [=](Rational t) { return Rational{cycle} + (t - from) / length; },
        [=](Rational t) { return from + (t - Rational{cycle}) * length; });
    return Naive{[=](Asked asked) {
      const auto open = sect(asked.span, {from, Rational{cycle} + end});
      return open ? moved.query({*open, asked.mirrored}) : Events{};
    }};
  });
}
Naive zoom(const Naive& p, Rational begin, Rational end) {
  return by_cycle(p.continuous, [=](std::int64_t cycle) {
    const Rational from = Rational{cycle} + begin, length = end - begin;
    return with_time(
        p, [=](Rational t) { return from + (t - Rational{cycle}) * length; },
        [=](Rational t) { return Rational{cycle} + (t - from) / length; });
  });
}
Naive swing(const Naive& p, Rational amount, std::int64_t steps) {
  const Rational pairs{steps / 2};
  const auto bend = [=](Rational from, Rational to) {  // the middle of each pair
    return [=](Rational t) {
      const Rational pair{(t * pairs).floor()}, inside = t * pairs - pair;
      const Rational bent =
          inside < from
              ? inside / from * to
              : Rational{1} - (Rational{1} - inside) / (Rational{1} - from) * (Rational{1} - to);
      return (pair + bent) / pairs;
    };
  };
  const Rational middle{1, 2};
  return with_time(p, bend(amount, middle), bend(middle, amount));
}

static std::vector<std::size_t> arpeggio(std::string_view mode, std::size_t n) {
  std::vector<std::size_t> up, inner, out;
  for (std::size_t i = 0; i < n; ++i) up.push_back(i);
  if (n == 1) return up;
  std::vector<std::size_t> down(up.rbegin(), up.rend());
  if (mode == "up") return up;
  if (mode == "down") return down;
  if (mode == "updown" || mode == "downup") {  // the turning points once
    out = mode == "updown" ? up : down;
    const std::vector<std::size_t>& back = mode == "updown" ? down : up;
    out.insert(out.end(), back.begin() + 1, back.end() - 1);
    return out;
  }
  if (mode == "converge" || mode == "diverge") {
    for (std::size_t i = 0; out.size() < n; ++i) {
      out.push_back(i);
      if (out.size() < n) out.push_back(n - 1 - i);
    }
    if (mode == "diverge") std::ranges::reverse(out);
    return out;
  }
  for (std::size_t i = 0; i + 1 < n; ++i) {
    out.push_back(mode == "pinky" ? i : 0);
    out.push_back(mode == "pinky" ? n - 1 : i + 1);
  }
  return out;
}
static double height_of(const Seen& e) {
  for (const Name name : {kValue, kNote, kFreq, kDegree})
    if (const Value* value = find(e.controls, name)) return value->number;
  return 0.0;
}
/// The notes that sound in `moment` and share this whole, from the lowest.
static Events chord_in(const Events& events, Span whole, Span moment) {
  Events chord;
  for (const Seen& e : events)
    if (e.whole == whole && sect(e.part, moment)) chord.push_back(e);
  std::ranges::stable_sort(chord, {}, height_of);
  for (std::size_t i = 1; i < chord.size(); ++i)
    if (height_of(chord[i - 1]) == height_of(chord[i])) throw Undetermined{};
  return chord;
}
/// What the chord of `whole` plays while these notes of it sound.
static void play_chord(const Events& events, Span whole, Span moment, std::string_view mode,
                       Events& out) {
  const Events chord = chord_in(events, whole, moment);
  if (chord.empty()) return;
  const std::vector<std::size_t> order = arpeggio(mode, chord.size());
  const Rational length = whole.length() / Rational{static_cast<std::int64_t>(order.size())};
  Rational begin = whole.begin;
  for (const std::size_t note : order) {
    const Span step{begin, begin + length};
    if (const auto part = sect(step, moment))
      out.push_back(seen(step, *part, chord[note].controls));
    begin = step.end;
  }
}
Naive arp(const Naive& p, std::string_view name) {
  return {[=, mode = std::string(name)](Asked asked) {
    const Events events = p.query(asked);
    std::map<std::pair<Rational, Rational>, std::set<Rational>> chords;  // where notes are cut
    for (const Seen& e : events)
      chords[{e.whole.begin, e.whole.end}].insert({e.part.begin, e.part.end});
    Events out;
    for (const auto& [whole, cuts] : chords)
      for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut)
        play_chord(events, {whole.first, whole.second}, {*cut, *std::next(cut)}, mode, out);
    return out;
  }};
}

// ---- more patterns

static bool any_continuous(const std::vector<Naive>& parts) {
  return std::ranges::any_of(parts, &Naive::continuous);
}
Naive stack(const std::vector<Naive>& parts) {
  if (parts.size() == 1) return parts[0];
  return {[=](Asked asked) {
            Events out;
            for (const Naive& part : parts)
              for (Seen& e : part.query(asked)) out.push_back(std::move(e));
            return out;
          },
          any_continuous(parts)};
}
Naive timecat(const std::vector<std::pair<Rational, Naive>>& parts) {
  Rational total, begin;
  for (const auto& part : parts) total = total + part.first;
  std::vector<Naive> shares;
  for (const auto& [weight, pattern] : parts) {
    shares.push_back(compress(pattern, begin / total, (begin + weight) / total));
    begin = begin + weight;
  }
  Naive out = stack(shares);
  out.steps = total;
  return out;
}
Naive fastcat(const std::vector<Naive>& parts) {
  std::vector<std::pair<Rational, Naive>> weighted;
  weighted.reserve(parts.size());
  for (const Naive& part : parts) weighted.emplace_back(1, part);
  return timecat(weighted);
}
static std::int64_t modulo(std::int64_t a, std::int64_t n) { return (a % n + n) % n; }
Naive cat(const std::vector<Naive>& parts) {
  const auto n = static_cast<std::int64_t>(parts.size());
  return by_cycle(any_continuous(parts), [=](std::int64_t cycle) {
    const std::int64_t i = modulo(cycle, n), own = (cycle - i) / n;
    return late(parts[static_cast<std::size_t>(i)], cycle - own);
  });
}
Naive every(std::int64_t n, std::int64_t turn, const Naive& changed, const Naive& p) {
  return by_cycle(changed.continuous || p.continuous,
                  [=](std::int64_t cycle) { return modulo(cycle, n) == turn ? changed : p; });
}

// ---- patterns of patterns

using Wholes = std::function<std::optional<Span>(const Seen& outer, const Seen& inner)>;
/// Strudel's bindWhole.
static Naive bind_whole(const Naive& outer, bool continuous, const OfSeen& f,
                        const Wholes& wholes) {
  return {[=](Asked asked) {
            Events out;
            for (const Seen& o : outer.query(asked))
              for (const Seen& i : f(o).query({o.part, asked.mirrored}))
                if (const auto part = sect(o.part, i.part))
                  out.push_back(seen(wholes(o, i), *part, i.controls));
            return out;
          },
          continuous};
}
static std::optional<Span> inner_whole(const Seen&, const Seen& inner) { return whole_of(inner); }
static std::optional<Span> outer_whole(const Seen& outer, const Seen&) { return whole_of(outer); }
static std::optional<Span> common_whole(const Seen& outer, const Seen& inner) {
  if (!outer.has_whole || !inner.has_whole) return std::nullopt;
  return sect(outer.whole, inner.whole);
}
Naive inner_join(const Naive& outer, bool continuous, const OfSeen& f) {
  return bind_whole(outer, continuous, f, inner_whole);
}

/// What a signal is at the begin of an event is what it is in the whole event.
static Naive sampled_at(const Naive& p, Span whole) {
  const Rational moment{1, 1'000};
  const Span begin{whole.begin, std::min(whole.end, whole.begin + moment)};
  return {[=](Asked asked) {
    Events out;
    for (const Seen& e : p.query({begin}))
      if (e.part.begin == whole.begin) out.push_back(seen(whole, asked.span, e.controls));
    return out;
  }};
}
/// Strudel's focus: the cycle in which `span` begins, from its begin to its end.
static Naive focus(const Naive& p, Span span) {
  const Naive early = late(p, -Rational{span.begin.floor()});
  return late(fast(early, Rational{1} / span.length()), span.begin);
}
Naive join(How how, const Naive& outer, bool continuous, const OfSeen& f) {
  if (how == How::in || how == How::out)
    return bind_whole(
        outer, outer.continuous,
        [=](const Seen& o) { return continuous && o.has_whole ? sampled_at(f(o), o.whole) : f(o); },
        outer_whole);
  const auto placed = [=](const Seen& o) {
    const Rational begin = o.whole.begin;
    switch (how) {
      case How::squeeze:
      case How::squeeze_out: return focus(f(o), o.whole);
      case How::reset: return late(f(o), begin - Rational{begin.floor()});
      case How::restart: return late(f(o), begin);
      default: return f(o);
    }
  };
  return bind_whole(outer, outer.continuous || continuous, placed, common_whole);
}
Naive apply(Op op, How how, const Naive& left, const Naive& right) {
  if (how == How::in || how == How::mix || how == How::squeeze)
    return join(how, left, right.continuous, [=](const Seen& l) {
      return mapped(right, [=](const Controls& r) { return united(op, l.controls, r); });
    });
  return join(how, right, left.continuous, [=](const Seen& r) {
    return mapped(left, [=](const Controls& l) { return united(op, l, r.controls); });
  });
}
Naive structured(const Naive& rhythm, const Naive& melody) {
  const Naive hits = filtered(rhythm, [](const Seen& e) { return truth(e.controls); });
  return join(How::in, hits, melody.continuous, [=](const Seen&) { return melody; });
}
Naive mask(const Naive& p, const Naive& where) {
  const Naive open = filtered(where, [](const Seen& e) { return truth(e.controls); });
  return inner_join(open, p.continuous, [=](const Seen&) { return p; });
}
}  // namespace krach::words::testing
