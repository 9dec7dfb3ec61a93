// src/jit/x86/instructions.cpp
#include "jit/x86/instructions.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>
#include <utility>

namespace krach::jit::x86 {
// ---- constants

std::int32_t Constants::put(const std::string& row) {
  const auto [found, is_new] = rows_.try_emplace(row, static_cast<std::int32_t>(bytes_.size()));
  if (is_new) bytes_ += row;
  return found->second;
}
std::int32_t Constants::in_all_lanes(std::uint64_t bits, bool is_wide) {
  const std::size_t size = is_wide ? 8 : 4;
  std::string row;
  while (row.size() < row_) row.append(reinterpret_cast<const char*>(&bits), size);
  return put(row);
}
std::int32_t Constants::lane_numbers() {
  std::vector<std::int32_t> numbers(row_ / sizeof(std::int32_t));
  std::iota(numbers.begin(), numbers.end(), 0);
  return put({reinterpret_cast<const char*>(numbers.data()), row_});
}
std::int32_t Constants::table(std::uint32_t number, const std::vector<float>& values) {
  const auto [found, is_new] =
      tables_.try_emplace(number, static_cast<std::int32_t>(bytes_.size()));
  if (is_new) {
    bytes_.append(reinterpret_cast<const char*>(values.data()), 4 * values.size());
    bytes_.resize((bytes_.size() + row_ - 1) / row_ * row_);
  }
  return found->second;
}

// ---- instructions

namespace {
/// For doubles, and for a single lane, there are others with the same number.
struct Shape {
  Op op;
  bool commutes = false, is_for_numbers = false;
  std::optional<std::uint8_t> byte{};
};
Shape shape(Kind kind) {
  constexpr std::uint8_t kLess = 1, kLessEqual = 2, kEqual = 0, kNotEqual = 4;
  switch (kind) {
    case Kind::add: return {{0, 1, 0x58}, true, true};
    case Kind::sub: return {{0, 1, 0x5c}, false, true};
    case Kind::mul: return {{0, 1, 0x59}, true, true};
    case Kind::div: return {{0, 1, 0x5e}, false, true};
    case Kind::min: return {{0, 1, 0x5d}, false, true};
    case Kind::max: return {{0, 1, 0x5f}, false, true};
    case Kind::less: return {{0, 1, 0xc2}, false, true, kLess};
    case Kind::less_equal: return {{0, 1, 0xc2}, false, true, kLessEqual};
    case Kind::equal: return {{0, 1, 0xc2}, true, true, kEqual};
    case Kind::not_equal: return {{0, 1, 0xc2}, true, true, kNotEqual};
    case Kind::bit_and: return {{0, 1, 0x54}, true};
    case Kind::bit_and_not: return {{0, 1, 0x55}};
    case Kind::bit_or: return {{0, 1, 0x56}, true};
    case Kind::bit_xor: return {{0, 1, 0x57}, true};
    case Kind::word_add: return {{1, 1, 0xfe}, true};
    case Kind::word_sub: return {{1, 1, 0xfa}};
    case Kind::word_mul: return {{1, 2, 0x40}, true};
    case Kind::word_equal: return {{1, 1, 0x76}, true};
    case Kind::word_greater: return {{1, 1, 0x66}};
    default: return {{1, 2, 0x3d}, true};  // word_max
  }
}
Op of_one_operand(const Instruction& i) {
  switch (i.kind) {
    case Kind::sqrt: return {0, 1, 0x51};
    case Kind::floor:
    case Kind::nearest: return {1, 3, static_cast<std::uint8_t>(i.wide ? 9 : 8), false, i.wide};
    case Kind::to_nearest_word: return {1, 1, 0x5b};
    case Kind::to_word: return {2, 1, 0x5b};
    default: return {0, 1, 0x5b};  // to_number
  }
}
}  // namespace

void Instructions::put(Op op, Vec to, Vec first, const Source& second,
                       std::optional<std::uint8_t> byte) {
  second.vec != kNoVec ? asm_.vector(op, to, first, second.vec, byte)
                       : asm_.vector(op, to, first, second.memory, byte);
}
Instructions::Source Instructions::bring_unless(bool folds, Value v) {
  if (!folds) r_.bring(v);
  return source(v);
}

void Instructions::one_operand(Value v) {
  constexpr std::uint8_t kDown = 9, kNearest = 8;  // and raise nothing
  const Instruction& i = code_.values[v];
  const Source in = bring_unless(r_.folds(i.in[0], false), i.in[0]);
  r_.pass(i);
  const auto byte = i.kind == Kind::floor     ? std::optional(kDown)
                    : i.kind == Kind::nearest ? std::optional(kNearest)
                                              : std::nullopt;
  put(of_one_operand(i), r_.target(v), 0, in, byte);
}

void Instructions::two_operands(Value v) {
  constexpr std::uint8_t kGreater = 14, kGreaterEqual = 13;
  const Instruction& i = code_.values[v];
  Shape s = shape(i.kind);
  if (s.is_for_numbers && i.wide) s.op.prefix = 1, s.op.of_doubles = true;
  if (s.is_for_numbers && !i.wide && one_lane()) s.op.prefix = 2;
  Value a = i.in[0], b = i.in[1];
  if (!r_.has(a) && r_.has(b)) {
    const bool is_less = i.kind == Kind::less, is_less_equal = i.kind == Kind::less_equal;
    if (s.commutes || is_less || is_less_equal) std::swap(a, b);
    if (is_less) s.byte = kGreater;
    if (is_less_equal) s.byte = kGreaterEqual;
  }
  const Vec first = r_.bring(a);
  const Source second = bring_unless(r_.folds(b, s.is_for_numbers && !i.wide), b);
  r_.pass(i);
  const Vec to = r_.target(v);
  const bool by_mask = is_512() && compares(i.kind);
  put(s.op, by_mask ? kMask : to, first, second, s.byte);
  if (by_mask) asm_.spread_mask(to, i.wide);
}

/// One of three operands is overwritten, and one may stand in memory.
void Instructions::fma(Value v) {
  const Instruction& i = code_.values[v];
  Value a = i.in[0], b = i.in[1];
  const Value c = i.in[2];
  if (!r_.has(a) && r_.has(b)) std::swap(a, b);  // if one factor is there, it is a
  // What stays in memory: a factor, unless both are there; or what is added.
  const bool folds_b = r_.folds(b, true) && b != a && b != c;
  const bool folds_c = r_.folds(c, true) && c != a && c != b;
  const Value far = folds_b ? b : folds_c ? c : kNoValue;
  for (const Value x : {a, b, c})
    if (x != far) r_.bring(x);
  // What is overwritten: what dies, else the one in memory once it is loaded, or a copy.
  Value gone = kNoValue;
  for (const Value x : {c, a, b})
    if (x != far && r_.dies(x)) gone = x;
  std::array<Source, 3> at{source(a), source(b), source(c)};
  const Vec gone_at = gone == kNoValue ? kNoVec : r_.where(gone);
  r_.pass(i);
  const Vec to = gone_at != kNoVec ? gone_at : r_.target(v);
  if (gone_at != kNoVec) {
    r_.take(to, v);
  } else if (far != kNoValue) {
    Source& loaded = far == b ? at[1] : at[2];
    r_.load(to, r_.home(far));
    loaded.vec = to;
  } else {
    r_.move(to, at[2].vec);
    at[2].vec = to;
  }
  const auto form = [&](unsigned number) {
    const unsigned signs = ((i.payload & kNegProduct) != 0 ? 4U : 0U) |
                           ((i.payload & kNegAddend) != 0 ? 2U : 0U) | (one_lane() ? 1U : 0U);
    return Op{1, 2, static_cast<std::uint8_t>(number + signs)};
  };
  constexpr unsigned k132 = 0x98, k213 = 0xa8, k231 = 0xb8;
  if (at[2].vec == to) return put(form(k231), to, at[0].vec, at[1]);  // to = first * second + to
  if (at[0].vec != to) std::swap(at[0], at[1]);
  if (at[1].vec == kNoVec) return put(form(k132), to, at[2].vec, at[1]);  // to * second + first
  put(form(k213), to, at[1].vec, at[2]);                                  // first * to + second
}

/// Bit by bit: one operand is overwritten, one may stand in memory, and a byte says what comes of
/// three bits.
void Instructions::choose_by_bits(Value v) {
  constexpr Op kTernary{1, 3, 0x25};
  const Instruction& i = code_.values[v];
  std::array<std::size_t, 3> order{0, 1, 2};  // mask, yes and no, as they are told
  const auto folds = [&](std::size_t k) {
    return r_.folds(i.in[k], false) && std::ranges::count(i.in, i.in[k]) == 1;
  };
  if (folds(1) && !folds(2)) std::swap(order[1], order[2]);
  const std::size_t count = folds(order[2]) ? 2 : 3;
  for (std::size_t k = 0; k < count; ++k) r_.bring(i.in[order[k]]);
  for (std::size_t k = 1; k < count; ++k)
    if (!r_.dies(i.in[order[0]]) && r_.dies(i.in[order[k]])) std::swap(order[0], order[k]);
  const bool dies = r_.dies(i.in[order[0]]);
  const Vec gone = r_.where(i.in[order[0]]), second = r_.where(i.in[order[1]]);
  const Source third = source(i.in[order[2]]);
  r_.pass(i);
  const Vec to = dies ? gone : r_.target(v);
  dies ? r_.take(to, v) : r_.move(to, gone);
  unsigned table = 0;
  for (unsigned bits = 0; bits < 8; ++bits) {
    std::array<bool, 3> is_set{};
    for (std::size_t k = 0; k < 3; ++k) is_set[order[k]] = (bits >> (2 - k) & 1U) != 0;
    table |= (is_set[0] ? is_set[1] : is_set[2]) ? 1U << bits : 0U;
  }
  put(kTernary, to, second, third, static_cast<std::uint8_t>(table));
}
void Instructions::choose(Value v) {
  constexpr Op kBlend{1, 3, 0x4a};
  const Instruction& i = code_.values[v];
  const auto [mask, yes, no] = i.in;
  const auto which = static_cast<std::uint8_t>(r_.bring(mask) << 4U);
  const Vec first = r_.bring(no);
  const Source second = bring_unless(r_.folds(yes, false), yes);
  r_.pass(i);
  put(kBlend, r_.target(v), first, second, which);
}
void Instructions::shift(Value v) {
  const Instruction& i = code_.values[v];
  const Vec in = r_.bring(i.in[0]);
  const Vec how = i.kind == Kind::shift_left ? 6 : i.kind == Kind::shift_right ? 2 : 4;
  r_.pass(i);
  asm_.vector({1, 1, 0x72}, how, r_.target(v), in, static_cast<std::uint8_t>(i.payload));
}
void Instructions::widen(Value v) {
  constexpr Op kHigh{1, 3, 0x19}, kHigh512{1, 3, 0x1b, false, true}, kWiden{0, 1, 0x5a};
  const Instruction& i = code_.values[v];
  const Vec in = r_.bring(i.in[0]);
  r_.pass(i);
  const Vec to = r_.target(v);
  const bool is_high = i.kind == Kind::widen_high;
  if (is_high) asm_.vector(is_512() ? kHigh512 : kHigh, in, 0, to, 1);
  asm_.vector(kWiden, to, 0, is_high ? to : in);
}
void Instructions::narrow(Value v) {
  constexpr Op kNarrow{1, 1, 0x5a, false, true}, kInsert{1, 3, 0x18},
      kInsert512{1, 3, 0x1a, false, true};
  const Instruction& i = code_.values[v];
  const Vec low = r_.bring(i.in[0]), high = r_.bring(i.in[1]), half = r_.spare();
  asm_.vector(kNarrow, half, 0, high);
  r_.pass(i);
  const Vec to = r_.target(v);
  asm_.vector(kNarrow, to, 0, low);
  if (!one_lane()) asm_.vector(is_512() ? kInsert512 : kInsert, to, to, half, 1);
}
void Instructions::copy(Value v) {
  const Instruction& i = code_.values[v];
  const Vec in = r_.bring(i.in[0]);
  r_.pass(i);
  if (const Vec to = r_.target(v); to != in) r_.move(to, in);
}

// ---- what stands beside

void Instructions::spread(Vec to, Gpr word) {
  constexpr Op kSpread{1, 2, 0x58};
  asm_.put_word(to, word);
  if (!one_lane()) asm_.vector(kSpread, to, 0, to);
}
/// Where a line is on this frame, or was.
Memory Instructions::in_line(const Line& line, std::uint32_t distance) {
  asm_.address(kScratch, {kPosition, -static_cast<std::int32_t>(distance)});
  asm_.and32(kScratch, static_cast<std::int32_t>(line.mask));
  if (!one_lane())
    asm_.shift_left64(kScratch, static_cast<std::uint8_t>(std::countr_zero(code_.layout.lanes)));
  return {kState, r_.in_state(line.row).at, 4, kScratch};
}
void Instructions::line(Value v) {
  const Instruction& i = code_.values[v];
  const bool is_read = i.kind == Kind::line_read_fixed;
  const Line& line = code_.lines[is_read ? i.payload >> 32U : i.payload];
  const std::uint32_t distance = is_read ? static_cast<std::uint32_t>(i.payload) : 0;
  const Home home{true, one_lane(), in_line(line, distance)};
  if (is_read) return r_.load(r_.target(v), home);
  r_.store(home, r_.bring(i.in[0]));
  r_.pass(i);
}
/// Of the state, or of a table: in each lane the number at its own place.
void Instructions::read(Value v) {
  constexpr Op kZero{0, 1, 0x57};
  const Instruction& i = code_.values[v];
  Memory from = r_.in_state(i.payload);
  if (i.kind == Kind::table) {
    const auto number = static_cast<std::uint32_t>(i.payload);
    const std::int32_t at = constants_.table(number, code_.tables[number]);
    asm_.address(kOther, {.at = at, .is_constant = true});
    from = {kOther, 0};
  }
  const Vec places = r_.bring(i.in[0]);
  if (one_lane()) {
    asm_.take_word(kScratch, places);
    r_.pass(i);
    return r_.load(r_.target(v), {true, true, {from.base, from.at, 4, kScratch}});
  }
  const Vec spare = r_.spare(), to = r_.target(v);
  asm_.vector(kZero, to, to, to);  // else it would wait for what was there
  asm_.gather(to, from.base, from.at, places, spare);
  r_.pass(i);
}
void Instructions::write(Value v) {
  const Instruction& i = code_.values[v];
  const Vec places = r_.bring(i.in[0]), numbers = r_.bring(i.in[1]);
  const Memory to{kState, r_.in_state(i.payload).at, 4, kScratch};
  if (one_lane()) {
    asm_.take_word(kScratch, places);
    r_.store({true, true, to}, numbers);
  } else {
    const Home where = r_.slot(), what = r_.slot();
    r_.store(where, places);
    r_.store(what, numbers);
    for (std::int32_t lane = 0; lane < r_.row_bytes(); lane += 4) {
      asm_.load32(kScratch, {Gpr::rsp, where.memory.at + lane});
      asm_.load32(kOther, {Gpr::rsp, what.memory.at + lane});
      asm_.store32(to, kOther);
    }
  }
  r_.pass(i);
}
void Instructions::mix(Value v) {
  const Instruction& i = code_.values[v];
  const Home sum{true, one_lane(), {kSums.at(i.payload), 0, 1, kDone}};
  const Vec in = r_.bring(i.in[0]), to = r_.spare();
  r_.load(to, sum);
  put({1, 2, static_cast<std::uint8_t>(one_lane() ? 0xb9 : 0xb8)}, to, in, source(i.in[1]));
  r_.store(sum, to);
  r_.pass(i);
}

void Instructions::compute(Value v) {
  const Instruction& i = code_.values[v];
  switch (i.kind) {
    case Kind::fma: fma(v); break;
    case Kind::choose: is_512() ? choose_by_bits(v) : choose(v); break;
    case Kind::sqrt:
    case Kind::floor:
    case Kind::nearest:
    case Kind::to_word:
    case Kind::to_nearest_word:
    case Kind::to_number: one_operand(v); break;
    case Kind::shift_left:
    case Kind::shift_right:
    case Kind::shift_signed: shift(v); break;
    case Kind::widen_low:
    case Kind::widen_high: widen(v); break;
    case Kind::narrow: narrow(v); break;
    case Kind::position: spread(r_.target(v), kPosition); break;
    case Kind::copy: copy(v); break;
    case Kind::line_write:
    case Kind::line_read_fixed: line(v); break;
    case Kind::table:
    case Kind::read: read(v); break;
    case Kind::write: write(v); break;
    case Kind::keep:
      r_.store({true, one_lane(), r_.in_state(i.payload)}, r_.bring(i.in[0]));
      r_.pass(i);
      break;
    case Kind::mix: mix(v); break;
    default: two_operands(v);
  }
  r_.settle(v);
}
}  // namespace krach::jit::x86
