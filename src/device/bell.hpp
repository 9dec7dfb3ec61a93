// src/device/bell.hpp: wakes the thread that waits, from any other, even one that may not lock.
#pragma once
#include <semaphore.h>

#include <chrono>
#include <ctime>

namespace krach::device {
/// Holds: each ring ends one wait, also if it came first.
class Bell {
 public:
  Bell() { sem_init(&semaphore_, 0, 0); }
  ~Bell() { sem_destroy(&semaphore_); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  void ring() noexcept { sem_post(&semaphore_); }  // [any]
  /// Waits for a ring, at most so long.
  void wait(std::chrono::nanoseconds most) noexcept {
    timespec until{};
    clock_gettime(CLOCK_MONOTONIC, &until);
    const auto total = std::chrono::nanoseconds(until.tv_nsec) + most;
    until.tv_sec += total / std::chrono::seconds(1);
    until.tv_nsec = (total % std::chrono::seconds(1)).count();
    sem_clockwait(&semaphore_, CLOCK_MONOTONIC, &until);
  }

 private:
  sem_t semaphore_{};
};
}  // namespace krach::device
