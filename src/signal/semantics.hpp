// src/signal/semantics.hpp: what each operation does to numbers, once for every way to run it.
#pragma once
#include <cstdint>

#include "signal/math.hpp"
#include "signal/program.hpp"
#include "signal/scalar.hpp"

namespace krach::signal::math {
template <class F>
F truth(typename F::Mask mask, F like) {
  return choose(mask, like.constant(1.0), like.constant(0.0));
}
/// The operations that remember nothing. Operands that `op` does not have are ignored.
template <class F>
F apply(Op op, F a, F b, F c) {
  switch (op) {
    case Op::neg: return -a;
    case Op::abs: return abs(a);
    case Op::floor: return floor(a);
    case Op::sqrt: return sqrt(a);
    case Op::sin: return sin(a);
    case Op::cos: return cos(a);
    case Op::tan: return tan(a);
    case Op::exp: return exp(a);
    case Op::log: return log(a);
    case Op::tanh: return tanh(a);
    case Op::add: return a + b;
    case Op::sub: return a - b;
    case Op::mul: return a * b;
    case Op::div: return a / b;
    case Op::min: return choose(a < b, a, b);
    case Op::max: return choose(a > b, a, b);
    case Op::pow: return pow(a, b);
    case Op::atan2: return atan2(a, b);
    case Op::lt: return truth(a < b, a);
    case Op::le: return truth(a <= b, a);
    case Op::gt: return truth(a > b, a);
    case Op::ge: return truth(a >= b, a);
    case Op::eq: return truth(a == b, a);
    case Op::ne: return truth(a != b, a);
    case Op::select: return choose(a != a.constant(0.0), b, c);
    case Op::fma: return fma(a, b, c);
    default: return a;  // not asked: constants, inputs and what has state
  }
}

/// A step in cycles as 2^-32 cycles, rounded: its part in [-1/2, 1/2], both ends of which are the
/// same word. 0 if it is not finite.
template <class F>
F::Word phase_step(F cycles) {
  const F part = cycles - nearest(cycles);
  const F finite = choose(is_nan(part), part.constant(0.0), part);
  return to_nearest_word(finite * part.constant(0x1p32));
}
/// Where a phase is in its cycle, [0, 1), in steps of 2^-24.
template <class F>
F phase_position(F like, typename F::Word phase) {
  return to_number(like, phase >> 8U) * like.constant(0x1p-24);
}

/// How many frames back a delay reads: floor(frames) kept in [0, longest]; 0 if it is no number.
template <class F>
F::Word delay_distance(F frames, std::uint32_t longest) {
  const F limit = frames.constant(longest), zero = frames.constant(0.0);
  const F whole = floor(frames);
  const F positive = choose(whole > zero, whole, zero);
  return to_word(choose(positive < limit, positive, limit));
}

/// Which of `size` numbers is meant: the last ones stand for all beyond them; 0 for no number.
template <class F>
F::Word table_place(F position, std::size_t size) {
  return delay_distance(position, static_cast<std::uint32_t>(size - 1));
}

/// Source: C. Wellons' "lowbias32" (2018): each input bit moves each output bit.
template <class Word>
Word scrambled(Word x) {
  x = (x ^ (x >> 16U)) * 0x7feb352dU;
  x = (x ^ (x >> 15U)) * 0x846ca68bU;
  return x ^ (x >> 16U);
}
/// What tells one stream of one voice from all others; the same for a voice's whole life.
template <class Word>
struct NoiseKey {
  Word first, second;
};
template <class Word>
NoiseKey<Word> noise_key(Word seed, std::uint32_t stream) {
  const Word first = scrambled(seed + scrambled(ScalarWord{stream + 1}).v);
  return {first, scrambled(first + 0x9e3779b9U)};
}
/// [-1, 1) in steps of 2^-23: lowbias32 of the frame, with half of the key before it, half inside.
template <class F>
F noise_at(F like, const NoiseKey<typename F::Word>& key, typename F::Word frame) {
  auto x = frame + key.first;
  x = (x ^ (x >> 16U)) * 0x7feb352dU;
  x = (x ^ key.second ^ (x >> 15U)) * 0x846ca68bU;
  x = x ^ (x >> 16U);
  return to_number(like, shift_signed(x, 8U)) * like.constant(0x1p-23);
}
}  // namespace krach::signal::math
