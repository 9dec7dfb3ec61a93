// src/session/live.cpp
#include "session/live.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/error.hpp"
#include "device/priority.hpp"
#include "session/apply.hpp"
#include "session/settle.hpp"

namespace krach::session {
using Clock = std::chrono::steady_clock;
using std::chrono::duration;
using namespace std::chrono_literals;

static LiveOptions checked(LiveOptions options) {
  in_range(static_cast<double>(options.device.sample_rate), 8000.0, 192000.0, "sample_rate",
           "start");
  in_range(static_cast<double>(options.device.block_size), 1.0, 8192.0, "block_size", "start");
  return options;
}

static bool sends(const State& state) {
  return std::ranges::any_of(state.nodes,
                             [](const auto& entry) { return entry.second.address.has_value(); });
}

Live::Live(const State& state, Kernels& kernels, const LiveOptions& options)
    : options_(checked(options)),
      rate_(options.device.sample_rate),
      state_(state),
      block_(options.device.block_size),
      clock_(rate_),
      performance_(state, kernels,
                   {.sample_rate = options.device.sample_rate,
                    .seed = options.seed,
                    .start = options.start.frame,
                    .anchor = options.start,
                    .messages = &messages_}),
      messenger_(messages_, [this](Frames frame) { return heard_at(frame); }) {
  messenger_.attend(sends(state));
  // A device may ask for more than was ordered; what its first block may hold is ready.
  const Frames first = options.start.frame + Frames{2048};
  performance_.schedule().advance(std::max(end_of_asking(), first),
                                  performance_.renderer().inbox());
  publish();
  schedule_ = std::jthread([this](const std::stop_token& stop) { keep_ahead(stop); });
  tidy_ = std::jthread([this](const std::stop_token& stop) { keep_tidy(stop); });
  auto device =
      std::make_unique<device::Device>(options.device, static_cast<device::Source&>(*this));
  const std::scoped_lock lock(mutex_);
  device_ = std::move(device);
  know_latency();
}
Live::~Live() {
  State silence = state_;
  const Rational now = horizon().cycle;
  settle(silence, now);
  silence.master = 0.0;
  silence.master_fade.reset();
  for (auto& [name, node] : silence.nodes)
    if (node.address) node.notes = {};  // what was handed over goes out while it fades
  follow(silence, now);
  std::this_thread::sleep_for(80ms);    // a glide is below -100 dB by then
  const std::scoped_lock lock(mutex_);  // it is asked how late it is
  device_.reset();
}

/// Up to where the scores are asked: two blocks after the one that is being rendered. How late a
/// thread wakes does not shrink with the blocks, so it is never less than 5 ms.
Frames Live::end_of_asking() noexcept {
  const std::int64_t block = block_.load(std::memory_order_relaxed);
  const std::int64_t ahead = std::max(2 * block, rate_ / 200);
  return performance_.renderer().now() + Frames{block + ahead};
}
void Live::fill(std::span<float> out, device::Inputs in) noexcept {
  const auto began = Clock::now();
  const auto frames = static_cast<std::int64_t>(out.size() / 2);
  if (frames > block_.load(std::memory_order_relaxed))
    block_.store(frames, std::memory_order_relaxed);
  clock_.tick(performance_.renderer().now(), began);
  performance_.renderer().process(out, {}, in);
  performance_.guard().process(out);
  turns_.fetch_add(1);
  if (Recording* recording = recording_.load()) recording->take(out);
  turns_.fetch_add(1);
  const double due = static_cast<double>(frames) / static_cast<double>(rate_);
  const double load = duration<double>(Clock::now() - began).count() / due;
  const double before = load_.load(std::memory_order_relaxed);
  load_.store(before + 0.05 * (load - before), std::memory_order_relaxed);
}
void Live::keep_ahead(const std::stop_token& stop) {
  device::become_realtime(4);  // below the audio thread, also that of JACK
  const auto half_a_block = [&] {
    const auto block = static_cast<double>(block_.load(std::memory_order_relaxed));
    return duration_cast<Clock::duration>(duration<double>(block / static_cast<double>(2 * rate_)));
  };
  for (auto wake = Clock::now(); !stop.stop_requested();) {
    play::Schedule& schedule = performance_.schedule();
    schedule.advance(end_of_asking(), performance_.renderer().inbox());
    publish();
    cycle_.store(schedule.transport().cycle_near(performance_.renderer().now()).to_double(),
                 std::memory_order_relaxed);
    wake = std::max(wake + half_a_block(), Clock::now());
    std::this_thread::sleep_until(wake);
  }
}
void Live::keep_tidy(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(50ms);
    const std::scoped_lock lock(mutex_);
    performance_.tidy();
    know_latency();
  }
}
/// Under the lock. The guard looks ahead, so what it passes on is that much later.
void Live::know_latency() {
  if (device_ != nullptr)
    latency_ = device_->status().latency + performance_.guard().latency().value;
}

