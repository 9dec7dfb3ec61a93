// tests/words/plays_rhythm.cpp: rhythms, and parts of sounds.
#include "words/plays.hpp"

#include <algorithm>

#include "pattern/values.hpp"

namespace krach::words::testing {
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

void add_rhythm(Plays& out) {
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
}  // namespace krach::words::testing
