// src/jit/llvm/emit.cpp
#include "jit/llvm/emit.hpp"

#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>

#include <cstddef>
#include <memory>
#include <numeric>
#include <vector>

namespace krach::jit {
namespace {
class Emitter {
 public:
  Emitter(const Code& code, llvm::Function& f)
      : code_(code), lanes_(code.layout.lanes), f_(f), b_(f.getContext()) {
    number_ = wide(b_.getFloatTy(), lanes_);
    word_ = wide(b_.getInt32Ty(), lanes_);
    double_ = wide(b_.getDoubleTy(), half());
    const auto block = [&](const char* name) {
      return llvm::BasicBlock::Create(f.getContext(), name, &f);
    };
    entry_ = block("entry"), first_ = block("first"), loop_ = block("loop");
    store_ = block("store"), done_ = block("done");
    values_.resize(code.values.size());
  }
  void run();

 private:
  unsigned half() const { return lanes_ == 1 ? 1 : lanes_ / 2; }
  static llvm::Type* wide(llvm::Type* t, unsigned lanes) {
    return lanes == 1 ? t : static_cast<llvm::Type*>(llvm::FixedVectorType::get(t, lanes));
  }
  llvm::Value* spread(llvm::Value* x, unsigned lanes) {
    return lanes == 1 ? x : b_.CreateVectorSplat(lanes, x);
  }
  llvm::Value* field(std::size_t offset, llvm::Type* type);
  llvm::Value* row(std::uint64_t row) { return b_.CreateConstGEP1_64(number_, state_, row); }
  llvm::Value* element(llvm::Value* base, llvm::Value* index) {
    return b_.CreateGEP(number_, base, b_.CreateZExt(index, b_.getInt64Ty()));
  }
  llvm::Value* load(llvm::Value* address) {
    return b_.CreateAlignedLoad(number_, address, llvm::Align(4 * std::uint64_t{lanes_}));
  }
  void store(llvm::Value* v, llvm::Value* address) {
    b_.CreateAlignedStore(v, address, llvm::Align(4 * std::uint64_t{lanes_}));
  }
  llvm::Value* in_line(const Line& line, std::uint32_t distance);
  llvm::Value* table(std::uint32_t number);
  llvm::Value* lane_of(llvm::Value* v, unsigned lane) {
    return lanes_ == 1 ? v : b_.CreateExtractElement(v, lane);
  }
  llvm::Value* gathered(llvm::Value* base, llvm::Value* places);

  llvm::Value* at_rest(const Instruction& i);
  llvm::Value* of_frame(const Instruction& i);
  llvm::Value* computed(const Instruction& i);
  llvm::Value* compared(const Instruction& i);
  llvm::Value* joined(const Instruction& i);
  llvm::Value* beside(const Instruction& i);

  // an operand as what it is taken for: all values that are not doubles are numbers
  llvm::Value* number(Value v) { return values_[v]; }
  llvm::Value* word(Value v) { return b_.CreateBitCast(values_[v], word_); }
  llvm::Value* to_number(llvm::Value* v) { return b_.CreateBitCast(v, number_); }
  llvm::Value* mask(Value v, bool is_wide);

  void before();
  void loop();
  void after();

