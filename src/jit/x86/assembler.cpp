// src/jit/x86/assembler.cpp
#include "jit/x86/assembler.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace krach::jit::x86 {
static constexpr std::uint8_t kSib = 4, kNoIndex = 4, kFromHere = 5;
static std::uint8_t number(Gpr r) { return static_cast<std::uint8_t>(r); }
/// What stands in the code needs none.
static std::uint8_t base_of(const Memory& m) { return m.is_constant ? 0 : number(m.base); }
static bool is_high(std::uint8_t r) { return (r & 8U) != 0; }

void Assembler::put32(std::int32_t x) {
  std::array<char, sizeof x> four{};
  std::memcpy(four.data(), &x, sizeof x);
  bytes_.append(four.data(), four.size());
}
void Assembler::modrm(std::uint8_t mode, std::uint8_t reg, std::uint8_t rm) {
  put(static_cast<std::uint8_t>((mode << 6U) | ((reg & 7U) << 3U) | (rm & 7U)));
}
/// `trailing` bytes of the instruction follow: places behind the code are told from its end. A
/// short distance is counted in units.
void Assembler::memory(std::uint8_t reg, const Memory& m, std::int32_t trailing,
                       std::int32_t unit) {
  if (m.is_constant) {
    modrm(0, reg, kFromHere);
    fixups_.push_back(bytes_.size());
    return put32(m.at - trailing);
  }
  const std::int32_t units = m.at / unit;
  const bool is_small = m.at == units * unit && units == static_cast<std::int8_t>(units);
  const std::uint8_t mode = is_small ? 1 : 2, base = number(m.base);
  if (m.scale != 0) {
    modrm(mode, reg, kSib);
    modrm(static_cast<std::uint8_t>(std::countr_zero(m.scale)), number(m.index), base);
  } else {
    modrm(mode, reg, base);
    if ((base & 7U) == kSib) modrm(0, kNoIndex, base);
  }
  is_small ? put(static_cast<std::uint8_t>(units)) : put32(m.at);
}

// ---- vectors

static constexpr std::int32_t kBytes512 = 64;

void Assembler::prefix(Op op, const Named& named, std::uint8_t mask) {
  is_512() ? evex(op, named, mask) : vex(op, named);
  put(op.number);
}
void Assembler::vex(Op op, const Named& named) {
  const unsigned r = is_high(named.reg) ? 0U : 0x80U, x = is_high(named.index) ? 0U : 0x40U,
                 b = is_high(named.rm) ? 0U : 0x20U;
  const bool is_long = lanes_ == 8 && !op.is_short;
  const unsigned tail = ((~unsigned{named.first} & 15U) << 3U) | (is_long ? 4U : 0U) | op.prefix;
  if (x != 0 && b != 0 && op.map == 1) {
    put(0xc5);
    put(static_cast<std::uint8_t>(r | tail));
  } else {
    put(0xc4);
    put(static_cast<std::uint8_t>(r | x | b | op.map));
    put(static_cast<std::uint8_t>(tail));
  }
}
/// Bits of the registers' numbers are told inverted, the fifth of rm where that of an index is.
void Assembler::evex(Op op, const Named& named, std::uint8_t mask) {
  const auto unless = [](std::uint8_t r, unsigned bit, unsigned place) {
    return (r & bit) != 0 ? 0U : place;
  };
  constexpr unsigned kDoubles = 0x80, kAlways = 4, kLong = 0x40;
  put(0x62);
  put(static_cast<std::uint8_t>(unless(named.reg, 8, 0x80) |
                                (unless(named.index, 8, 0x40) & unless(named.rm, 16, 0x40)) |
                                unless(named.rm, 8, 0x20) | unless(named.reg, 16, 0x10) | op.map));
  put(static_cast<std::uint8_t>((op.of_doubles ? kDoubles : 0U) |
                                ((~unsigned{named.first} & 15U) << 3U) | kAlways | op.prefix));
  put(static_cast<std::uint8_t>((op.is_short ? 0U : kLong) |
                                unless(named.first | named.index, 16, 8) | mask));
}
void Assembler::vector(Op op, Vec to, Vec first, Vec second, std::optional<std::uint8_t> byte) {
  prefix(op, {.reg = to, .first = first, .index = 0, .rm = second});
  modrm(3, to, second);
  if (byte) put(*byte);
}
void Assembler::vector(Op op, Vec to, Vec first, const Memory& m,
                       std::optional<std::uint8_t> byte) {
  const std::uint8_t index = m.scale != 0 ? number(m.index) : 0;
  prefix(op, {.reg = to, .first = first, .index = index, .rm = base_of(m)});
  memory(to, m, byte ? 1 : 0, is_512() ? kBytes512 : 1);
  if (byte) put(*byte);
}
void Assembler::gather(Vec to, Gpr base, std::int32_t at, Vec places, Vec spare) {
  constexpr Op kGather{1, 2, 0x92}, kSame{1, 1, 0x76};
  const Memory from{base, at, 4, static_cast<Gpr>(places)};
  if (!is_512()) {
    vector(kSame, spare, spare, spare);
    return vector(kGather, to, spare, from);
  }
  for (const unsigned b : {0xc5U, 0xf4U, 0x46U, 0xc9U}) put(static_cast<std::uint8_t>(b));  // all
  prefix(kGather, {.reg = to, .first = 0, .index = places, .rm = number(base)}, kMask);
  memory(to, from, 0, sizeof(float));
}
void Assembler::spread_mask(Vec to, bool of_doubles) {
  vector({2, 2, 0x38, false, of_doubles}, to, 0, kMask);
}
void Assembler::take_word(Gpr to, Vec from) { vector({1, 1, 0x7e, true}, from, 0, number(to)); }
void Assembler::put_word(Vec to, Gpr from) { vector({1, 1, 0x6e, true}, to, 0, number(from)); }
void Assembler::zero_upper() {
  for (const unsigned b : {0xc5U, 0xf8U, 0x77U}) put(static_cast<std::uint8_t>(b));
}

