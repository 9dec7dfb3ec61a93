// src/jit/llvm/machine.cpp
#include "jit/llvm/machine.hpp"

#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/Support/TargetSelect.h>

#include <cmath>
#include <stdexcept>
#include <utility>

namespace krach::jit {
namespace orc = llvm::orc;

static void fail_on(llvm::Error error) {
  if (error) throw std::runtime_error(llvm::toString(std::move(error)));
}
template <class T>
static T get(llvm::Expected<T> value) {
  if (!value) throw std::runtime_error(llvm::toString(value.takeError()));
  return std::move(*value);
}

static orc::JITTargetMachineBuilder host() {
  auto builder = get(orc::JITTargetMachineBuilder::detectHost());
  builder.setCodeGenOptLevel(llvm::CodeGenOptLevel::Less);
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

Machine::Machine() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto builder = host();
  names_ = {builder.getCPU(), builder.getFeatures().getString()};
  target_ = get(builder.createTargetMachine());
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

std::unique_ptr<llvm::MemoryBuffer> Machine::object(const signal::Program& program, double rate,
                                                    std::uint32_t lanes, const std::string& name,
                                                    KernelLayout& layout) {
  llvm::LLVMContext context;
  llvm::Module module(name, context);
  module.setDataLayout(target_->createDataLayout());
  module.setTargetTriple(target_->getTargetTriple().str());
  layout = emit(program, rate, lanes, names_, name, module);
  return get(orc::SimpleCompiler(*target_)(module));
}

std::unique_ptr<Code> Machine::compile(const signal::Program& program, double rate,
                                       std::uint32_t lanes, Kernel& kernel) {
  const std::lock_guard turn(turn_);
  const std::string name = "kernel_" + std::to_string(count_++);
  auto made = object(program, rate, lanes, name, kernel.layout);
  auto code = std::make_unique<Code>(linker_->getMainJITDylib().createResourceTracker());
  fail_on(linker_->addObjectFile(code->pages, std::move(made)));
  kernel.process = get(linker_->lookup(name)).toPtr<KernelProcess*>();
  return code;
}
void Machine::release(std::unique_ptr<Code> code) {
  const std::lock_guard turn(turn_);
  llvm::consumeError(code->pages->remove());
}
}  // namespace krach::jit
