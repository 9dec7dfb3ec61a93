// src/pattern/builders.hpp: what patterns are made from.
#pragma once
#include <concepts>
#include <string>
#include <variant>

#include "pattern/pattern.hpp"

namespace krach::pattern {
/// A step of a sequence: nothing is a rest, a text a pitch ("C#4"), a whole number a MIDI pitch or
/// a control's value, a number with a point Hz or a control's value.
class Step {
 public:
  Step() = default;
  Step(std::nullptr_t) {}                                      // NOLINT: a rest
  Step(const char* pitch) : step_(std::string(pitch)) {}       // NOLINT: "C4" is a Step
  Step(std::string_view pitch) : step_(std::string(pitch)) {}  // NOLINT
  Step(std::string pitch) : step_(std::move(pitch)) {}         // NOLINT
  template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char>)
  Step(I n) : step_(static_cast<std::int64_t>(n)) {}  // NOLINT
  template <std::floating_point F>
  Step(F x) : step_(static_cast<double>(x)) {}  // NOLINT
  Step(Pattern p) : step_(std::move(p)) {}      // NOLINT

  /// Errors: Error at `where` for a text that is no pitch and a number that is not finite.
  Pattern to_pattern(std::string_view where) const;
  const std::string* find_text() const noexcept { return std::get_if<std::string>(&step_); }

 private:
  std::variant<std::monostate, std::string, std::int64_t, double, Pattern> step_;
};
using Steps = std::vector<Step>;

/// One event a cycle that says nothing but when.
Pattern hit();
Pattern rest();
/// A note a cycle; more than one pitch is a chord.
/// Errors: Error at "note" for no pitch, and for a name that is none.
Pattern note(const Steps& pitches);
/// The steps in equal shares of a cycle.
/// Errors: Error at "seq" for no step, and for a name that is no pitch.
/// Example: seq("A2", "D3", nullptr, "E2").over(2)
Pattern seq(const Steps& steps);
/// A MIDI note a cycle, as values for an output to send: control `midi`.
Pattern midi(const Steps& pitches);
/// A MIDI control change for each event of `values`: controls `ccn` and `ccv`.
/// Errors: Error at "cc" if the number is not 0 to 127.
Pattern cc(std::int64_t number, const Pattern& values);
/// An OSC message a cycle: control `osc` is its path, `osc0`, `osc1`, ... its values: numbers,
/// words, and patterns of them.
/// Errors: Error at "osc" for a path that does not begin with /, and for more than 16 values.
Pattern osc(std::string_view path, const Steps& values);
/// Each pattern for a whole cycle, in turn.
Pattern cat(const Steps& patterns);
/// All at once.
Pattern stack(const Steps& patterns);
/// Each as long as its weight says, in one cycle.
struct Weight {
  Rational weight{1};
  Step pattern;
};
Pattern timecat(std::span<const Weight> parts);
/// Each for so many of its own cycles, one after another.
struct Section {
  std::int64_t cycles = 1;
  Step pattern;
};
Pattern arrange(std::span<const Section> sections);
/// All at once and step by step, as many steps a cycle as fit all of them. The steps of a pattern
/// are those of the sequence that it is; whatever else has one.
Pattern polymeter(const Steps& patterns);
/// One of these at every moment that samples it, drawn; with `weights`, as often as they say.
/// Errors: Error for no value, for weights below 0, and if there are not as many as values.
Pattern choose(const Steps& values);
Pattern wchoose(const Steps& values, std::span<const double> weights);
/// Whole numbers from 0 to `n` - 1, as rand.
Pattern irand(std::int64_t n);
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

/// The rhythm's events, where it is true, with the melody's values; signals are sampled at the
/// begin of each event.
Pattern struct_(const Pattern& rhythm, const Pattern& melody);  // NOLINT: struct is a keyword
/// The mini-notation (mini.hpp).
Pattern p(std::string_view text);

/// Continuous, one period a cycle, between `low` and `high`. `sine` begins in the middle, rising;
/// `saw`, also called `ramp`, rises from low to high; `tri` rises to the middle of the cycle and
/// falls back. `rand` is uniform: new at every moment that samples it, and held for 1/16 cycle
/// where nothing does.
/// Errors: Error if a bound is not finite.
Pattern sine(double low = 0.0, double high = 1.0);
Pattern saw(double low = 0.0, double high = 1.0);
Pattern ramp(double low = 0.0, double high = 1.0);
Pattern tri(double low = 0.0, double high = 1.0);
Pattern rand(double low = 0.0, double high = 1.0);
/// `isaw` falls from high to low; `square` is low, then high; `cosine` begins at high; `exp` rises
/// in equal ratios, its bounds above 0; `perlin` goes smoothly from one random value to the next, a
/// cycle each.
Pattern isaw(double low = 0.0, double high = 1.0);
Pattern square(double low = 0.0, double high = 1.0);
Pattern cosine(double low = 0.0, double high = 1.0);
Pattern exp(double low = 0.01, double high = 1.0);
Pattern perlin(double low = 0.0, double high = 1.0);
}  // namespace krach::pattern
