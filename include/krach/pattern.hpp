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
/// What turns one pattern into another; called once, when the pattern is built.
using Transform = std::function<Pattern(const Pattern&)>;

/// A value; copies share what they are made of. Times are in cycles.
class Pattern {
 public:
  explicit Pattern(pattern::Pattern inner);
  Pattern(std::string_view mini);                                 // NOLINT: a text is mini-notation
  Pattern(const char* mini) : Pattern(std::string_view(mini)) {}  // NOLINT

  Pattern over(double n) const;  // one cycle over n cycles
  Pattern fast(double n) const;  // n times as fast
  Pattern slow(double n) const { return over(n); }
  Pattern shift(double cycles) const;  // later; earlier if negative
  Pattern reverse() const;             // each cycle backwards
  Pattern every(std::int64_t n, const Transform& transform) const;
  Pattern spread(std::int64_t hits, std::int64_t steps, std::int64_t rotation = 0) const;
  Pattern thin(double share) const;          // drops that share of its notes
  Pattern mask(const Pattern& where) const;  // "1 1 0 1"
  Pattern sometimes(double probability, const Transform& transform) const;
  Pattern swing(double amount, std::int64_t steps = 8) const;  // 0.5 is straight
  Pattern legato(double part) const;                           // of its length a note sounds
  Pattern set(std::string_view control, double value) const;   // on every event

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

// Signals, one period a cycle.
Pattern sine(double low = 0.0, double high = 1.0);
Pattern saw(double low = 0.0, double high = 1.0);
Pattern ramp(double low = 0.0, double high = 1.0);
Pattern tri(double low = 0.0, double high = 1.0);
Pattern rand(double low = 0.0, double high = 1.0);

// Transforms as values: p.every(4, krp::reverse).
Pattern reverse(const Pattern& p);
Transform fast(double n);
Transform over(double n);
Transform shift(double cycles);
Transform thin(double share);
}  // namespace krach::krp
