// src/jit/lower.cpp
#include "jit/lower.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/denormals.hpp"
#include "jit/lane.hpp"
#include "signal/pace.hpp"
#include "signal/semantics.hpp"
#include "signal/state.hpp"

namespace krach::jit {
namespace math = signal::math;
using signal::Op;
using signal::Operation;
using signal::Pace;

namespace {
class Lowering {
 public:
  Lowering(const signal::Program& program, Hertz rate, std::uint32_t lanes,
           const std::vector<bool>& settles)
      : program_(program),
        settles_(settles),
        plan_(signal::plan_state(program)),
        paces_(signal::paces(program)),
        rate_(static_cast<float>(rate.value)),
        lanes_(lanes),
        r_(code_),
        values_(program.operations.size()),
        ramps_(program.controls.size()),
        phases_(program.operations.size()) {
    code_.layout = layout();
    for (const auto& line : plan_.lines) code_.lines.push_back({line.row, line.size - 1});
    code_.tables = program_.tables;
    fold();
    list_cells();
  }
  /// All frames in the loop.
  Code plain();
  /// The first frame before the loop, and in the loop what is left of the others, if the memories
  /// of `settles` rest. Empty if one does not: then `settles` says so.
  std::optional<Code> peeled(std::vector<bool>& settles);

 private:
  /// What goes from frame to frame.
  struct Cell {
    Carried::Home home = Carried::Home::state;
    std::size_t operation = 0;  // a memory or a phasor; else as many as there are
    std::uint32_t row = 0;
    Value now = kNoValue, next = kNoValue;
  };
  KernelLayout layout() const;
  void fold();
  void list_cells();
  bool hears_a_control_move() const;
  void frame();
  bool settles(const Cell& cell) const {
    return cell.operation < settles_.size() && settles_[cell.operation];
  }
  Lane compute(std::size_t i);
  Lane noise(std::size_t i);
  Lane phasor(std::size_t i);
  Lane delay(std::size_t i);
  Lane delayed_by(const signal::DelayLine& line, Lane frames, const Operation& o);
  Lane rewritten(std::size_t i);
  Lane table(std::size_t i);
  LaneWord place_in_state(LaneWord row) const;
  void mix_outputs();
  Value at_start(const Cell& cell);  // of the call
  void carry_on(const Cell& cell);

  /// What moves hears a control move; what is held reads it at the tick.
  Lane operand(std::size_t i, std::uint32_t k) {
    const std::uint32_t id = program_.operations[i].in[k];
    return paces_[i] == Pace::moving ? value(id) : values_[id];
  }
  Lane value(std::uint32_t id) {
    const Operation& o = program_.operations[id];
    return o.op == Op::control ? ramp(o.index) : values_[id];
  }
  Lane ramp(std::uint32_t control);
  Lane number(Value v) { return {{&r_, v}}; }
  LaneWord word(Value v) { return {{&r_, v}}; }
  Lane constant(float x) { return number(r_.record({.payload = std::bit_cast<std::uint32_t>(x)})); }
  Value given(Kind kind, std::uint64_t payload = 0) {
    return r_.record({.kind = kind, .payload = payload});
  }
  Value of_this_frame(Kind kind, std::uint64_t payload = 0) {
    return given(kind, payload + (r_.in_loop() ? 0 : kFirstFrame));
  }

