// src/jit/overlap.cpp
#include "jit/overlap.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace krach::jit {
namespace {
/// Cycles until the result is there, on processors of 2020.
int latency(Kind kind) {
  switch (kind) {
    case Kind::add:
    case Kind::sub:
    case Kind::mul:
    case Kind::word_mul: return 3;
    case Kind::fma:
    case Kind::floor:
    case Kind::nearest:
    case Kind::to_nearest_word:
    case Kind::to_word:
    case Kind::to_number:
    case Kind::widen_low:
    case Kind::widen_high:
    case Kind::narrow: return 4;
    case Kind::div:
    case Kind::sqrt: return 12;
    default: return 1;
  }
}
constexpr std::size_t kFewest = 12, kMost = 400;  // instructions, of a loop that this is tried on
constexpr int kShortest = 24;                     // cycles of a chain that is worth it
constexpr int kImpossible = std::numeric_limits<int>::max();
constexpr std::size_t kMostHandedOver = 5;  // values: each takes a register
constexpr int kHandOver = 2;                // cycles that one costs

class Overlap {
 public:
  explicit Overlap(Code& code)
      : code_(code), depth_(code.values.size()), is_ahead_(code.values.size()) {
    for (const Value v : code.loop.list) {
      depth_[v] = latency(kind(v));
      each_operand(
          v, [&](Value in) { depth_[v] = std::max(depth_[v], depth_[in] + latency(kind(v))); });
      longest_ = std::max(longest_, depth_[v]);
    }
  }
  /// Chooses what is done ahead, so that the longer of both chains is short; false if nothing pays.
  bool choose();
  void apply();

 private:
  Kind kind(Value v) const { return code_.values[v].kind; }
  template <class F>
  void each_operand(Value v, const F& f) const {
    for (std::uint32_t k = 0; k < operands(kind(v)); ++k) f(code_.values[v].in[k]);
  }
  void mark(int deepest);
  bool leave_if_torn();
  std::vector<bool> moves_ahead() const;
  std::vector<Value> handed_over() const;
  int chain_behind() const;
  int cost() const;
  std::vector<Value> bundles() const;
  void slim();
  using Known = std::unordered_map<Value, Value>;  // what stands for a value in a part
  Value add(const Instruction& i, std::vector<Value>& list);
  Value copy_of(Value v, const Known& known, std::vector<Value>& list);
  Known hand_over(const std::vector<Value>& passed);
  Known inputs_of_next_frame();

