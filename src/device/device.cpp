// src/device/device.cpp: supervision: a clock takes the place of a device that went away.
#include "device/device.hpp"

#include <chrono>
#include <exception>
#include <future>
#include <latch>
#include <mutex>
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
  if (const auto inputs = options.inputs.value_or(0); inputs < 0 || inputs > 64)
    throw Error({"there are to be " + std::to_string(inputs) + " input channels", "device.inputs",
                 "give a number from 0 to 64"});
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

  void switch_to(const DeviceOptions& options) {
    Order order{checked(options), {}};
    auto faults = order.faults.get_future();
    order_ = &order;
    desk_.bell.ring();
    if (auto found = faults.get(); !found.empty()) throw Error(std::move(found));
  }
  DeviceStatus status() const {
    const std::scoped_lock lock(mutex_);
    return {.name = options_.name,
            .sample_rate = desk_.sample_rate,
            .block_size = desk_.block_size,
            .xruns = desk_.xruns,
            .losses = losses_,
            .inputs = desk_.inputs,
            .lost = lost_,
            .latency = desk_.latency};
  }

 private:
  struct Order {
    DeviceOptions options;
    std::promise<std::vector<Fault>> faults;
  };
  void supervise();
  std::vector<Fault> open(const DeviceOptions& options);
  std::vector<Fault> change(const DeviceOptions& options);
  void take_its_place();
  void note(const DeviceOptions& options);

  mutable std::mutex mutex_;  // of options_, which only the supervisor changes
  DeviceOptions options_;
  Desk desk_;
  std::latch opened_{1};
  std::vector<Fault> faults_;  // why it did not open
  std::atomic<bool> stopping_{false}, lost_{false};
  std::atomic<Order*> order_{nullptr};
  std::atomic<std::int64_t> losses_{0};
  std::unique_ptr<Output> output_, clock_;  // the supervisor's
  std::thread supervisor_;
};

void Device::Body::supervise() {
  faults_ = open(options_);
  opened_.count_down();
  while (output_ != nullptr || clock_ != nullptr) {
    desk_.bell.wait(lost_ ? 200ms : 1h);
    if (output_ != nullptr && output_->lost()) {
      take_its_place();
      lost_ = true;
      ++losses_;
    }
    if (stopping_) break;
    if (Order* order = order_.exchange(nullptr)) order->faults.set_value(change(order->options));
    if (output_ == nullptr) (void)open(options_);
  }
  desk_.turn.pass_to(nullptr);
  clock_.reset();
  output_.reset();
}
/// The new output plays silence until it has the turn, and until then goes on what played.
std::vector<Fault> Device::Body::open(const DeviceOptions& options) {
  std::unique_ptr<Output> next;
  try {
    next = open_output(options, desk_);
  } catch (const Error& error) {
    return error.faults();
  } catch (const std::exception& error) {  // memory, threads
    return {{error.what(), options.name, "close other programs, then try again"}};
  }
  desk_.turn.pass_to(next.get());
  output_ = std::move(next);  // closes the one before
  clock_.reset();
  output_->tell_again();
  lost_ = false;
  return {};
}
std::vector<Fault> Device::Body::change(const DeviceOptions& options) {
  const DeviceOptions before = options_;
  const bool same_card = options.name == before.name;
  if (same_card && output_ != nullptr && options.block_size == before.block_size &&
      options.sample_rate == before.sample_rate && options.inputs == before.inputs)
    return {};
  if (same_card && output_ != nullptr) take_its_place();
  auto faults = open(options);
  if (faults.empty()) {
    note(options);
    desk_.xruns = 0;
    losses_ = 0;
  } else if (output_ == nullptr) {
    lost_ = !open(before).empty();
  }
  return faults;
}
void Device::Body::note(const DeviceOptions& options) {
  const std::scoped_lock lock(mutex_);
  options_ = options;
}
void Device::Body::take_its_place() {
  clock_ = std::make_unique<NullOutput>(desk_.sample_rate, desk_.block_size, desk_);
  desk_.turn.pass_to(clock_.get());
  output_.reset();  // may take its time
}

Device::Device(const DeviceOptions& options, Source& source)
    : body_(std::make_unique<Body>(options, source)) {}
Device::~Device() = default;
void Device::switch_to(const DeviceOptions& options) { body_->switch_to(options); }
DeviceStatus Device::status() const { return body_->status(); }
}  // namespace krach::device