  const signal::Program& program_;
  const std::vector<bool>& settles_;  // of each operation: a memory that rests after a frame
  const signal::StatePlan plan_;
  const std::vector<Pace> paces_;
  const float rate_;
  const std::uint32_t lanes_;
  Code code_;
  Recorder r_;
  std::vector<Lane> values_;         // of each operation
  std::vector<Lane> ramps_;          // of each control
  std::vector<Cell*> phases_;        // of each phasor
  std::vector<bool> written_;        // of each line: in this frame
  std::unordered_set<Value> taken_;  // the next value of something carried
  std::vector<Cell> cells_;
  Cell *noise_ = nullptr, *since_tick_ = nullptr, *peaks_ = nullptr;  // among them, or not there
};

KernelLayout Lowering::layout() const {
  KernelLayout layout;
  layout.lanes = lanes_;
  layout.inputs = program_.inputs;
  layout.outputs = static_cast<std::uint32_t>(program_.outputs.size());
  layout.controls = static_cast<std::uint32_t>(program_.controls.size());
  layout.lane_rows = static_cast<std::uint32_t>(plan_.lane_rows);
  layout.shared_words = plan_.shared_words;
  layout.memory_frames = static_cast<std::uint32_t>(plan_.memory_frames);
  return layout;
}

/// What is fixed is computed here and now, by what the interpreter computes with.
void Lowering::fold() {
  const FlushDenormals flush;
  std::vector<float> folded(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (paces_[i] != Pace::fixed) continue;
    const Operation& o = program_.operations[i];
    const auto in = [&](std::size_t k) { return math::Single{folded[o.in[k]]}; };
    if (o.op == Op::constant)
      folded[i] = static_cast<float>(o.value);
    else if (o.op == Op::sample_rate)
      folded[i] = rate_;
    else if (o.op == Op::table)
      folded[i] =
          program_.tables[o.index][math::table_place(in(0), program_.tables[o.index].size()).v];
    else
      folded[i] = math::apply(o.op, in(0), in(1), in(2)).v;
    values_[i] = constant(folded[i]);
  }
}

bool Lowering::hears_a_control_move() const {
  const auto is_control = [&](std::uint32_t id) {
    return program_.operations[id].op == Op::control;
  };
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const Operation& o = program_.operations[i];
    if (paces_[i] == Pace::moving &&
        std::any_of(o.in.begin(), o.in.begin() + signal::info(o.op).operands, is_control))
      return true;
  }
  return std::ranges::any_of(program_.outputs, is_control);
}
void Lowering::list_cells() {
  using enum Carried::Home;
  const std::size_t none = values_.size();
  for (std::size_t i = 0; i < none; ++i)
    if (const Op op = program_.operations[i].op; op == Op::memory || op == Op::phasor)
      cells_.push_back({state, i, plan_.place[i]});
  const std::size_t others = cells_.size();
  cells_.push_back({peaks, none});
  if (plan_.noise_row != 0) cells_.push_back({state, none, plan_.noise_row});
  if (hears_a_control_move()) cells_.push_back({nowhere, none});
  for (Cell& cell : std::span(cells_).subspan(others))
    (cell.home == peaks ? peaks_ : cell.home == state ? noise_ : since_tick_) = &cell;
}

Lane Lowering::ramp(std::uint32_t control) {
  Lane& ramp = ramps_[control];
  if (ramp.v != kNoValue) return ramp;
  ramp = number(given(Kind::control, control)) +
         number(since_tick_->now) * number(given(Kind::step, control));
  return ramp;
}

Lane Lowering::noise(std::size_t i) {
  const auto key = math::noise_key(word(given(Kind::state, 0)), program_.operations[i].index);
  return math::noise_at(number(key.first.v), key, word(noise_->now));
}
Lane Lowering::phasor(std::size_t i) {
  Cell& cell = *phases_[i];
  const LaneWord phase = word(cell.now);
  cell.next = (phase + math::phase_step(operand(i, 0))).v;
  return math::phase_position(number(phase.v), phase);
}

/// Rows of all lanes lie one after the other, so a row of one lane is so many numbers further.
LaneWord Lowering::place_in_state(LaneWord row) const {
  if (lanes_ == 1) return row;
  return (row << static_cast<std::uint32_t>(std::countr_zero(lanes_))) +
         LaneWord{{row.r, row.r->record({.kind = Kind::lane_number})}};
}
Lane Lowering::delayed_by(const signal::DelayLine& line, Lane frames, const Operation& o) {
  const LaneWord distance = math::delay_distance(frames, o.index);
  const LaneWord back = (word(of_this_frame(Kind::position)) - distance) & (line.size - 1);
  const LaneWord at = place_in_state(back);
  return number(at.note(Kind::read, at.v, kNoValue, kNoValue, line.row));
}
Lane Lowering::delay(std::size_t i) {
  const Operation& o = program_.operations[i];
  const std::uint32_t number_of_line = plan_.place[i];
  const auto& line = plan_.lines[number_of_line];
  const Lane in = operand(i, 0), frames = operand(i, 1);
  if (!written_[number_of_line])
    in.note(Kind::line_write, in.v, kNoValue, kNoValue, number_of_line);
  written_[number_of_line] = true;
  const Instruction& fixed = r_.at(frames.v);
  if (fixed.kind != Kind::constant) return delayed_by(line, frames, o);
  const auto distance = math::delay_distance(
      math::Single{std::bit_cast<float>(static_cast<std::uint32_t>(fixed.payload))}, o.index);
  return number(given(Kind::line_read_fixed, (std::uint64_t{number_of_line} << 32U) | distance.v));
}
Lane Lowering::rewritten(std::size_t i) {
  const Operation& o = program_.operations[i];
  const auto at = [&](std::uint32_t k) {
    return place_in_state(math::table_place(operand(i, k), o.index)).v;
  };
  const Value to = at(0), from = at(2);
  operand(i, 1).note(Kind::write, to, operand(i, 1).v, kNoValue, plan_.place[i]);
  return number(operand(i, 1).note(Kind::read, from, kNoValue, kNoValue, plan_.place[i]));
}
Lane Lowering::table(std::size_t i) {
  const std::uint32_t which = program_.operations[i].index;
  const auto place = math::table_place(operand(i, 0), program_.tables[which].size());
  return number(place.note(Kind::table, place.v, kNoValue, kNoValue, which));
}

Lane Lowering::compute(std::size_t i) {
  const Operation& o = program_.operations[i];
  switch (o.op) {
    case Op::control: return number(given(Kind::control, o.index));
    case Op::input: return number(of_this_frame(Kind::input, o.index));
    case Op::noise: return noise(i);
    case Op::phasor: return phasor(i);
    case Op::delay: return delay(i);
    case Op::rwtable: return rewritten(i);
    case Op::table: return table(i);
    case Op::memory: return values_[i];
    default: {
      const std::uint32_t n = signal::info(o.op).operands;
      return math::apply(o.op, operand(i, 0), operand(i, n > 1 ? 1 : 0), operand(i, n > 2 ? 2 : 0));
    }
  }
}

/// What is no number, and all that its lane makes after it, is masked out by its peak.
void Lowering::mix_outputs() {
  LaneWord peaks = word(peaks_->now);
  for (const std::uint32_t output : program_.outputs)
    peaks = larger(peaks, bits(value(output)) & ~kSignBit);
  peaks_->next = peaks.v;
  const LaneMask broken = is_above(peaks, kBrokenPeak - 1);
  const Value gain = of_this_frame(Kind::gain);
  for (std::uint32_t channel = 0; channel < program_.outputs.size(); ++channel) {
    const LaneWord heard = without(broken, bits(value(program_.outputs[channel])));
    heard.note(Kind::mix, heard.v, gain, kNoValue, channel);
  }
}

void Lowering::frame() {
  written_.assign(plan_.lines.size(), false);
  std::ranges::fill(ramps_, Lane{});
  for (Cell& cell : cells_)
    if (cell.operation < values_.size()) {
      phases_[cell.operation] = &cell;
      values_[cell.operation] = number(cell.now);
    }
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (paces_[i] != Pace::fixed) values_[i] = compute(i);
  mix_outputs();
  for (Cell& cell : cells_)
    if (cell.operation < values_.size() && program_.operations[cell.operation].op == Op::memory)
      cell.next = value(program_.operations[cell.operation].in[0]).v;
  if (noise_ != nullptr) noise_->next = (word(noise_->now) + 1U).v;
  if (since_tick_ != nullptr) {
    const Lane since = number(since_tick_->now);
    since_tick_->next = (since + since.constant(1.0)).v;
  }
}

/// Each carried value has a next one of its own, which the loop computes.
void Lowering::carry_on(const Cell& cell) {
  const bool is_own =
      !is_given(r_.at(cell.next).kind) && !r_.rests(cell.next) && taken_.insert(cell.next).second;
  const Value next = is_own ? cell.next : number(cell.next).note(Kind::copy, cell.next);
  code_.loop.next[r_.at(cell.now).payload] = next;
}

Value Lowering::at_start(const Cell& cell) {
  switch (cell.home) {
    case Carried::Home::state: return given(Kind::state, cell.row);
    case Carried::Home::peaks: return given(Kind::peaks);
    default: return given(Kind::since_tick);
  }
}

Code Lowering::plain() {
  r_.begin_loop();
  for (Cell& cell : cells_) {
    const bool is_state = cell.home == Carried::Home::state;
    cell.now = r_.carry(
        {.home = cell.home, .row = cell.row, .start = is_state ? kNoValue : at_start(cell)});
  }
  frame();
  for (const Cell& cell : cells_) carry_on(cell);
  prune(code_);
  return std::move(code_);
}

std::optional<Code> Lowering::peeled(std::vector<bool>& settles) {
  code_.is_peeled = true;
  for (Cell& cell : cells_) cell.now = at_start(cell);
  frame();
  for (Cell& cell : cells_) {
    if (r_.at(cell.next).kind == Kind::state)
      cell.next = number(cell.next).note(Kind::copy, cell.next);
    cell.now = cell.next;
  }
  for (const Cell& cell : cells_)
    if (this->settles(cell))
      number(cell.now).note(Kind::keep, cell.now, kNoValue, kNoValue, cell.row);
  r_.begin_loop();
  for (Cell& cell : cells_)
    if (!this->settles(cell))
      cell.now = r_.carry({.home = cell.home, .row = cell.row, .start = cell.now});
  frame();
  bool all_settle = true;
  std::vector<bool> found = settles_;
  for (const Cell& cell : cells_)
    if (this->settles(cell) && cell.next != cell.now) found[cell.operation] = all_settle = false;
  settles = found;
  if (!all_settle) return {};
  for (const Cell& cell : cells_)
    if (!this->settles(cell)) carry_on(cell);
  prune(code_);
  return std::move(code_);
}
}  // namespace

/// Above so many operations nothing is tried, because it takes longer.
static constexpr std::size_t kManyOperations = 4000;
/// A memory that another one settles does so a round later.
static constexpr int kRounds = 6;

Code lower(const signal::Program& program, Hertz rate, std::uint32_t lanes) {
  std::vector<bool> settles(program.operations.size());
  for (std::size_t i = 0; i < settles.size(); ++i)
    settles[i] = program.operations[i].op == Op::memory;
  for (int round = 0; round < kRounds && settles.size() <= kManyOperations; ++round) {
    if (std::ranges::find(settles, true) == settles.end()) break;
    const std::vector<bool> tried = settles;
    if (auto code = Lowering(program, rate, lanes, tried).peeled(settles)) return std::move(*code);
  }
  return Lowering(program, rate, lanes, {}).plain();
}
}  // namespace krach::jit
