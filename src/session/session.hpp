// src/session/session.hpp: one piece of music: its state, and the only way to change it.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "session/journal.hpp"
#include "session/live.hpp"
#include "session/render.hpp"
#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
/// Thread: [control]; one thread at a time, but for status().
class Session {
 public:
  /// Does all of `requests`, in order, or nothing. While it plays, they are heard from the horizon
  /// on. Errors: Error, and the session is as it was.
  Reply apply(std::span<const Request> requests);
  Reply apply(const Request& request) { return apply(std::span(&request, 1)); }

  const State& state() const noexcept { return state_; }
  std::int64_t revision() const noexcept { return revision_; }  // how many batches it has accepted

  /// Goes on from a state that was recovered, before it plays.
  void restore(State state, std::int64_t revision);
  /// From now on every accepted request is in there before apply() returns. If it cannot be
  /// written, the music goes on, and a reply and journal_trouble() tell why, until it can.
  void keep_journal(Journal journal);
  const std::optional<Journal>& journal() const noexcept { return journal_; }
  const std::string& journal_trouble() const noexcept { return journal_trouble_; }

  /// Plays on a device, from options.start; if it plays already, on another one, without a break
  /// in time. Errors: as Live; then it plays on as it did.
  void start(const LiveOptions& options = {});
  /// Fades out and closes the device; nothing if it does not play.
  void stop_device() { live_.reset(); }
  bool playing() const noexcept { return live_ != nullptr; }
  /// How the device fares. Errors: Error if it does not play. Thread: any, but not beside start()
  /// and stop_device().
  LiveStatus status() const;

  Rendering render(const RenderOptions& options = {}, const Progress& progress = {}) const {
    return session::render(state_, *kernels_, options, progress);
  }
  std::vector<std::filesystem::path> render_file(const std::filesystem::path& path,
                                                 const RenderOptions& options = {},
                                                 const Progress& progress = {}) const {
    return session::render_file(state_, *kernels_, options, path, progress);
  }

 private:
  void play(const LiveOptions& options);
  void keep(JournalLine line, const State& next, std::vector<std::string>& warnings);

  State state_;
  std::int64_t revision_ = 0;
  std::optional<Journal> journal_;
  std::string journal_trouble_;
  std::unique_ptr<Kernels> kernels_ = std::make_unique<Kernels>();  // a cache; it locks for itself
  std::unique_ptr<Live> live_;
};
}  // namespace krach::session
