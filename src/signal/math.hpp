// src/signal/math.hpp: sin, exp and the like, written once for every way to run a program.
#pragma once
#include <cstdint>
#include <limits>

// F is a number of 32 bits, or a row of them: `Single` in the interpreter, and in the jit a value
// that emits instructions. It offers + - * / < <= > >= == !=, choose(mask, yes, no), & and | of
// masks, floor, nearest, sqrt, abs, fma, to_word (of whole numbers), to_nearest_word,
// to_number(like, word), bits, from_bits(like, word), widen to double and narrow back, and
// F::constant(x). What runs is what is written here, in this order, rounded after each operation:
// so all ways give the same bits.
//
// Quality: tests/signal/math_test.cpp measures the errors against the C library in double.
// Source:  argument reduction in parts as in W. Cody, W. Waite, "Software Manual for the Elementary
//          Functions", 1980; log by 2 atanh(z / (2 + z)) as in P. Tang, "Table-driven
//          implementation of the logarithm function", 1990, without the table. Polynomials: own
//          minimax fits (E. Remez's exchange, relative error, 120 bits), coefficients rounded to 24
//          bits.
namespace krach::signal::math {
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kRounder = 12582912.0;  // 1.5 * 2^23: adding it rounds to a whole number

/// c[0] + c[1] x + c[2] x^2 ..., from the last coefficient down.
template <class F>
F polynomial(F x, double c) {
  return x.constant(c);
}
template <class F, class... Rest>
F polynomial(F x, double first, double second, Rest... rest) {
  return polynomial(x, second, rest...) * x + x.constant(first);
}
template <class F>
F::Mask is_nan(F x) {
  return x != x;  // NOLINT(misc-redundant-expression): that is what no number is
}
/// x kept in [low, high]; what is no number stays so.
template <class F>
F limited(F x, double low, double high) {
  const F not_low = choose(x < x.constant(low), x.constant(low), x);
  return choose(not_low > x.constant(high), x.constant(high), not_low);
}

/// x = turns * pi/2 + rest, |rest| <= pi/4. Exact to a rounding for |x| <= 25 000.
template <class F>
struct Quarter {
  F sine, cosine;  // of the rest
  F::Word turns;   // modulo 4
};
template <class F>
Quarter<F> quarter(F x) {
  const F shifted = x * x.constant(0.636619772367581343) + x.constant(kRounder);
  const F k = shifted - x.constant(kRounder);
  const F rest = ((x - k * x.constant(0x1.92p0)) - k * x.constant(0x1.fb4p-12)) -
                 k * x.constant(0x1.4442d2p-24);
  const F r = limited(rest, -0.79, 0.79);  // matters only for huge x
  const F u = r * r;
  const F s = r + r * (u * polynomial(u, -0.166666552, 0.00833218731, -0.000195178945));
  const F c = (x.constant(1.0) - x.constant(0.5) * u) +
              u * u * polynomial(u, 0.041666653, -0.00138876098, 2.44617495e-05);
  return {s, c, bits(shifted)};
}
template <class F>
F sine_of(const Quarter<F>& q, typename F::Word turns) {
  const F magnitude = choose(is_zero(turns & 1U), q.sine, q.cosine);
  return from_bits(magnitude, bits(magnitude) ^ ((turns & 2U) << 30U));
}
/// Quality: within 1.2e-7 for |x| <= 10 000; beyond that in [-1, 1] but soon meaningless.
template <class F>
F sin(F x) {
  const auto q = quarter(x);
  return sine_of(q, q.turns);
}
template <class F>
F cos(F x) {
  const auto q = quarter(x);
  return sine_of(q, q.turns + 1U);
}
template <class F>
F tan(F x) {
  const auto q = quarter(x);
  const auto even = is_zero(q.turns & 1U);
  const F ratio = choose(even, q.sine, q.cosine) / choose(even, q.cosine, q.sine);
  return from_bits(ratio, bits(ratio) ^ ((q.turns & 1U) << 31U));
}

/// p * 2^(shifted - kRounder), for -126 <= the exponent <= 128; the lowest of them gives 0.
template <class F>
F scaled(F p, F shifted) {
  return p * p.constant(2.0) * from_bits(p, (bits(shifted) + 126U) << 23U);
}
/// Quality: 2 ulp; infinite above 88.72, 0 below -86.98.
template <class F>
F exp(F argument) {
  const F x = limited(argument, -87.3, 89.0);
  const F shifted = x * x.constant(1.44269504088896341) + x.constant(kRounder);
  const F k = shifted - x.constant(kRounder);
  const F r = (x - k * x.constant(0x1.62ep-1)) - k * x.constant(0x1.0bfbe8p-15);
  const F p = polynomial(r, 0.499999941, 0.166665153, 0.0416680415, 0.00836935263, 0.00138444041);
  return scaled(x.constant(1.0) + (r + r * r * p), shifted);
}

/// x = m * 2^exponent with m in [sqrt(1/2), sqrt(2)), for positive normal x.
template <class F>
struct Split {
  F m, exponent;
};
template <class F>
Split<F> split(F x) {
  const auto exponent = shift_signed(bits(x) - 0x3f3504f3U, 23U);
  return {from_bits(x, bits(x) - (exponent << 23U)), to_number(x, exponent)};
}
/// Quality: 2 ulp; -infinity at 0, no number below.
template <class F>
F log(F x) {
  const auto [m, e] = split(x);
  const F z = m - x.constant(1.0);
  const F s = z / (z + x.constant(2.0));
  const F u = s * s;
  const F r = u * polynomial(u, 0.666666687, 0.399996638, 0.285779506, 0.22851631);
  const F half = x.constant(0.5) * z * z;
  const F low = s * (half + r) + e * x.constant(0x1.0bfbe8p-15);
  const F y = e * x.constant(0x1.62ep-1) - ((half - low) - z);
  const F special = choose(x == x.constant(0.0), x.constant(-kInfinity), x.constant(kNoNumber));
  return choose(x > x.constant(0.0), choose(x < x.constant(kInfinity), y, x), special);
}

/// |a|^b for |a| that is normal: 2^(b log2 |a|), the exponent in double precision.
template <class F>
F power_of_magnitude(F magnitude, F b) {
  const auto [m, e] = split(magnitude);
  const auto z = widen(m - m.constant(1.0));
  const auto s = z / (z + z.constant(2.0));
  const auto log2 = s * polynomial(s * s, 2.885390081790093, 0.96179667333305319,
                                   0.57708358670372262, 0.41167261011017836, 0.34073220539526472);
  const auto t = limited(widen(b) * (widen(e) + log2), -126.0, 129.0);
  const auto k = floor(t + t.constant(0.5));
  const F f = narrow(t - k);
  const F p = polynomial(f, 0.693147182, 0.240226507, 0.055504214, 0.00961851608, 0.00133637676,
                         0.000152706561);
  return scaled(p.constant(1.0) + f * p, narrow(k) + p.constant(kRounder));
}
/// Quality: 2 ulp, also of large results; 0 below 1.7e-38. -0 counts as 0; infinite operands give
/// what limits give.
template <class F>
F pow(F a, F b) {
  const F zero = a.constant(0.0), one = a.constant(1.0);
  const F infinity = a.constant(kInfinity);
  const F magnitude = abs(a);
  const auto is_zero_base = magnitude == zero;
  const auto vanishes = (is_zero_base & (b > zero)) | ((magnitude == infinity) & (b < zero));
  F y = power_of_magnitude(magnitude, b);
  y = choose(is_zero_base | (magnitude == infinity), choose(vanishes, zero, infinity), y);
  const F half = b * a.constant(0.5);
  const F with_sign = choose(floor(half) == half, y, -y);
  const F no_number = a.constant(kNoNumber);
  y = choose(a < zero, choose(floor(b) == b, with_sign, no_number), y);
  y = choose(is_nan(a) | is_nan(b), no_number, y);
  return choose((b == zero) | (a == one), one, y);
}

/// Quality: 2 ulp.
template <class F>
F tanh(F x) {
  const F u = x * x;
  const F near = x + x * (u * polynomial(u, -0.333332926, 0.133316547, -0.0537539572, 0.0206783414,
                                         -0.00574325351));
  const F one = x.constant(1.0), two = x.constant(2.0);
  const F size = abs(x);
  const F far = one - two / (exp(size + size) + one);
  return choose(size < x.constant(0.625), near, choose(x < x.constant(0.0), -far, far));
}
/// Quality: 3 ulp. x = -0 counts as 0, (0, 0) gives 0.
template <class F>
F atan2(F y, F x) {
  const F width = abs(x), height = abs(y);
  const auto steep = height > width;
  const F longer = choose(steep, height, width), shorter = choose(steep, width, height);
  const F zero = x.constant(0.0);
  const F t = choose(longer == zero, zero, shorter / longer);
  const F u = t * t;
  F angle = t + t * (u * polynomial(u, -0.333333135, 0.199988425, -0.142663464, 0.109585822,
                                    -0.0841065422, 0.0579135418, -0.0309912898, 0.0107485,
                                    -0.00174370117));
  angle = choose(steep, x.constant(1.57079632679489662) - angle, angle);
  angle = choose(x < zero, x.constant(3.14159265358979324) - angle, angle);
  return choose(y < zero, -angle, angle);
}
}  // namespace krach::signal::math
