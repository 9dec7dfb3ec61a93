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

Lane Emitter::delayed_by(const signal::DelayLine& line, Lane frames, const Operation& o) {
  auto* base = row(line.row);
  const LaneWord distance = math::delay_distance(frames, o.index);
  auto* at =
      b_.CreateAnd(b_.CreateSub(spread(position_), distance.v), spread(whole(line.size - 1)));
  if (lanes_ == 1) return {&b_, load(number_, element(base, at))};
  llvm::Value* all = llvm::PoisonValue::get(number_);
  for (std::uint32_t lane = 0; lane < lanes_; ++lane) {
    auto* first = element(base, b_.CreateExtractElement(at, lane));  // of the frame, lane 0
    auto* address = b_.CreateConstGEP1_32(b_.getFloatTy(), first, lane);
    auto* one = b_.CreateAlignedLoad(b_.getFloatTy(), address, llvm::Align(4));
    all = b_.CreateInsertElement(all, one, lane);
  }
  return {&b_, all};
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
    case Op::memory: return values_[i];
    default: {
      const std::uint32_t n = signal::info(o.op).operands;
      return math::apply(o.op, operand(i, 0), operand(i, n > 1 ? 1 : 0), operand(i, n > 2 ? 2 : 0));
    }
  }
}
}  // namespace krach::jit