  Code& code_;
  std::vector<int> depth_;  // of each value: cycles from the start of the frame on
  int longest_ = 0;
  std::vector<bool> is_ahead_;  // of each value of the loop
};

/// All that is there after so many cycles, but what has an effect beside.
void Overlap::mark(int deepest) {
  for (const Value v : code_.loop.list)
    is_ahead_[v] = depth_[v] <= deepest && !stands_beside(kind(v)) && kind(v) != Kind::position;
  while (leave_if_torn()) {
  }
}
/// What is read ahead is made ahead, carried or not. Returns whether something had to leave for
/// that.
bool Overlap::leave_if_torn() {
  bool has_left = false;
  for (const Value v : code_.loop.list)
    each_operand(v, [&](Value in) {
      const bool is_made_behind = kind(in) == Kind::carried
                                      ? !is_ahead_[code_.loop.next[code_.values[in].payload]]
                                      : depth_[in] > 0 && !is_ahead_[in];
      if (is_ahead_[v] && is_made_behind) is_ahead_[v] = false, has_left = true;
    });
  return has_left;
}
/// Of each carried value: whether it moves on ahead.
std::vector<bool> Overlap::moves_ahead() const {
  std::vector<bool> out(code_.carried.size());
  for (const Value v : code_.loop.list)
    each_operand(v, [&](Value in) {
      if (is_ahead_[v] && kind(in) == Kind::carried) out[code_.values[in].payload] = true;
    });
  return out;
}
/// What is made ahead, or has moved on there, and is needed behind.
std::vector<Value> Overlap::handed_over() const {
  const std::vector<bool> moves = moves_ahead();
  std::vector<bool> is_needed(code_.values.size());
  for (const Value v : code_.loop.list)
    if (!is_ahead_[v]) each_operand(v, [&](Value in) { is_needed[in] = true; });
  for (std::size_t c = 0; c < moves.size(); ++c)
    if (!moves[c]) is_needed[code_.loop.next[c]] = true;
  std::vector<Value> out;
  for (std::size_t c = 0; c < moves.size(); ++c)
    if (moves[c] && is_needed[code_.carried[c].now]) out.push_back(code_.carried[c].now);
  for (const Value v : code_.loop.list)
    if (is_ahead_[v] && is_needed[v]) out.push_back(v);
  return out;
}
int Overlap::chain_behind() const {
  std::vector<int> depth(code_.values.size());
  int longest = 0;
  for (const Value v : code_.loop.list) {
    if (is_ahead_[v]) continue;
    each_operand(v, [&](Value in) { depth[v] = std::max(depth[v], depth[in]); });
    longest = std::max(longest, depth[v] += latency(kind(v)));
  }
  return longest;
}
/// Cycles of the longer chain, and what it costs to hand over between both.
int Overlap::cost() const {
  const std::size_t handed = handed_over().size();
  if (handed == 0 || handed > kMostHandedOver) return kImpossible;
  int ahead = 0;
  for (const Value v : code_.loop.list)
    if (is_ahead_[v]) ahead = std::max(ahead, depth_[v]);
  return std::max(ahead, chain_behind()) + kHandOver * static_cast<int>(handed);
}
/// Of each value that is ahead: the first of those that it hangs together with.
std::vector<Value> Overlap::bundles() const {
  std::vector<Value> first(code_.values.size());
  std::iota(first.begin(), first.end(), Value{0});
  const auto find = [&](Value v) {
    while (first[v] != v) v = first[v] = first[first[v]];
    return v;
  };
  for (const Value v : code_.loop.list)
    each_operand(v, [&](Value in) {
      if (!is_ahead_[v]) return;
      if (kind(in) == Kind::carried) in = code_.loop.next[code_.values[in].payload];
      if (is_ahead_[in]) first[find(in)] = find(v);
    });
  for (const Value v : code_.loop.list) first[v] = find(v);
  return first;
}
/// What is no part of the long chain stays behind.
void Overlap::slim() {
  const std::vector<Value> bundle = bundles();
  for (const Value of : code_.loop.list) {
    if (bundle[of] != of || !is_ahead_[of]) continue;
    const auto before = is_ahead_;
    const int usual = cost();
    for (const Value v : code_.loop.list)
      if (bundle[v] == of) is_ahead_[v] = false;
    if (cost() > usual) is_ahead_ = before;
  }
}
bool Overlap::choose() {
  const std::size_t count = code_.loop.list.size();
  if (count < kFewest || count > kMost || longest_ < kShortest) return false;
  constexpr int kSteps = 24;
  int best = longest_ * 9 / 10, best_depth = 0;
  for (int step = kSteps / 4; step < kSteps; ++step) {
    mark(longest_ * step / kSteps);
    if (const int now = cost(); now < best) best = now, best_depth = longest_ * step / kSteps;
  }
  if (best_depth == 0) return false;
  mark(best_depth);
  slim();
  return true;
}

Value Overlap::add(const Instruction& i, std::vector<Value>& list) {
  const auto v = static_cast<Value>(code_.values.size());
  code_.values.push_back(i);
  list.push_back(v);
  return v;
}
Value Overlap::copy_of(Value v, const Known& known, std::vector<Value>& list) {
  Instruction i = code_.values[v];
  for (std::uint32_t k = 0; k < operands(i.kind); ++k)
    if (const auto found = known.find(i.in[k]); found != known.end()) i.in[k] = found->second;
  return add(i, list);
}

/// For each value that is handed over a carried one, which is that of the frame before.
Overlap::Known Overlap::hand_over(const std::vector<Value>& passed) {
  Known handed;
  for (const Value v : passed) {
    handed[v] = static_cast<Value>(code_.values.size());
    code_.values.push_back({.kind = Kind::carried, .payload = code_.carried.size()});
    code_.carried.push_back({.home = Carried::Home::nowhere, .now = handed[v]});
  }
  return handed;
}
Overlap::Known Overlap::inputs_of_next_frame() {
  Known next;
  for (Value v = 0; v < depth_.size(); ++v) {
    const Instruction i = code_.values[v];
    if (i.kind != Kind::input || i.payload >= kFirstFrame) continue;
    next[v] = static_cast<Value>(code_.values.size());
    code_.values.push_back({.kind = Kind::input, .payload = i.payload + kNextFrame});
  }
  return next;
}

void Overlap::apply() {
  const Part whole = code_.loop;
  const std::size_t count = code_.carried.size();
  const std::vector<Value> passed = handed_over();
  const std::vector<bool> moves = moves_ahead();
  const Known handed = hand_over(passed);
  Part ahead{{}, std::vector<Value>(code_.carried.size(), kNoValue)}, loop = ahead, last = ahead;

  Known in_ahead, in_loop = inputs_of_next_frame(), behind = handed, in_last = handed;
  for (const Value v : whole.list)
    if (is_ahead_[v]) {
      in_ahead[v] = copy_of(v, in_ahead, ahead.list);
      in_loop[v] = copy_of(v, in_loop, loop.list);
    } else {
      behind[v] = copy_of(v, behind, loop.list);
      in_last[v] = copy_of(v, in_last, last.list);
    }
  std::unordered_set<Value> taken;  // each carried value has a next one of its own
  const auto own = [&](Value v, std::vector<Value>& list) {
    if (kind(v) != Kind::carried && taken.insert(v).second) return v;
    return add({.kind = Kind::copy, .in = {v, kNoValue, kNoValue}}, list);
  };
  for (std::size_t c = 0; c < count; ++c) {
    const Value next = whole.next[c];
    if (!is_ahead_[next]) {
      loop.next[c] = behind[next], last.next[c] = in_last[next];
    } else if (moves[c]) {
      ahead.next[c] = own(in_ahead[next], ahead.list);
      loop.next[c] = own(in_loop[next], loop.list);
    } else {
      loop.next[c] = own(handed.at(next), loop.list);
      last.next[c] = own(handed.at(next), last.list);
    }
  }
  const auto either = [](const Known& known, Value v) {
    const auto found = known.find(v);
    return found == known.end() ? v : found->second;
  };
  for (std::size_t p = 0; p < passed.size(); ++p) {
    ahead.next[count + p] = own(either(in_ahead, passed[p]), ahead.list);
    loop.next[count + p] = own(either(in_loop, passed[p]), loop.list);
  }
  code_.ahead = std::move(ahead), code_.loop = std::move(loop), code_.last = std::move(last);
}
}  // namespace

void overlap(Code& code) {
  Overlap plan(code);
  if (plan.choose()) plan.apply();
}
}  // namespace krach::jit
