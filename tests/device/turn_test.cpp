// tests/device/turn_test.cpp: one thread at a time at the source, whoever else calls.
#include "device/turn.hpp"

#include <doctest/doctest.h>

#include <array>
#include <thread>

#include "device/output.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;

namespace {
class Ones final : public device::Source {
 public:
  void fill(std::span<float> out, device::Inputs) noexcept KRACH_NONBLOCKING override {
    if (inside_.exchange(true)) overlapped = true;
    std::ranges::fill(out, 1.0F);
    ++blocks;  // not atomic: ThreadSanitizer would see two threads here
    inside_ = false;
  }
  int blocks = 0;
  std::atomic<bool> overlapped{false};

 private:
  std::atomic<bool> inside_{false};
};
class FakeOutput final : public device::Output {
 public:
  using Output::fill;
  using Output::Output;
};
}  // namespace

TEST_CASE("who has the turn gets the source's sound, and the others silence, without allocating") {
  Ones source;
  device::Desk desk(source);
  FakeOutput one(desk), other(desk);
  std::array<float, 8> out{};
  const auto played = [&](FakeOutput& output) {
    out.fill(0.5F);
    const testing::AudioThread on_trial;
    output.fill(out);
    return out[7];
  };
  CHECK(played(one) == 0.0F);
  desk.turn.pass_to(&one);
  CHECK(played(one) == 1.0F);
  CHECK(played(other) == 0.0F);
  desk.turn.pass_to(&other);
  CHECK(played(one) == 0.0F);
  CHECK(played(other) == 1.0F);
  CHECK(testing::violations() == 0);
}
TEST_CASE("while the turn goes to and fro, two outputs never fill at once") {
  Ones source;
  device::Desk desk(source);
  FakeOutput one(desk), other(desk);
  std::atomic<bool> done{false};
  const auto play = [&](FakeOutput& output) {
    std::array<float, 64> out{};
    while (!done) output.fill(out);
  };
  std::thread first([&] { play(one); }), second([&] { play(other); });
  for (int i = 0; i < 20'000; ++i) desk.turn.pass_to(i % 2 == 0 ? &one : &other);
  done = true;
  first.join();
  second.join();
  CHECK_FALSE(source.overlapped);
}
