// src/jit/lane.hpp: numbers that write down what is done to them, with the vocabulary of
// signal/math.hpp.
#pragma once
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "jit/code.hpp"

namespace krach::jit {
inline constexpr std::uint32_t kSignBit = 0x80000000U;

/// A value and where it is written down.
struct Noted {
  Recorder* r = nullptr;
  Value v = kNoValue;
  Value note(Kind kind, Value a, Value b = kNoValue, Value c = kNoValue,
             std::uint64_t payload = 0) const {
    return r->record({kind, false, {a, b, c}, payload});
  }
  Value bits_of(std::uint32_t bits) const { return r->record({.payload = bits}); }
};

struct LaneMask : Noted {
  static constexpr std::uint32_t kNone = 0, kAll = ~0U;
  bool is_none() const { return r->is(v, kNone); }
  bool is_all() const { return r->is(v, kAll); }
  friend LaneMask operator&(LaneMask x, LaneMask y) {
    if (x.is_none() || y.is_all()) return x;
    if (y.is_none() || x.is_all()) return y;
    return {{x.r, x.note(Kind::bit_and, x.v, y.v)}};
  }
  friend LaneMask operator|(LaneMask x, LaneMask y) {
    if (x.is_none() || y.is_all()) return y;
    if (y.is_none() || x.is_all()) return x;
    return {{x.r, x.note(Kind::bit_or, x.v, y.v)}};
  }
};

/// 32 bits in each lane, counted modulo 2^32.
struct LaneWord : Noted {
  LaneWord with(Kind kind, Value b, std::uint64_t payload = 0) const {
    return {{r, note(kind, v, b, kNoValue, payload)}};
  }
  LaneWord constant(std::uint32_t k) const { return {{r, bits_of(k)}}; }
  friend LaneWord operator+(LaneWord x, LaneWord y) { return x.with(Kind::word_add, y.v); }
  friend LaneWord operator-(LaneWord x, LaneWord y) { return x.with(Kind::word_sub, y.v); }
  friend LaneWord operator^(LaneWord x, LaneWord y) { return x.with(Kind::bit_xor, y.v); }
  friend LaneWord operator&(LaneWord x, LaneWord y) { return x.with(Kind::bit_and, y.v); }
  LaneWord operator+(std::uint32_t k) const { return *this + constant(k); }
  LaneWord operator-(std::uint32_t k) const { return *this - constant(k); }
  LaneWord operator*(std::uint32_t k) const { return with(Kind::word_mul, bits_of(k)); }
  LaneWord operator&(std::uint32_t k) const { return *this & constant(k); }
  LaneWord operator^(std::uint32_t k) const { return *this ^ constant(k); }
  LaneWord operator<<(std::uint32_t n) const { return with(Kind::shift_left, kNoValue, n); }
  LaneWord operator>>(std::uint32_t n) const { return with(Kind::shift_right, kNoValue, n); }
  friend LaneWord shift_signed(LaneWord x, std::uint32_t n) {
    return x.with(Kind::shift_signed, kNoValue, n);
  }
  friend LaneMask is_zero(LaneWord x) {
    return {{x.r, x.note(Kind::word_equal, x.v, x.bits_of(0))}};
  }
  /// As signed numbers.
  friend LaneWord larger(LaneWord x, LaneWord y) { return x.with(Kind::word_max, y.v); }
  friend LaneMask is_above(LaneWord x, std::int32_t k) {
    return {{x.r, x.note(Kind::word_greater, x.v, x.bits_of(static_cast<std::uint32_t>(k)))}};
  }
  /// x where the mask is not set, else 0.
  friend LaneWord without(LaneMask m, LaneWord x) {
    return {{x.r, x.note(Kind::bit_and_not, m.v, x.v)}};
  }
};

/// A float in each lane.
struct Lane : Noted {
  using Mask = LaneMask;
  using Word = LaneWord;
  static std::uint32_t pattern(double x) {
    return std::bit_cast<std::uint32_t>(static_cast<float>(x));
  }

