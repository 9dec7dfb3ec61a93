// src/jit/code.cpp
#include "jit/code.hpp"

#include "base/random.hpp"

namespace krach::jit {
std::uint32_t operands(Kind kind) noexcept {
  switch (kind) {
    case Kind::fma:
    case Kind::choose: return 3;
    case Kind::sqrt:
    case Kind::floor:
    case Kind::nearest:
    case Kind::to_nearest_word:
    case Kind::shift_left:
    case Kind::shift_right:
    case Kind::shift_signed:
    case Kind::to_word:
    case Kind::to_number:
    case Kind::widen_low:
    case Kind::widen_high:
    case Kind::copy:
    case Kind::line_write:
    case Kind::read:
    case Kind::keep:
    case Kind::table: return 1;
    case Kind::position:
    case Kind::line_read_fixed: return 0;
    default: return is_given(kind) ? 0 : 2;
  }
}

void prune(Code& code) {
  std::vector<bool> needed(code.values.size());
  for (const Value next : code.loop.next) needed[next] = true;
  for (const Carried& c : code.carried)
    if (c.start != kNoValue) needed[c.start] = true;
  const auto is_idle = [&](Value v) { return !needed[v] && !stands_beside(code.values[v].kind); };
  for (auto* list : {&code.loop.list, &code.before}) {
    for (auto v = list->rbegin(); v != list->rend(); ++v)
      if (const Instruction& i = code.values[*v]; !is_idle(*v))
        for (std::uint32_t k = 0; k < operands(i.kind); ++k) needed[i.in[k]] = true;
    std::erase_if(*list, is_idle);
  }
}

std::size_t Recorder::Hash::operator()(const Instruction& i) const noexcept {
  const auto two = [](std::uint64_t a, std::uint64_t b) { return (a << 32U) | b; };
  const std::uint64_t what =
      two(static_cast<std::uint64_t>(i.kind) * 2 + (i.wide ? 1 : 0), i.in[0]);
  return mix(mix(what, two(i.in[1], i.in[2])), i.payload);
}

bool Recorder::would_rest(const Instruction& instruction) const {
  if (!in_loop_) return true;
  if (instruction.kind >= Kind::input && instruction.kind <= Kind::carried) return false;
  if (stands_beside(instruction.kind) || instruction.kind == Kind::position) return false;
  for (std::uint32_t k = 0; k < operands(instruction.kind); ++k)
    if (!rests_[instruction.in[k]]) return false;
  return true;
}

Value Recorder::record(const Instruction& instruction) {
  const auto next = static_cast<Value>(code_.values.size());
  if (!stands_beside(instruction.kind)) {
    const auto [found, is_new] = known_.try_emplace(instruction, next);
    if (!is_new) return found->second;
  }
  rests_.push_back(would_rest(instruction));
  code_.values.push_back(instruction);
  if (!is_given(instruction.kind)) (rests_.back() ? code_.before : code_.loop.list).push_back(next);
  return next;
}

Value Recorder::carry(const Carried& carried) {
  const std::uint64_t number = code_.carried.size();
  code_.carried.push_back(carried);
  code_.loop.next.push_back(kNoValue);
  return code_.carried.back().now = record({.kind = Kind::carried, .payload = number});
}
}  // namespace krach::jit
