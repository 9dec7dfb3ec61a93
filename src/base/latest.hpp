// src/base/latest.hpp: some numbers that belong together, from one writer to any number of readers.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace krach {
/// Readers see the numbers of one store(), never half of one and half of the next. The writer never
/// waits; a reader tries again while one is being written.
/// Source: H.-J. Boehm, "Can seqlocks get along with programming language memory models?", 2012.
template <class Number, std::size_t kCount>
class Latest {
 public:
  using Numbers = std::array<Number, kCount>;

  void store(const Numbers& numbers) noexcept {  // one thread
    const std::uint64_t version = version_.load(std::memory_order_relaxed);
    version_.store(version + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    for (std::size_t i = 0; i < kCount; ++i)
      numbers_[i].store(numbers[i], std::memory_order_relaxed);
    version_.store(version + 2, std::memory_order_release);
  }
  Numbers load() const noexcept {  // [any] but real-time threads
    for (;;) {
      const std::uint64_t before = version_.load(std::memory_order_acquire);
      Numbers numbers;
      for (std::size_t i = 0; i < kCount; ++i)
        numbers[i] = numbers_[i].load(std::memory_order_relaxed);
      std::atomic_thread_fence(std::memory_order_acquire);
      if (before % 2 == 0 && version_.load(std::memory_order_relaxed) == before) return numbers;
    }
  }

 private:
  std::atomic<std::uint64_t> version_{0};
  std::array<std::atomic<Number>, kCount> numbers_{};
};
}  // namespace krach
