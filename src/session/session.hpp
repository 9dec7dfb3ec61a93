// src/session/session.hpp: one piece of music: its state, and the only way to change it.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/function_ref.hpp"
#include "session/history.hpp"
#include "session/journal.hpp"
#include "session/port.hpp"

namespace krach::session {
/// Does it hold for one of them, or one in a transition? Thread: [any].
bool any_of(std::span<const Request> requests, FunctionRef<bool(const Request&)> holds);

/// Thread: [control]; one thread at a time, but for status().
class Session final : public Port {
 public:
  using Port::start;
  /// What apply() does for each of `batches` by itself, but all are heard from one frame on, and it
  /// takes no longer than one.
  using Batch = std::vector<Request>;
  using Outcome = std::variant<Reply, Error>;
  std::vector<Outcome> apply_each(std::span<const Batch> batches);

  /// The kernels that `requests` will need and that are not compiled yet. Compiled beforehand, on
  /// any thread, they hold nobody up in apply().
  std::vector<Kernels::Wanted> missing_kernels(std::span<const Request> requests) const;

  std::vector<std::string> history() const override { return history_.texts(); }
  const State& current() const noexcept override { return state_; }
  std::int64_t revision() const noexcept override { return revision_; }
  Kernels& kernels() const noexcept override { return *kernels_; }
  Rational position() const noexcept override { return horizon().cycle; }
  std::uint64_t seed() const noexcept override {
    return live_ != nullptr ? live_->options().seed : 1;
  }
  engine::Moment horizon() const noexcept {
    return live_ != nullptr ? live_->horizon() : engine::Moment{};
  }
  /// As Live::heard_at(); the clock's last moment if it does not play.
  SoundClock::Clock::time_point heard_at(Frames frame) const noexcept {
    return live_ != nullptr ? live_->heard_at(frame) : SoundClock::Clock::time_point::max();
  }

  void start(const LiveOptions& options) override;
  void change_device(const DeviceChange& change) override;
  std::vector<device::DeviceInfo> devices() const override { return device::list_devices(); }
  void stop_device() override;
  using Port::record;
  void record(const std::filesystem::path& path, bool overwrite) override;
  void stop_recording() override;
  bool playing() const noexcept override { return live_ != nullptr; }
  LiveStatus status() const override;

  /// Goes on from a state that was recovered, before it plays.
  void restore(State state, std::int64_t revision);
  /// From now on every accepted request is in there before apply() returns. If it cannot be
  /// written, the music goes on, and a reply and journal_trouble() tell why, until it can.
  void keep_journal(Journal journal);
  const std::optional<Journal>& journal() const noexcept { return journal_; }
  const std::string& journal_trouble() const noexcept { return journal_trouble_; }

 private:
  Reply carry_out(std::span<const Request> requests) override;
  void play(const LiveOptions& options);
  void keep(const JournalLine& line, const State& next, std::vector<std::string>& warnings);
  void check_inputs(const Batch& batch) const;
  void compile_ahead(std::span<const Batch> batches) const;
  std::vector<Outcome> one_by_one(std::span<const Batch> batches);

  State state_;
  History history_;
  std::int64_t revision_ = 0;
  std::optional<Journal> journal_;
  std::string journal_trouble_;
  std::unique_ptr<Kernels> kernels_ = std::make_unique<Kernels>();  // a cache; it locks for itself
  std::unique_ptr<Recording> recording_;
  std::string recording_trouble_;  // of one that is over
  std::unique_ptr<Live> live_;     // goes before what it records into
};
}  // namespace krach::session
