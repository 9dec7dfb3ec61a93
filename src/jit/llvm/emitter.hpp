// src/jit/llvm/emitter.hpp: the state of one emission. emit.cpp lays out the function: what comes
// before the loop, the loop, what comes after; operations.cpp emits what each operation does.
#pragma once
#include <llvm/IR/Function.h>
#include <llvm/IR/GlobalVariable.h>

#include <cstdint>
#include <vector>

#include "base/kernel.hpp"
#include "jit/llvm/lane.hpp"
#include "signal/pace.hpp"
#include "signal/semantics.hpp"
#include "signal/state.hpp"

namespace krach::jit {
/// A word or number carried from frame to frame: state[row] before and after the call.
struct Carried {
  llvm::PHINode* now = nullptr;
  llvm::Value* next = nullptr;
  llvm::Value* address = nullptr;
  llvm::Value* at_start = nullptr;
};

class Emitter {
 public:
  Emitter(const signal::Program& program, double rate, std::uint32_t lanes, llvm::Function& f);
  void run();
  KernelLayout layout() const;

 private:
  // before the loop
  llvm::Value* field(std::size_t offset, llvm::Type* type);
  void read_call();
  void fold();
  void before_loop();
  Lane held(std::size_t i);
  // in the loop
  void begin_loop();
  void loop();
  Lane moving(std::size_t i);
  Lane input(const signal::Operation& o);
  Lane noise(std::size_t i);
  Lane phasor(std::size_t i);
  Lane delay(std::size_t i);
  Lane rewritten(std::size_t i);
  Lane read_table(std::uint32_t index, Lane position);
  /// The numbers at `places`, one for each lane: base[place * stride + offset * lane].
  Lane gathered(llvm::Value* base, llvm::Value* places, std::uint32_t stride, std::uint32_t offset);
  llvm::Value* lane_address(llvm::Value* base, llvm::Value* places, std::uint32_t lane,
                            std::uint32_t stride, std::uint32_t offset);
  Lane delayed_by(const signal::DelayLine& line, Lane frames, const signal::Operation& o);
  void finish_frame();
  void mix_outputs();
  void after_loop();

  // operands
  Lane value(std::uint32_t id);
  Lane operand(std::size_t i, std::uint32_t k) { return value(program_.operations[i].in[k]); }
  Lane ramp(std::uint32_t control);
  Lane constant(float x) { return {&b_, llvm::ConstantFP::get(number_, static_cast<double>(x))}; }

  // memory
  llvm::Value* element(llvm::Value* base, llvm::Value* index);  // of `lanes` numbers each
  llvm::Value* row(std::uint64_t row);
  llvm::Value* channel_row(llvm::Value* base, std::uint64_t channel);  // of this frame
  llvm::Value* load(llvm::Type* type, llvm::Value* address);
  void store(llvm::Value* v, llvm::Value* address);
  Carried carry(llvm::Value* address, llvm::Type* type);
  Carried& carry_row(std::uint64_t row, llvm::Type* type);
  llvm::Value* whole(std::uint64_t x) { return b_.getInt32(static_cast<std::uint32_t>(x)); }
  llvm::Value* spread(llvm::Value* x) { return lanes_ == 1 ? x : b_.CreateVectorSplat(lanes_, x); }

  const signal::Program& program_;
  const signal::StatePlan plan_;
  const std::vector<signal::Pace> paces_;
  const float rate_;
  const std::uint32_t lanes_;
  llvm::Function& f_;
  Builder b_;
  llvm::Type *number_, *word_;  // of all lanes
  llvm::BasicBlock *entry_, *loop_, *store_, *done_;
  struct {
    llvm::Value *state, *controls, *steps, *in, *gains, *sums, *peaks;
    llvm::Value *since_tick, *frames, *rows, *gain_rows;
  } call_{};  // KernelCall

  std::vector<llvm::GlobalVariable*> tables_;             // of the program
  std::vector<Lane> values_;                              // of each operation
  std::vector<Lane> ramps_;                               // of each control
  std::vector<LaneWord> steps_;                           // of each phasor whose step is held
  std::vector<signal::math::NoiseKey<LaneWord>> keys_;    // of each noise
  std::vector<Carried> carried_;                          // by row; those before the lines
  std::vector<bool> written_;                             // of each line: in this frame
  llvm::PHINode *frame_ = nullptr, *position_ = nullptr;  // of the call; of the lines
  llvm::Value *position_at_ = nullptr, *position_0_ = nullptr;
  Carried peaks_;                      // of the outputs, in all lanes
  llvm::Value* since_tick_ = nullptr;  // of this frame, in all lanes
};
}  // namespace krach::jit
