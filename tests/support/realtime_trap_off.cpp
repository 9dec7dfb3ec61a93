// tests/support/realtime_trap_off.cpp: no trap, because sanitizers need malloc for themselves.
#include "support/realtime_trap.hpp"

namespace krach::testing {
AudioThread::AudioThread() noexcept = default;
AudioThread::~AudioThread() = default;
int violations() noexcept { return 0; }
}  // namespace krach::testing