  Lane with(Kind kind, Value b = kNoValue, Value c = kNoValue, std::uint64_t payload = 0) const {
    return {{r, note(kind, v, b, c, payload)}};
  }
  Mask mask(Kind kind, Lane y) const { return {{r, note(kind, v, y.v)}}; }
  Mask known(bool is_so) const { return {{r, bits_of(is_so ? Mask::kAll : Mask::kNone)}}; }
  Lane constant(double x) const { return {{r, bits_of(pattern(x))}}; }
  bool is(double x) const { return r->is(v, pattern(x)); }

  friend Lane operator+(Lane x, Lane y) { return x.with(Kind::add, y.v); }
  friend Lane operator-(Lane x, Lane y) { return x.with(Kind::sub, y.v); }
  friend Lane operator*(Lane x, Lane y) { return x.with(Kind::mul, y.v); }
  friend Lane operator/(Lane x, Lane y) { return x.with(Kind::div, y.v); }
  friend Lane operator-(Lane x) {
    if (const auto& i = x.r->at(x.v); i.kind == Kind::constant)
      return {{x.r, x.bits_of(static_cast<std::uint32_t>(i.payload) ^ kSignBit)}};
    return x.with(Kind::bit_xor, x.bits_of(kSignBit));
  }
  friend Mask operator<(Lane x, Lane y) {
    return x.v == y.v ? x.known(false) : x.mask(Kind::less, y);
  }
  friend Mask operator<=(Lane x, Lane y) { return x.mask(Kind::less_equal, y); }
  friend Mask operator>(Lane x, Lane y) { return y < x; }
  friend Mask operator>=(Lane x, Lane y) { return y <= x; }
  friend Mask operator==(Lane x, Lane y) { return x.mask(Kind::equal, y); }
  friend Mask operator!=(Lane x, Lane y) {
    if (y.is(0.0) && x.is_truth()) return {{x.r, x.r->at(x.v).in[0]}};
    if (y.is(0.0) && (x.is(0.0) || x.is(1.0))) return x.known(x.is(1.0));
    if (x.v == y.v && x.is_truth()) return x.known(false);
    return x.mask(Kind::not_equal, y);
  }
  friend Lane choose(Mask m, Lane yes, Lane no) {
    if (m.is_none() || m.is_all()) return m.is_all() ? yes : no;
    if (const auto& less = m.r->at(m.v); less.kind == Kind::less && !less.wide) {
      if (less.in[0] == yes.v && less.in[1] == no.v) return yes.with(Kind::min, no.v);
      if (less.in[1] == yes.v && less.in[0] == no.v) return yes.with(Kind::max, no.v);
    }
    if (no.is(0.0)) return {{m.r, m.note(Kind::bit_and, m.v, yes.v)}};
    if (yes.is(0.0)) return {{m.r, m.note(Kind::bit_and_not, m.v, no.v)}};
    return {{m.r, m.note(Kind::choose, m.v, yes.v, no.v)}};
  }
  /// A mask as 1 and 0.
  bool is_truth() const {
    const auto& i = r->at(v);
    return i.kind == Kind::bit_and && r->is(i.in[1], pattern(1.0)) && is_mask(i.in[0]);
  }
  bool is_mask(Value mask) const {
    const auto& i = r->at(mask);
    if (i.kind == Kind::bit_and || i.kind == Kind::bit_or)
      return is_mask(i.in[0]) && is_mask(i.in[1]);
    return (i.kind >= Kind::less && i.kind <= Kind::not_equal) || i.kind == Kind::word_equal;
  }

