// src/jit/x86/registers.cpp
#include "jit/x86/registers.hpp"

#include <algorithm>
#include <functional>
#include <ranges>
#include <utility>

namespace krach::jit::x86 {
/// How many registers there are, how many of them may hold what is carried, and how many what
/// rests; more leaves too few for what is computed.
struct Room {
  Vec vectors;
  std::size_t pins, resting, both;
};
static constexpr Room room(std::uint32_t lanes) {
  return lanes == 16 ? Room{32, 18, 24, 24} : Room{16, 9, 3, 12};
}
static constexpr Op kLoad{0, 1, 0x28}, kStore{0, 1, 0x29};        // of all lanes
static constexpr Op kLoadOne{2, 1, 0x10}, kStoreOne{2, 1, 0x11};  // of one

Registers::Registers(const Code& code, Assembler& assembler)
    : code_(code),
      asm_(assembler),
      lanes_(code.layout.lanes),
      where_(code.values.size(), kNoVec),
      pins_(code.carried.size(), kNoVec),
      home_(code.values.size()),
      is_lent_(code.values.size()),
      first_use_(code.values.size() + 1),
      next_use_(code.values.size()),
      is_used_later_(code.values.size()),
      next_of_(code.values.size(), kNone) {
  holds_.fill(kNoValue);
  for (const bool nowhere : {true, false})  // first what has no home
    for (std::size_t c = 0; c < pins_.size() && pinned_.size() < room(lanes_).pins; ++c)
      if ((code.carried[c].home == Carried::Home::nowhere) == nowhere) {
        pins_[c] = static_cast<Vec>(pinned_.size());
        pinned_.push_back(c);
      }
  const auto use = [&](const Part& part) {
    for (const Value v : part.list)
      for (std::uint32_t k = 0; k < operands(code.values[v].kind); ++k)
        is_used_later_[code.values[v].in[k]] = true;
  };
  use(code.ahead), use(code.loop), use(code.last);
  for (const Carried& c : code.carried)
    if (c.start != kNoValue) is_used_later_[c.start] = true;
}

// ---- memory

Vec Registers::vectors() const { return room(lanes_).vectors; }
Home Registers::slot() {
  const std::int32_t at = slots_;
  slots_ += lanes_ == 1 ? 16 : row_bytes();
  return {true, false, {Gpr::rsp, at}};
}
void Registers::load(Vec to, const Home& from) {
  asm_.vector(from.is_one_lane ? kLoadOne : kLoad, to, 0, from.memory);
}
void Registers::store(const Home& to, Vec from) {
  asm_.vector(to.is_one_lane ? kStoreOne : kStore, from, 0, to.memory);
}
void Registers::move(Vec to, Vec from) { asm_.vector(kLoad, to, 0, from); }

// ---- lists

/// When each value is needed; `after` once more behind the last instruction.
void Registers::count(const std::vector<Value>& list, const std::vector<Value>& after) {
  list_ = list;
  std::ranges::fill(first_use_, 0);
  const auto each = [&](const auto& use) {
    std::uint32_t at = 0;
    for (const Value v : list_) {
      const Instruction& i = code_.values[v];
      for (std::uint32_t k = 0; k < operands(i.kind); ++k) use(i.in[k], at);
      ++at;
    }
    for (const Value v : after) use(v, at);
  };
  each([&](Value v, std::uint32_t) { ++first_use_[v + 1]; });
  for (std::size_t v = 0; v < next_use_.size(); ++v) first_use_[v + 1] += first_use_[v];
  std::copy_n(first_use_.begin(), next_use_.size(), next_use_.begin());
  uses_.resize(first_use_.back());
  each([&](Value v, std::uint32_t at) { uses_[next_use_[v]++] = at; });
  std::copy_n(first_use_.begin(), next_use_.size(), next_use_.begin());
}
void Registers::begin(const std::vector<Value>& before_the_loop) { count(before_the_loop, {}); }
void Registers::begin(const Part& part) {
  part_ = &part;
  std::vector<Value> after;
  std::ranges::fill(next_of_, kNone);
  is_stored_.assign(pins_.size(), false);
  for (std::size_t c = 0; c < pins_.size(); ++c) {
    const Value next = part.next[c];
    if (next != kNoValue) after.push_back(next), next_of_[next] = c;
    if (next == kNoValue && pins_[c] != kNoVec) after.push_back(code_.carried[c].now);
    is_stored_[c] = next == kNoValue;
  }
  count(part.list, after);
  for (const std::size_t c : pinned_) {
    const Value now = code_.carried[c].now;
    home_[now] = {};
    is_lent_[now] = false;
    if (next_use(now) != kNever) take(pins_[c], now);
  }
}
/// All that is carried goes where it is between two parts, and the rest is forgotten.
void Registers::end() {
  if (part_ != nullptr) bring_home(), bring_to_pins();
  for (Vec r = 0; r < vectors(); ++r)
    if (holds_[r] != kNoValue && !rests(r)) drop(holds_[r]);
}
void Registers::bring_home() {
  for (std::size_t c = 0; c < pins_.size(); ++c) {
    if (pins_[c] != kNoVec || is_stored_[c]) continue;
    locked_ = 0;
    const Value next = part_->next[c];
    const bool was_there = has(next);
    store(home_[code_.carried[c].now], bring(next));
    if (!was_there) drop(next);
  }
}
void Registers::bring_to_pins() {
  const auto all = std::views::iota(Vec{0}, vectors());
  const auto final_value = [&](std::size_t c) {
    return part_->next[c] != kNoValue ? part_->next[c] : code_.carried[c].now;
  };
  std::array<Vec, kMostVectors> from{};  // of each register: from which it is filled
  from.fill(kNoVec);
  for (const std::size_t c : pinned_)
    if (const Vec r = where_[final_value(c)]; r != pins_[c]) from[pins_[c]] = r;
  const auto is_filled = [&](Vec r) { return from[r] != kNoVec; };
  const auto is_read = [&](Vec r) { return std::ranges::find(from, r) != from.end(); };
  std::vector<std::pair<Vec, Home>> late;
  while (true) {
    auto to = std::ranges::find_if(all, [&](Vec r) { return is_filled(r) && !is_read(r); });
    if (to == all.end()) to = std::ranges::find_if(all, is_filled);
    if (to == all.end()) break;
    if (is_read(*to)) {  // a circle: what it holds waits on the stack
      const auto reader = static_cast<Vec>(std::ranges::find(from, *to) - from.begin());
      late.emplace_back(reader, slot());
      store(late.back().second, *to);
      from[reader] = kNoVec;
    }
    move(*to, std::exchange(from[*to], kNoVec));
  }
  for (const auto& [r, home] : late) load(r, home);
  for (const std::size_t c : pinned_)
    if (!has(final_value(c))) load(pins_[c], home_[final_value(c)]);
}

/// An instruction more where it is an operand that cannot be read from memory.
int Registers::cost_in_memory(Value v) const {
  const auto is_far = [&](Value other) { return home_[other].is_there; };
  int sum = 0;
  for (std::uint32_t use = first_use_[v]; use < first_use_[v + 1]; ++use) {
    if (uses_[use] >= list_.size()) continue;
    const Instruction& i = code_.values[list_[uses_[use]]];
    const bool is_second_far = i.kind == Kind::fma && std::ranges::count_if(i.in, is_far) > 1;
    const bool is_first = (i.kind == Kind::sub || i.kind == Kind::div || i.kind == Kind::min ||
                           i.kind == Kind::max || i.kind == Kind::bit_and_not) &&
                          i.in[0] == v;
    const bool decides = i.kind == Kind::choose && i.in[1] != v;
    sum += is_second_far || is_first || decides ? 4 : 1;
  }
  return sum;
}
void Registers::let_rest() {
  count(code_.loop.list, {});
  std::vector<std::pair<int, Value>> found;
  for (Value v = 0; v < home_.size(); ++v) {
    const Kind kind = code_.values[v].kind;
    const bool moves = kind == Kind::carried || kind == Kind::input || kind == Kind::gain;
    if (home_[v].is_there && !moves && next_use(v) != kNever)
      found.emplace_back(cost_in_memory(v), v);
  }
  std::ranges::sort(found, std::greater{});
  const std::size_t most = std::min(room(lanes_).resting, room(lanes_).both - pinned_.size());
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
    const auto r = static_cast<Vec>(vectors() - 1U - i);
    load(r, home_[found[i].second]);
    take(r, found[i].second);
    resting_ |= 1U << r;
  }
}

