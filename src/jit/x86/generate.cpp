// src/jit/x86/generate.cpp
#include "jit/x86/generate.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "jit/x86/assembler.hpp"

namespace krach::jit::x86 {
namespace {
constexpr Vec kVectors = 16, kNoVec = 255;
constexpr std::uint32_t kNever = ~std::uint32_t{0};

// What general registers hold. The call is in kEnd until the loop begins.
constexpr Gpr kCall = Gpr::rdi, kEnd = Gpr::rdi;  // then: the bytes of all frames
constexpr Gpr kDone = Gpr::rcx;                   // the bytes of the frames before this one
constexpr Gpr kState = Gpr::rsi, kControls = Gpr::rdx, kSteps = Gpr::r8;
constexpr std::array kInputs{Gpr::r9, Gpr::r10}, kSums{Gpr::r11, Gpr::rbx};
constexpr Gpr kPosition = Gpr::r12, kGain = Gpr::r13, kGainStep = Gpr::r15;
constexpr Gpr kScratch = Gpr::rax, kOther = Gpr::r14;
constexpr std::array kSaved{Gpr::rbx, Gpr::r12, Gpr::r13, Gpr::r14, Gpr::r15};

constexpr Op kLoad{0, 1, 0x28}, kStore{0, 1, 0x29};        // of all lanes
constexpr Op kLoadOne{2, 1, 0x10}, kStoreOne{2, 1, 0x11};  // of one
constexpr Op kLoadHalf{0, 1, 0x28, true};
constexpr Op kSpread{1, 2, 0x58};
constexpr std::uint8_t kDown = 9;  // round to the next smaller, and raise nothing

/// An instruction of two operands, or of one.
struct Shape {
  Op op;
  bool commutes = false, is_number = false;  // numbers: there is one for a single lane too
  std::optional<std::uint8_t> byte{};
};
std::optional<Shape> shape(Kind kind) {
  switch (kind) {
    case Kind::add: return Shape{{0, 1, 0x58}, true, true};
    case Kind::sub: return Shape{{0, 1, 0x5c}, false, true};
    case Kind::mul: return Shape{{0, 1, 0x59}, true, true};
    case Kind::div: return Shape{{0, 1, 0x5e}, false, true};
    case Kind::min: return Shape{{0, 1, 0x5d}, false, true};
    case Kind::max: return Shape{{0, 1, 0x5f}, false, true};
    case Kind::sqrt: return Shape{{0, 1, 0x51}, false, true};
    case Kind::less: return Shape{{0, 1, 0xc2}, false, true, 1};
    case Kind::less_equal: return Shape{{0, 1, 0xc2}, false, true, 2};
    case Kind::equal: return Shape{{0, 1, 0xc2}, true, true, 0};
    case Kind::not_equal: return Shape{{0, 1, 0xc2}, true, true, 4};
    case Kind::bit_and: return Shape{{0, 1, 0x54}, true};
    case Kind::bit_and_not: return Shape{{0, 1, 0x55}};
    case Kind::bit_or: return Shape{{0, 1, 0x56}, true};
    case Kind::bit_xor: return Shape{{0, 1, 0x57}, true};
    case Kind::word_add: return Shape{{1, 1, 0xfe}, true};
    case Kind::word_sub: return Shape{{1, 1, 0xfa}};
    case Kind::word_mul: return Shape{{1, 2, 0x40}, true};
    case Kind::word_equal: return Shape{{1, 1, 0x76}, true};
    case Kind::word_greater: return Shape{{1, 1, 0x66}};
    case Kind::word_max: return Shape{{1, 2, 0x3d}, true};
    case Kind::to_word: return Shape{{2, 1, 0x5b}};
    case Kind::to_number: return Shape{{0, 1, 0x5b}};
    default: return std::nullopt;
  }
}
constexpr std::array<Vec, kVectors> kAll{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::uint8_t kGreater = 14, kGreaterEqual = 13;  // of two numbers, as `less` reversed

/// Constants, each once.
class Pool {
 public:
  std::int32_t splat(std::uint64_t bits, bool wide) {
    std::string row;
    for (std::size_t at = 0; at < kRow; at += wide ? 8 : 4)
      row.append(reinterpret_cast<const char*>(&bits), wide ? 8 : 4);
    return put(row);
  }
  std::int32_t lane_numbers() {
    constexpr std::array<std::int32_t, 8> kNumbers{0, 1, 2, 3, 4, 5, 6, 7};
    return put({reinterpret_cast<const char*>(kNumbers.data()), sizeof kNumbers});
  }
  std::int32_t table(std::uint32_t number, const std::vector<float>& values) {
    const auto [found, is_new] = tables_.try_emplace(number, size());
    if (is_new) bytes_.append(reinterpret_cast<const char*>(values.data()), 4 * values.size());
    bytes_.resize((bytes_.size() + kRow - 1) / kRow * kRow);
    return found->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kRow = 32;
  std::int32_t size() const { return static_cast<std::int32_t>(bytes_.size()); }
  std::int32_t put(const std::string& row) {
    const auto [found, is_new] = known_.try_emplace(row, size());
    if (is_new) bytes_ += row;
    return found->second;
  }
  std::string bytes_;
  std::map<std::string, std::int32_t> known_;
  std::map<std::uint32_t, std::int32_t> tables_;
};

/// Registers are given out from front to back; who is needed last leaves first.
/// Source: L. Belady, "A study of replacement algorithms for a virtual-storage computer", 1966.
class Generator {
 public:
  Generator(const Code& code, std::size_t pinned, std::size_t rested)
      : code_(code),
        rested_(rested),
        lanes_(code.layout.lanes),
        asm_(lanes_ == 8),
        where_(code.values.size(), kNoVec),
        home_(code.values.size()),
        carried_by_(code.values.size(), kNone),
        first_use_(code.values.size() + 1),
        next_use_(code.values.size()) {
    holds_.fill(kNoValue);
    for (std::size_t c = 0; c < code.carried.size(); ++c) carried_by_[code.carried[c].next] = c;
    pins_.assign(code.carried.size(), kNoVec);
    for (std::size_t c = 0; c < std::min(pinned, code.carried.size()); ++c)
      pins_[c] = static_cast<Vec>(c), pinned_.push_back(c);
  }
  std::string run();

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  struct Home {
    bool is_there = false, is_one_lane = false;
    Memory memory;
  };
  std::int32_t row_bytes() const { return static_cast<std::int32_t>(4 * lanes_); }
  std::int32_t vector_bytes() const { return lanes_ == 8 ? 32 : 16; }

  void enter();
  void leave();
  void set_homes();
  Home home_of(const Instruction& i);
  Memory in_call(std::size_t offset) const { return {kCall, static_cast<std::int32_t>(offset)}; }
  Memory in_state(std::uint64_t row) const {
    return {kState, static_cast<std::int32_t>(row) * row_bytes()};
  }
  Memory in_state_end() const { return in_state(code_.layout.lane_rows); }
  void count_uses(const std::vector<Value>& list, bool is_loop);
  void load_early(Value v);
  void before_loop();
  void loop();
  void rest_in_registers();
  int weight(Value v) const;
  void next_frame();
  void join();
  void compute(Value v);
  void compute_shape(Value v, const Shape& shape);
  void compute_fma(Value v);
  void compute_choose(Value v);
  void compute_shift(Value v);
  void compute_read(Value v, Gpr base, std::int32_t at);
  void compute_write(Value v);
  void line_address(const Line& line, std::uint32_t distance);

  // registers
  std::uint32_t next_use(Value v) const {
    return next_use_[v] < first_use_[v + 1] ? uses_[next_use_[v]] : kNever;
  }
  bool is_in_register(Value v) const { return where_[v] != kNoVec; }
  /// Whether it can be read from memory by an instruction of all lanes, or on one lane.
  bool folds(Value v, bool on_one_lane) const {
    return !is_in_register(v) && (!home_[v].is_one_lane || on_one_lane);
  }
  Vec in_register(Value v);
  Vec scratch();
  Vec free_vector(Vec wanted);
  void evict();
  void take(Vec r, Value v) { holds_[r] = v, where_[v] = r; }
  void drop(Value v);
  void done_with(const Instruction& i);
  Vec target(Value v);
  void settle(Value v);
  void store_next(std::size_t carried);
  void move(Vec to, Vec from) { asm_.vector(kLoad, to, 0, from); }
  void load(Vec to, const Home& home);
  void store(const Home& home, Vec from);
  Home slot();
  Op sized(Op op, bool wide, bool is_number) const;

  const Code& code_;
  const std::size_t rested_;  // how many registers are for values that rest
  const std::uint32_t lanes_;
  Assembler asm_;
  Pool pool_;
  std::array<Value, kVectors> holds_{};
  std::uint32_t locked_ = 0;       // registers that the instruction at hand reads
  std::uint32_t rests_ = 0;        // those of what is the same on all frames
  std::vector<Vec> where_, pins_;  // of each value; of each carried one
  std::vector<Home> home_;
  std::vector<std::size_t> pinned_;      // the carried ones that stay in a register
  std::vector<std::size_t> carried_by_;  // of each value: what it is the next value of
  std::vector<bool> stored_;             // of each carried one: the next value is at home
  std::vector<bool> used_in_loop_;
  std::vector<std::uint32_t> first_use_, next_use_, uses_;
  std::vector<std::size_t> passed_;  // carried ones that the instruction at hand reads last
  std::uint32_t here_ = 0;           // the place in the list
  bool in_loop_ = false;
  std::int32_t slots_ = 0;  // bytes of the stack that are given out
  std::size_t frame_ = 0;   // where the code makes room for them
};

Op Generator::sized(Op op, bool wide, bool is_number) const {
  if (!is_number) return op;
  if (wide) return {1, op.map, op.number};
  if (lanes_ == 1) return {2, op.map, op.number};
  return op;
}
void Generator::load(Vec to, const Home& home) {
  asm_.vector(home.is_one_lane ? kLoadOne : kLoad, to, 0, home.memory);
}
void Generator::store(const Home& home, Vec from) {
  asm_.vector(home.is_one_lane ? kStoreOne : kStore, from, 0, home.memory);
}
Generator::Home Generator::slot() {
  const std::int32_t at = slots_;
  slots_ += vector_bytes();
  return {true, false, {Gpr::rsp, at}};
}

// ---- registers

void Generator::drop(Value v) {
  holds_[where_[v]] = kNoValue;
  where_[v] = kNoVec;
}
void Generator::evict() {
  Vec worst = kNoVec;
  std::uint64_t far = 0;
  for (Vec r = 0; r < kVectors; ++r) {
    if (((locked_ | rests_) >> r & 1U) != 0 || holds_[r] == kNoValue) continue;
    const std::uint64_t next = next_use(holds_[r]);
    const std::uint64_t score = 4 * next + (home_[holds_[r]].is_there ? 24 : 0);
    if (worst == kNoVec || score > far) worst = r, far = score;
  }
  const Value v = holds_[worst];
  if (!home_[v].is_there) store(home_[v] = slot(), worst);
  drop(v);
}
Vec Generator::free_vector(Vec wanted) {
  std::uint32_t kept = 0;  // those that a next value would like to be in
  if (in_loop_)
    for (const std::size_t c : pinned_)
      if (!is_in_register(code_.carried[c].next)) kept |= 1U << pins_[c];
  const auto is_free = [&](Vec r) { return holds_[r] == kNoValue && (locked_ >> r & 1U) == 0; };
  if (wanted != kNoVec && is_free(wanted)) return wanted;
  for (int r = kVectors - 1; r >= 0; --r)
    if (is_free(static_cast<Vec>(r)) && (kept >> r & 1U) == 0) return static_cast<Vec>(r);
  for (int r = kVectors - 1; r >= 0; --r)
    if (is_free(static_cast<Vec>(r))) return static_cast<Vec>(r);
  evict();
  return free_vector(kNoVec);
}
Vec Generator::in_register(Value v) {
  if (!is_in_register(v)) {
    const Vec r = free_vector(kNoVec);
    load(r, home_[v]);
    take(r, v);
  }
  locked_ |= 1U << where_[v];
  return where_[v];
}
Vec Generator::scratch() {
  const Vec r = free_vector(kNoVec);
  locked_ |= 1U << r;
  return r;
}
/// Its operands are read: who is not needed any more leaves.
void Generator::done_with(const Instruction& i) {
  for (std::uint32_t k = 0; k < operands(i.kind); ++k) {
    const Value v = i.in[k];
    ++next_use_[v];
    if (next_use(v) != kNever) continue;
    if (is_in_register(v) && (rests_ >> where_[v] & 1U) == 0)
      locked_ &= ~(1U << where_[v]), drop(v);
    if (in_loop_ && code_.values[v].kind == Kind::carried)
      passed_.push_back(code_.values[v].payload);
  }
}
/// The next value goes home as soon as nobody needs the one that is there.
void Generator::store_next(std::size_t c) {
  const Value next = code_.carried[c].next, now = code_.carried[c].now;
  if (pins_[c] != kNoVec || stored_[c] || next_use(now) != kNever) return;
  if (!is_in_register(next)) return;  // not computed yet, or in its slot until the end
  store(home_[now], where_[next]);
  home_[next] = home_[now];
  stored_[c] = true;
}
/// The register of a new value.
Vec Generator::target(Value v) {
  const std::size_t c = in_loop_ ? carried_by_[v] : kNone;
  const Vec r = free_vector(c == kNone ? kNoVec : pins_[c]);
  take(r, v);
  locked_ |= 1U << r;
  return r;
}
void Generator::settle(Value v) {
  if (!in_loop_ && used_in_loop_[v]) store(home_[v] = slot(), where_[v]);
  if (in_loop_ && carried_by_[v] != kNone) store_next(carried_by_[v]);
  for (const std::size_t c : passed_) store_next(c);
  if (is_in_register(v) && next_use(v) == kNever) drop(v);
}

// ---- one instruction

void Generator::compute_shape(Value v, const Shape& given) {
  const Instruction& i = code_.values[v];
  Shape shape = given;
  const bool on_one = shape.is_number && !i.wide;
  if (operands(i.kind) == 1) {
    if (!folds(i.in[0], on_one)) in_register(i.in[0]);
    const Value a = i.in[0];
    const bool has_first = i.kind == Kind::sqrt && lanes_ == 1;
    const Vec first = has_first ? in_register(a) : Vec{0};
    const Vec in = is_in_register(a) ? where_[a] : kNoVec;
    const Home home = home_[a];
    done_with(i);
    const Vec to = target(v);
    const Op op = sized(shape.op, i.wide, shape.is_number);
    in != kNoVec ? asm_.vector(op, to, first, in) : asm_.vector(op, to, first, home.memory);
    return;
  }
  Value a = i.in[0], b = i.in[1];
  if (!is_in_register(a) && is_in_register(b)) {
    if (shape.commutes) std::swap(a, b);
    if (i.kind == Kind::less) std::swap(a, b), shape.byte = kGreater;
    if (i.kind == Kind::less_equal) std::swap(a, b), shape.byte = kGreaterEqual;
  }
  const Vec first = in_register(a);
  if (!folds(b, on_one)) in_register(b);
  const Vec second = is_in_register(b) ? where_[b] : kNoVec;
  const Home home = home_[b];
  done_with(i);
  const Vec to = target(v);
  const Op op = sized(shape.op, i.wide, shape.is_number);
  if (second != kNoVec)
    asm_.vector(op, to, first, second, shape.byte);
  else
    asm_.vector(op, to, first, home.memory, shape.byte);
}

/// One of three operands is overwritten, and one may stand in memory.
void Generator::compute_fma(Value v) {
  const Instruction& i = code_.values[v];
  Value a = i.in[0], b = i.in[1];
  const Value c = i.in[2];
  const auto signs = static_cast<std::uint8_t>(((i.payload & kNegProduct) != 0 ? 4U : 0U) |
                                               ((i.payload & kNegAddend) != 0 ? 2U : 0U));
  const auto op = [&](unsigned form) {
    return Op{1, 2, static_cast<std::uint8_t>(form + signs + (lanes_ == 1 ? 1U : 0U))};
  };
  const auto dies = [&](Value x) {  // after this instruction, so that its register is free
    std::uint32_t last = next_use_[x];
    while (last < first_use_[x + 1] && uses_[last] == here_) ++last;
    return is_in_register(x) && last == first_use_[x + 1] && (rests_ >> where_[x] & 1U) == 0;
  };
  if (!is_in_register(a) && is_in_register(b)) std::swap(a, b);  // if only one is there, it is a
  // What stays in memory: the addend, else a factor.
  const Value folded = folds(c, true) && is_in_register(a) && is_in_register(b) ? c
                       : folds(b, true) && a != b && c != b                     ? b
                       : folds(c, true) && c != a && c != b                     ? c
                                                                                : kNoValue;
  for (const Value x : {a, b, c})
    if (x != folded) in_register(x);
  // What is overwritten: what nobody needs any more; else a copy, or the one in memory is loaded.
  Value gone = kNoValue;
  for (const Value x : {c, a, b})
    if (x != folded && dies(x)) gone = x;
  std::array<Vec, 3> at{};
  const std::array<Value, 3> in{a, b, c};
  for (std::size_t k = 0; k < 3; ++k) at[k] = in[k] == folded ? kNoVec : where_[in[k]];
  const Home home = folded != kNoValue ? home_[folded] : Home{};
  Vec to = kNoVec;
  if (gone != kNoValue) {
    to = where_[gone];
    done_with(i);
    take(to, v);
    locked_ |= 1U << to;
  } else {
    done_with(i);
    to = target(v);
    if (folded != kNoValue) {
      load(to, home);
      for (std::size_t k = 0; k < 3; ++k)
        if (in[k] == folded) at[k] = to;
    } else {
      move(to, at[2]);
      at[2] = to;
    }
  }
  const auto put = [&](unsigned form, Vec first, Vec second) {
    second != kNoVec ? asm_.vector(op(form), to, first, second)
                     : asm_.vector(op(form), to, first, home.memory);
  };
  constexpr unsigned k132 = 0x98, k213 = 0xa8, k231 = 0xb8;
  if (at[2] == to) {  // to = first * second + to
    if (at[0] == kNoVec) std::swap(at[0], at[1]);
    put(k231, at[0], at[1]);
  } else {
    if (at[0] != to) std::swap(at[0], at[1]);
    if (at[1] == kNoVec)
      put(k132, at[2], kNoVec);  // to = to * second + first
    else
      put(k213, at[1], at[2]);  // to = first * to + second
  }
}

void Generator::compute_choose(Value v) {
  const Instruction& i = code_.values[v];
  const auto [mask, yes, no] = i.in;
  in_register(mask);
  in_register(no);
  if (!folds(yes, false)) in_register(yes);
  const Vec m = where_[mask], first = where_[no];
  const Vec second = is_in_register(yes) ? where_[yes] : kNoVec;
  const Home home = home_[yes];
  done_with(i);
  const Vec to = target(v);
  constexpr Op kBlend{1, 3, 0x4a};
  const auto selector = static_cast<std::uint8_t>(m << 4U);
  if (second != kNoVec)
    asm_.vector(kBlend, to, first, second, selector);
  else
    asm_.vector(kBlend, to, first, home.memory, selector);
}
void Generator::compute_shift(Value v) {
  const Instruction& i = code_.values[v];
  const Vec in = in_register(i.in[0]);
  done_with(i);
  const Vec to = target(v);
  const Vec which = i.kind == Kind::shift_left ? 6 : i.kind == Kind::shift_right ? 2 : 4;
  asm_.vector({1, 1, 0x72}, which, to, in, static_cast<std::uint8_t>(i.payload));
}

/// Where the line is on this frame, or was: in kScratch, as bytes from its row on.
void Generator::line_address(const Line& line, std::uint32_t distance) {
  asm_.address(kScratch, {kPosition, -static_cast<std::int32_t>(distance)});
  asm_.and32(kScratch, static_cast<std::int32_t>(line.mask));
  if (lanes_ == 8) asm_.shift_left64(kScratch, 3);
}
/// to[lane] = what lies at base + at + 4 * places[lane].
void Generator::compute_read(Value v, Gpr base, std::int32_t at) {
  const Instruction& i = code_.values[v];
  const Vec places = in_register(i.in[0]);
  if (lanes_ == 1) {
    asm_.take_word(kScratch, places);
    done_with(i);
    asm_.vector(kLoadOne, target(v), 0, Memory{base, at, 4, kScratch});
    return;
  }
  const Vec mask = scratch(), to = target(v);
  asm_.vector({1, 1, 0x76}, mask, mask, mask);
  asm_.vector({0, 1, 0x57}, to, to, to);
  asm_.gather(to, base, at, places, mask);
  done_with(i);
}
void Generator::compute_write(Value v) {
  const Instruction& i = code_.values[v];
  const Vec places = in_register(i.in[0]), numbers = in_register(i.in[1]);
  const std::int32_t at = in_state(i.payload).at;
  if (lanes_ == 1) {
    asm_.take_word(kScratch, places);
    asm_.vector(kStoreOne, numbers, 0, Memory{kState, at, 4, kScratch});
  } else {
    const Home where = slot(), what = slot();
    store(where, places);
    store(what, numbers);
    for (std::int32_t lane = 0; lane < 32; lane += 4) {
      asm_.load32(kScratch, {Gpr::rsp, where.memory.at + lane});
      asm_.load32(kOther, {Gpr::rsp, what.memory.at + lane});
      asm_.store32({kState, at, 4, kScratch}, kOther);
    }
  }
  done_with(i);
}

void Generator::compute(Value v) {
  const Instruction& i = code_.values[v];
  locked_ = 0;
  passed_.clear();
  if (const auto found = shape(i.kind)) {
    compute_shape(v, *found);
    return settle(v);
  }
  switch (i.kind) {
    case Kind::fma: compute_fma(v); break;
    case Kind::choose: compute_choose(v); break;
    case Kind::shift_left:
    case Kind::shift_right:
    case Kind::shift_signed: compute_shift(v); break;
    case Kind::floor: {
      const Vec in = in_register(i.in[0]);
      done_with(i);
      const Vec to = target(v);
      asm_.vector({1, 3, static_cast<std::uint8_t>(i.wide ? 9 : 8)}, to, 0, in, kDown);
      break;
    }
    case Kind::widen_low:
    case Kind::widen_high: {
      const Vec in = in_register(i.in[0]);
      done_with(i);
      const Vec to = target(v);
      constexpr Op kExtract{1, 3, 0x19}, kWiden{0, 1, 0x5a};
      if (i.kind == Kind::widen_high) asm_.vector(kExtract, in, 0, to, 1);
      asm_.vector(kWiden, to, 0, i.kind == Kind::widen_high ? to : in);
      break;
    }
    case Kind::narrow: {
      const Vec low = in_register(i.in[0]), high = in_register(i.in[1]), half = scratch();
      constexpr Op kNarrow{1, 1, 0x5a}, kInsert{1, 3, 0x18};
      asm_.vector(kNarrow, half, 0, high);
      done_with(i);
      const Vec to = target(v);
      asm_.vector(kNarrow, to, 0, low);
      if (lanes_ == 8) asm_.vector(kInsert, to, to, half, 1);
      break;
    }
    case Kind::copy: {
      const Value a = i.in[0];
      const Vec in = is_in_register(a) ? where_[a] : kNoVec;
      const Home home = home_[a];
      if (in != kNoVec) locked_ |= 1U << in;
      done_with(i);
      const Vec to = target(v);
      in != kNoVec ? move(to, in) : load(to, home);
      break;
    }
    case Kind::position: {
      const Vec to = target(v);
      asm_.put_word(to, kPosition);
      if (lanes_ == 8) asm_.vector(kSpread, to, 0, to);
      break;
    }
    case Kind::line_write: {
      const Line& line = code_.lines[i.payload];
      const Vec in = in_register(i.in[0]);
      line_address(line, 0);
      store({true, lanes_ == 1, {kState, in_state(line.row).at, 4, kScratch}}, in);
      done_with(i);
      break;
    }
    case Kind::line_read_fixed: {
      const Line& line = code_.lines[i.payload >> 32U];
      line_address(line, static_cast<std::uint32_t>(i.payload));
      load(target(v), {true, lanes_ == 1, {kState, in_state(line.row).at, 4, kScratch}});
      break;
    }
    case Kind::read: compute_read(v, kState, in_state(i.payload).at); break;
    case Kind::write: compute_write(v); break;
    case Kind::keep:
      store({true, lanes_ == 1, in_state(i.payload)}, in_register(i.in[0]));
      done_with(i);
      break;
    case Kind::table: {
      const auto number = static_cast<std::uint32_t>(i.payload);
      asm_.address(kOther, {.at = pool_.table(number, code_.tables[number]), .is_constant = true});
      compute_read(v, kOther, 0);
      break;
    }
    case Kind::mix: {
      const Memory sum{kSums.at(i.payload), 0, 1, kDone};
      const Vec in = in_register(i.in[0]), to = scratch();
      const Home home{true, lanes_ == 1, sum};
      load(to, home);
      const Op fma{1, 2, static_cast<std::uint8_t>(lanes_ == 1 ? 0xb9 : 0xb8)};
      is_in_register(i.in[1]) ? asm_.vector(fma, to, in, where_[i.in[1]])
                              : asm_.vector(fma, to, in, home_[i.in[1]].memory);
      store(home, to);
      done_with(i);
      break;
    }
    default: break;
  }
  settle(v);
}

// ---- the function

Generator::Home Generator::home_of(const Instruction& i) {
  const auto here = [&](Gpr base, std::uint64_t row, bool moves) {
    const std::uint8_t scale = moves ? 1 : 0;
    return Home{
        true, lanes_ == 1, {base, static_cast<std::int32_t>(row) * row_bytes(), scale, kDone}};
  };
  switch (i.kind) {
    case Kind::constant:
      return {true, false, {.at = pool_.splat(i.payload, i.wide), .is_constant = true}};
    case Kind::lane_number: return {true, false, {.at = pool_.lane_numbers(), .is_constant = true}};
    case Kind::control: return here(kControls, i.payload, false);
    case Kind::step: return here(kSteps, i.payload, false);
    case Kind::state: return here(kState, i.payload, false);
    case Kind::input: return here(kInputs.at(i.payload % kFirstFrame), 0, true);
    case Kind::gain: return here(kGain, 0, false);
    default: return {};
  }
}
void Generator::set_homes() {
  for (std::size_t v = 0; v < code_.values.size(); ++v) home_[v] = home_of(code_.values[v]);
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Carried& carried = code_.carried[c];
    if (pins_[c] != kNoVec) continue;
    if (carried.home == Carried::Home::state)
      home_[carried.now] = {true, lanes_ == 1, in_state(carried.row)};
    else
      home_[carried.now] = slot();
  }
}

void Generator::count_uses(const std::vector<Value>& list, bool is_loop) {
  std::ranges::fill(first_use_, 0);
  const auto each = [&](auto&& use) {
    std::uint32_t at = 0;
    for (const Value v : list) {
      const Instruction& i = code_.values[v];
      for (std::uint32_t k = 0; k < operands(i.kind); ++k) use(i.in[k], at);
      ++at;
    }
    if (is_loop)
      for (const Carried& c : code_.carried) use(c.next, at);
  };
  each([&](Value v, std::uint32_t) { ++first_use_[v + 1]; });
  for (std::size_t v = 0; v < code_.values.size(); ++v) first_use_[v + 1] += first_use_[v];
  next_use_.assign(first_use_.begin(), first_use_.end() - 1);
  uses_.resize(first_use_.back());
  each([&](Value v, std::uint32_t at) { uses_[next_use_[v]++] = at; });
  next_use_.assign(first_use_.begin(), first_use_.end() - 1);
}

/// What is behind the pointers of the call, or no vector there, goes on the stack.
void Generator::load_early(Value v) {
  constexpr Vec kAny = 0;
  switch (code_.values[v].kind) {
    case Kind::since_tick:
      asm_.load32(kScratch, in_call(offsetof(KernelCall, since_tick)));
      asm_.put_word(kAny, kScratch);
      if (lanes_ == 8) asm_.vector(kSpread, kAny, 0, kAny);
      asm_.vector({0, 1, 0x5b}, kAny, 0, kAny);
      break;
    case Kind::peaks:
      asm_.load64(kScratch, in_call(offsetof(KernelCall, peaks)));
      load(kAny, {true, lanes_ == 1, {kScratch}});
      break;
    default: return;
  }
  store(home_[v] = slot(), kAny);
}
void Generator::before_loop() {
  count_uses(code_.loop, true);
  used_in_loop_.resize(code_.values.size());
  for (std::size_t v = 0; v < code_.values.size(); ++v)
    used_in_loop_[v] = first_use_[v] < first_use_[v + 1];
  for (const Carried& c : code_.carried)
    if (c.start != kNoValue) used_in_loop_[c.start] = true;
  for (Value v = 0; v < code_.values.size(); ++v) load_early(v);
  count_uses(code_.before, false);
  here_ = 0;
  for (const Value v : code_.before) compute(v), ++here_;
  holds_.fill(kNoValue);
  std::ranges::fill(where_, kNoVec);
}

/// What is the same on all frames, and read most often where no instruction reads memory, stays in
/// the last registers.
void Generator::rest_in_registers() {
  std::vector<std::pair<int, Value>> found;
  for (Value v = 0; v < code_.values.size(); ++v) {
    if (!home_[v].is_there || code_.values[v].kind == Kind::carried) continue;
    const Kind kind = code_.values[v].kind;
    if (kind == Kind::input || kind == Kind::gain || next_use(v) == kNever) continue;
    found.emplace_back(weight(v), v);
  }
  const std::size_t count = std::min(rested_, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count),
                            std::greater{});
  for (std::size_t i = 0; i < count; ++i) {
    const auto r = static_cast<Vec>(kVectors - 1 - i);
    load(r, home_[found[i].second]);
    take(r, found[i].second);
    rests_ |= 1U << r;
  }
}
/// How much it costs to have it in memory: an instruction where it is the first operand.
int Generator::weight(Value v) const {
  int sum = 0;
  for (std::uint32_t use = first_use_[v]; use < first_use_[v + 1]; ++use) {
    if (uses_[use] >= code_.loop.size()) continue;
    const Instruction& i = code_.values[code_.loop[uses_[use]]];
    const auto shape_of = shape(i.kind);
    const bool is_first = i.in[0] == v && shape_of && !shape_of->commutes && i.kind != Kind::less &&
                          i.kind != Kind::less_equal && operands(i.kind) == 2;
    const bool is_third_in_memory =
        i.kind == Kind::fma &&
        (home_[i.in[0]].is_there + home_[i.in[1]].is_there + home_[i.in[2]].is_there > 1);
    const bool is_chosen_by = i.kind == Kind::choose && i.in[1] != v;
    sum += is_first || is_third_in_memory || is_chosen_by ? 4 : 1;
  }
  return sum;
}

void Generator::loop() {
  const auto peaks = Memory{kScratch};
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Carried& carried = code_.carried[c];
    const bool is_pinned = pins_[c] != kNoVec;
    const Vec r = is_pinned ? pins_[c] : Vec{15};
    if (carried.start != kNoValue) {
      load(r, home_[carried.start]);
    } else if (carried.home == Carried::Home::peaks) {
      asm_.load64(kScratch, in_call(offsetof(KernelCall, peaks)));
      load(r, {true, lanes_ == 1, peaks});
    } else if (is_pinned) {
      load(r, {true, lanes_ == 1, in_state(carried.row)});
    } else {
      continue;
    }
    if (!is_pinned) store(home_[carried.now], r);
  }
  count_uses(code_.loop, true);
  for (const std::size_t c : pinned_)
    if (next_use(code_.carried[c].now) != kNever) take(pins_[c], code_.carried[c].now);
  rest_in_registers();
  asm_.load32(kEnd, in_call(offsetof(KernelCall, frames)));
  asm_.multiply64(kEnd, row_bytes());
  std::size_t only_one = 0;
  if (code_.is_peeled) {
    next_frame();
    only_one = asm_.jump_if_not_less();
  }
  in_loop_ = true;
  stored_.assign(code_.carried.size(), false);
  const std::size_t top = asm_.here();
  here_ = 0;
  for (const Value v : code_.loop) compute(v), ++here_;
  join();
  next_frame();
  asm_.jump_if_less(top);
  if (code_.is_peeled) asm_.patch(only_one);
}
/// And compares whether there is one.
void Generator::next_frame() {
  if (!code_.lines.empty()) asm_.add32(kPosition, 1);
  asm_.add64(kGain, kGainStep);
  asm_.add64(kDone, row_bytes());
  asm_.compare64(kDone, kEnd);
}

/// All that is carried goes where it is at the start of a frame.
void Generator::join() {
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Value next = code_.carried[c].next;
    if (pins_[c] != kNoVec || stored_[c]) continue;
    locked_ = 0;
    const bool was_there = is_in_register(next);
    store(home_[code_.carried[c].now], in_register(next));
    if (!was_there) drop(next);
  }
  std::array<Vec, kVectors> from{};  // of each register: from which it is filled
  from.fill(kNoVec);
  for (const std::size_t c : pinned_)
    if (const Vec r = where_[code_.carried[c].next]; r != pins_[c]) from[pins_[c]] = r;
  const auto readers = [&](Vec r) { return std::ranges::count(from, r); };
  std::vector<std::pair<Vec, Home>> late;
  while (true) {
    const auto is_filled = [](Vec r) { return r != kNoVec; };
    auto to =
        std::ranges::find_if(kAll, [&](Vec r) { return is_filled(from[r]) && readers(r) == 0; });
    if (to == kAll.end())
      to = std::ranges::find_if(kAll, [&](Vec r) { return is_filled(from[r]); });
    if (to == kAll.end()) break;
    if (readers(*to) > 0) {  // a circle: what it holds waits on the stack
      const auto reader = static_cast<Vec>(std::ranges::find(from, *to) - from.begin());
      late.emplace_back(reader, slot());
      store(late.back().second, *to);
      from[reader] = kNoVec;
    }
    move(*to, std::exchange(from[*to], kNoVec));
  }
  for (const auto& [r, home] : late) load(r, home);
  for (const std::size_t c : pinned_)
    if (const Value next = code_.carried[c].next; !is_in_register(next))
      load(pins_[c], home_[next]);
}

