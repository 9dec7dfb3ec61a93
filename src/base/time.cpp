// src/base/time.cpp
#include "base/time.hpp"

#include <atomic>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace krach {
namespace {
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kGrid = std::int64_t{1} << 20;
std::atomic<std::int64_t> roundings{0};

constexpr bool fits(Wide v) { return v <= kMost && v >= -kMost; }

/// J. Stein's binary algorithm, after one step of Euclid's: denominators are often a large power of
/// two times a small number, and then little is left.
std::uint64_t gcd(std::uint64_t a, std::uint64_t b) noexcept {
  if (a == 0 || b == 0) return a | b;
  const int twos = std::countr_zero(a | b);
  a >>= std::countr_zero(a);
  b >>= std::countr_zero(b);
  if (a > b) std::swap(a, b);
  if (a == 1) return std::uint64_t{1} << twos;
  b %= a;
  while (b != 0 && a != 1) {
    b >>= std::countr_zero(b);
    if (a > b) std::swap(a, b);
    b -= a;
  }
  return a << twos;
}
Wide gcd_wide(Wide a, Wide b) noexcept {
  while (b != 0) a = std::exchange(b, a % b);
  return a < 0 ? -a : a;
}
std::uint64_t magnitude(std::int64_t v) noexcept {
  return v < 0 ? ~static_cast<std::uint64_t>(v) + 1 : static_cast<std::uint64_t>(v);
}
Rational reduced(std::int64_t n, std::int64_t d) noexcept {
  Rational r;
  if (d == 1) return {n};
  const auto g = static_cast<std::int64_t>(gcd(magnitude(n), magnitude(d)));
  r.num = g == 1 ? n : n / g;
  r.den = g == 1 ? d : d / g;
  return r;
}
/// The whole part is kept while it fits; the rest goes to the nearest 1/2^20, or to what is left.
Rational rounded(Wide n, Wide d) noexcept {
  roundings.fetch_add(1, std::memory_order_relaxed);
  Wide whole = n / d, rest = n % d;  // NOLINT(clang-analyzer-core.DivideZero): d is above 0
  if (rest < 0) rest += d, whole -= 1;
  if (!fits(whole)) return {whole < 0 ? -kMost : kMost};
  const bool fine = fits(whole * kGrid + kGrid);
  const Wide grid = fine ? Wide{kGrid} : Wide{1};
  while (rest > (std::numeric_limits<Wide>::max() >> 22)) rest >>= 1, d >>= 1;
  const Wide scaled = whole * grid + (rest * grid * 2 + d) / (d * 2);
  return reduced(static_cast<std::int64_t>(scaled), static_cast<std::int64_t>(grid));
}
Rational from_wide(Wide n, Wide d) noexcept {
  if (d < 0) n = -n, d = -d;
  if (fits(n) && fits(d))
    return reduced(static_cast<std::int64_t>(n), static_cast<std::int64_t>(d));
  const Wide g = gcd_wide(n, d);
  n /= g, d /= g;
  if (!fits(n) || !fits(d)) return rounded(n, d);
  Rational r;
  r.num = static_cast<std::int64_t>(n);
  r.den = static_cast<std::int64_t>(d);
  return r;
}
/// a * b + c * d. False if that, or a product in it, needs more than 64 bits.
bool narrow_sum(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d,
                std::int64_t& out) noexcept {
  std::int64_t left = 0, right = 0;
  return !__builtin_mul_overflow(a, b, &left) && !__builtin_mul_overflow(c, d, &right) &&
         !__builtin_add_overflow(left, right, &out) && out >= -kMost;
}
bool narrow_product(std::int64_t a, std::int64_t b, std::int64_t& out) noexcept {
  return !__builtin_mul_overflow(a, b, &out) && out >= -kMost;
}
}  // namespace

Rational::Rational(std::int64_t n, std::int64_t d) noexcept { *this = from_wide(n, d); }

