// src/jit/x86/generate.cpp: the function around the instructions.
#include "jit/x86/generate.hpp"

#include <array>
#include <cstddef>

#include "base/error.hpp"
#include "jit/x86/assembler.hpp"
#include "jit/x86/instructions.hpp"
#include "jit/x86/registers.hpp"

namespace krach::jit::x86 {
namespace {
constexpr std::array kSaved{Gpr::rbx, Gpr::r12, Gpr::r13, Gpr::r14, Gpr::r15};
constexpr std::int32_t kAlign = 64;
constexpr std::int32_t kMostStack = 256 << 10;  // bytes; JACK's threads have 512 KiB

class Generator {
 public:
  explicit Generator(const Code& code)
      : code_(code),
        asm_(code.layout.lanes),
        r_(code, asm_),
        constants_(code.layout.lanes),
        instructions_(code, asm_, r_, constants_),
        any_(static_cast<Vec>(r_.vectors() - 1)) {}
  std::string run();

 private:
  bool one_lane() const { return code_.layout.lanes == 1; }
  Memory in_call(std::size_t offset) const { return {kCall, static_cast<std::int32_t>(offset)}; }
  Memory position() const { return r_.in_state(code_.layout.lane_rows); }
  Home home_of(const Instruction& i);
  void enter();
  void set_homes();
  void load_early(Value v);
  void before();
  void place_carried();
  void part(const Part& part);
  void frames();
  void next_frame();
  void leave();

  const Code& code_;
  Assembler asm_;
  Registers r_;
  Constants constants_;
  Instructions instructions_;
  const Vec any_;  // nothing that is carried is there
};

/// Where what is given stands in memory.
Home Generator::home_of(const Instruction& i) {
  const auto in = [&](Gpr base, std::uint64_t row) {
    return Home{true, one_lane(), {base, static_cast<std::int32_t>(row) * r_.row_bytes()}};
  };
  const auto constant = [](std::int32_t at) {
    return Home{true, false, {.at = at, .is_constant = true}};
  };
  switch (i.kind) {
    case Kind::constant: return constant(constants_.in_all_lanes(i.payload, i.wide));
    case Kind::lane_number: return constant(constants_.lane_numbers());
    case Kind::control: return in(kControls, i.payload);
    case Kind::step: return in(kSteps, i.payload);
    case Kind::state: return in(kState, i.payload);
    case Kind::gain: return in(kGain, 0);
    case Kind::input: {
      Home home = in(kInputs.at(i.payload % kFirstFrame), i.payload >= kNextFrame ? 1 : 0);
      home.memory.scale = 1, home.memory.index = kDone;
      return home;
    }
    default: return {};
  }
}
void Generator::set_homes() {
  for (Value v = 0; v < code_.values.size(); ++v) r_.home(v) = home_of(code_.values[v]);
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Carried& carried = code_.carried[c];
    if (r_.pin(c) != kNoVec) continue;
    const bool is_state = carried.home == Carried::Home::state;
    r_.home(carried.now) = is_state ? Home{true, one_lane(), r_.in_state(carried.row)} : r_.slot();
  }
}

void Generator::enter() {
  asm_.push(Gpr::rbp);
  asm_.move64(Gpr::rbp, Gpr::rsp);
  for (const Gpr r : kSaved) asm_.push(r);
  asm_.push(kCall);
}
/// What is behind the pointers of the call, or no vector there, goes on the stack.
void Generator::load_early(Value v) {
  constexpr Op kToNumber{0, 1, 0x5b};
  switch (code_.values[v].kind) {
    case Kind::since_tick:
      asm_.load32(kScratch, in_call(offsetof(KernelCall, since_tick)));
      instructions_.spread(any_, kScratch);
      asm_.vector(kToNumber, any_, 0, any_);
      break;
    case Kind::peaks:
      asm_.load64(kScratch, in_call(offsetof(KernelCall, peaks)));
      r_.load(any_, {true, one_lane(), {kScratch}});
      break;
    default: return;
  }
  r_.store(r_.home(v) = r_.slot(), any_);
}
void Generator::before() {
  asm_.load64(kState, in_call(offsetof(KernelCall, state)));
  asm_.load64(kControls, in_call(offsetof(KernelCall, controls)));
  asm_.load64(kSteps, in_call(offsetof(KernelCall, steps)));
  asm_.load64(kGain, in_call(offsetof(KernelCall, gains)));
  asm_.load64(kInputs[0], in_call(offsetof(KernelCall, in)));
  asm_.load64(kSums[0], in_call(offsetof(KernelCall, sums)));
  asm_.load32(kScratch, in_call(offsetof(KernelCall, rows)));
  asm_.multiply64(kScratch, r_.row_bytes());
  asm_.address(kInputs[1], {kInputs[0], 0, 1, kScratch});
  asm_.address(kSums[1], {kSums[0], 0, 1, kScratch});
  asm_.load32(kGainStep, in_call(offsetof(KernelCall, gain_rows)));
  asm_.multiply64(kGainStep, r_.row_bytes());
  asm_.and32(kDone, 0);
  if (!code_.lines.empty()) asm_.load32(kPosition, position());
  for (Value v = 0; v < code_.values.size(); ++v) load_early(v);
  r_.begin(code_.before);
  for (std::uint32_t at = 0; at < code_.before.size(); ++at) {
    r_.next(at);
    instructions_.compute(code_.before[at]);
  }
  r_.end();
}

/// Into its register, or its home if it starts from elsewhere.
void Generator::place_carried() {
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Carried& carried = code_.carried[c];
    const bool is_pinned = r_.pin(c) != kNoVec;
    const Vec to = is_pinned ? r_.pin(c) : any_;
    if (carried.start != kNoValue) {
      r_.load(to, r_.home(carried.start));
    } else if (carried.home == Carried::Home::state && is_pinned) {
      r_.load(to, {true, one_lane(), r_.in_state(carried.row)});
    } else {
      continue;
    }
    if (!is_pinned) r_.store(r_.home(carried.now), to);
  }
}
void Generator::part(const Part& part) {
  r_.begin(part);
  for (std::uint32_t at = 0; at < part.list.size(); ++at) {
    r_.next(at);
    instructions_.compute(part.list[at]);
  }
  r_.end();
}
/// And compares whether it is one.
void Generator::next_frame() {
  if (!code_.lines.empty()) asm_.add32(kPosition, 1);
  asm_.add64(kGain, kGainStep);
  asm_.add64(kDone, r_.row_bytes());
  asm_.compare64(kDone, kEnd);
}
void Generator::frames() {
  const bool is_overlapped = !code_.last.list.empty();
  asm_.load32(kEnd, in_call(offsetof(KernelCall, frames)));
  asm_.multiply64(kEnd, r_.row_bytes());
  std::size_t only_one = 0, only_two = 0;
  if (code_.is_peeled) {
    next_frame();
    only_one = asm_.jump_if_not_less();
  }
  r_.let_rest();
  if (is_overlapped) {
    part(code_.ahead);
    asm_.add64(kEnd, -r_.row_bytes());
    asm_.compare64(kDone, kEnd);
    only_two = asm_.jump_if_not_less();
  }
  const std::size_t top = asm_.here();
  part(code_.loop);
  next_frame();
  asm_.jump_if_less(top);
  if (is_overlapped) {
    asm_.patch(only_two);
    part(code_.last);
    next_frame();
  }
  if (code_.is_peeled) asm_.patch(only_one);
}

