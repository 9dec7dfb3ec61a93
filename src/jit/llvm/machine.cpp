// src/jit/llvm/machine.cpp
#include "jit/llvm/machine.hpp"

#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace krach::jit {
namespace orc = llvm::orc;

/// Above so many instructions the good register allocator's time is no longer linear: a program of
/// 1 000 sines took it 8 s, the quick one 0.5 s.
static constexpr unsigned kManyInstructions = 4000;

static void fail_on(llvm::Error error) {
  if (error) throw std::runtime_error(llvm::toString(std::move(error)));
}
template <class T>
static T get(llvm::Expected<T> value) {
  if (!value) throw std::runtime_error(llvm::toString(value.takeError()));
  return std::move(*value);
}

static orc::JITTargetMachineBuilder host(llvm::CodeGenOptLevel level) {
  auto builder = get(orc::JITTargetMachineBuilder::detectHost());
  builder.setCodeGenOptLevel(level);
  builder.getOptions().AllowFPOpFusion = llvm::FPOpFusion::Strict;
  return builder;
}

/// All that a kernel may call, and only where the processor lacks the instruction.
static orc::SymbolMap functions(orc::LLJIT& linker) {
  const auto at = [](auto* f) {
    return orc::ExecutorSymbolDef(orc::ExecutorAddr::fromPtr(f),
                                  llvm::JITSymbolFlags::Callable | llvm::JITSymbolFlags::Exported);
  };
  return {
      {linker.mangleAndIntern("floorf"), at(static_cast<float (*)(float)>(::floorf))},
      {linker.mangleAndIntern("floor"), at(static_cast<double (*)(double)>(::floor))},
      {linker.mangleAndIntern("fmaf"), at(static_cast<float (*)(float, float, float)>(::fmaf))}};
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
  linker_ = get(orc::LLJITBuilder()
                    .setJITTargetMachineBuilder(builder)
                    .setLinkProcessSymbolsByDefault(false)
                    .setPlatformSetUp(orc::setUpInactivePlatform)
                    .create());
  fail_on(linker_->getMainJITDylib().define(orc::absoluteSymbols(functions(*linker_))));
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

std::unique_ptr<Code> Machine::compile(const signal::Program& program, double rate,
                                       std::uint32_t lanes, Kernel& kernel) {
  const std::string name = "kernel_" + std::to_string(count_++);
  llvm::LLVMContext context;
  llvm::Module module(name, context);
  kernel.layout = emit(program, rate, lanes, target_, name, module);
  auto code = std::make_unique<Code>(linker_->getMainJITDylib().createResourceTracker());
  fail_on(linker_->addObjectFile(code->pages, object(module)));
  kernel.process = get(linker_->lookup(name)).toPtr<KernelProcess*>();
  return code;
}
}  // namespace krach::jit
