// tests/words/arguments.hpp: what an expression of the reference is made of: values that are bound
// to the parameters of a word.
#pragma once
#include "words/naive.hpp"
#include "words/word.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace krach::words::testing {
using OfPattern = std::function<Naive(const Naive&)>;

struct Argument {
  using List = std::vector<Argument>;
  std::variant<std::monostate, std::int64_t, Rational, double, std::string, Naive, OfPattern, List>
      value;
  std::string keyword{};

  bool is_none() const { return std::holds_alternative<std::monostate>(value); }
  double real() const;
  Rational fraction() const;
  std::int64_t whole() const { return std::get<std::int64_t>(value); }
  const std::string& text() const { return std::get<std::string>(value); }
  const OfPattern& transform() const { return std::get<OfPattern>(value); }
  const List& list() const { return std::get<List>(value); }
  /// A text is mini-notation, a number says itself.
  Naive pattern() const;
  /// The same in seq() and the like: a text is a pitch, nothing is a rest.
  Naive step() const;
  /// What `f` makes of the number; of a pattern of numbers, while it says them (Tidal's tParam).
  Naive with(const std::function<Naive(Rational)>& f) const;
  /// The same for words.
  static Naive with_words(std::string_view mini, bool continuous,
                          const std::function<Naive(std::string)>& f);
};
/// The arguments in the order of the word's parameters, and those that are controls.
struct Bound {
  std::vector<Argument> arguments, controls;
};
Bound bind_arguments(const Word& word, std::vector<Argument> given);

using Play = std::function<Naive(const Naive& p, std::span<const Argument> a)>;
/// What a word does, if it draws nothing.
const Play& get_play(std::string_view name, Word::Kind kind);
/// The control set to that value, or to what the pattern says if it is nothing.
Naive set_control(const Naive& p, std::string_view control, const Argument& value);
}  // namespace krach::words::testing
