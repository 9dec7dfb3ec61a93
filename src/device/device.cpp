// src/device/device.cpp: supervision: a clock takes the place of a device that went away.
#include "device/device.hpp"

#include <chrono>
#include <exception>
#include <latch>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "device/names.hpp"
#include "device/null_output.hpp"
#include "device/output.hpp"
#include "device/signals.hpp"

namespace krach::device {
using namespace std::chrono_literals;

static DeviceOptions checked(DeviceOptions options) {
  const auto rate = options.sample_rate, block = options.block_size;
  if (rate < 8000 || rate > 192'000)
    throw Error({"the sample rate is " + std::to_string(rate), "device.sample_rate",
                 "give a number from 8000 to 192000"});
  if (block < 1 || block > kMaxBlock)
    throw Error({"the block size is " + std::to_string(block), "device.block_size",
                 "give a number from 1 to " + std::to_string(kMaxBlock)});
  if (!options.name.starts_with("jack:"))  // any server's name, not only the one that is listed
    options.name = choose(options.name, list_devices()).name;
  return options;
}

/// All outputs are opened and closed on one thread, the supervisor's.
class Device::Body {
 public:
  Body(const DeviceOptions& options, Source& source) : options_(checked(options)), desk_(source) {
    {
      const BlockSignals inherited;
      supervisor_ = std::thread([this] { supervise(); });
    }
    opened_.wait();
    if (faults_.empty()) return;
    supervisor_.join();
    throw Error(faults_);
  }
  ~Body() {
    stopping_ = true;
    desk_.bell.ring();
    supervisor_.join();
  }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  DeviceStatus status() const {
    return {options_.name, desk_.sample_rate, desk_.block_size, desk_.xruns, losses_, lost_};
  }

 private:
  void supervise();
  std::vector<Fault> open();
  void take_its_place();

  const DeviceOptions options_;
  Desk desk_;
  std::latch opened_{1};
  std::vector<Fault> faults_;  // why it did not open
  std::atomic<bool> stopping_{false}, lost_{false};
  std::atomic<std::int64_t> losses_{0};
  std::unique_ptr<Output> output_, clock_;  // the supervisor's
  std::thread supervisor_;
};

void Device::Body::supervise() {
  faults_ = open();
  opened_.count_down();
  while (output_ != nullptr || clock_ != nullptr) {
    desk_.bell.wait(lost_ ? 200ms : 1h);
    if (output_ != nullptr && output_->lost()) take_its_place();
    if (stopping_) break;
    if (output_ == nullptr && open().empty()) clock_.reset();
  }
  desk_.turn.pass_to(nullptr);
  clock_.reset();
  output_.reset();
}
/// The new output plays silence until it has the turn, and until then the clock goes on.
std::vector<Fault> Device::Body::open() {
  try {
    output_ = open_output(options_, desk_);
  } catch (const Error& error) {
    return error.faults();
  } catch (const std::exception& error) {  // memory, threads
    return {{error.what(), options_.name, "close other programs, then try again"}};
  }
  desk_.turn.pass_to(output_.get());
  lost_ = false;
  return {};
}
void Device::Body::take_its_place() {
  clock_ = std::make_unique<NullOutput>(desk_.sample_rate, desk_.block_size, desk_);
  desk_.turn.pass_to(clock_.get());
  lost_ = true;
  ++losses_;
  output_.reset();  // may take its time
}

Device::Device(const DeviceOptions& options, Source& source)
    : body_(std::make_unique<Body>(options, source)) {}
Device::~Device() = default;
DeviceStatus Device::status() const { return body_->status(); }
}  // namespace krach::device
