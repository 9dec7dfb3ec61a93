// src/pattern/pattern.hpp: a pattern as a value, and everything that can be done with one.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/score.hpp"
#include "pattern/arena.hpp"
#include "pattern/argument.hpp"

namespace krach::words {
struct Expression;
}
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

  // ---- time (time.cpp)

  /// `n` times as fast. `n` > 0. Law: p.fast(a).fast(b) is p.fast(a * b).
  Pattern fast(const Argument& n) const;
  /// One cycle of the pattern over `n` cycles. `n` > 0.
  Pattern over(const Argument& n) const;
  /// `t` cycles later; earlier if negative. Law: p.shift(t).shift(-t) is p.
  Pattern shift(const Argument& t) const;
  /// Each cycle backwards. Law: p.reverse().reverse() is p.
  Pattern reverse() const;
  /// Forwards, backwards, forwards, ...
  Pattern palindrome() const;
  /// Each cycle of the pattern `n` times, each time begun an `n`th later in it.
  Pattern iter(const Argument& n) const;
  Pattern iter_back(const Argument& n) const;
  /// The cycle in the share from `begin` to `end` of it, silence in the rest; 0 <= begin < end
  /// <= 1.
  Pattern compress(Rational begin, Rational end) const;
  /// That share of each cycle as the whole cycle.
  Pattern zoom(Rational begin, Rational end) const;
  /// `n` times as fast, once a cycle, then silence.
  Pattern fast_gap(const Argument& n) const;
  /// That share of the cycle again and again; of its end if negative; 0 is silence.
  Pattern linger(const Argument& share) const;
  /// The transform as if `n` cycles were one, or one were `n`.
  Pattern inside(const Argument& n, const Transform& transform) const;
  Pattern outside(const Argument& n, const Transform& transform) const;
  /// `cycles` cycles from `begin` on, again and again.
  Pattern ribbon(const Argument& begin, const Argument& cycles) const;
  /// Each cycle `n` times. `n` from 1.
  Pattern repeat_cycles(const Argument& n) const;
  /// Each event `n` times in its own time.
  Pattern ply(const Argument& n) const;
  /// Each event in the second half of its time, or without the share `by` at its begin.
  Pattern press() const;
  Pattern press_by(const Argument& by) const;
  /// Every second cycle squeezed into its first half, and a quarter late.
  Pattern brak() const;
  /// `n` pieces of each cycle, each once in a new order.
  Pattern shuffle(const Argument& n) const;
  /// `n` pieces of each cycle, drawn.
  Pattern scramble(const Argument& n) const;

  // ---- now and then (choice.cpp)

  /// The transformed pattern in cycles 0, n, 2n, ..., else this one. `n` from 1.
  Pattern every(const Argument& n, const Transform& transform) const;
  /// The same under Tidal's name, and in the last of each n cycles.
  Pattern first_of(const Argument& n, const Transform& transform) const;
  Pattern last_of(const Argument& n, const Transform& transform) const;
  /// The transformed pattern while `where` is true.
  Pattern when(const Pattern& where, const Transform& transform) const;
  /// Each cycle `n` times, with another `n`th of it transformed each time; from the last to the
  /// first; without the repetitions.
  Pattern chunk(const Argument& n, const Transform& transform) const;
  Pattern chunk_back(const Argument& n, const Transform& transform) const;
  Pattern fast_chunk(const Argument& n, const Transform& transform) const;
  /// The notes that begin in that share of the cycle from the transformed pattern, the others from
  /// this one.
  Pattern within(Rational begin, Rational end, const Transform& transform) const;
  /// The transform on the notes whose control, or bare value, is what `value` says.
  Pattern fix(std::string_view control, const Pattern& value, const Transform& transform) const;
  /// What this pattern's numbers choose from the list: the nearest if there is none, or counted
  /// round and round.
  Pattern pick(std::span<const Pattern> list, How how = How::mix) const;
  Pattern pick_mod(std::span<const Pattern> list, How how = How::mix) const;

  // ---- layers (layers.cpp)

  /// Also, `t` later, transformed.
  Pattern off(const Argument& t, const Transform& transform) const;
  /// Also transformed.
  Pattern superimpose(const Transform& transform) const;
  /// Once for each transform, and not itself.
  Pattern layer(std::span<const Transform> transforms) const;
  /// Left as it is, right transformed; `by` from 0 (both in the middle) to 1.
  Pattern jux(const Transform& transform) const { return jux_by(1, transform); }
  Pattern jux_by(const Argument& by, const Transform& transform) const;
  /// `times` times, each `t` later and `feedback` times as loud as the one before.
  Pattern echo(std::int64_t times, const Argument& t, double feedback) const;
  /// The same, with Tidal's order of arguments.
  Pattern stut(std::int64_t times, double feedback, const Argument& t) const;

  // ---- values (value.cpp, harmony.cpp)

  /// Both patterns' values together; `how` says whose events remain. Pitches count as their MIDI
  /// numbers. Controls that only one has stay.
  Pattern add(const Pattern& other, How how = How::in) const;
  Pattern sub(const Pattern& other, How how = How::in) const;
  Pattern mul(const Pattern& other, How how = How::in) const;
  Pattern div(const Pattern& other, How how = How::in) const;
  Pattern mod(const Pattern& other, How how = How::in) const;
  /// The other's values where both have one; this one's.
  Pattern set(const Pattern& other, How how = How::in) const;
  Pattern keep(const Pattern& other, How how = How::in) const;
  /// Bare values from 0 to 1 become low to high; in rangex equal steps become equal ratios.
  Pattern range(const Argument& low, const Argument& high) const;
  Pattern rangex(const Argument& low, const Argument& high) const;
  /// The bare values as values of that control.
  Pattern named(std::string_view control) const;
  /// Degrees (`n`, or bare) become pitches of a scale, "C:minor", "D4 dorian"; octave 3 if none.
  /// The names may be a pattern: "<C:minor Eb:major>".
  Pattern scale(std::string_view names) const;
  /// Pitches moved by half tones, or by degrees of a scale.
  Pattern transpose(const Argument& half_tones) const;
  Pattern scale_transpose(std::string_view scales, const Argument& degrees) const;

  /// A chord on each pitch: "minor7", or a pattern of names, "<major minor>".
  Pattern chord(std::string_view names) const;
  /// The pitches moved by octaves to `top` or just below it, so that chords lie close together.
  Pattern voicing(std::string_view top = "C5") const;
  /// The notes of each chord one after another in its time: up, down, updown, downup, converge,
  /// diverge, pinky (the top one between all others), thumb (the lowest one).
  Pattern arp(std::string_view mode) const;

  // ---- samples (sample.cpp)

  /// Each event in `n` parts of its time, each playing its part of the sound.
  Pattern chop(const Argument& n) const;
  /// The cycle `n` times as fast: all first parts of the sounds, then all second ones, ...
  Pattern striate(const Argument& n) const;
  /// The events of `indices`, each playing that `n`th of the sound.
  Pattern slice(const Argument& n, const Pattern& indices) const;
  /// Faster, and `speed` as much higher.
  Pattern hurry(const Argument& n) const;

  // ---- rhythm (join.cpp)

  /// Sampled at the `hits` of a Euclidean rhythm of `steps` steps, rotated to the left. A negative
  /// number of hits turns hits and rests around.
  /// Example: note("C4").spread(3, 8) is p("C4(3,8)").
  Pattern spread(const Argument& hits, const Argument& steps, const Argument& rotation = 0) const;
  Pattern euclid(const Argument& hits, const Argument& steps) const { return spread(hits, steps); }
  Pattern euclid_rot(const Argument& hits, const Argument& steps, const Argument& rotation) const {
    return spread(hits, steps, rotation);
  }
  /// `other` in the rests.
  Pattern euclid_full(const Argument& hits, const Argument& steps, const Pattern& other) const;
  /// Each hit as long as up to the next.
  Pattern euclid_legato(const Argument& hits, const Argument& steps,
                        const Argument& rotation = 0) const;
  Pattern euclid_legato_rot(const Argument& hits, const Argument& steps,
                            const Argument& rotation) const {
    return euclid_legato(hits, steps, rotation);
  }
  /// `n` events a cycle.
  Pattern segment(const Argument& n) const;
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
  Pattern sometimes_by(double probability, const Transform& f) const {
    return sometimes(probability, f);
  }
  Pattern often(const Transform& f) const { return sometimes(0.75, f); }
  Pattern rarely(const Transform& f) const { return sometimes(0.25, f); }
  Pattern always(const Transform& f) const { return f(*this); }
  Pattern never(const Transform&) const { return *this; }
  /// The notes that thin(share) would leave out.
  Pattern undegrade(double share = 0.5) const;
  /// The transformed pattern in half of the cycles, drawn cycle by cycle.
  Pattern some_cycles(const Transform& transform) const { return some_cycles_by(0.5, transform); }
  Pattern some_cycles_by(double probability, const Transform& transform) const;
  /// The first step of each pair takes `amount` of the pair, 0 < amount < 1, the second the rest;
  /// times in between move with them. `steps`: even, 2 to 1024, in a cycle. Law: swing(0.5) is p.
  Pattern swing(double amount, std::int64_t steps = 8) const;
  /// Sets a control on every event.
  Pattern set(std::string_view control, double value) const;
  Pattern set(std::string_view control, std::string_view word) const;
  /// Sets it to what the pattern says at each event.
  Pattern set(std::string_view control, const Pattern& values) const;
  /// How much of its length a note sounds; 1 touches the next.
  Pattern legato(double x) const;

  // Names that users of Tidal expect; the design's one table of aliases.
  Pattern slow(const Argument& n) const { return over(n); }
  Pattern late(const Argument& t) const { return shift(t); }
  Pattern early(const Argument& t) const;
  Pattern degrade(double share = 0.5) const { return thin(share); }

  /// With draws of its own: the same wherever it stands and whatever plays it.
  Pattern seed(std::int64_t seed) const;
  /// The same with this seed for everything random in it that has none; 0 until set.
  Pattern with_seed(std::uint64_t seed) const;

  /// For a node to play: every bare value becomes `freq` in Hz. A word is a pitch ("C#4"), a whole
  /// number a MIDI pitch (60 is C4), a number with a point is Hz. Hits stay hits.
  /// Errors: one Error with every value that is no pitch, at its line and column if it has one;
  ///         Error for a bare signal, which has no notes.
  Pattern as_notes() const;
  /// For a target of messages: what a bare value says of a pitch by its name becomes the MIDI
  /// number. Errors: Error for a bare signal, which has no onsets.
  Pattern as_messages() const;
  /// For a control to follow: every bare value becomes that control's.
  /// Errors: one Error with every word and every hit, which say nothing of a control.
  Pattern as_control(std::string_view control) const;
  /// The controls that its events may carry, each once, in the order of the tree.
  std::vector<Name> control_names() const;

  const Arena& arena() const noexcept { return *arena_; }
  /// How it was said (words/expression.hpp); null if nobody has. It changes nothing.
  const std::shared_ptr<const words::Expression>& said() const noexcept { return said_; }
  Pattern with_said(std::shared_ptr<const words::Expression> said) const;

 private:
  std::shared_ptr<const Arena> arena_;
  std::uint64_t seed_ = 0;
  std::shared_ptr<const words::Expression> said_;
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
