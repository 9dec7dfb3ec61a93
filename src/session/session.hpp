// src/session/session.hpp: one piece of music: its state, and the only way to change it.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/history.hpp"
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

  /// What may be undone, in few words each, the last at the end.
  std::vector<std::string> history() const { return history_.texts(); }
  /// From now on what is asked for is done together, by end_batch(). Each request is checked and
  /// warned of as it comes, and state() is as it will be. Errors: Error if a batch is open.
  void begin_batch();
  /// Errors: as apply(), or Error if none is open; then nothing has been done of it.
  /// With `bars` it is a transition.
  Reply end_batch(std::optional<double> bars = {});
  void drop_batch() noexcept { batch_.reset(); }

  /// Without those that leave.
  std::vector<std::string> node_names() const;
  std::map<std::pair<std::string, std::string>, double> routes() const;
  const State& state() const noexcept { return batch_ ? batch_->draft : state_; }
  std::int64_t revision() const noexcept { return revision_; }  // how many batches it has accepted

  /// Plays on a device, from frame 0; if it plays already, on that one from now on.
  /// Errors: as Live; then it does not play.
  void start(const LiveOptions& options = {});
  /// Fades out and closes the device; nothing if it does not play. What waits or fades then has
  /// arrived, because positions begin again at 0.
  void stop_device();
  bool playing() const noexcept { return live_ != nullptr; }
  /// How the device fares. Errors: Error if it does not play. Thread: any, but not beside start()
  /// and stop_device().
  LiveStatus status() const;

  /// Where what is asked for now begins, in cycles; 0 if it does not play.
  Rational position() const noexcept { return live_ != nullptr ? live_->position() : 0; }
  /// What a control was set to or stands at; of a fade, where it is.
  double value(const std::string& node, const std::string& control) const;
  engine::Tempo tempo() const;
  double master() const;

  /// While it plays, as it will be once nothing waits and nothing fades, as below.
  Rendering render(const RenderOptions& options = {}, const Progress& progress = {}) const {
    return session::render(to_render(), *kernels_, options, progress);
  }
  std::vector<std::filesystem::path> render_file(const std::filesystem::path& path,
                                                 const RenderOptions& options = {},
                                                 const Progress& progress = {}) const {
    return session::render_file(to_render(), *kernels_, options, path, progress);
  }

 private:
  struct Batch {
    State draft;
    std::vector<Request> requests;
  };
  State to_render() const;
  State state_;
  std::optional<Batch> batch_;
  History history_;
  std::int64_t revision_ = 0;
  std::unique_ptr<Kernels> kernels_ = std::make_unique<Kernels>();  // a cache; it locks for itself
  std::unique_ptr<Live> live_;
};
}  // namespace krach::session
