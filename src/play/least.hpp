// src/play/least.hpp: the least of many keys that change.
#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace krach::play {
/// A tournament: each two keys play, then each two winners. Of equal ones the first wins.
/// Cost: set() log n, find() nothing. Thread: [schedule]; allocates when it is made.
class Least {
 public:
  explicit Least(std::size_t count)
      : keys_(std::bit_ceil(std::max<std::size_t>(count, 1)), kNever), winners_(2 * keys_.size()) {
    for (std::size_t i = 0; i < keys_.size(); ++i) winners_[keys_.size() + i] = i;
    for (std::size_t node = keys_.size() - 1; node > 0; --node) play(node);
  }
  static constexpr std::int64_t kNever = INT64_MAX;  // the key of all at first
  std::size_t find() const noexcept { return winners_[1]; }
  std::int64_t operator[](std::size_t i) const noexcept { return keys_[i]; }
  void set(std::size_t i, std::int64_t key) noexcept {
    keys_[i] = key;
    for (std::size_t node = (keys_.size() + i) / 2; node > 0; node /= 2) play(node);
  }

 private:
  void play(std::size_t node) noexcept {
    const std::size_t a = winners_[2 * node], b = winners_[2 * node + 1];
    winners_[node] = keys_[b] < keys_[a] ? b : a;
  }
  std::vector<std::int64_t> keys_;
  std::vector<std::size_t> winners_;  // [node]: the root is 1, the leaves are the keys
};
}  // namespace krach::play
