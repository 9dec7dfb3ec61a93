// src/jit/x86/generate.hpp: code of a kernel as machine code for x86-64 with AVX2 and FMA, or with
// AVX-512.
#pragma once
#include <cstdint>
#include <string>

#include "jit/code.hpp"

namespace krach::jit::x86 {
/// Whether this processor runs what has so many lanes: 1 and 8 take AVX2 and FMA, 16 take AVX-512.
bool is_supported(std::uint32_t lanes) noexcept;
/// A KernelProcess, constants behind it; it calls nothing and may lie anywhere.
/// Errors: Error if it would need more than 256 KiB of the stack of who runs it.
/// Thread: [any]. Cost: linear; 0.1 ms for a synth voice.
std::string generate(const Code& code);
}  // namespace krach::jit::x86
