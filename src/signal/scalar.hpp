// src/signal/scalar.hpp: one number and one word, with the vocabulary of signal/math.hpp.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>

namespace krach::signal::math {
/// 32 bits, counted modulo 2^32.
struct ScalarWord {
  std::uint32_t v = 0;
  friend ScalarWord operator+(ScalarWord a, ScalarWord b) { return {a.v + b.v}; }
  friend ScalarWord operator-(ScalarWord a, ScalarWord b) { return {a.v - b.v}; }
  friend ScalarWord operator*(ScalarWord a, std::uint32_t k) { return {a.v * k}; }
  friend ScalarWord operator+(ScalarWord a, std::uint32_t k) { return {a.v + k}; }
  friend ScalarWord operator-(ScalarWord a, std::uint32_t k) { return {a.v - k}; }
  friend ScalarWord operator&(ScalarWord a, std::uint32_t k) { return {a.v & k}; }
  friend ScalarWord operator^(ScalarWord a, ScalarWord b) { return {a.v ^ b.v}; }
  friend ScalarWord operator^(ScalarWord a, std::uint32_t k) { return {a.v ^ k}; }
  friend ScalarWord operator<<(ScalarWord a, std::uint32_t n) { return {a.v << n}; }
  friend ScalarWord operator>>(ScalarWord a, std::uint32_t n) { return {a.v >> n}; }
  friend bool is_zero(ScalarWord a) { return a.v == 0; }
};
inline ScalarWord shift_signed(ScalarWord a, std::uint32_t n) {
  return {static_cast<std::uint32_t>(static_cast<std::int32_t>(a.v) >> n)};
}

template <class Real>
struct Scalar {
  using Mask = bool;
  using Word = ScalarWord;
  Real v = 0;

  Scalar constant(double x) const { return {static_cast<Real>(x)}; }
  friend Scalar operator+(Scalar a, Scalar b) { return {a.v + b.v}; }
  friend Scalar operator-(Scalar a, Scalar b) { return {a.v - b.v}; }
  friend Scalar operator*(Scalar a, Scalar b) { return {a.v * b.v}; }
  friend Scalar operator/(Scalar a, Scalar b) { return {a.v / b.v}; }
  friend Scalar operator-(Scalar a) { return {-a.v}; }
  friend bool operator<(Scalar a, Scalar b) { return a.v < b.v; }
  friend bool operator<=(Scalar a, Scalar b) { return a.v <= b.v; }
  friend bool operator>(Scalar a, Scalar b) { return a.v > b.v; }
  friend bool operator>=(Scalar a, Scalar b) { return a.v >= b.v; }
  friend bool operator==(Scalar a, Scalar b) { return a.v == b.v; }
  friend bool operator!=(Scalar a, Scalar b) { return a.v != b.v; }
  friend Scalar choose(bool mask, Scalar yes, Scalar no) { return mask ? yes : no; }

  friend Scalar floor(Scalar x) { return {std::floor(x.v)}; }
  friend Scalar nearest(Scalar x) { return {std::nearbyint(x.v)}; }  // the even one of two
  friend Scalar sqrt(Scalar x) { return {std::sqrt(x.v)}; }
  friend Scalar abs(Scalar x) { return {std::abs(x.v)}; }
  friend Scalar fma(Scalar a, Scalar b, Scalar c) { return {std::fma(a.v, b.v, c.v)}; }
  /// Modulo 2^32.
  friend Word to_nearest_word(Scalar x) { return to_word(nearest(x)); }
  /// Whole numbers only, in the range of the result.
  friend Word to_word(Scalar x) {
    return {static_cast<std::uint32_t>(static_cast<std::int64_t>(x.v))};
  }
};
using Single = Scalar<float>;
using Double = Scalar<double>;

inline Single to_number(Single, ScalarWord w) {
  return {static_cast<float>(static_cast<std::int32_t>(w.v))};
}
inline Double to_number(Double, ScalarWord w) {
  return {static_cast<double>(static_cast<std::int32_t>(w.v))};
}
inline ScalarWord bits(Single x) { return {std::bit_cast<std::uint32_t>(x.v)}; }
inline Single from_bits(Single, ScalarWord w) { return {std::bit_cast<float>(w.v)}; }
inline Double widen(Single x) { return {static_cast<double>(x.v)}; }
inline Single narrow(Double x) { return {static_cast<float>(x.v)}; }

// In double precision a program shows what it means, so the functions are the library's.
inline Double sin(Double x) { return {std::sin(x.v)}; }
inline Double cos(Double x) { return {std::cos(x.v)}; }
inline Double tan(Double x) { return {std::tan(x.v)}; }
inline Double exp(Double x) { return {std::exp(x.v)}; }
inline Double log(Double x) { return {std::log(x.v)}; }
inline Double tanh(Double x) { return {std::tanh(x.v)}; }
inline Double pow(Double a, Double b) { return {std::pow(a.v, b.v)}; }
inline Double atan2(Double y, Double x) { return {std::atan2(y.v, x.v)}; }
}  // namespace krach::signal::math
