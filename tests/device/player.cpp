// tests/device/player.cpp: plays a ramp on a device and tells what happens to it, for test_jack.py.
// device_player NAME RATE BLOCK: prints a line of JSON at each change, until its input ends.
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/error.hpp"
#include "device/device.hpp"

using namespace krach;

static double now() {  // seconds, of the clock that Python calls monotonic
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Frame n is (n mod 4096) / 4096 on the left, and minus that on the right.
class Ramp final : public device::Source {
 public:
  void fill(std::span<float> out, device::Inputs) noexcept KRACH_NONBLOCKING override {
    if (inside_.exchange(true)) ++overlaps;
    for (std::size_t i = 0; i < out.size(); i += 2, ++frame_) {
      out[i] = static_cast<float>(frame_ % 4096) / 4096.0F;
      out[i + 1] = -out[i];
    }
    frames += static_cast<std::int64_t>(out.size() / 2);
    inside_ = false;
  }
  std::atomic<std::int64_t> frames{0}, overlaps{0};

 private:
  std::atomic<bool> inside_{false};
  std::int64_t frame_ = 0;
};

/// The longest time without a block, as one sees it who looks every millisecond.
class Gap {
 public:
  void look(std::int64_t frames) {
    const double time = now();
    if (frames != std::exchange(frames_, frames)) since_ = time;
    if (frames > 0) longest = std::max(longest, time - since_);
  }
  double longest = 0.0;

 private:
  std::int64_t frames_ = 0;
  double since_ = now();
};

static void tell(const char* event, const device::DeviceStatus& status, const Ramp& ramp,
                 const Gap& gap) {
  std::printf(
      R"({"event": "%s", "time": %.6f, "name": "%s", "sample_rate": %ld, "block_size": %ld, )"
      R"("xruns": %ld, "losses": %ld, "lost": %s, "frames": %ld, "overlaps": %ld, "gap": %.6f})"
      "\n",
      event, now(), status.name.c_str(), status.sample_rate, status.block_size, status.xruns,
      status.losses, status.lost ? "true" : "false", ramp.frames.load(), ramp.overlaps.load(),
      gap.longest);
  std::fflush(stdout);
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  Ramp ramp;
  Gap gap;
  device::DeviceStatus status;
  try {
    device::Device device({argv[1], std::stol(argv[2]), std::stol(argv[3])}, ramp);
    status = device.status();
    tell("playing", status, ramp, gap);
    for (pollfd input{STDIN_FILENO, POLLIN, 0}; poll(&input, 1, 1) == 0;) {
      gap.look(ramp.frames);
      const bool lost = std::exchange(status, device.status()).lost;
      if (status.lost != lost) tell(status.lost ? "lost" : "back", status, ramp, gap);
    }
    status = device.status();
    tell("stopping", status, ramp, gap);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  tell("stopped", status, ramp, gap);
  return 0;
}