Rational Rational::sum(Rational a, Rational b, int sign) noexcept {
  if (a.den == b.den) return from_wide(Wide{a.num} + Wide{b.num} * sign, a.den);
  std::int64_t n = 0, d = 0;
  if (narrow_sum(a.num, b.den, b.num, a.den * sign, n) && narrow_product(a.den, b.den, d))
    return reduced(n, d);
  // With the greatest common divisor g, the sum over a.den * (b.den / g) needs no wider product.
  const auto g = static_cast<std::int64_t>(gcd(magnitude(a.den), magnitude(b.den)));
  const std::int64_t scale_a = b.den / g, scale_b = a.den / g;
  return from_wide(Wide{a.num} * scale_a + Wide{b.num} * scale_b * sign, Wide{a.den} * scale_a);
}
Rational Rational::operator*(Rational b) const noexcept {
  std::int64_t n = 0, d = 0;
  if (narrow_product(num, b.num, n) && narrow_product(den, b.den, d)) return reduced(n, d);
  return from_wide(Wide{num} * b.num, Wide{den} * b.den);
}
Rational Rational::operator/(Rational b) const noexcept {
  return from_wide(Wide{num} * b.den, Wide{den} * b.num);
}
Rational mul_add(Rational x, Rational scale, Rational offset) noexcept {
  std::int64_t a = 0, b = 0, n = 0, d = 0;
  if (narrow_product(x.num, scale.num, a) && narrow_product(x.den, scale.den, b) &&
      narrow_sum(a, offset.den, offset.num, b, n) && narrow_product(b, offset.den, d))
    return reduced(n, d);
  return x * scale + offset;
}

Rational built(Rational value, std::string_view where) {
  if (magnitude(value.num) <= kMaxBuiltPart && value.den <= kMaxBuiltPart) return value;
  throw Error(Fault{"the fraction " + print(value) + " is too fine or too large",
                    std::string(where), "use a fraction whose parts are below 2^31"});
}

std::optional<Rational> find_rational(double value) noexcept {
  if (!std::isfinite(value) || std::abs(value) > static_cast<double>(kMaxBuiltPart)) return {};
  // Continued fraction of the exact binary value: its convergents and the fractions between two of
  // them include the simplest one in any interval around it.
  const double x = std::abs(value);
  std::int64_t p0 = 0, q0 = 1, p1 = 1, q1 = 0;
  long double rest = x;
  while (std::isfinite(rest) && rest < 4e18L) {
    const auto a = static_cast<std::int64_t>(std::floor(rest));
    const auto reads_back = [&](std::int64_t k) {
      const Wide p = Wide{p1} * k + p0, q = Wide{q1} * k + q0;
      return p <= kMaxBuiltPart && q <= kMaxBuiltPart &&
             static_cast<double>(static_cast<std::int64_t>(p)) /
                     static_cast<double>(static_cast<std::int64_t>(q)) ==
                 x;
    };
    if (reads_back(a)) {  // the least k that still reads back, by bisection
      std::int64_t low = q1 == 0 ? a : 1, high = a;
      while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (reads_back(middle))
          high = middle;
        else
          low = middle + 1;
      }
      const std::int64_t n = p1 * low + p0;
      return reduced(value < 0 ? -n : n, q1 * low + q0);
    }
    const Wide p = Wide{p1} * a + p0, q = Wide{q1} * a + q0;
    if (p > kMaxBuiltPart || q > kMaxBuiltPart) return {};
    p0 = std::exchange(p1, static_cast<std::int64_t>(p));
    q0 = std::exchange(q1, static_cast<std::int64_t>(q));
    rest = 1.0L / (rest - static_cast<long double>(a));
  }
  return {};
}
Rational to_rational(double value, std::string_view where) {
  if (const auto found = find_rational(value)) return *found;
  throw Error(Fault{std::isfinite(value)
                        ? "the number " + std::to_string(value) + " is too large or too fine"
                        : "the number is not finite",
                    std::string(where), "give a finite number whose fraction is below 2^31"});
}

std::string print(Rational value) {
  const std::string num = std::to_string(value.num);
  return value.den == 1 ? num : num + "/" + std::to_string(value.den);
}
std::optional<Rational> find_rational(std::string_view text) noexcept {
  Rational out;
  const auto read = [&](std::string_view digits, std::int64_t& number) {
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    return error == std::errc() && end == digits.end();
  };
  const std::size_t slash = text.find('/');
  if (!read(text.substr(0, slash), out.num)) return {};
  if (slash == std::string_view::npos) return out;
  if (!read(text.substr(slash + 1), out.den) || out.den < 2) return {};
  return std::gcd(out.num, out.den) == 1 ? std::optional(out) : std::nullopt;
}
std::int64_t time_roundings() noexcept { return roundings.load(std::memory_order_relaxed); }
}  // namespace krach