void Generator::enter() {
  asm_.push(Gpr::rbp);
  asm_.move64(Gpr::rbp, Gpr::rsp);
  for (const Gpr r : kSaved) asm_.push(r);
  asm_.push(kCall);
  frame_ = asm_.add64_later(Gpr::rsp);
  asm_.and64(Gpr::rsp, -32);
  asm_.load64(kState, in_call(offsetof(KernelCall, state)));
  asm_.load64(kControls, in_call(offsetof(KernelCall, controls)));
  asm_.load64(kSteps, in_call(offsetof(KernelCall, steps)));
  asm_.load64(kGain, in_call(offsetof(KernelCall, gains)));
  asm_.load64(kInputs[0], in_call(offsetof(KernelCall, in)));
  asm_.load64(kSums[0], in_call(offsetof(KernelCall, sums)));
  asm_.load32(kScratch, in_call(offsetof(KernelCall, rows)));
  asm_.multiply64(kScratch, row_bytes());
  asm_.address(kInputs[1], {kInputs[0], 0, 1, kScratch});
  asm_.address(kSums[1], {kSums[0], 0, 1, kScratch});
  asm_.load32(kGainStep, in_call(offsetof(KernelCall, gain_rows)));
  asm_.multiply64(kGainStep, row_bytes());
  asm_.and32(kDone, 0);
  if (!code_.lines.empty()) asm_.load32(kPosition, in_state_end());
}
void Generator::leave() {
  asm_.load64(kScratch, {Gpr::rbp, -static_cast<std::int32_t>(8 * (kSaved.size() + 1))});
  asm_.load64(kScratch, {kScratch, static_cast<std::int32_t>(offsetof(KernelCall, peaks))});
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Carried& carried = code_.carried[c];
    const bool is_peaks = carried.home == Carried::Home::peaks;
    if (carried.home == Carried::Home::nowhere || (pins_[c] == kNoVec && !is_peaks)) continue;
    const Vec r = pins_[c] != kNoVec ? pins_[c] : kVectors - 1;
    if (pins_[c] == kNoVec) load(r, home_[carried.now]);
    store({true, lanes_ == 1, is_peaks ? Memory{kScratch} : in_state(carried.row)}, r);
  }
  if (!code_.lines.empty()) asm_.store32(in_state_end(), kPosition);
  asm_.address(Gpr::rsp, {Gpr::rbp, -static_cast<std::int32_t>(8 * kSaved.size())});
  for (auto r = kSaved.rbegin(); r != kSaved.rend(); ++r) asm_.pop(*r);
  asm_.pop(Gpr::rbp);
  asm_.zero_upper();
}

std::string Generator::run() {
  asm_.load32(kScratch, in_call(offsetof(KernelCall, frames)));
  asm_.test32(kScratch);
  const std::size_t nothing_to_do = asm_.jump_if_not_positive();
  set_homes();
  enter();
  before_loop();
  loop();
  leave();
  asm_.patch(nothing_to_do);
  asm_.leave();
  asm_.patch(frame_, -(slots_ + 32));
  return asm_.link(pool_.bytes());
}
}  // namespace

bool is_supported() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}
/// Of 16 registers: more for what is carried leaves too few for what is computed.
static constexpr std::size_t kCarriedInRegisters = 7, kRestInRegisters = 4;
std::string generate(const Code& code) {
  return Generator(code, kCarriedInRegisters, kRestInRegisters).run();
}
}  // namespace krach::jit::x86
