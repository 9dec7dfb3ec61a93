// src/jit/compile.hpp: programs as machine code.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "base/kernel.hpp"
#include "base/units.hpp"
#include "jit/store.hpp"
#include "signal/program.hpp"

namespace krach::jit {
/// A kernel and its machine code, which lives as long as this does.
/// Thread: [control] makes and destroys it, when no thread can be inside the kernel any more.
class Compiled {
 public:
  Compiled(const Kernel& kernel, std::shared_ptr<const void> code)
      : kernel_(kernel), code_(std::move(code)) {}
  const Kernel& kernel() const noexcept { return kernel_; }

 private:
  Kernel kernel_;
  std::shared_ptr<const void> code_;
};

/// Who writes the machine code: krach itself, for x86-64 with AVX2 and FMA and, in 16 lanes, with
/// AVX-512, or LLVM.
enum class Compiler : std::uint8_t { own, llvm };
/// Whether this processor runs what it writes. Thread: [any].
bool is_supported(Compiler compiler, std::uint32_t lanes) noexcept;
/// How many lanes are best for so many voices: 1, 8, or 16 where there is AVX-512. Thread: [any].
std::uint32_t usual_lanes(const signal::Program& program, std::uint32_t voices) noexcept;

/// Compiles `program` to run at `rate`, in one lane, in 8 or in 16, or finds it in the store, where
/// it is kept; by krach itself where it can, unless somebody is chosen.
///
/// Law:    in every lane the kernel gives the bits of signal::Interpreter<float>, all that is no
///         number counting as equal and denormals as 0, whoever compiles. layout.controls are in
///         the order of Program::controls.
/// Errors: Error if the program does not pass signal::check(), if a delay is longer than 60 s at
///         `rate`, if the state of 8 lanes is above 64 MiB, if too many of its values are needed
///         at once, if the processor does not run it, or if LLVM is wanted and not there.
/// Thread: [control], compile workers side by side. The first call that needs LLVM loads it.
/// Cost:   about 0.2 ms for a synth voice, 5 ms by LLVM (bench/jit/compile_bench.cpp).
std::shared_ptr<const Compiled> compile(const signal::Program& program, Hertz rate,
                                        std::uint32_t lanes, const Store& store = Store(),
                                        std::optional<Compiler> compiler = {});
}  // namespace krach::jit
