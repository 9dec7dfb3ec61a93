// src/device/null_output.cpp
#include "device/null_output.hpp"

#include <algorithm>
#include <ctime>

#include "device/priority.hpp"

namespace krach::device {
constexpr std::int64_t kSecond = 1'000'000'000;  // in nanoseconds, as everything here

static std::int64_t now() noexcept {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}
static void sleep_until(std::int64_t time) noexcept {
  const timespec until{time / kSecond, time % kSecond};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

NullOutput::NullOutput(std::int64_t sample_rate, std::int64_t block_size, Desk& desk)
    : Output(desk), block_(static_cast<std::size_t>(2 * block_size)) {
  tell(sample_rate, block_size);
  thread_ = std::thread([=, this] { run(sample_rate, block_size); });
}
NullOutput::~NullOutput() {
  stopping_ = true;
  thread_.join();
}

void NullOutput::run(std::int64_t rate, std::int64_t size) noexcept {
  become_realtime();
  constexpr std::int64_t kNap = kSecond / 20;  // a long block must not hold up the end
  const std::int64_t begin = now();
  for (std::int64_t block = 0; !stopping_; ++block) {
    const std::int64_t frame = block * size;
    const std::int64_t due = begin + frame / rate * kSecond + frame % rate * kSecond / rate;
    for (auto time = now(); time < due && !stopping_; time = now())
      sleep_until(std::min(due, time + kNap));
    if (stopping_) return;
    if (const auto missed = (now() - due) / (size * kSecond / rate); missed > 0) {
      count_xrun();
      block += missed;
    }
    fill(block_);
  }
}
}  // namespace krach::device
