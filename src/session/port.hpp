// src/session/port.hpp: where a session is: in this process, or at the other end of a connection.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/live.hpp"
#include "session/render.hpp"
#include "session/request.hpp"
#include "session/state.hpp"

namespace krach::session {
using ControlValues = std::vector<std::pair<std::string, double>>;  // by name

/// Takes requests and answers queries; what holds one need not know where the session is.
/// Thread: [control]; one thread at a time, but for status().
class Port {
 public:
  /// What is absent stays as it is or, if nothing plays yet, as start() has it.
  struct DeviceChange {
    std::optional<std::string> name{};
    std::optional<std::int64_t> sample_rate{}, block_size{}, inputs{};
  };
  Port() = default;
  virtual ~Port() = default;

  /// Does all of `requests`, in order, or nothing. While it plays, they are heard from the horizon
  /// on. Errors: Error, and the session is as it was.
  Reply apply(std::span<const Request> requests);
  Reply apply(const Request& request) { return apply(std::span(&request, 1)); }
  /// From now on what is asked for is done together, by end_batch(). Each request is checked and
  /// warned of as it comes, and state() is as it will be. A batch in a batch is part of that one.
  void begin_batch() { batches_.push_back({state(), {}}); }
  /// What has been asked for in it so far. Errors: Error if none is open.
  const std::vector<Request>& batch() const;
  /// Errors: as apply(), or Error if none is open; then nothing has been done of it.
  /// With `bars` it is a transition.
  Reply end_batch(std::optional<double> bars = {});
  void drop_batch() noexcept {
    if (!batches_.empty()) batches_.pop_back();
  }

  /// Holds until the next call.
  const State& state() const { return batches_.empty() ? current() : batches_.back().draft; }
  virtual std::int64_t revision() const = 0;  // how many batches it has accepted
  virtual Kernels& kernels() const = 0;       // of this process
  /// Where what is asked for now begins, in cycles; 0 if it does not play.
  virtual Rational position() const = 0;
  /// What may be undone, in few words each, the last at the end.
  virtual std::vector<std::string> history() const = 0;
  /// What a control was set to or stands at; of a fade, where it is. Likewise the tempo and the
  /// gain of the output. Errors: Error that lists the near names.
  double value(const std::string& node, const std::string& control) const;
  /// The same of every control of a node, its own first, and by node: all at one moment.
  ControlValues values(const std::string& node) const;
  std::map<std::string, ControlValues> values() const;
  engine::Tempo tempo() const;
  double master() const;
  /// Without those that leave.
  std::vector<std::string> node_names() const;
  std::map<std::pair<std::string, std::string>, double> routes() const;

  /// Plays on a device, from options.start; if it plays already, on another one, without a break
  /// in time. Errors: as Live; then it plays on as it did.
  virtual void start(const LiveOptions& options) = 0;
  void start() { start({}); }
  /// The same with what is given of another device. Errors: as start().
  virtual void change_device(const DeviceChange& change) = 0;
  /// What there is where the session is. Thread: [control].
  virtual std::vector<device::DeviceInfo> devices() const = 0;
  /// Fades out and closes the device; nothing if it does not play.
  virtual void stop_device() = 0;
  virtual bool playing() const = 0;
  /// What is heard goes into a WAV file, too, of 32-bit floats, from here on until stop_recording()
  /// or the end: one file at a time. The file can be read while it grows; at another sample rate,
  /// or on a full disk, it ends, and status() tells why.
  /// Errors: Error if nothing plays, or it records already, or as files::TakeWriter.
  virtual void record(const std::filesystem::path& path, bool overwrite) = 0;
  void record(const std::filesystem::path& path) { record(path, false); }
  virtual void stop_recording() = 0;
  /// How the device fares. Errors: Error if it does not play. Thread: any, but not beside what
  /// starts or ends something.
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
  virtual Reply carry_out(std::span<const Request> requests) = 0;
  virtual const State& current() const = 0;
  virtual std::uint64_t seed() const { return 1; }
  Course course() const;

  struct Batch {
    State draft;
    std::vector<Request> requests;
  };
  std::vector<Batch> batches_;
};
}  // namespace krach::session