Frames Live::follow(const State& next, Rational now) {
  const std::scoped_lock lock(mutex_);
  performance_.follow(next, now);
  state_ = next;
  if (sends(next)) messenger_.attend(true);
  while (!performance_.carried_out()) std::this_thread::sleep_for(200us);
  messenger_.attend(sends(next));  // what targets that are gone had to say is in the ring by now
  return performance_.effect();
}
/// Both are in the one order of all such steps: either fill() sees the new one, or this sees it in
/// there.
void Live::record(Recording* recording) noexcept {
  recording_.store(recording);
  const std::uint64_t turn = turns_.load();
  while (turn % 2 == 1 && turns_.load() == turn) std::this_thread::sleep_for(100us);
}
void Live::switch_to(const device::DeviceOptions& device) {
  const std::scoped_lock lock(mutex_);
  const LiveOptions next = checked({.device = device, .seed = options_.seed});
  const std::int64_t before = block_.load();
  prepare_for(next.device.block_size);
  try {
    device_->switch_to(next.device);
  } catch (const Error&) {
    block_ = before;
    throw;
  }
  options_.device = next.device;
  block_ = device_->status().block_size;
}
/// Until the first block of a device is ready, also if a server insists on a longer one.
void Live::prepare_for(std::int64_t block_size) {
  const std::int64_t longest = std::max({block_.load(), block_size, std::int64_t{2048}});
  block_ = longest;
  const Frames ready = performance_.renderer().now() + Frames{longest};
  const auto until = Clock::now() + 1s;  // [audio] may be held up, and commands with it
  while (horizon().frame < ready && Clock::now() < until) std::this_thread::sleep_for(200us);
}

/// Positions up to which scores are asked are whole multiples of 1 / kGrid.
static constexpr std::int64_t kGrid = std::int64_t{1} << 24;
void Live::publish() noexcept {
  const auto [frame, cycle] = performance_.schedule().asked();
  horizon_.store({frame.value, cycle.num * (kGrid / cycle.den)});
}
engine::Moment Live::horizon() const noexcept {
  const auto [frame, cycle] = horizon_.load();
  return {Frames{frame}, {cycle, kGrid}};
}
LiveStatus Live::status() {
  const std::scoped_lock lock(mutex_);  // the device may be another soon
  const engine::GuardStatus guard = performance_.guard().status();
  const auto decibels = [](float gain) {
    return gain < 1.0F ? -20.0 * std::log10(double{gain}) : 0.0;
  };
  return {.device = device_->status(),
          .cycle = cycle_.load(std::memory_order_relaxed),
          .load = load_.load(std::memory_order_relaxed),
          .peak = static_cast<double>(performance_.guard().take_peak()),
          .frame = performance_.renderer().now().value,
          .voices = performance_.renderer().sounding(),
          .late = performance_.renderer().late(),
          .roundings = time_roundings(),
          .recording = {},
          .limited = decibels(guard.gain),
          .most_limited = decibels(guard.least),
          .blocks_dc = guard.blocks_dc,
          .resets = performance_.renderer().resets(),
          .reset_nodes = performance_.reset_nodes(),
          .osc_trouble = osc_trouble()};
}
std::string Live::osc_trouble() const {
  const std::int64_t unsent = performance_.schedule().unsent();
  if (unsent == 0) return messenger_.trouble();
  return "OSC: " + std::to_string(unsent) +
         " messages were left out\n  hint: play fewer at a time: 512 may wait";
}
}  // namespace krach::session