  const Code& code_;
  const unsigned lanes_;
  llvm::Function& f_;
  llvm::IRBuilder<> b_;
  llvm::Type *number_, *word_, *double_;
  llvm::BasicBlock *entry_, *first_, *loop_, *store_, *done_;
  llvm::Value *state_ = nullptr, *controls_ = nullptr, *steps_ = nullptr, *in_ = nullptr;
  llvm::Value *gains_ = nullptr, *sums_ = nullptr, *peaks_ = nullptr, *since_tick_ = nullptr;
  llvm::Value *frames_ = nullptr, *rows_ = nullptr, *gain_rows_ = nullptr;
  std::vector<llvm::Value*> values_;
  std::vector<llvm::PHINode*> now_;  // of each carried value
  llvm::Value *frame_ = nullptr, *position_ = nullptr, *position_0_ = nullptr;
};

llvm::Value* Emitter::field(std::size_t offset, llvm::Type* type) {
  auto* address = b_.CreateConstGEP1_64(b_.getInt8Ty(), f_.getArg(0), offset);
  return b_.CreateAlignedLoad(type, address, llvm::Align(4));
}

// ---- what is there

llvm::Value* Emitter::at_rest(const Instruction& i) {
  switch (i.kind) {
    case Kind::constant:
      if (i.wide) {
        auto* bits = spread(b_.getInt64(i.payload), half());
        return b_.CreateBitCast(bits, double_);
      }
      return to_number(spread(b_.getInt32(static_cast<std::uint32_t>(i.payload)), lanes_));
    case Kind::lane_number: {
      std::vector<std::uint32_t> all(lanes_);
      std::iota(all.begin(), all.end(), 0U);
      return to_number(lanes_ == 1 ? b_.getInt32(0)
                                   : llvm::ConstantDataVector::get(f_.getContext(), all));
    }
    case Kind::control: return load(b_.CreateConstGEP1_64(number_, controls_, i.payload));
    case Kind::step: return load(b_.CreateConstGEP1_64(number_, steps_, i.payload));
    case Kind::state: return load(row(i.payload));
    case Kind::peaks: return load(peaks_);
    case Kind::since_tick: return spread(b_.CreateSIToFP(since_tick_, b_.getFloatTy()), lanes_);
    default: return nullptr;
  }
}
llvm::Value* Emitter::of_frame(const Instruction& i) {
  if (i.kind == Kind::gain) return load(element(gains_, b_.CreateMul(frame_, gain_rows_)));
  auto* channel = b_.getInt32(static_cast<std::uint32_t>(i.payload % kFirstFrame));
  return load(element(in_, b_.CreateAdd(b_.CreateMul(channel, rows_), frame_)));
}

// ---- what is computed

llvm::Value* Emitter::mask(Value v, bool is_wide) {
  if (is_wide)
    return b_.CreateICmpSLT(b_.CreateBitCast(values_[v], wide(b_.getInt64Ty(), half())),
                            spread(b_.getInt64(0), half()));
  return b_.CreateICmpSLT(word(v), spread(b_.getInt32(0), lanes_));
}
llvm::Value* Emitter::compared(const Instruction& i) {
  const auto [a, b, unused] = i.in;
  const auto set = [&](llvm::Value* is_so) {
    auto* type = i.wide ? wide(b_.getInt64Ty(), half()) : word_;
    return b_.CreateBitCast(b_.CreateSExt(is_so, type), i.wide ? double_ : number_);
  };
  switch (i.kind) {
    case Kind::less: return set(b_.CreateFCmpOLT(number(a), number(b)));
    case Kind::less_equal: return set(b_.CreateFCmpOLE(number(a), number(b)));
    case Kind::equal: return set(b_.CreateFCmpOEQ(number(a), number(b)));
    case Kind::not_equal: return set(b_.CreateFCmpUNE(number(a), number(b)));
    case Kind::word_equal: return set(b_.CreateICmpEQ(word(a), word(b)));
    case Kind::word_greater: return set(b_.CreateICmpSGT(word(a), word(b)));
    case Kind::min:
      return b_.CreateSelect(b_.CreateFCmpOLT(number(a), number(b)), number(a), number(b));
    default: return b_.CreateSelect(b_.CreateFCmpOGT(number(a), number(b)), number(a), number(b));
  }
}
llvm::Value* Emitter::joined(const Instruction& i) {
  const auto [a, b, unused] = i.in;
  const auto payload = spread(b_.getInt32(static_cast<std::uint32_t>(i.payload)), lanes_);
  switch (i.kind) {
    case Kind::bit_and: return b_.CreateAnd(word(a), word(b));
    case Kind::bit_and_not: return b_.CreateAnd(b_.CreateNot(word(a)), word(b));
    case Kind::bit_or: return b_.CreateOr(word(a), word(b));
    case Kind::bit_xor: return b_.CreateXor(word(a), word(b));
    case Kind::word_add: return b_.CreateAdd(word(a), word(b));
    case Kind::word_sub: return b_.CreateSub(word(a), word(b));
    case Kind::word_mul: return b_.CreateMul(word(a), word(b));
    case Kind::word_max: return b_.CreateBinaryIntrinsic(llvm::Intrinsic::smax, word(a), word(b));
    case Kind::shift_left: return b_.CreateShl(word(a), payload);
    case Kind::shift_right: return b_.CreateLShr(word(a), payload);
    case Kind::shift_signed: return b_.CreateAShr(word(a), payload);
    default: return b_.CreateFPToSI(number(a), word_);
  }
}
/// From `first` on, so many.
static std::vector<int> count(int first, unsigned size) {
  std::vector<int> all(size);
  std::iota(all.begin(), all.end(), first);
  return all;
}
llvm::Value* Emitter::computed(const Instruction& i) {
  const auto [a, b, c] = i.in;
  switch (i.kind) {
    case Kind::add: return b_.CreateFAdd(number(a), number(b));
    case Kind::sub: return b_.CreateFSub(number(a), number(b));
    case Kind::mul: return b_.CreateFMul(number(a), number(b));
    case Kind::div: return b_.CreateFDiv(number(a), number(b));
    case Kind::sqrt: return b_.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, number(a));
    case Kind::nearest: return b_.CreateUnaryIntrinsic(llvm::Intrinsic::roundeven, number(a));
    case Kind::to_nearest_word: {
      auto* nearest = b_.CreateUnaryIntrinsic(llvm::Intrinsic::roundeven, number(a));
      auto* whole = b_.CreateFPToSI(nearest, wide(b_.getInt64Ty(), lanes_));
      return to_number(b_.CreateTrunc(whole, word_));
    }
    case Kind::floor: return b_.CreateUnaryIntrinsic(llvm::Intrinsic::floor, number(a));
    case Kind::fma: {
      auto* x = (i.payload & kNegProduct) != 0 ? b_.CreateFNeg(number(a)) : number(a);
      auto* z = (i.payload & kNegAddend) != 0 ? b_.CreateFNeg(number(c)) : number(c);
      return b_.CreateIntrinsic(llvm::Intrinsic::fma, {number_}, {x, number(b), z});
    }
    case Kind::choose: return b_.CreateSelect(mask(a, i.wide), number(b), number(c));
    case Kind::to_number: return b_.CreateSIToFP(word(a), number_);
    case Kind::widen_low:
    case Kind::widen_high: {
      const auto first = static_cast<int>(i.kind == Kind::widen_high ? half() : 0);
      auto* part =
          lanes_ == 1 ? number(a) : b_.CreateShuffleVector(number(a), count(first, half()));
      return b_.CreateFPExt(part, double_);
    }
    case Kind::narrow: {
      auto* part = wide(b_.getFloatTy(), half());
      auto* low = b_.CreateFPTrunc(number(a), part);
      if (lanes_ == 1) return low;
      auto* high = b_.CreateFPTrunc(number(b), part);
      return b_.CreateShuffleVector(low, high, count(0, lanes_));
    }
    default: break;
  }
  if (compares(i.kind) || i.kind == Kind::min || i.kind == Kind::max) return compared(i);
  if (i.kind == Kind::position || i.kind == Kind::table || stands_beside(i.kind)) return beside(i);
  return to_number(joined(i));
}

// ---- what stands beside

llvm::Value* Emitter::gathered(llvm::Value* base, llvm::Value* places) {
  llvm::Value* all = llvm::PoisonValue::get(number_);
  for (unsigned lane = 0; lane < lanes_; ++lane) {
    auto* place = b_.CreateZExt(lane_of(places, lane), b_.getInt64Ty());
    auto* address = b_.CreateGEP(b_.getFloatTy(), base, place);
    auto* one = b_.CreateAlignedLoad(b_.getFloatTy(), address, llvm::Align(4));
    all = lanes_ == 1 ? static_cast<llvm::Value*>(one) : b_.CreateInsertElement(all, one, lane);
  }
  return all;
}
llvm::Value* Emitter::in_line(const Line& line, std::uint32_t distance) {
  auto* at = b_.CreateAnd(b_.CreateSub(position_, b_.getInt32(distance)), b_.getInt32(line.mask));
  return element(row(line.row), at);
}
llvm::Value* Emitter::table(std::uint32_t number) {
  const std::string name = "table" + std::to_string(number);
  if (auto* found = f_.getParent()->getGlobalVariable(name, true)) return found;
  const llvm::ArrayRef<float> numbers(code_.tables[number]);
  auto* data = llvm::ConstantDataArray::get(f_.getContext(), numbers);
  auto variable = std::make_unique<llvm::GlobalVariable>(
      *f_.getParent(), data->getType(), true, llvm::GlobalValue::PrivateLinkage, data, name);
  return variable.release();  // the module's
}
llvm::Value* Emitter::beside(const Instruction& i) {
  const auto [a, b, unused] = i.in;
  switch (i.kind) {
    case Kind::copy: return number(a);
    case Kind::position: return to_number(spread(position_, lanes_));
    case Kind::table: return gathered(table(static_cast<std::uint32_t>(i.payload)), word(a));
    case Kind::line_read_fixed:
      return load(in_line(code_.lines[i.payload >> 32U], static_cast<std::uint32_t>(i.payload)));
    case Kind::read: return gathered(row(i.payload), word(a));
    case Kind::line_write: store(number(a), in_line(code_.lines[i.payload], 0)); break;
    case Kind::keep: store(number(a), row(i.payload)); break;
    case Kind::write:
      for (unsigned lane = 0; lane < lanes_; ++lane) {
        auto* place = b_.CreateZExt(lane_of(word(a), lane), b_.getInt64Ty());
        auto* address = b_.CreateGEP(b_.getFloatTy(), row(i.payload), place);
        b_.CreateAlignedStore(lane_of(number(b), lane), address, llvm::Align(4));
      }
      break;
    default: {
      auto* channel = b_.getInt32(static_cast<std::uint32_t>(i.payload));
      auto* sum = element(sums_, b_.CreateAdd(b_.CreateMul(channel, rows_), frame_));
      store(b_.CreateIntrinsic(llvm::Intrinsic::fma, {number_}, {number(a), number(b), load(sum)}),
            sum);
    }
  }
  return nullptr;
}

// ---- the function

void Emitter::before() {
  b_.SetInsertPoint(entry_);
  auto* address = b_.getPtrTy();
  auto* word = b_.getInt32Ty();
  frames_ = field(offsetof(KernelCall, frames), word);
  b_.CreateCondBr(b_.CreateICmpSGT(frames_, b_.getInt32(0)), first_, done_);
  b_.SetInsertPoint(first_);
  state_ = field(offsetof(KernelCall, state), address);
  controls_ = field(offsetof(KernelCall, controls), address);
  steps_ = field(offsetof(KernelCall, steps), address);
  in_ = field(offsetof(KernelCall, in), address);
  gains_ = field(offsetof(KernelCall, gains), address);
  sums_ = field(offsetof(KernelCall, sums), address);
  peaks_ = field(offsetof(KernelCall, peaks), address);
  since_tick_ = field(offsetof(KernelCall, since_tick), word);
  rows_ = field(offsetof(KernelCall, rows), word);
  gain_rows_ = field(offsetof(KernelCall, gain_rows), word);
  frame_ = b_.getInt32(0);
  if (!code_.lines.empty())
    position_0_ = position_ =
        b_.CreateAlignedLoad(word, row(code_.layout.lane_rows), llvm::Align(4));
  for (Value v = 0; v < values_.size(); ++v) {
    const Instruction& i = code_.values[v];
    if (!is_given(i.kind)) continue;
    const bool moves = i.kind == Kind::input || i.kind == Kind::gain;
    if (moves && i.payload >= kFirstFrame) values_[v] = of_frame(i);
    if (!moves) values_[v] = at_rest(i);
  }
  for (const Value v : code_.before) values_[v] = computed(code_.values[v]);
}
void Emitter::loop() {
  std::vector<llvm::Value*> start;
  start.reserve(code_.carried.size());
  for (const Carried& c : code_.carried)
    start.push_back(c.start != kNoValue ? values_[c.start] : load(row(c.row)));
  auto* begin = b_.getInt32(code_.is_peeled ? 1 : 0);
  auto* position = position_ == nullptr ? nullptr : b_.CreateAdd(position_, begin);
  auto* any = b_.CreateICmpSGT(frames_, begin);
  b_.CreateCondBr(any, loop_, store_);

  b_.SetInsertPoint(loop_);
  const auto phi = [&](llvm::Value* from) {
    auto* p = b_.CreatePHI(from->getType(), 2);
    p->addIncoming(from, first_);
    return p;
  };
  auto* frame = phi(begin);
  auto* place = position == nullptr ? nullptr : phi(position);
  frame_ = frame, position_ = place;
  for (std::size_t c = 0; c < start.size(); ++c) values_[code_.carried[c].now] = phi(start[c]);
  for (Value v = 0; v < values_.size(); ++v)
    if (const Instruction& i = code_.values[v];
        (i.kind == Kind::input || i.kind == Kind::gain) && i.payload < kFirstFrame)
      values_[v] = of_frame(i);
  for (const Value v : code_.loop.list) values_[v] = computed(code_.values[v]);
  auto* next = b_.CreateAdd(frame, b_.getInt32(1));
  frame->addIncoming(next, loop_);
  if (place != nullptr) place->addIncoming(b_.CreateAdd(place, b_.getInt32(1)), loop_);
  for (std::size_t c = 0; c < start.size(); ++c)
    llvm::cast<llvm::PHINode>(values_[code_.carried[c].now])
        ->addIncoming(values_[code_.loop.next[c]], loop_);
  b_.CreateCondBr(b_.CreateICmpSLT(next, frames_), loop_, store_);

  b_.SetInsertPoint(store_);
  for (std::size_t c = 0; c < start.size(); ++c) {
    auto* last = b_.CreatePHI(start[c]->getType(), 2);
    last->addIncoming(start[c], first_);
    last->addIncoming(values_[code_.loop.next[c]], loop_);
    now_.push_back(last);
  }
}
void Emitter::after() {
  for (std::size_t c = 0; c < now_.size(); ++c) {
    const Carried& carried = code_.carried[c];
    if (carried.home == Carried::Home::state) store(now_[c], row(carried.row));
    if (carried.home == Carried::Home::peaks) store(now_[c], peaks_);
  }
  if (position_0_ != nullptr)
    b_.CreateAlignedStore(b_.CreateAdd(position_0_, frames_), row(code_.layout.lane_rows),
                          llvm::Align(4));
  b_.CreateBr(done_);
  b_.SetInsertPoint(done_);
  b_.CreateRetVoid();
}
void Emitter::run() {
  before();
  loop();
  after();
}

llvm::Function& declare(const std::string& name, const Target& target, llvm::Module& module) {
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
}  // namespace

void emit(const Code& code, const Target& target, const std::string& name, llvm::Module& module) {
  Emitter(code, declare(name, target, module)).run();
}
}  // namespace krach::jit
