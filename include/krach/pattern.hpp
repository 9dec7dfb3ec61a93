// include/krach/pattern.hpp: krp, patterns: events in every cycle, in exact time.
#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace krach::pattern {
class Pattern;
}
namespace krach::krp {
class Pattern;
/// A number, or a pattern of numbers: a text is mini-notation.
class Number {
 public:
  Number(double n) : value(n) {}                          // NOLINT: 2 is a number
  Number(const char* mini) : value(std::string(mini)) {}  // NOLINT
  Number(const Pattern& pattern);                         // NOLINT
  std::variant<double, std::string, std::shared_ptr<const Pattern>> value;
};
/// What turns one pattern into another; called once, when the pattern is built.
using Transform = std::function<Pattern(const Pattern&)>;

/// A value; copies share what they are made of. Times are in cycles. What each method does stands
/// in docs/patterns.md; errors are std::runtime_error with what was wrong, where, and the remedy.
class Pattern {
 public:
  explicit Pattern(pattern::Pattern inner);
  /// Mini-notation, or an expression if it begins like one: `seq(`.
  Pattern(std::string_view text);                                 // NOLINT: a text is a pattern
  Pattern(const char* text) : Pattern(std::string_view(text)) {}  // NOLINT

  /// Its expression: what parse() reads, and what it would be in Python.
  std::string text() const;

  // ---- time
  Pattern over(const Number& n) const;  // one cycle over n cycles
  Pattern slow(const Number& n) const;
  Pattern fast(const Number& n) const;        // n times as fast
  Pattern shift(const Number& cycles) const;  // later; earlier if negative
  Pattern late(const Number& cycles) const;
  Pattern early(const Number& cycles) const;
  Pattern reverse() const;  // each cycle backwards
  Pattern palindrome() const;
  Pattern iter(const Number& n) const;  // each cycle begins an nth later in the pattern
  Pattern iter_back(const Number& n) const;
  Pattern ply(const Number& n) const;         // each event n times in its own time
  Pattern linger(const Number& share) const;  // that share of the cycle again and again
  Pattern fast_gap(const Number& n) const;    // n times as fast, once a cycle
  Pattern compress(double begin, double end) const;
  Pattern zoom(double begin, double end) const;
  Pattern ribbon(const Number& begin, const Number& cycles) const;
  Pattern repeat_cycles(const Number& n) const;
  Pattern press() const;
  Pattern press_by(const Number& share) const;
  Pattern brak() const;
  Pattern shuffle(const Number& n) const;
  Pattern scramble(const Number& n) const;
  Pattern inside(const Number& n, const Transform& transform) const;
  Pattern outside(const Number& n, const Transform& transform) const;
  Pattern swing(double amount, std::int64_t steps = 8) const;  // 0.5 is straight

  // ---- now and then
  Pattern every(const Number& n, const Transform& transform) const;  // in cycles 0, n, 2n, ...
  Pattern first_of(const Number& n, const Transform& transform) const;
  Pattern last_of(const Number& n, const Transform& transform) const;
  Pattern when(const Pattern& where, const Transform& transform) const;
  Pattern chunk(const Number& n, const Transform& transform) const;
  Pattern chunk_back(const Number& n, const Transform& transform) const;
  Pattern fast_chunk(const Number& n, const Transform& transform) const;
  Pattern within(double begin, double end, const Transform& transform) const;
  Pattern fix(std::string_view control, const Pattern& value, const Transform& transform) const;
  Pattern pick(const std::vector<Pattern>& list, std::string_view how = "mix") const;
  Pattern pick_mod(const std::vector<Pattern>& list, std::string_view how = "mix") const;
  Pattern inner_join(const std::vector<Pattern>& list) const;
  Pattern outer_join(const std::vector<Pattern>& list) const;
  Pattern squeeze_join(const std::vector<Pattern>& list) const;
  Pattern thin(double share) const;  // drops that share of its notes
  Pattern degrade(double share = 0.5) const;
  Pattern undegrade(double share = 0.5) const;  // what degrade drops
  Pattern sometimes(double probability, const Transform& transform) const;
  Pattern sometimes_by(double probability, const Transform& transform) const;
  Pattern often(const Transform& transform) const;
  Pattern rarely(const Transform& transform) const;
  Pattern always(const Transform& transform) const;
  Pattern never(const Transform& transform) const;
  Pattern some_cycles(const Transform& transform) const;
  Pattern some_cycles_by(double probability, const Transform& transform) const;
  Pattern seed(std::int64_t seed) const;  // for everything random in it

  // ---- layers
  Pattern off(const Number& cycles, const Transform& transform) const;  // also later, transformed
  Pattern superimpose(const Transform& transform) const;
  Pattern layer(const std::vector<Transform>& transforms) const;
  Pattern jux(const Transform& transform) const;  // right transformed
  Pattern jux_by(const Number& width, const Transform& transform) const;
  Pattern echo(std::int64_t times, const Number& cycles, double feedback) const;
  Pattern stut(std::int64_t times, double feedback, const Number& cycles) const;

