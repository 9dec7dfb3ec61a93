// apps/krach-faust/translate.hpp: FAUST, from source to machine code that has been tried.
#pragma once
#include "jit/faust/wire.hpp"

namespace krach {
inline constexpr const char* kFaustLibrary = KRACH_FAUST_LIBRARY;  // the folder of stdfaust.lib

/// Compiles, checks what the code refers to, and runs it for a second of sound.
/// Only a confined process may do that: the code is foreign, and the compiler can crash.
jit::FaustReply translate(const jit::FaustRequest& request);
}  // namespace krach
