// src/base/time.hpp: exact musical time: a third plus two thirds is one.
#pragma once
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace krach {
__extension__ using Wide = __int128;  // products of two int64

/// An exact fraction in lowest terms, den > 0.
///
/// Law:    arithmetic never wraps and never throws: a result whose parts do not fit in 64 bits is
///         rounded to 1/2^20 (to 64 bits beyond that) and counted in time_roundings().
///         Operands below 2^31, which is all that built() lets into a pattern, are always exact.
/// Units:  cycles, unless a name says otherwise.
/// Thread: [any].
struct Rational {
  std::int64_t num = 0, den = 1;
  constexpr Rational() noexcept = default;
  constexpr Rational(std::int64_t n) noexcept : num(n) {}  // NOLINT: 2 is a Rational
  Rational(std::int64_t n, std::int64_t d) noexcept;       // d is not 0

  Rational operator-() const noexcept { return sum({}, *this, -1); }
  // With a whole number on the right, which most sums of a query have, these need no division.
  inline Rational operator+(Rational b) const noexcept;
  inline Rational operator-(Rational b) const noexcept;
  Rational operator*(Rational b) const noexcept;
  Rational operator/(Rational b) const noexcept;  // b is not 0
  constexpr bool operator==(const Rational&) const noexcept = default;
  constexpr std::strong_ordering operator<=>(Rational b) const noexcept {
    if (den == b.den) return num <=> b.num;
    return Wide{num} * b.den <=> Wide{b.num} * den;
  }
  constexpr std::int64_t floor() const noexcept {
    return den == 1 ? num : num / den - (num % den < 0 ? 1 : 0);
  }
  constexpr std::int64_t ceil() const noexcept {
    return den == 1 ? num : num / den + (num % den > 0 ? 1 : 0);
  }
  constexpr double to_double() const noexcept {
    return static_cast<double>(num) / static_cast<double>(den);
  }

 private:
  static constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  static constexpr Rational lowest(std::int64_t n, std::int64_t d) noexcept {
    Rational out{n};
    out.den = d;
    return out;
  }
  static Rational sum(Rational a, Rational b, int sign) noexcept;
};

inline Rational Rational::operator+(Rational b) const noexcept {
  std::int64_t n = 0;
  if (b.den == 1 && !__builtin_mul_overflow(b.num, den, &n) &&
      !__builtin_add_overflow(num, n, &n) && n >= -kMost)
    return lowest(n, den);
  return sum(*this, b, 1);
}
inline Rational Rational::operator-(Rational b) const noexcept {
  std::int64_t n = 0;
  if (b.den == 1 && !__builtin_mul_overflow(b.num, den, &n) &&
      !__builtin_sub_overflow(num, n, &n) && n >= -kMost)
    return lowest(n, den);
  return sum(*this, b, -1);
}
/// x * scale + offset, rounded where these two would round, and found faster.
/// Thread: [any].
Rational mul_add(Rational x, Rational scale, Rational offset) noexcept;

/// A stretch of cycles, half open: begin is inside, end is not.
struct Span {
  Rational begin, end;
  Span operator+(Rational k) const noexcept { return {begin + k, end + k}; }
  Span operator-(Rational k) const noexcept { return {begin - k, end - k}; }
  Span operator*(Rational k) const noexcept { return {begin * k, end * k}; }
  Span operator/(Rational k) const noexcept { return {begin / k, end / k}; }
  Rational length() const noexcept { return end - begin; }
  constexpr bool operator==(const Span&) const noexcept = default;
};

/// The largest part that a fraction may have when something is built from it.
inline constexpr std::int64_t kMaxBuiltPart = (std::int64_t{1} << 31) - 1;

/// `value` if a pattern or a transport may be built from it.
/// Errors: Error at `where` if a part is beyond 2^31 - 1.
/// Thread: [control].
Rational built(Rational value, std::string_view where);

/// The fraction with the smallest denominator that reads back as the same double: 0.67 is 67/100,
/// 1.0 / 3.0 is 1/3. Absent if `value` is not finite or needs a part beyond 2^31 - 1.
/// Thread: [any].
/// Source: the simplest fraction in an interval, by continued fractions (Stern-Brocot tree).
std::optional<Rational> find_rational(double value) noexcept;
/// The same, where it must be present. Errors: Error at `where`. Thread: [control].
Rational to_rational(double value, std::string_view where);

/// "3/4", or "2" for a whole number.
std::string print(Rational value);
/// What print() has written, and nothing else: absent if `text` is no such fraction in lowest
/// terms.
std::optional<Rational> find_rational(std::string_view text) noexcept;

/// How many results were rounded because they did not fit, in this process. Thread: [any].
std::int64_t time_roundings() noexcept;
}  // namespace krach