  // ---- rhythm
  Pattern spread(const Number& hits, const Number& steps,
                 const Number& rotation = 0.0) const;  // Euclid
  Pattern euclid(const Number& hits, const Number& steps, const Number& rotation = 0.0) const;
  Pattern euclid_rot(const Number& hits, const Number& steps, const Number& rotation) const;
  Pattern euclid_full(const Number& hits, const Number& steps, const Pattern& other) const;
  Pattern euclid_legato(const Number& hits, const Number& steps,
                        const Number& rotation = 0.0) const;
  Pattern euclid_legato_rot(const Number& hits, const Number& steps, const Number& rotation) const;
  Pattern struct_(const Pattern& rhythm) const;  // NOLINT: struct is a keyword
  Pattern mask(const Pattern& where) const;      // "1 1 0 1"
  Pattern segment(const Number& n) const;        // n events a cycle
  Pattern legato(double part) const;             // of its length a note sounds
  Pattern chop(const Number& n) const;
  Pattern striate(const Number& n) const;
  Pattern slice(const Number& n, const Pattern& indices) const;
  Pattern hurry(const Number& n) const;

  // ---- values; `how` is in, out, mix, squeeze, squeeze_out, reset or restart
  Pattern add(const Pattern& other, std::string_view how = "in") const;
  Pattern sub(const Pattern& other, std::string_view how = "in") const;
  Pattern mul(const Pattern& other, std::string_view how = "in") const;
  Pattern div(const Pattern& other, std::string_view how = "in") const;
  Pattern mod(const Pattern& other, std::string_view how = "in") const;
  Pattern keep(const Pattern& other, std::string_view how = "in") const;
  Pattern range(const Number& low, const Number& high) const;
  Pattern rangex(const Number& low, const Number& high) const;  // in equal ratios
  Pattern scale(std::string_view names) const;                  // "C:minor", "<C:minor D:dorian>"
  Pattern transpose(const Number& half_tones) const;
  Pattern scale_transpose(std::string_view scales, const Number& degrees) const;
  Pattern chord(std::string_view names) const;  // "<major minor7>"
  Pattern voicing(std::string_view top = "C5") const;
  Pattern arp(std::string_view mode = "up") const;
  Pattern set(std::string_view control, const Number& value) const;  // on every event
  Pattern set(std::string_view control) const;  // the bare value is that control's
  Pattern set(const Pattern& other, std::string_view how = "in") const;

  const pattern::Pattern& inner() const noexcept { return *inner_; }

 private:
  std::shared_ptr<const pattern::Pattern> inner_;
};
Pattern operator+(const Pattern& a, const Pattern& b);  // one after another, equal shares
Pattern operator|(const Pattern& a, const Pattern& b);  // at once
Pattern operator*(const Pattern& p, std::int64_t n);    // n times in a cycle

/// nullptr is a rest, a text a pitch ("C#4"), a whole number MIDI, one with a point Hz.
class Step {
 public:
  Step(std::nullptr_t) {}                                                // NOLINT: a rest
  Step(const char* pitch) : value(std::string(pitch)) {}                 // NOLINT: "C4" is a step
  Step(std::string pitch) : value(std::move(pitch)) {}                   // NOLINT
  Step(std::integral auto n) : value(static_cast<std::int64_t>(n)) {}    // NOLINT
  Step(std::floating_point auto hz) : value(static_cast<double>(hz)) {}  // NOLINT
  Step(Pattern p) : value(std::move(p)) {}                               // NOLINT
  std::variant<std::monostate, std::string, std::int64_t, double, Pattern> value;
};
using Steps = std::vector<Step>;

Pattern hit();
Pattern rest();
Pattern note(const Steps& pitches);
Pattern seq(const Steps& steps);
Pattern cat(const Steps& patterns);    // a whole cycle each
Pattern stack(const Steps& patterns);  // all at once
Pattern polymeter(const Steps& patterns);
// Messages for an output to send, as values of events.
Pattern midi(const Steps& pitches);
Pattern cc(std::int64_t number, const Pattern& values);
Pattern osc(std::string_view path, const Steps& values);
Pattern choose(const Steps& values);  // one of these at every moment that samples it
Pattern irand(std::int64_t n);
/// A step with its weight, or with its number of cycles.
struct Weighted {
  double weight = 1.0;
  Step step;
};
Pattern timecat(const std::vector<Weighted>& parts);
Pattern arrange(const std::vector<Weighted>& sections);
Pattern wchoose(const std::vector<Weighted>& values);
template <std::convertible_to<Step>... S>
Pattern note(const S&... pitches) {
  return note(Steps{Step(pitches)...});
}
template <std::convertible_to<Step>... S>
Pattern seq(const S&... steps) {
  return seq(Steps{Step(steps)...});
}
template <std::convertible_to<Step>... S>
Pattern cat(const S&... patterns) {
  return cat(Steps{Step(patterns)...});
}
template <std::convertible_to<Step>... S>
Pattern stack(const S&... patterns) {
  return stack(Steps{Step(patterns)...});
}
Pattern struct_(const Pattern& rhythm, const Pattern& melody);  // NOLINT: struct is a keyword
Pattern p(std::string_view mini);

/// An expression, such as text() gives. Nothing of Python is evaluated.
Pattern parse(std::string_view text);

// Signals, one period a cycle.
Pattern sine(double low = 0.0, double high = 1.0);
Pattern cosine(double low = 0.0, double high = 1.0);
Pattern saw(double low = 0.0, double high = 1.0);
Pattern ramp(double low = 0.0, double high = 1.0);
Pattern isaw(double low = 0.0, double high = 1.0);
Pattern tri(double low = 0.0, double high = 1.0);
Pattern square(double low = 0.0, double high = 1.0);
Pattern exp(double low = 0.01, double high = 1.0);
Pattern rand(double low = 0.0, double high = 1.0);
Pattern perlin(double low = 0.0, double high = 1.0);

// Transforms as values: p.every(4, krp::reverse).
Pattern reverse(const Pattern& p);
Transform fast(double n);
Transform over(double n);
Transform shift(double cycles);
Transform thin(double share);
}  // namespace krach::krp
