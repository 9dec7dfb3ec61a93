// src/device/priority.hpp: audio threads go before others.
#pragma once
#include <pthread.h>
#include <sched.h>

namespace krach::device {
/// This thread runs before all ordinary ones, if the user may ask for that; if not, as it did.
inline void become_realtime(int urgency = 60) noexcept {
  sched_param priority{};
  priority.sched_priority = urgency;
  pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority);
}
}  // namespace krach::device
