// src/session/port.hpp: where a session is: in this process, or at the other end of a connection.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "session/live.hpp"
#include "session/render.hpp"
#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
/// Takes requests and answers queries; what holds one need not know where the session is.
/// Thread: [control]; one thread at a time, but for status().
class Port {
 public:
  Port() = default;
  virtual ~Port() = default;

  /// Does all of `requests`, in order, or nothing. While it plays, they are heard from the horizon
  /// on. Errors: Error, and the session is as it was.
  virtual Reply apply(std::span<const Request> requests) = 0;
  Reply apply(const Request& request) { return apply(std::span(&request, 1)); }

  virtual const State& state() const = 0;     // until the next call
  virtual std::int64_t revision() const = 0;  // how many batches it has accepted
  virtual Kernels& kernels() const = 0;       // of this process
  /// Where what is asked for now begins, in cycles; 0 if it does not play.
  virtual Rational position() const = 0;
  /// What may be undone, in few words each, the last at the end.
  virtual std::vector<std::string> history() const = 0;
  /// What a control was set to or stands at; of a fade, where it is. Likewise the tempo and the
  /// gain of the output. Errors: Error that lists the near names.
  double value(const std::string& node, const std::string& control) const;
  engine::Tempo tempo() const;
  double master() const;

  /// Plays on a device, from options.start; if it plays already, on another one, without a break
  /// in time. Errors: as Live; then it plays on as it did.
  virtual void start(const LiveOptions& options) = 0;
  void start() { start({}); }
  /// Fades out and closes the device; nothing if it does not play.
  virtual void stop_device() = 0;
  virtual bool playing() const = 0;
  /// How the device fares. Errors: Error if it does not play. Thread: any, but not beside start()
  /// and stop_device().
  virtual LiveStatus status() const = 0;

  /// While it plays, as it will be once nothing waits and nothing fades.
  Rendering render(const RenderOptions& options = {}, const Progress& progress = {}) const {
    return session::render(course(), kernels(), options, progress);
  }
  std::vector<std::filesystem::path> render_file(const std::filesystem::path& path,
                                                 const RenderOptions& options = {},
                                                 const Progress& progress = {}) const {
    return session::render_file(course(), kernels(), options, path, progress);
  }

  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;

 protected:
  Port(Port&&) = default;
  Port& operator=(Port&&) = default;

 private:
  Course course() const;
};
}  // namespace krach::session
