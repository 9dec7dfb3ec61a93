// src/pattern/argument.hpp: what a method takes where Tidal takes a pattern: a number, or one that
// changes.
#pragma once
#include <concepts>
#include <memory>
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace krach::pattern {
class Pattern;

/// A number, or a pattern of numbers: a text is mini-notation.
/// Errors: making one from a text throws as p() does.
/// Example: p.fast(2), p.fast("<1 2>")
class Argument {
 public:
  Argument(Rational n) : number_(n) {}  // NOLINT: 2 is an argument
  template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char>)
  Argument(I n) : number_(static_cast<std::int64_t>(n)) {}          // NOLINT
  Argument(double x) : real_(x) {}                                  // NOLINT
  Argument(const Pattern& pattern);                                 // NOLINT
  Argument(std::string_view mini);                                  // NOLINT
  Argument(const char* mini) : Argument(std::string_view(mini)) {}  // NOLINT

  /// Null if it is a number.
  const Pattern* pattern() const noexcept { return pattern_.get(); }
  /// The number, as a fraction. Errors: Error at `where`, as to_rational().
  Rational number(std::string_view where) const;

 private:
  std::optional<Rational> number_;
  double real_ = 0.0;
  std::shared_ptr<const Pattern> pattern_;
};
}  // namespace krach::pattern