// ---- an instruction

void Registers::next(std::uint32_t place) {
  here_ = place;
  locked_ = 0;
  passed_.clear();
  free_.insert(free_.end(), free_soon_.begin(), free_soon_.end());
  free_soon_.clear();
}
void Registers::take(Vec r, Value v) {
  holds_[r] = v;
  where_[v] = r;
  locked_ |= 1U << r;
}
void Registers::drop(Value v) {
  holds_[where_[v]] = kNoValue;
  where_[v] = kNoVec;
}
void Registers::evict() {
  constexpr std::uint64_t kInstruction = 4, kStoreSaved = 24;  // it is there: it leaves for nothing
  Vec worst = kNoVec;
  std::uint64_t most = 0;
  for (Vec r = 0; r < vectors(); ++r) {
    if ((locked_ >> r & 1U) != 0 || rests(r) || holds_[r] == kNoValue) continue;
    const std::uint64_t score =
        kInstruction * next_use(holds_[r]) + (home_[holds_[r]].is_there ? kStoreSaved : 0);
    if (worst == kNoVec || score > most) worst = r, most = score;
  }
  const Value v = holds_[worst];
  if (!home_[v].is_there) {
    home_[v] = free_.empty() ? slot() : free_.back();
    if (!free_.empty()) free_.pop_back();
    is_lent_[v] = true;
    store(home_[v], worst);
  }
  drop(v);
}
/// A carried value's register is kept for its next value as long as there is another.
Vec Registers::free_vector(Vec wanted) {
  if (wanted != kNoVec && is_free(wanted)) return wanted;
  std::uint32_t kept = 0;
  if (part_ != nullptr)
    for (const std::size_t c : pinned_)
      if (const Value next = part_->next[c]; next != kNoValue && !has(next)) kept |= 1U << pins_[c];
  Vec found = kNoVec;
  for (Vec r = vectors(); r-- > 0;)
    if (is_free(r) && (found == kNoVec || (kept >> found & 1U) != 0)) found = r;
  if (found != kNoVec) return found;
  evict();
  return free_vector(kNoVec);
}
Vec Registers::bring(Value v) {
  if (!has(v)) {
    const Vec r = free_vector(kNoVec);
    load(r, home_[v]);
    take(r, v);
  }
  locked_ |= 1U << where_[v];
  return where_[v];
}
Vec Registers::spare() {
  const Vec r = free_vector(kNoVec);
  locked_ |= 1U << r;
  return r;
}
bool Registers::dies(Value v) const {
  if (!has(v) || rests(where_[v])) return false;
  std::uint32_t use = next_use_[v];
  while (use < first_use_[v + 1] && uses_[use] == here_) ++use;
  return use == first_use_[v + 1];
}
void Registers::pass(const Instruction& i) {
  for (std::uint32_t k = 0; k < operands(i.kind); ++k) {
    const Value v = i.in[k];
    ++next_use_[v];
    if (next_use(v) != kNever) continue;
    if (has(v) && !rests(where_[v])) locked_ &= ~(1U << where_[v]), drop(v);
    if (is_lent_[v]) is_lent_[v] = false, free_soon_.push_back(home_[v]);
    if (part_ != nullptr && code_.values[v].kind == Kind::carried)
      passed_.push_back(code_.values[v].payload);
  }
}
/// The next value goes home as soon as nobody needs the one that is there.
void Registers::store_next(std::size_t c) {
  if (pins_[c] != kNoVec || is_stored_[c] || next_use(code_.carried[c].now) != kNever) return;
  const Value next = part_->next[c];
  if (!has(next)) return;  // it is not computed yet, or on the stack until the end
  store(home_[code_.carried[c].now], where_[next]);
  if (is_lent_[next]) is_lent_[next] = false, free_soon_.push_back(home_[next]);
  home_[next] = home_[code_.carried[c].now];
  is_stored_[c] = true;
}
Vec Registers::target(Value v) {
  const std::size_t c = part_ == nullptr ? kNone : next_of_[v];
  const Vec r = free_vector(c == kNone ? kNoVec : pins_[c]);
  take(r, v);
  return r;
}
void Registers::settle(Value v) {
  if (part_ == nullptr && is_used_later_[v]) store(home_[v] = slot(), where_[v]);
  if (part_ != nullptr && next_of_[v] != kNone) store_next(next_of_[v]);
  for (const std::size_t c : passed_) store_next(c);
  if (has(v) && next_use(v) == kNever) drop(v);
}
}  // namespace krach::jit::x86
