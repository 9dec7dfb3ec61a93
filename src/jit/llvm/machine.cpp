// src/jit/llvm/machine.cpp
#include "jit/llvm/machine.hpp"

#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

#include <iterator>
#include <stdexcept>
#include <utility>

#include "jit/object.hpp"

namespace krach::jit {
namespace orc = llvm::orc;

/// Above so many instructions the good register allocator's time is no longer linear: a program of
/// 1 000 sines took it 8 s, the quick one 0.5 s.
static constexpr unsigned kManyInstructions = 4000;

template <class T>
static T get(llvm::Expected<T> value) {
  if (!value) throw std::runtime_error(llvm::toString(value.takeError()));
  return std::move(*value);
}

static orc::JITTargetMachineBuilder host(llvm::CodeGenOptLevel level) {
  auto builder = get(orc::JITTargetMachineBuilder::detectHost());
  builder.setCodeGenOptLevel(level);
  builder.setRelocationModel(llvm::Reloc::PIC_);
  builder.setCodeModel(llvm::CodeModel::Small);
  builder.getOptions().AllowFPOpFusion = llvm::FPOpFusion::Strict;
  return builder;
}

/// What LLVM would take, the order of the program, puts one chain of dependent operations after
/// the other, and a processor looks only so far ahead: with the chains beside each other the acid
/// voice of bench/peers takes an eighth less. There is no other way to ask for it.
static void interleave_chains() {
  static constexpr const char* kOptions[] = {"krach", "-pre-RA-sched=list-ilp"};
  llvm::cl::ParseCommandLineOptions(std::size(kOptions), kOptions);
}

Machine::Machine() {
  interleave_chains();
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  const auto builder = host(llvm::CodeGenOptLevel::Less);
  target_ = {builder.getCPU(), builder.getFeatures().getString()};
}
Machine& Machine::instance() {
  static Machine* machine = new Machine;  // never destroyed: kernels may outlive main
  return *machine;
}

static std::unique_ptr<llvm::MemoryBuffer> object(llvm::Module& module) {
  using enum llvm::CodeGenOptLevel;
  const auto make = [](llvm::CodeGenOptLevel level) {
    return get(host(level).createTargetMachine());
  };
  thread_local const auto usual = make(Less);  // making one takes 0.5 ms
  const bool large = module.getInstructionCount() > kManyInstructions;
  const auto quick = large ? make(None) : nullptr;
  auto& generator = large ? *quick : *usual;
  generator.setO0WantsFastISel(false);  // it knows no vectors
  module.setDataLayout(generator.createDataLayout());
  module.setTargetTriple(generator.getTargetTriple().str());
  return get(orc::SimpleCompiler(generator)(module));
}

std::string Machine::compile(const Code& code) const {
  llvm::LLVMContext context;
  llvm::Module module(kKernelName, context);
  emit(code, target_, kKernelName, module);
  return object(module)->getBuffer().str();
}
}  // namespace krach::jit