  friend Lane floor(Lane x) { return x.with(Kind::floor); }
  friend Lane nearest(Lane x) { return x.with(Kind::nearest); }
  friend Word to_nearest_word(Lane x) { return {{x.r, x.note(Kind::to_nearest_word, x.v)}}; }
  friend Lane sqrt(Lane x) { return x.with(Kind::sqrt); }
  friend Lane abs(Lane x) { return x.with(Kind::bit_and, x.bits_of(~kSignBit)); }
  friend Lane fma(Lane x, Lane y, Lane z) {
    x.take_scale(y);
    y.take_scale(x);
    std::uint64_t signs = 0;
    for (Lane* factor : {&x, &y})
      if (factor->take_sign()) signs ^= kNegProduct;
    if (z.take_sign()) signs ^= kNegAddend;
    return x.with(Kind::fma, y.v, z.v, signs);
  }
  /// If this is a whole number times a power of two, and `by` is known, `by` takes the power.
  void take_scale(Lane& by) {
    const auto& i = r->at(v);
    const auto& other = r->at(by.v);
    if (i.kind != Kind::mul || i.wide || other.kind != Kind::constant) return;
    if (r->at(i.in[0]).kind != Kind::to_number || r->at(i.in[1]).kind != Kind::constant) return;
    const float scale = number(r->at(i.in[1])), product = scale * number(other);
    int power = 0;
    if (std::frexp(scale, &power) != 0.5F || !std::isnormal(product)) return;
    v = i.in[0];
    by = by.constant(product);
  }
  static float number(const Instruction& constant) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(constant.payload));
  }
  /// If this is the negative of something, it becomes that.
  bool take_sign() {
    const auto& i = r->at(v);
    if (i.kind != Kind::bit_xor || !r->is(i.in[1], kSignBit)) return false;
    v = i.in[0];
    return true;
  }
  friend Word to_word(Lane x) { return {{x.r, x.note(Kind::to_word, x.v)}}; }
  friend Lane to_number(Lane, Word w) { return {{w.r, w.note(Kind::to_number, w.v)}}; }
  friend Word bits(Lane x) { return {{x.r, x.v}}; }
  friend Lane from_bits(Lane, Word w) { return {{w.r, w.v}}; }
};

/// Two values, for two halves of the lanes.
struct WideMask {
  Recorder* r;
  std::array<Value, 2> v;
};
/// A double in each lane.
struct WideLane {
  using Mask = WideMask;
  Recorder* r = nullptr;
  std::array<Value, 2> v{kNoValue, kNoValue};

  std::array<Value, 2> each(Kind kind, const std::array<Value, 2>& b,
                            const std::array<Value, 2>& c = {kNoValue, kNoValue}) const {
    return {r->record({kind, true, {v[0], b[0], c[0]}, 0}),
            r->record({kind, true, {v[1], b[1], c[1]}, 0})};
  }
  WideLane constant(double x) const {
    const Value k = r->record({.wide = true, .payload = std::bit_cast<std::uint64_t>(x)});
    return {r, {k, k}};
  }
  friend WideLane operator+(WideLane x, WideLane y) { return {x.r, x.each(Kind::add, y.v)}; }
  friend WideLane operator-(WideLane x, WideLane y) { return {x.r, x.each(Kind::sub, y.v)}; }
  friend WideLane operator*(WideLane x, WideLane y) { return {x.r, x.each(Kind::mul, y.v)}; }
  friend WideLane operator/(WideLane x, WideLane y) { return {x.r, x.each(Kind::div, y.v)}; }
  friend Mask operator<(WideLane x, WideLane y) { return {x.r, x.each(Kind::less, y.v)}; }
  friend Mask operator>(WideLane x, WideLane y) { return y < x; }
  friend WideLane choose(Mask m, WideLane yes, WideLane no) {
    return {m.r, WideLane{m.r, m.v}.each(Kind::choose, yes.v, no.v)};
  }
  friend WideLane floor(WideLane x) { return {x.r, x.each(Kind::floor, {kNoValue, kNoValue})}; }
};
inline WideLane widen(Lane x) {
  const auto half = [&](Kind kind) {
    return x.r->record({kind, true, {x.v, kNoValue, kNoValue}, 0});
  };
  return {x.r,
          {half(Kind::widen_low), half(x.r->lanes() == 1 ? Kind::widen_low : Kind::widen_high)}};
}
inline Lane narrow(WideLane x) {
  return {{x.r, x.r->record({Kind::narrow, false, {x.v[0], x.v[1], kNoValue}, 0})}};
}
}  // namespace krach::jit
