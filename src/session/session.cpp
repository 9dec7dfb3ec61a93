// src/session/session.cpp
#include "session/session.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "device/names.hpp"
#include "session/apply.hpp"
#include "session/settle.hpp"

namespace krach::session {
Reply Session::carry_out(std::span<const Request> requests) {
  const Batch batch(requests.begin(), requests.end());
  const auto outcomes = apply_each(std::span(&batch, 1));
  if (const auto* reply = std::get_if<Reply>(&outcomes.front())) return *reply;
  throw Error(std::get<Error>(outcomes.front()).faults());
}
std::vector<Session::Outcome> Session::apply_each(std::span<const Batch> batches) {
  if (batches.size() > 1 && std::ranges::any_of(batches, is_of_history)) return one_by_one(batches);
  compile_ahead(batches);
  const engine::Moment horizon = this->horizon();
  std::vector<Outcome> outcomes;
  std::vector<State> states{state_};  // patterns and programs are shared, so this copies little
  for (const Batch& batch : batches) try {
      Reply reply{.effect = horizon, .warnings = {}};
      Context context{reply, horizon.cycle, seed()};
      check_inputs(batch);
      states.push_back(history_.next(states.back(), batch, context));
      outcomes.emplace_back(std::move(reply));
    } catch (const Error& error) {
      outcomes.emplace_back(error);
    }
  if (states.size() == 1) return outcomes;
  Frames effect = horizon.frame;
  if (live_ != nullptr) try {
      effect = live_->follow(states.back(), horizon.cycle);
    } catch (const Error& error) {
      if (batches.size() == 1) return {error};
      return one_by_one(batches);  // one of them cannot be compiled: which?
    }
  for (std::size_t i = 0, accepted = 0; i < batches.size(); ++i) {
    auto* reply = std::get_if<Reply>(&outcomes[i]);
    if (reply == nullptr) continue;
    reply->revision = ++revision_;
    reply->effect.frame = effect;
    history_.step(std::exchange(state_, std::move(states[++accepted])), batches[i]);
    keep({.kind = JournalLine::Kind::requests,
          .revision = revision_,
          .effect = reply->effect,
          .requests = batches[i]},
         state_, reply->warnings);
  }
  return outcomes;
}
/// A device that cannot be heard is told; a clock has nothing to be heard, and is silent.
void Session::check_inputs(const Batch& batch) const {
  std::optional<device::DeviceStatus> status;
  any_of(batch, [&](const Request& request) {
    const auto* input = std::get_if<SetInput>(&request);
    if (input == nullptr || live_ == nullptr) return false;
    if (!status) status = live_->status().device;
    if (status->name == "null" || status->lost || input->channel < status->inputs) return false;
    const std::string count = std::to_string(status->inputs);
    throw Error(Fault{status->name + " has " + count + " input channels that krach can hear",
                      "input '" + input->name + "'",
                      status->inputs > 0
                          ? "give a channel from 0 to " + std::to_string(status->inputs - 1)
                          : "hear some: kr.inputs = 2"});
  });
}
/// So that little time passes between the position that they hold from and their effect.
void Session::compile_ahead(std::span<const Batch> batches) const {
  for (const Batch& batch : batches) try {
      kernels_->get(missing_kernels(batch));
    } catch (const Error&) {
      continue;  // told when it is asked for
    }
}
std::vector<Session::Outcome> Session::one_by_one(std::span<const Batch> batches) {
  std::vector<Outcome> outcomes;
  for (const Batch& batch : batches)
    outcomes.push_back(std::move(apply_each(std::span(&batch, 1)).front()));
  return outcomes;
}
bool any_of(std::span<const Request> requests, FunctionRef<bool(const Request&)> holds) {
  return std::ranges::any_of(requests, [&](const Request& request) {
    const auto* over = std::get_if<Transition>(&request);
    if (over == nullptr || over->requests == nullptr) return holds(request);
    return std::ranges::any_of(*over->requests, [&](const Nested& nested) {
      return any_of(std::span(&nested.request, 1), holds);
    });
  });
}
std::vector<Kernels::Wanted> Session::missing_kernels(std::span<const Request> requests) const {
  std::vector<Kernels::Wanted> missing;
  if (live_ == nullptr) return missing;
  const Hertz rate{static_cast<double>(live_->options().device.sample_rate)};
  any_of(requests, [&](const Request& request) {
    const auto* node = std::get_if<SetNode>(&request);
    if (node == nullptr) return false;
    const auto known = state_.nodes.find(node->name);
    const std::int64_t count =
        node->count.value_or(known == state_.nodes.end() ? 1 : known->second.count);
    const auto voices = static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 1, 1024));
    auto wanted = Kernels::wanted(node->program, rate, voices);
    if (!kernels_->has(wanted)) missing.push_back(std::move(wanted));
    return false;  // go on
  });
  return missing;
}
void Session::keep(const JournalLine& line, const State& next, std::vector<std::string>& warnings) {
  if (!journal_) return;
  try {
    journal_->write(line, next);
    journal_trouble_.clear();
  } catch (const Error& error) {
    if (journal_trouble_ != error.what()) warnings.emplace_back(error.what());  // told once
    journal_trouble_ = error.what();
  }
}
void Session::restore(State state, std::int64_t revision) {
  state_ = std::move(state);
  history_ = {};
  revision_ = revision;
}
void Session::keep_journal(Journal journal) { journal_ = std::move(journal); }

