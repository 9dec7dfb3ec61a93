// src/device/null_output.hpp: a clock in the place of a sound card: blocks on time, heard by
// nobody.
#pragma once
#include <atomic>
#include <thread>
#include <vector>

#include "device/output.hpp"

namespace krach::device {
/// Asks for a block each block's length. More than a block late, it counts an xrun and skips the
/// time that is over, as a sound card would, rather than asking for many blocks at once.
class NullOutput final : public Output {
 public:
  NullOutput(std::int64_t sample_rate, std::int64_t block_size, Desk& desk);
  ~NullOutput() override;
  NullOutput(const NullOutput&) = delete;
  NullOutput& operator=(const NullOutput&) = delete;

 private:
  void run(std::int64_t sample_rate, std::int64_t size) noexcept;

  std::vector<float> block_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};
}  // namespace krach::device
