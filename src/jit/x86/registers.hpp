// src/jit/x86/registers.hpp: which value is in which vector register, and which one must leave.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "jit/code.hpp"
#include "jit/x86/assembler.hpp"

namespace krach::jit::x86 {
inline constexpr Vec kMostVectors = 32, kNoVec = 255;

// What general registers hold. The call is there until the first part begins.
inline constexpr Gpr kCall = Gpr::rdi, kEnd = Gpr::rdi;  // the bytes of all frames
inline constexpr Gpr kDone = Gpr::rcx;                   // the bytes of the frames before this one
inline constexpr Gpr kState = Gpr::rsi, kControls = Gpr::rdx, kSteps = Gpr::r8;
inline constexpr std::array kInputs{Gpr::r9, Gpr::r10}, kSums{Gpr::r11, Gpr::rbx};
inline constexpr Gpr kPosition = Gpr::r12, kGain = Gpr::r13, kGainStep = Gpr::r15;
inline constexpr Gpr kScratch = Gpr::rax, kOther = Gpr::r14;

/// Where a value stands in memory, if it does.
struct Home {
  bool is_there = false;
  bool is_one_lane = false;  // 4 bytes alone are its own
  Memory memory;
};

/// Values come into registers when they are needed; when there is none left, the value that is
/// needed last leaves. Carried values stay in the first registers, as many as there is room for,
/// and some of what rests in the last.
/// Source: L. Belady, "A study of replacement algorithms for a virtual-storage computer", 1966.
class Registers {
 public:
  Registers(const Code& code, Assembler& assembler);

  // memory
  Home& home(Value v) { return home_[v]; }
  Home slot();  // on the stack, of all lanes
  std::int32_t stack_bytes() const { return slots_; }
  Memory in_state(std::uint64_t row) const {
    return {kState, static_cast<std::int32_t>(row) * row_bytes()};
  }
  std::int32_t row_bytes() const { return static_cast<std::int32_t>(4 * lanes_); }
  bool is_one_lane() const { return lanes_ == 1; }
  Vec vectors() const;  // how many there are
  void load(Vec to, const Home& from);
  void store(const Home& to, Vec from);
  void move(Vec to, Vec from);

  // a list of instructions, from begin() to end()
  void begin(const std::vector<Value>& before_the_loop);
  void begin(const Part& part);
  void end();
  /// What is the same on all frames, and costs most in memory, stays in the last registers.
  void let_rest();
  /// Where a carried value is between two parts.
  Vec pin(std::size_t carried) const { return pins_[carried]; }

  // an instruction
  void next(std::uint32_t place);
  bool has(Value v) const { return where_[v] != kNoVec; }
  Vec where(Value v) const { return where_[v]; }
  Vec bring(Value v);  // into a register, which stays its own for this instruction
  Vec spare();         // a register for this instruction
  /// Whether an instruction can read it from memory, one of all lanes or one of a single lane.
  bool folds(Value v, bool on_one_lane) const {
    return !has(v) && (!home_[v].is_one_lane || on_one_lane);
  }
  /// Whether nobody needs it after this instruction, so that its register may be overwritten.
  bool dies(Value v) const;
  void pass(const Instruction& i);  // its operands are read
  Vec target(Value v);              // for what it computes
  void take(Vec r, Value v);
  void settle(Value v);  // it is computed

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  static constexpr std::uint32_t kNever = ~std::uint32_t{0};
  std::uint32_t next_use(Value v) const {
    return next_use_[v] < first_use_[v + 1] ? uses_[next_use_[v]] : kNever;
  }
  bool rests(Vec r) const { return (resting_ >> r & 1U) != 0; }
  bool is_free(Vec r) const { return holds_[r] == kNoValue && (locked_ >> r & 1U) == 0; }
  void count(const std::vector<Value>& list, const std::vector<Value>& after);
  int cost_in_memory(Value v) const;
  Vec free_vector(Vec wanted);
  void evict();
  void drop(Value v);
  void store_next(std::size_t carried);
  void bring_home();
  void bring_to_pins();

  const Code& code_;
  Assembler& asm_;
  const std::uint32_t lanes_;
  std::vector<Vec> where_, pins_;  // of each value; of each carried one
  std::vector<Home> home_;         // of each value
  std::array<Value, kMostVectors> holds_{};
  std::uint32_t locked_ = 0, resting_ = 0;  // sets of registers
  std::int32_t slots_ = 0;                  // bytes of the stack that are given out
  std::vector<bool> is_lent_;               // of each value: its slot is its own until its last use
  std::vector<Home> free_, free_soon_;      // slots; those that the instruction at hand reads last
  // the list at hand
  const Part* part_ = nullptr;
  std::vector<Value> list_;
  std::vector<std::uint32_t> first_use_, next_use_, uses_;  // places, value after value
  std::vector<bool> is_used_later_;                         // of each value: in a part
  std::vector<std::size_t> next_of_;  // of each value: the carried one that it is the next of
  std::vector<bool> is_stored_;       // of each carried one: its next value is at home
  std::vector<std::size_t> passed_;   // those that the instruction at hand reads last
  std::vector<std::size_t> pinned_;   // those that stay in a register
  std::uint32_t here_ = 0;
};
}  // namespace krach::jit::x86
