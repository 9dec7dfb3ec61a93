// src/jit/llvm/emit.cpp: the function around the operations.
#include "jit/llvm/emit.hpp"

#include <cstddef>

#include "base/denormals.hpp"
#include "jit/llvm/emitter.hpp"

namespace krach::jit {
namespace math = signal::math;
using signal::Op;
using signal::Operation;
using signal::Pace;

Emitter::Emitter(const signal::Program& program, double rate, std::uint32_t lanes,
                 llvm::Function& f)
    : program_(program),
      plan_(signal::plan_state(program)),
      paces_(signal::paces(program)),
      rate_(static_cast<float>(rate)),
      lanes_(lanes),
      f_(f),
      b_(f.getContext()) {
  const auto wide = [&](llvm::Type* t) -> llvm::Type* {
    return lanes_ == 1 ? t : llvm::FixedVectorType::get(t, lanes_);
  };
  number_ = wide(b_.getFloatTy());
  word_ = wide(b_.getInt32Ty());
  const auto block = [&](const char* name) {
    return llvm::BasicBlock::Create(f.getContext(), name, &f);
  };
  entry_ = block("entry");
  loop_ = block("loop");
  store_ = block("store");
  done_ = block("done");
  const std::size_t n = program.operations.size();
  values_.resize(n);
  ramps_.resize(program.controls.size());
  steps_.resize(n);
  keys_.resize(n);
  written_.resize(plan_.lines.size());
  tables_.resize(program.tables.size());
}

KernelLayout Emitter::layout() const {
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

// ---- before the loop

llvm::Value* Emitter::field(std::size_t offset, llvm::Type* type) {
  auto* address = b_.CreateConstGEP1_64(b_.getInt8Ty(), f_.getArg(0), offset);
  return b_.CreateAlignedLoad(type, address, llvm::Align(4));
}
void Emitter::read_call() {
  llvm::Type *address = b_.getPtrTy(), *word = b_.getInt32Ty();
  call_ = {
      field(offsetof(KernelCall, state), address), field(offsetof(KernelCall, controls), address),
      field(offsetof(KernelCall, steps), address), field(offsetof(KernelCall, in), address),
      field(offsetof(KernelCall, gains), address), field(offsetof(KernelCall, sums), address),
      field(offsetof(KernelCall, peaks), address), field(offsetof(KernelCall, since_tick), word),
      field(offsetof(KernelCall, frames), word),   field(offsetof(KernelCall, rows), word),
      field(offsetof(KernelCall, gain_rows), word)};
}

/// What is fixed is computed here and now, by what the interpreter computes with.
void Emitter::fold() {
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

Lane Emitter::held(std::size_t i) {
  const Operation& o = program_.operations[i];
  if (o.op == Op::control) return {&b_, load(number_, element(call_.controls, whole(o.index)))};
  const auto in = [&](std::size_t k) { return values_[o.in[k]]; };
  if (o.op == Op::table) return read_table(o.index, in(0));
  const std::uint32_t n = signal::info(o.op).operands;
  return math::apply(o.op, in(0), n > 1 ? in(1) : in(0), n > 2 ? in(2) : in(0));
}

void Emitter::before_loop() {
  b_.SetInsertPoint(entry_);
  read_call();
  fold();
  const LaneWord seed{&b_, plan_.noise_row == 0 ? nullptr : load(word_, row(0))};
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const Operation& o = program_.operations[i];
    if (paces_[i] == Pace::held)
      values_[i] = held(i);
    else if (o.op == Op::noise)
      keys_[i] = math::noise_key(seed, o.index);
    else if (o.op == Op::phasor && paces_[o.in[0]] != Pace::moving &&
             program_.operations[o.in[0]].op != Op::control)
      steps_[i] = math::phase_step(values_[o.in[0]]);
  }
}

// ---- the loop

Carried Emitter::carry(llvm::Value* address, llvm::Type* type) {
  Carried c;
  b_.SetInsertPoint(entry_);
  c.address = address;
  c.at_start = load(type, c.address);
  b_.SetInsertPoint(loop_);
  c.now = b_.CreatePHI(type, 2);
  return c;
}
Carried& Emitter::carry_row(std::uint64_t at, llvm::Type* type) {
  b_.SetInsertPoint(entry_);
  return carried_[at] = carry(row(at), type);
}

void Emitter::begin_loop() {
  std::size_t rows = 1;
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (const Op op = program_.operations[i].op; op == Op::memory || op == Op::phasor) ++rows;
  carried_.resize(rows + 1);
  b_.SetInsertPoint(loop_);
  frame_ = b_.CreatePHI(b_.getInt32Ty(), 2);
  peaks_ = carry(call_.peaks, word_);
  if (plan_.noise_row != 0) carry_row(plan_.noise_row, word_);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const Op op = program_.operations[i].op;
    if (op == Op::phasor) carry_row(plan_.place[i], word_);
    if (op == Op::memory) values_[i] = {&b_, carry_row(plan_.place[i], number_).now};
  }
  if (plan_.shared_words == 0) return;
  b_.SetInsertPoint(entry_);
  position_at_ = row(plan_.lane_rows);
  position_0_ = b_.CreateAlignedLoad(b_.getInt32Ty(), position_at_, llvm::Align(4));
  b_.SetInsertPoint(loop_);
  position_ = b_.CreatePHI(b_.getInt32Ty(), 2);
}

/// What is no number, and all that its lane makes after it, is masked out by its peak.
void Emitter::mix_outputs() {
  LaneWord peaks{&b_, peaks_.now};
  for (const std::uint32_t output : program_.outputs)
    peaks = larger(peaks, bits(value(output)) & 0x7fffffffU);
  peaks_.next = peaks.v;
  const LaneWord heard = all_ones_below(peaks, kBrokenPeak);
  const Lane gain{&b_, load(number_, element(call_.gains, b_.CreateMul(frame_, call_.gain_rows)))};
  for (std::uint32_t channel = 0; channel < program_.outputs.size(); ++channel) {
    const Lane x = value(program_.outputs[channel]);
    auto* address = channel_row(call_.sums, channel);
    const Lane sum{&b_, load(number_, address)};
    store((sum + from_bits(x, bits(x) & heard) * gain).v, address);
  }
}

void Emitter::finish_frame() {
  mix_outputs();
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (program_.operations[i].op == Op::memory) carried_[plan_.place[i]].next = operand(i, 0).v;
  if (plan_.noise_row != 0) {
    Carried& c = carried_[plan_.noise_row];
    c.next = (LaneWord{&b_, c.now} + 1U).v;
  }
}

void Emitter::loop() {
  begin_loop();
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (paces_[i] == Pace::moving) values_[i] = moving(i);
  finish_frame();
  auto* next = b_.CreateAdd(frame_, b_.getInt32(1));
  frame_->addIncoming(b_.getInt32(0), entry_);
  frame_->addIncoming(next, loop_);
  carried_.push_back(peaks_);
  for (const Carried& c : carried_) {
    if (c.now == nullptr) continue;
    c.now->addIncoming(c.at_start, entry_);
    c.now->addIncoming(c.next, loop_);
  }
  llvm::Value* position_next = nullptr;
  if (position_ != nullptr) {
    position_next = b_.CreateAdd(position_, b_.getInt32(1));
    position_->addIncoming(position_0_, entry_);
    position_->addIncoming(position_next, loop_);
  }
  b_.CreateCondBr(b_.CreateICmpSLT(next, call_.frames), loop_, store_);
  b_.SetInsertPoint(store_);
  if (position_ != nullptr) b_.CreateAlignedStore(position_next, position_at_, llvm::Align(4));
}

void Emitter::after_loop() {
  for (const Carried& c : carried_)
    if (c.now != nullptr) store(c.next, c.address);
  b_.CreateBr(done_);
  b_.SetInsertPoint(done_);
  b_.CreateRetVoid();
  b_.SetInsertPoint(entry_);
  b_.CreateCondBr(b_.CreateICmpSGT(call_.frames, b_.getInt32(0)), loop_, done_);
}

void Emitter::run() {
  before_loop();
  loop();
  after_loop();
}

static llvm::Function& declare(const std::string& name, const Target& target,
                               llvm::Module& module) {
  auto& context = module.getContext();
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context),
                                       {llvm::PointerType::getUnqual(context)}, false);
  auto* f = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module);
  f->addFnAttr(llvm::Attribute::NoUnwind);
  f->addFnAttr("target-cpu", target.cpu);
  f->addFnAttr("target-features", target.features);
  f->addFnAttr("prefer-vector-width", "256");
  f->addFnAttr("stackrealign");  // else spilled vectors lie across cache lines
  f->addFnAttr("denormal-fp-math", "preserve-sign,preserve-sign");
  return *f;
}

KernelLayout emit(const signal::Program& program, double rate, std::uint32_t lanes,
                  const Target& target, const std::string& name, llvm::Module& module) {
  Emitter emitter(program, rate, lanes, declare(name, target, module));
  emitter.run();
  return emitter.layout();
}
}  // namespace krach::jit