// ---- general registers

void Assembler::general(bool wide, std::uint8_t number_of_op, std::uint8_t reg, Gpr rm) {
  const unsigned rex =
      (wide ? 8U : 0U) | (is_high(reg) ? 4U : 0U) | (is_high(number(rm)) ? 1U : 0U);
  if (rex != 0) put(static_cast<std::uint8_t>(0x40U | rex));
  put(number_of_op);
  modrm(3, reg, number(rm));
}
void Assembler::general(bool wide, std::uint8_t number_of_op, Gpr reg, const Memory& m) {
  const unsigned rex = (wide ? 8U : 0U) | (is_high(number(reg)) ? 4U : 0U) |
                       (m.scale != 0 && is_high(number(m.index)) ? 2U : 0U) |
                       (!m.is_constant && is_high(number(m.base)) ? 1U : 0U);
  if (rex != 0) put(static_cast<std::uint8_t>(0x40U | rex));
  put(number_of_op);
  memory(number(reg), m, 0);
}
void Assembler::immediate(bool wide, std::uint8_t what, Gpr to, std::int32_t x) {
  general(wide, 0x81, what, to);
  put32(x);
}
void Assembler::move64(Gpr to, Gpr from) { general(true, 0x89, number(from), to); }
void Assembler::load64(Gpr to, const Memory& from) { general(true, 0x8b, to, from); }
void Assembler::load32(Gpr to, const Memory& from) { general(false, 0x8b, to, from); }
void Assembler::store32(const Memory& to, Gpr from) { general(false, 0x89, from, to); }
void Assembler::address(Gpr to, const Memory& of) { general(true, 0x8d, to, of); }
void Assembler::add64(Gpr to, Gpr from) { general(true, 0x01, number(from), to); }
void Assembler::add64(Gpr to, std::int32_t x) { immediate(true, 0, to, x); }
void Assembler::and64(Gpr to, std::int32_t x) { immediate(true, 4, to, x); }
void Assembler::add32(Gpr to, std::int32_t x) { immediate(false, 0, to, x); }
void Assembler::and32(Gpr to, std::int32_t x) { immediate(false, 4, to, x); }
void Assembler::multiply64(Gpr to, std::int32_t x) {
  general(true, 0x69, number(to), to);
  put32(x);
}
void Assembler::shift_left64(Gpr to, std::uint8_t n) {
  general(true, 0xc1, 4, to);
  put(n);
}
void Assembler::compare64(Gpr a, Gpr b) { general(true, 0x39, number(b), a); }
void Assembler::test32(Gpr a) { general(false, 0x85, number(a), a); }
void Assembler::push(Gpr r) {
  if (is_high(number(r))) put(0x41);
  put(static_cast<std::uint8_t>(0x50U | (number(r) & 7U)));
}
void Assembler::pop(Gpr r) {
  if (is_high(number(r))) put(0x41);
  put(static_cast<std::uint8_t>(0x58U | (number(r) & 7U)));
}
void Assembler::leave() { put(0xc3); }

void Assembler::jump_if_less(std::size_t target) {
  put(0x0f);
  put(0x8c);
  put32(static_cast<std::int32_t>(target) - static_cast<std::int32_t>(here() + 4));
}
std::size_t Assembler::jump_if_not_positive() {
  put(0x0f);
  put(0x8e);
  put32(0);
  return here();
}
std::size_t Assembler::jump_if_not_less() {
  put(0x0f);
  put(0x8d);
  put32(0);
  return here();
}
void Assembler::patch(std::size_t jump) { patch(jump, static_cast<std::int32_t>(here() - jump)); }
std::size_t Assembler::add64_later(Gpr to) {
  add64(to, 0);
  return here();
}
void Assembler::patch(std::size_t number, std::int32_t x) {
  std::memcpy(&bytes_[number - sizeof x], &x, sizeof x);
}

std::string Assembler::link(const std::string& constants) {
  constexpr std::size_t kLine = 64;
  bytes_.resize((here() + kLine - 1) / kLine * kLine, '\xcc');
  for (const std::size_t at : fixups_) {
    std::int32_t distance = 0;
    std::memcpy(&distance, &bytes_[at], sizeof distance);
    distance += static_cast<std::int32_t>(here() - (at + sizeof distance));
    std::memcpy(&bytes_[at], &distance, sizeof distance);
  }
  return bytes_ + constants;
}
}  // namespace krach::jit::x86