void Session::change_device(const DeviceChange& change) {
  device::DeviceOptions device;
  if (live_ != nullptr) {
    device = live_->options().device;
    device.name = live_->status().device.name;
  }
  device.name = change.name.value_or(device.name);
  device.sample_rate = change.sample_rate.value_or(device.sample_rate);
  device.block_size = change.block_size.value_or(device.block_size);
  if (change.inputs) device.inputs = change.inputs;
  start({device, seed()});
}
void Session::start(const LiveOptions& options) {
  if (live_ == nullptr) return play(options);
  LiveOptions before = live_->options();
  if (options.device.sample_rate == before.device.sample_rate)
    return live_->switch_to(options.device);
  const auto there = [&](Hertz rate) {  // another rate: another performance, from here on
    const engine::Moment here = live_->horizon();
    live_->send_until(here.frame);
    return engine::Moment{Frames{std::llround(static_cast<double>(here.frame.value) * rate.value /
                                              static_cast<double>(before.device.sample_rate))},
                          here.cycle};
  };
  const Hertz rate{in_range(static_cast<double>(options.device.sample_rate), 8000.0, 192000.0,
                            "sample_rate", "start")};
  for (const auto& [name, node] : state_.nodes)  // so that the music does not wait for it
    (void)kernels_->get(std::array{Kernels::wanted(node.program, rate, node.count)});
  const std::string name = live_->status().device.name;
  const bool is_card = name.starts_with("alsa:");
  if (!is_card || device::choose(options.device.name, device::list_devices()).name != name) try {
      return play({options.device, before.seed, there(rate)});
    } catch (const Error&) {
      live_->send_until(kAlways);
      throw;
    }
  before.start = live_->horizon();  // a card cannot be opened twice
  const LiveOptions next{options.device, before.seed, there(rate)};
  live_.reset();
  try {
    play(next);
  } catch (const Error&) {
    play(before);
    throw;
  }
}
/// What played before ends once this does.
void Session::play(const LiveOptions& options) {
  const auto end_take = [&] {  // the fade-out is in it
    if (recording_ == nullptr) return;
    const std::string path = recording_->status().path;
    recording_.reset();
    recording_trouble_ = path + ": the recording ended with its sample rate";
  };
  live_ = std::make_unique<Live>(state_, *kernels_, options);
  end_take();
  std::vector<std::string> warnings;
  keep({.kind = JournalLine::Kind::play,
        .revision = revision_,
        .effect = options.start,
        .sample_rate = options.device.sample_rate,
        .requests = {}},
       state_, warnings);
}
void Session::stop_device() {
  if (live_ == nullptr) return;
  live_.reset();
  recording_.reset();
  state_ = arrived(std::move(state_));  // positions begin again at 0
  history_.arrive();
}
void Session::record(const std::filesystem::path& path, bool overwrite) {
  if (live_ == nullptr)
    throw Error(Fault{"nothing plays", "record", "start a device first: kr.start()"});
  if (recording_ != nullptr && !recording_->status().path.empty())
    throw Error(Fault{"it records already, into " + recording_->status().path, "record",
                      "end that first: kr.record(None)"});
  stop_recording();
  recording_ = std::make_unique<Recording>(std::filesystem::absolute(path),
                                           live_->options().device.sample_rate, overwrite);
  recording_trouble_.clear();
  live_->record(recording_.get());
}
void Session::stop_recording() {
  if (live_ != nullptr) live_->record(nullptr);
  if (recording_ == nullptr) return;
  recording_->finish();
  recording_trouble_ = recording_->status().trouble;
  recording_.reset();
}
LiveStatus Session::status() const {
  if (live_ != nullptr) {
    LiveStatus status = live_->status();
    status.recording.trouble = recording_trouble_;
    if (recording_ != nullptr) status.recording = recording_->status();
    return status;
  }
  throw Error(Fault{"nothing plays", "session", "start a device first: kr.start()"});
}
}  // namespace krach::session
