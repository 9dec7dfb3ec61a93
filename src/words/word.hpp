// src/words/word.hpp: the vocabulary of patterns: each word once, for Python, C++, text and help.
#pragma once
#include "words/expression.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pattern/pattern.hpp"

namespace krach::words {
using pattern::Pattern;

/// A transform, and how it was said; nothing if it is a function of C++ or Python, whose words are
/// heard when it is called.
struct Transform {
  pattern::Transform run;
  Said said;
};

/// What is given for an argument, before the word says what it has to be.
struct Given {
  using List = std::vector<Given>;
  std::variant<std::monostate, std::int64_t, Rational, double, std::string, Pattern, Transform,
               List>
      value;
  std::string keyword{};  // empty: given by its place
};
/// How it is written.
Said say(const Given& given);

/// What a word takes.
enum class Type : std::uint8_t {
  number,      // a number, or a pattern of numbers
  real,        // a number
  whole,       // a whole number
  share,       // a number, as a fraction
  text,        // a name
  pattern,     // a pattern; a text is mini-notation, a number says itself
  value,       // the same, or nothing
  patterns,    // a list of them
  transform,   // what turns one pattern into another
  transforms,  // a list of them
  how,         // in, out, mix, ...
  steps,       // all that follow: pitches, numbers, patterns, None
  weighted,    // all that follow: pairs of a number and a step
};
struct Parameter {
  std::string_view name;
  Type type{};
  std::optional<Given> otherwise{};  // what it is if it is not given
};

struct Word {
  /// With a receiver for methods, null for builders; one given value for each parameter, or all.
  using Apply = std::function<Pattern(const Pattern*, std::span<const Given>)>;
  enum class Kind : std::uint8_t { builder, method, operation };

  std::string_view name;
  Kind kind{};
  std::string_view topic;  // under which help lists it
  std::string_view help;   // what it does, in a sentence
  std::string_view example;
  std::vector<Parameter> parameters{};
  Apply apply{};
  bool sets_controls = false;  // takes any control as a keyword: note("C4", vel=0.5)

  /// Errors: Error at the word's name for arguments that it does not take, and what it throws.
  /// Thread: [control].
  Pattern operator()(const Pattern* receiver, std::vector<Given> given) const;
  /// The method with its arguments as a transform, after `first` if that is not null.
  Transform transform(std::vector<Given> given, const Transform* first = nullptr) const;
  /// fast(n: number)
  std::string signature() const;
};

/// All words, by topic. Thread: [any].
std::span<const Word> vocabulary();
/// "did you mean 'swing'? " and `otherwise`; that alone if no name is near. Thread: [control].
std::string did_you_mean(std::string_view name, std::span<const std::string> known,
                         std::string_view otherwise);
/// Null if there is none. Methods and builders may have the same name: struct.
const Word* find_word(std::string_view name, Word::Kind kind);
/// Errors: Error with the nearest names. Thread: [control].
const Word& get_word(std::string_view name, Word::Kind kind);
}  // namespace krach::words
