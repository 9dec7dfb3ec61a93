// tests/words/naive.hpp: patterns as functions from time to events, each operation as TidalCycles
// and Strudel define it: slow, allocating, and short enough to be seen to be right.
#pragma once
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "pattern/pattern.hpp"
#include "pattern/support.hpp"

namespace krach::words::testing {
using pattern::How;
using pattern::Op;
using pattern::testing::Events;
using pattern::testing::Seen;
using Controls = std::vector<ControlValue>;  // each control once, sorted by its name

/// What is asked for. A mirror inside a pattern sees the end of the span first: signals are sampled
/// there.
struct Asked {
  Span span;
  bool mirrored = false;
};
using Query = std::function<Events(Asked)>;

struct Naive {
  Query query;
  bool continuous = false;       // some events have no whole
  Rational steps{1};             // of a sequence: what polymeter counts
  std::vector<Naive> addends{};  // of a sum: a + b + c is one sum
};
/// Something that the language leaves open, so that nothing can be compared: which of two equal
/// notes is above the other, what becomes of pitches beyond 10^9.
struct Undetermined {};
/// More would be asked than set_budget() allows.
struct TooCostly {};
/// How many queries of pure patterns, signals and mini-notation follow, at most.
void set_budget(int queries);

// ---- values

const Value* find(const Controls& controls, Name name);
void put(Controls& controls, Name name, Value value);
double number_or(const Controls& controls, Name name, double otherwise);
/// False is 0 and the word "false".
bool truth(const Controls& controls);
/// The nearest number that a value can hold.
double finite(double x);
/// The union; where both say something, what `op` makes of it.
Controls united(Op op, const Controls& left, const Controls& right);

// ---- sources

Naive silence();
Naive pure(const Controls& controls);
/// The compiled pattern, asked as it is: for mini-notation.
Naive leaf(const pattern::Pattern& compiled);
/// `wave` of the phase in the cycle, 0 to 1.
Naive signal(const std::function<double(double)>& wave);

// ---- one pattern

using OfControls = std::function<Controls(const Controls&)>;
using OfEvent = std::function<bool(const Seen&)>;
Naive mapped(const Naive& p, const OfControls& f);
Naive filtered(const Naive& p, const OfEvent& keep);
/// Cut at the begins of cycles; in each cycle what `in_cycle` says.
Naive by_cycle(bool continuous, const std::function<Naive(std::int64_t)>& in_cycle);
/// Asked at `to_inner` of the time, its events moved by `to_outer`; both rise.
using OfTime = std::function<Rational(Rational)>;
Naive with_time(const Naive& p, const OfTime& to_inner, const OfTime& to_outer);
Naive fast(const Naive& p, Rational n);
Naive late(const Naive& p, Rational cycles);
Naive reverse(const Naive& p);
/// Each cycle in that share of it.
Naive compress(const Naive& p, Rational begin, Rational end);
Naive zoom(const Naive& p, Rational begin, Rational end);
Naive swing(const Naive& p, Rational amount, std::int64_t steps);
/// The notes that share a whole, one after another in it. Throws Undetermined when asked for two
/// notes of one height.
Naive arp(const Naive& p, std::string_view mode);

// ---- more patterns

Naive stack(const std::vector<Naive>& parts);
Naive timecat(const std::vector<std::pair<Rational, Naive>>& parts);
Naive fastcat(const std::vector<Naive>& parts);
Naive cat(const std::vector<Naive>& parts);
Naive every(std::int64_t n, std::int64_t turn, const Naive& changed, const Naive& p);

// ---- patterns of patterns

using OfSeen = std::function<Naive(const Seen&)>;
/// The pattern that each event of `outer` becomes, while it lasts. The wholes are the inner ones.
Naive inner_join(const Naive& outer, bool continuous, const OfSeen& f);
/// Played as `how` says; `continuous`: what f makes is. In `in` and `out` the wholes are the outer
/// ones, else what inner and outer have in common; `squeeze` puts a cycle into each outer event,
/// `reset` and `restart` begin at it.
Naive join(How how, const Naive& outer, bool continuous, const OfSeen& f);
/// The values of both, as `how` says whose events remain and `op` what they say.
Naive apply(Op op, How how, const Naive& left, const Naive& right);
/// The events of `rhythm` where it is true, with the values of `melody`.
Naive structured(const Naive& rhythm, const Naive& melody);
Naive mask(const Naive& p, const Naive& where);
}  // namespace krach::words::testing
