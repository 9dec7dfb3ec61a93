// src/base/denormals.hpp: every thread that runs DSP, the interpreter's too, treats denormal
// numbers as zero: a decaying filter must not become a hundred times slower.
#pragma once
#if defined(__x86_64__) || defined(_M_X64)
#include <xmmintrin.h>
#endif

namespace krach {
/// Flushes denormal results and inputs to zero on this thread while it lives. Thread: [any].
class FlushDenormals {
#if defined(__x86_64__) || defined(_M_X64)
  unsigned before_ = _mm_getcsr();

 public:
  FlushDenormals() noexcept { _mm_setcsr(before_ | 0x8040U); }  // FTZ and DAZ
  ~FlushDenormals() { _mm_setcsr(before_); }
#else
#error "say here how this processor flushes denormal numbers"
 public:
#endif
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;
};
}  // namespace krach
