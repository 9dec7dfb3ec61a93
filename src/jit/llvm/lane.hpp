// src/jit/llvm/lane.hpp: values that emit instructions, with the vocabulary of signal/math.hpp.
#pragma once
#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>

#include <cstdint>

namespace krach::jit {
using Builder = llvm::IRBuilder<>;

/// What a value of another element type has: as many elements as `like`.
inline llvm::Type* same_lanes(llvm::Type* like, llvm::Type* element) {
  const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(like);
  return vector ? llvm::FixedVectorType::get(element, vector->getNumElements()) : element;
}

struct LaneMask {
  Builder* b;
  llvm::Value* v;
  friend LaneMask operator&(LaneMask x, LaneMask y) { return {x.b, x.b->CreateAnd(x.v, y.v)}; }
  friend LaneMask operator|(LaneMask x, LaneMask y) { return {x.b, x.b->CreateOr(x.v, y.v)}; }
};

/// 32 bits in each lane, counted modulo 2^32.
struct LaneWord {
  Builder* b = nullptr;
  llvm::Value* v = nullptr;
  llvm::Value* constant(std::uint32_t k) const { return llvm::ConstantInt::get(v->getType(), k); }
  friend LaneWord operator+(LaneWord x, LaneWord y) { return {x.b, x.b->CreateAdd(x.v, y.v)}; }
  friend LaneWord operator-(LaneWord x, LaneWord y) { return {x.b, x.b->CreateSub(x.v, y.v)}; }
  friend LaneWord operator^(LaneWord x, LaneWord y) { return {x.b, x.b->CreateXor(x.v, y.v)}; }
  LaneWord operator+(std::uint32_t k) const { return {b, b->CreateAdd(v, constant(k))}; }
  LaneWord operator-(std::uint32_t k) const { return {b, b->CreateSub(v, constant(k))}; }
  LaneWord operator*(std::uint32_t k) const { return {b, b->CreateMul(v, constant(k))}; }
  LaneWord operator&(std::uint32_t k) const { return {b, b->CreateAnd(v, constant(k))}; }
  LaneWord operator^(std::uint32_t k) const { return {b, b->CreateXor(v, constant(k))}; }
  LaneWord operator<<(std::uint32_t n) const { return {b, b->CreateShl(v, constant(n))}; }
  LaneWord operator>>(std::uint32_t n) const { return {b, b->CreateLShr(v, constant(n))}; }
  friend LaneMask is_zero(LaneWord x) { return {x.b, x.b->CreateICmpEQ(x.v, x.constant(0))}; }
  friend LaneWord operator&(LaneWord x, LaneWord y) { return {x.b, x.b->CreateAnd(x.v, y.v)}; }
  /// As signed numbers.
  friend LaneWord larger(LaneWord x, LaneWord y) {
    return {x.b, x.b->CreateBinaryIntrinsic(llvm::Intrinsic::smax, x.v, y.v)};
  }
  friend LaneWord all_ones_below(LaneWord x, std::int32_t k) {
    auto* below = x.b->CreateICmpSLT(x.v, x.constant(static_cast<std::uint32_t>(k)));
    return {x.b, x.b->CreateSExt(below, x.v->getType())};
  }
  friend LaneWord shift_signed(LaneWord x, std::uint32_t n) {
    return {x.b, x.b->CreateAShr(x.v, x.constant(n))};
  }
};

/// A float, or in the middle of pow a double, in each lane.
struct Lane {
  using Mask = LaneMask;
  using Word = LaneWord;
  Builder* b = nullptr;
  llvm::Value* v = nullptr;
  llvm::Value* truth = nullptr;  // if this is 1 or 0: the mask that says which

  Lane constant(double x) const { return {b, llvm::ConstantFP::get(v->getType(), x)}; }
  llvm::Type* type(llvm::Type* element) const { return same_lanes(v->getType(), element); }
  bool is(double x) const { return v == llvm::ConstantFP::get(v->getType(), x); }

  friend Lane operator+(Lane x, Lane y) { return {x.b, x.b->CreateFAdd(x.v, y.v)}; }
  friend Lane operator-(Lane x, Lane y) { return {x.b, x.b->CreateFSub(x.v, y.v)}; }
  friend Lane operator*(Lane x, Lane y) { return {x.b, x.b->CreateFMul(x.v, y.v)}; }
  friend Lane operator/(Lane x, Lane y) { return {x.b, x.b->CreateFDiv(x.v, y.v)}; }
  friend Lane operator-(Lane x) { return {x.b, x.b->CreateFNeg(x.v)}; }
  friend Mask operator<(Lane x, Lane y) { return {x.b, x.b->CreateFCmpOLT(x.v, y.v)}; }
  friend Mask operator<=(Lane x, Lane y) { return {x.b, x.b->CreateFCmpOLE(x.v, y.v)}; }
  friend Mask operator>(Lane x, Lane y) { return {x.b, x.b->CreateFCmpOGT(x.v, y.v)}; }
  friend Mask operator>=(Lane x, Lane y) { return {x.b, x.b->CreateFCmpOGE(x.v, y.v)}; }
  friend Mask operator==(Lane x, Lane y) { return {x.b, x.b->CreateFCmpOEQ(x.v, y.v)}; }
  friend Mask operator!=(Lane x, Lane y) {
    if (x.truth != nullptr && y.is(0.0)) return {x.b, x.truth};
    return {x.b, x.b->CreateFCmpUNE(x.v, y.v)};
  }
  friend Lane choose(Mask m, Lane yes, Lane no) {
    return {m.b, m.b->CreateSelect(m.v, yes.v, no.v), yes.is(1.0) && no.is(0.0) ? m.v : nullptr};
  }

  Lane unary(llvm::Intrinsic::ID id) const { return {b, b->CreateUnaryIntrinsic(id, v)}; }
  friend Lane floor(Lane x) { return x.unary(llvm::Intrinsic::floor); }
  friend Lane sqrt(Lane x) { return x.unary(llvm::Intrinsic::sqrt); }
  friend Lane abs(Lane x) { return x.unary(llvm::Intrinsic::fabs); }
  friend Lane fma(Lane x, Lane y, Lane z) {
    return {x.b, x.b->CreateIntrinsic(llvm::Intrinsic::fma, {x.v->getType()}, {x.v, y.v, z.v})};
  }
  friend Word to_word(Lane x) { return {x.b, x.b->CreateFPToSI(x.v, x.type(x.b->getInt32Ty()))}; }
  friend Lane to_number(Lane like, Word w) {
    return {w.b, w.b->CreateSIToFP(w.v, like.type(w.b->getFloatTy()))};
  }
  friend Word bits(Lane x) { return {x.b, x.b->CreateBitCast(x.v, x.type(x.b->getInt32Ty()))}; }
  friend Lane from_bits(Lane like, Word w) {
    return {w.b, w.b->CreateBitCast(w.v, like.type(w.b->getFloatTy()))};
  }
  friend Lane widen(Lane x) { return {x.b, x.b->CreateFPExt(x.v, x.type(x.b->getDoubleTy()))}; }
  friend Lane narrow(Lane x) { return {x.b, x.b->CreateFPTrunc(x.v, x.type(x.b->getFloatTy()))}; }
};
}  // namespace krach::jit