void Generator::leave() {
  constexpr auto kBelow = static_cast<std::int32_t>(8 * kSaved.size());
  asm_.load64(kScratch, {Gpr::rbp, -kBelow - 8});  // the call
  asm_.load64(kScratch, {kScratch, static_cast<std::int32_t>(offsetof(KernelCall, peaks))});
  for (std::size_t c = 0; c < code_.carried.size(); ++c) {
    const Carried& carried = code_.carried[c];
    const bool is_pinned = r_.pin(c) != kNoVec, is_peaks = carried.home == Carried::Home::peaks;
    if (carried.home == Carried::Home::nowhere || (!is_pinned && !is_peaks)) continue;
    if (!is_pinned) r_.load(any_, r_.home(carried.now));
    r_.store({true, one_lane(), is_peaks ? Memory{kScratch} : r_.in_state(carried.row)},
             is_pinned ? r_.pin(c) : any_);
  }
  if (!code_.lines.empty()) asm_.store32(position(), kPosition);
  asm_.address(Gpr::rsp, {Gpr::rbp, -kBelow});
  for (auto r = kSaved.rbegin(); r != kSaved.rend(); ++r) asm_.pop(*r);
  asm_.pop(Gpr::rbp);
  asm_.zero_upper();
}

std::string Generator::run() {
  asm_.load32(kScratch, in_call(offsetof(KernelCall, frames)));
  asm_.test32(kScratch);
  const std::size_t nothing_to_do = asm_.jump_if_not_positive();
  enter();
  const std::size_t stack = asm_.add64_later(Gpr::rsp);
  asm_.and64(Gpr::rsp, -kAlign);
  set_homes();
  before();
  place_carried();
  frames();
  leave();
  asm_.patch(nothing_to_do);
  asm_.leave();
  if (r_.stack_bytes() > kMostStack)
    throw Error({"too many of its values are needed at once", "program",
                 "make the function smaller, or split it into several nodes"});
  asm_.patch(stack, -(r_.stack_bytes() + kAlign));
  return asm_.link(constants_.bytes());
}
}  // namespace

bool is_supported(std::uint32_t lanes) noexcept {
  if (lanes == 16)
    return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0;
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}
std::string generate(const Code& code) { return Generator(code).run(); }
}  // namespace krach::jit::x86
