// src/pattern/pattern.hpp: a pattern as a value, and everything that can be done with one.
#pragma once
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/score.hpp"
#include "pattern/arena.hpp"

namespace krach::pattern {
class Pattern;
/// What turns one pattern into another: reverse, fast(2), a lambda. Called once, while the pattern
/// that it is given to is built.
using Transform = std::function<Pattern(const Pattern&)>;

/// Events in every cycle, forever: a pure function of time, kept as an immutable arena of nodes.
/// Copies share it. Numbers with a point become exact fractions (base/time.hpp).
///
/// Law:    the same expression with the same seed plays the same, in C++, Python and text.
/// Errors: every method but the queries throws Error, its place the method's name, for an argument
///         out of range and for a result beyond the bounds of load.hpp.
/// Thread: methods [control]; query and continuous also [schedule].
class Pattern final : public Score {
 public:
  explicit Pattern(Arena arena) : arena_(std::make_shared<const Arena>(std::move(arena))) {}

  void query(Span span, EventSink sink) const override;
  bool continuous() const override { return arena_->load.signals; }

  /// `n` times as fast. `n` > 0. Law: p.fast(a).fast(b) is p.fast(a * b).
  Pattern fast(Rational n) const;
  Pattern fast(double n) const;
  /// What `speeds` says at each moment, as fast.
  Pattern fast(const Pattern& speeds) const;
  /// One cycle of the pattern over `n` cycles. `n` > 0.
  Pattern over(Rational n) const;
  Pattern over(double n) const;
  Pattern over(const Pattern& lengths) const;
  /// `t` cycles later; earlier if negative. Law: p.shift(t).shift(-t) is p.
  Pattern shift(Rational t) const;
  Pattern shift(double t) const;
  Pattern shift(const Pattern& times) const;
  /// Each cycle backwards. Law: p.reverse().reverse() is p.
  Pattern reverse() const;
  /// The transformed pattern in cycles 0, n, 2n, ..., else this one. `n` from 1.
  Pattern every(std::int64_t n, const Transform& transform) const;
  /// Sampled at the `hits` of a Euclidean rhythm of `steps` steps, rotated to the left. A negative
  /// number of hits turns hits and rests around.
  /// Example: note("C4").spread(3, 8) is p("C4(3,8)").
  Pattern spread(std::int64_t hits, std::int64_t steps, std::int64_t rotation = 0) const;
  /// The rhythm's events with this pattern's values: struct_(rhythm, *this).
  Pattern structured(const Pattern& rhythm) const;
  /// Without a share of its notes, 0 (all stay) to 1 (none), drawn note by note.
  Pattern thin(double share) const;
  /// Only while `where` is true: a hit, a word, a number but 0. What begins outside keeps silent.
  Pattern mask(const Pattern& where) const;
  Pattern mask(std::string_view where) const;
  /// Takes each note out with this probability and puts it through the transform instead.
  /// Law: sometimes(0, f) is p, sometimes(1, f) is f(p); no note is lost and none doubled.
  Pattern sometimes(double probability, const Transform& transform) const;
  /// The first step of each pair takes `amount` of the pair, 0 < amount < 1, the second the rest;
  /// times in between move with them. `steps`: even, 2 to 1024, in a cycle. Law: swing(0.5) is p.
  Pattern swing(double amount, std::int64_t steps = 8) const;
  /// Sets a control on every event.
  Pattern set(std::string_view control, double value) const;
  Pattern set(std::string_view control, std::string_view word) const;
  /// How much of its length a note sounds; 1 touches the next.
  Pattern legato(double x) const;

  // Names that users of Tidal expect; the design's one table of aliases.
  Pattern slow(double n) const { return over(n); }
  Pattern late(double t) const { return shift(t); }
  Pattern early(double t) const { return shift(-t); }
  Pattern degrade(double share) const { return thin(share); }

  /// The same with this seed for everything random in it; 0 until set.
  Pattern with_seed(std::uint64_t seed) const;

  /// For a node to play: every bare value becomes `freq` in Hz. A word is a pitch ("C#4"), a whole
  /// number a MIDI pitch (60 is C4), a number with a point is Hz. Hits stay hits.
  /// Errors: one Error with every value that is no pitch, at its line and column if it has one;
  ///         Error for a bare signal, which has no notes.
  Pattern as_notes() const;
  /// For a control to follow: every bare value becomes that control's.
  /// Errors: one Error with every word and every hit, which say nothing of a control.
  Pattern as_control(std::string_view control) const;
  /// The controls that its events may carry, each once, in the order of the tree.
  std::vector<Name> control_names() const;

  const Arena& arena() const noexcept { return *arena_; }

 private:
  std::shared_ptr<const Arena> arena_;
  std::uint64_t seed_ = 0;
};

/// Equal shares of the cycle. Every chain of +, however bracketed, is one sum; whatever else is
/// done to a sum makes it one unit: seq(a, b) + c, (a + b) * 2 + c.
Pattern operator+(const Pattern& a, const Pattern& b);
/// Both at once.
Pattern operator|(const Pattern& a, const Pattern& b);
/// `n` copies of cycle c in cycle c, as one node: what p + p + ... plays, with its draws. `n`
/// from 1.
Pattern operator*(const Pattern& p, std::int64_t n);
}  // namespace krach::pattern
