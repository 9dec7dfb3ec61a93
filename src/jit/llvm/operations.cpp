// src/jit/llvm/operations.cpp: what each operation becomes in the loop, and where it finds its
// operands.
#include "jit/llvm/emitter.hpp"

namespace krach::jit {
namespace math = signal::math;
using signal::Op;
using signal::Operation;

llvm::Value* Emitter::element(llvm::Value* base, llvm::Value* index) {
  return b_.CreateGEP(number_, base, b_.CreateZExt(index, b_.getInt64Ty()));
}
llvm::Value* Emitter::row(std::uint64_t row) {
  return b_.CreateConstGEP1_64(number_, call_.state, row);
}
llvm::Value* Emitter::channel_row(llvm::Value* base, std::uint64_t channel) {
  return element(base, b_.CreateAdd(b_.CreateMul(whole(channel), call_.rows), frame_));
}
llvm::Value* Emitter::load(llvm::Type* type, llvm::Value* address) {
  return b_.CreateAlignedLoad(type, address, llvm::Align(4 * std::uint64_t{lanes_}));
}
void Emitter::store(llvm::Value* v, llvm::Value* address) {
  b_.CreateAlignedStore(v, address, llvm::Align(4 * std::uint64_t{lanes_}));
}

Lane Emitter::ramp(std::uint32_t control) {
  Lane& ramp = ramps_[control];
  if (ramp.v != nullptr) return ramp;
  b_.SetInsertPoint(entry_);
  const Lane start{&b_, load(number_, element(call_.controls, whole(control)))};
  const Lane step{&b_, load(number_, element(call_.steps, whole(control)))};
  b_.SetInsertPoint(loop_);
  if (since_tick_ == nullptr)
    since_tick_ = spread(b_.CreateSIToFP(b_.CreateAdd(call_.since_tick, frame_), b_.getFloatTy()));
  ramp = start + Lane{&b_, since_tick_} * step;
  return ramp;
}
Lane Emitter::value(std::uint32_t id) {
  const Operation& o = program_.operations[id];
  return o.op == Op::control ? ramp(o.index) : values_[id];
}

Lane Emitter::input(const Operation& o) {
  return {&b_, load(number_, channel_row(call_.in, o.index))};
}
Lane Emitter::noise(std::size_t i) {
  const LaneWord frame{&b_, carried_[plan_.noise_row].now};
  return math::noise_at(constant(0.0F), keys_[i], frame);
}
Lane Emitter::phasor(std::size_t i) {
  Carried& c = carried_[plan_.place[i]];
  const LaneWord phase{&b_, c.now};
  const LaneWord held = steps_[i];
  c.next = (phase + (held.v != nullptr ? held : math::phase_step(operand(i, 0)))).v;
  return math::phase_position(constant(0.0F), phase);
}

llvm::Value* Emitter::lane_address(llvm::Value* base, llvm::Value* places, std::uint32_t lane,
                                   std::uint32_t stride, std::uint32_t offset) {
  auto* place = lanes_ == 1 ? places : b_.CreateExtractElement(places, lane);
  auto* wide = b_.CreateMul(b_.CreateZExt(place, b_.getInt64Ty()), b_.getInt64(stride));
  auto* first = b_.CreateGEP(b_.getFloatTy(), base, wide);
  return b_.CreateConstGEP1_32(b_.getFloatTy(), first, lane * offset);
}
Lane Emitter::gathered(llvm::Value* base, llvm::Value* places, std::uint32_t stride,
                       std::uint32_t offset) {
  llvm::Value* all = llvm::PoisonValue::get(number_);
  for (std::uint32_t lane = 0; lane < lanes_; ++lane) {
    auto* address = lane_address(base, places, lane, stride, offset);
    auto* one = b_.CreateAlignedLoad(b_.getFloatTy(), address, llvm::Align(4));
    all = lanes_ == 1 ? one : b_.CreateInsertElement(all, one, lane);
  }
  return {&b_, all};
}
Lane Emitter::read_table(std::uint32_t index, Lane position) {
  const auto& numbers = program_.tables[index];
  if (tables_[index] == nullptr) {
    auto* data = llvm::ConstantDataArray::get(f_.getContext(), llvm::ArrayRef<float>(numbers));
    tables_[index] = new llvm::GlobalVariable(*f_.getParent(), data->getType(), true,
                                              llvm::GlobalValue::PrivateLinkage, data);
  }
  return gathered(tables_[index], math::table_place(position, numbers.size()).v, 1, 0);
}
Lane Emitter::rewritten(std::size_t i) {
  const Operation& o = program_.operations[i];
  auto* base = row(plan_.place[i]);
  auto* written = math::table_place(operand(i, 0), o.index).v;
  auto* value = operand(i, 1).v;
  for (std::uint32_t lane = 0; lane < lanes_; ++lane)
    b_.CreateAlignedStore(lanes_ == 1 ? value : b_.CreateExtractElement(value, lane),
                          lane_address(base, written, lane, lanes_, 1), llvm::Align(4));
  return gathered(base, math::table_place(operand(i, 2), o.index).v, lanes_, 1);
}

Lane Emitter::delayed_by(const signal::DelayLine& line, Lane frames, const Operation& o) {
  auto* base = row(line.row);
  const LaneWord distance = math::delay_distance(frames, o.index);
  auto* at =
      b_.CreateAnd(b_.CreateSub(spread(position_), distance.v), spread(whole(line.size - 1)));
  return gathered(base, at, lanes_, 1);
}
Lane Emitter::delay(std::size_t i) {
  const Operation& o = program_.operations[i];
  const std::uint32_t number = plan_.place[i];
  const auto& line = plan_.lines[number];
  auto* mask = whole(line.size - 1);
  if (!written_[number])
    store(operand(i, 0).v, element(row(line.row), b_.CreateAnd(position_, mask)));
  written_[number] = true;
  const Lane frames = operand(i, 1);
  const auto* fixed = llvm::dyn_cast<llvm::Constant>(frames.v);
  if (fixed == nullptr) return delayed_by(line, frames, o);
  const auto* one = llvm::cast<llvm::ConstantFP>(lanes_ == 1 ? fixed : fixed->getSplatValue());
  const auto distance =
      math::delay_distance(math::Single{one->getValueAPF().convertToFloat()}, o.index);
  auto* at = b_.CreateAnd(b_.CreateSub(position_, whole(distance.v)), mask);
  return {&b_, load(number_, element(row(line.row), at))};
}

Lane Emitter::moving(std::size_t i) {
  const Operation& o = program_.operations[i];
  switch (o.op) {
    case Op::input: return input(o);
    case Op::noise: return noise(i);
    case Op::phasor: return phasor(i);
    case Op::delay: return delay(i);
    case Op::rwtable: return rewritten(i);
    case Op::table: return read_table(o.index, operand(i, 0));
    case Op::memory: return values_[i];
    default: {
      const std::uint32_t n = signal::info(o.op).operands;
      return math::apply(o.op, operand(i, 0), operand(i, n > 1 ? 1 : 0), operand(i, n > 2 ? 2 : 0));
    }
  }
}
}  // namespace krach::jit
