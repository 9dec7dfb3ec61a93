// tests/device/device_test.cpp: the null device keeps time, as far as a busy machine lets it.
#include "device/device.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "base/error.hpp"

using namespace krach;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {
class Counter final : public device::Source {
 public:
  void fill(std::span<float> out, device::Inputs) noexcept KRACH_NONBLOCKING override {
    if (inside_.exchange(true)) overlapped = true;
    size = static_cast<std::int64_t>(out.size() / 2);
    frames += size;
    while (held) continue;
    inside_ = false;
  }
  std::atomic<std::int64_t> frames{0}, size{0};
  std::atomic<bool> overlapped{false}, held{false};

 private:
  std::atomic<bool> inside_{false};
};
/// Looks every millisecond whether it is so, for at most 10 s.
template <class Test>
bool wait_until(Test test) {
  for (const auto end = Clock::now() + 10s; Clock::now() < end; std::this_thread::sleep_for(1ms))
    if (test()) return true;
  return false;
}
double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}
}  // namespace

TEST_CASE("the null device runs as it was asked to") {
  Counter source;
  const device::Device device({"null", 44100, 1000}, source);
  REQUIRE(wait_until([&] { return source.frames > 0; }));
  const auto status = device.status();
  CHECK(status.name == "null");
  CHECK(status.sample_rate == 44100);
  CHECK(status.block_size == 1000);
  CHECK(source.size == 1000);
  CHECK_FALSE(status.lost);
}
TEST_CASE("the null device asks for frames at its rate, never from two threads at once") {
  Counter source;
  const device::Device device({"null", 48000, 128}, source);
  REQUIRE(wait_until([&] { return source.frames > 0; }));
  const auto begin = Clock::now();
  const std::int64_t first = source.frames;
  REQUIRE(wait_until([&] { return source.frames >= first + 24000; }));
  CHECK(seconds_since(begin) > 0.45);
  CHECK(seconds_since(begin) < 0.75 + 0.1 * static_cast<double>(device.status().xruns));
  CHECK_FALSE(source.overlapped);
}
TEST_CASE("time that the source was late for is skipped and counted, not made up for") {
  Counter source;
  const device::Device device({"null", 48000, 480}, source);
  source.held = true;
  const auto begin = Clock::now();
  const std::int64_t first = source.frames;
  std::this_thread::sleep_for(300ms);
  source.held = false;
  const auto before = device.status().xruns;
  REQUIRE(wait_until([&] { return device.status().xruns > before; }));
  REQUIRE(wait_until([&] { return source.frames >= first + 4800; }));
  CHECK(seconds_since(begin) > 0.3 + 0.9 * 0.06);  // of 10 blocks 4 may have come before and during
}
TEST_CASE("a device ends within 200 ms, however long its blocks are") {
  Counter source;
  std::optional<device::Device> device(
      std::in_place, device::DeviceOptions{"null", 8000, device::kMaxBlock}, source);
  const auto begin = Clock::now();
  device.reset();
  CHECK(seconds_since(begin) < 0.2);
  const std::int64_t frames = source.frames;
  std::this_thread::sleep_for(10ms);
  CHECK(source.frames == frames);
}
TEST_CASE("another block size takes over, and never do two threads ask at once") {
  Counter source;
  device::Device device({"null", 48000, 128}, source);
  REQUIRE(wait_until([&] { return source.size == 128; }));
  const auto begin = Clock::now();
  std::int64_t before = source.frames;
  for (const std::int64_t block : {512, 64, 8192, 100}) {
    device.switch_to({"null", 48000, block});
    CHECK(device.status().block_size == block);
    CHECK(device.status().losses == 0);
    CHECK_FALSE(device.status().lost);
    REQUIRE(wait_until([&] { return source.size == block; }));
    CHECK(source.frames > before);
    before = source.frames;
  }
  CHECK(seconds_since(begin) < 2.0);
  CHECK_FALSE(source.overlapped);
}
TEST_CASE("what cannot be switched to changes nothing, and every block comes") {
  Counter source;
  device::Device device({"null", 48000, 128}, source);
  REQUIRE(wait_until([&] { return source.frames > 0; }));
  const auto begin = Clock::now();
  const std::int64_t first = source.frames;
  CHECK_THROWS_AS(device.switch_to({"no such device at all", 48000, 128}), Error);
  CHECK_THROWS_AS(device.switch_to({"jack:krach-nowhere", 48000, 128}), Error);
  CHECK_THROWS_AS(device.switch_to({"null", 48000, 8193}), Error);
  const double due = 48000.0 * seconds_since(begin);
  const auto status = device.status();
  CHECK(status.name == "null");
  CHECK(status.block_size == 128);
  CHECK_FALSE(status.lost);
  const auto missed = static_cast<double>(status.xruns) * 128.0 * 20.0;  // on a busy machine
  CHECK(static_cast<double>(source.frames - first) > due - 4800.0 - missed);
}
TEST_CASE("there is always the null device, last, and one default") {
  const auto devices = device::list_devices();
  REQUIRE_FALSE(devices.empty());
  CHECK(devices.back().name == "null");
  CHECK(std::ranges::count(devices, true, &device::DeviceInfo::is_default) == 1);
}
TEST_CASE("without a name the default plays") {
  for (const auto& info : device::list_devices())
    if (info.is_default && info.name == "null") {  // a machine without sound, like CI's
      Counter source;
      CHECK(device::Device({}, source).status().name == "null");
    }
}
TEST_CASE("what cannot be opened is one error with a remedy") {
  Counter source;
  const auto open = [&](const device::DeviceOptions& options) { device::Device(options, source); };
  CHECK_THROWS_WITH_AS(open({"null", 7999, 128}),
                       "device.sample_rate: the sample rate is 7999\n"
                       "  hint: give a number from 8000 to 192000",
                       Error);
  CHECK_THROWS_WITH_AS(open({"null", 48000, 8193}),
                       "device.block_size: the block size is 8193\n"
                       "  hint: give a number from 1 to 8192",
                       Error);
  CHECK_THROWS_WITH_AS(open({"jack:krach-nowhere", 48000, 128}),
                       "jack:krach-nowhere: no JACK server of that name is running\n"
                       "  hint: start it, like jackd -n krach-nowhere -d alsa, or choose another "
                       "device",
                       Error);
  CHECK_THROWS_AS(open({"no such device at all", 48000, 128}), Error);
  CHECK(source.frames == 0);
}
