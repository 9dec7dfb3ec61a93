// src/signal/normal.cpp: what computes keeps its order; all else is placed where it is needed.
#include "signal/normal.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "signal/recorder.hpp"

namespace krach::signal {
bool is_leaf(Op op) noexcept {
  return op == Op::constant || op == Op::control || op == Op::input || op == Op::sample_rate;
}
namespace {
bool is_symmetric(Op op) { return op == Op::add || op == Op::mul || op == Op::eq || op == Op::ne; }
class Normal {
 public:
  explicit Normal(const Program& from) : from_(from), place_(from.operations.size(), kNowhere) {
    to_.inputs = from.inputs;
    to_.controls = from.controls;
    to_.operations.reserve(place_.size());
    known_.reserve(place_.size());
  }
  Program make() {
    for (std::uint32_t i = 0; i < place_.size(); ++i)
      if (!is_leaf(from_.operations[i].op)) add(i);
    for (const auto& [memory, later] : later_) {
      to_.operations[memory].in[0] = place_[later];
      is_done_ = is_done_ && place_[later] >= memory;  // else it has an equal one to be shared with
    }
    for (const std::uint32_t output : from_.outputs) to_.outputs.push_back(placed(output));
    return std::move(to_);
  }
  bool is_done() const { return is_done_; }

 private:
  static constexpr std::uint32_t kNowhere = ~0U;

  std::uint32_t put(const Operation& o, std::uint32_t i) {
    to_.operations.push_back(o);
    if (!from_.lines.empty()) to_.lines.push_back(from_.lines[i]);
    return static_cast<std::uint32_t>(to_.operations.size() - 1);
  }
  std::uint32_t share(const Operation& o, std::uint32_t i) {
    const auto [found, is_new] =
        known_.try_emplace(o, static_cast<std::uint32_t>(to_.operations.size()));
    return is_new ? put(o, i) : found->second;
  }
  std::uint32_t placed(std::uint32_t i) {
    if (place_[i] == kNowhere) place_[i] = share(from_.operations[i], i);  // a leaf
    return place_[i];
  }
  std::uint32_t table(std::uint32_t index) {
    std::vector<std::uint32_t> bits;
    for (const float x : from_.tables[index]) bits.push_back(std::bit_cast<std::uint32_t>(x));
    const auto [found, is_new] =
        tables_.try_emplace(std::move(bits), static_cast<std::uint32_t>(to_.tables.size()));
    if (is_new) to_.tables.push_back(from_.tables[index]);
    return found->second;
  }
  /// What is placed comes first, in its order; then leaves that are not, by what they are.
  bool is_before(std::uint32_t a, std::uint32_t b) const {
    if (place_[a] != place_[b]) return place_[a] < place_[b];
    const Operation &x = from_.operations[a], &y = from_.operations[b];
    const auto key = [](const Operation& o) {
      return std::tuple(o.op, o.index, std::bit_cast<std::uint64_t>(o.value));
    };
    return key(x) < key(y);
  }
  /// A leaf that is there under another number has the place of that.
  void look_up(std::uint32_t i) {
    if (place_[i] != kNowhere) return;
    if (const auto found = known_.find(from_.operations[i]); found != known_.end())
      place_[i] = found->second;
  }
  void add(std::uint32_t i) {
    Operation o = from_.operations[i];
    const std::uint32_t count = info(o.op).operands;
    if (o.op == Op::memory && o.in[0] >= i && !is_leaf(from_.operations[o.in[0]].op)) {
      const std::uint32_t later = std::exchange(o.in[0], 0U);
      place_[i] = put(o, i);
      later_.emplace_back(place_[i], later);
      return;
    }
    if (o.op == Op::gt || o.op == Op::ge) {
      o.op = o.op == Op::gt ? Op::lt : Op::le;
      std::swap(o.in[0], o.in[1]);
    }
    if (is_symmetric(o.op)) {
      look_up(o.in[0]), look_up(o.in[1]);
      if (is_before(o.in[1], o.in[0])) std::swap(o.in[0], o.in[1]);
    }
    if (o.op == Op::table) o.index = table(o.index);
    for (std::uint32_t k = 0; k < count; ++k) o.in[k] = placed(o.in[k]);
    place_[i] =
        o.op == Op::rwtable ? put(o, i) : share(o, i);  // each rwtable is a table of its own
  }

  const Program& from_;
  Program to_;
  std::vector<std::uint32_t> place_;
  std::unordered_map<Operation, std::uint32_t, OperationHash> known_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> tables_;  // by their bits
  std::vector<std::pair<std::uint32_t, std::uint32_t>> later_;  // memories, and what they remember
  bool is_done_ = true;
};
}  // namespace

Program normal(const Program& program) {
  Program result = program;
  for (bool is_done = !program.faust.empty(); !is_done;) {  // a second time is rare
    const Program before = prune(result);
    Normal pass(before);
    result = pass.make();
    is_done = pass.is_done();
  }
  return result;
}
}  // namespace krach::signal
