// src/server/remote.hpp: a session at the other end of a connection.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "server/protocol.hpp"
#include "server/socket.hpp"
#include "session/port.hpp"

namespace krach::server {
/// Programs are traced here, compiled and played there. If the engine ends, it is looked for again
/// with the next request.
/// Errors: those of the session there; Error if there is no engine, or it does not answer in 60 s.
/// Thread: [any]; one request after the other.
class Remote final : public session::Port {
 public:
  /// `place`: a socket's path; with a token, "host:port" on the network.
  explicit Remote(std::string place, std::string token = {});

  using Port::start;
  std::int64_t revision() const override;
  session::Kernels& kernels() const override;
  Rational position() const override;
  std::vector<std::string> history() const override;
  void start(const session::LiveOptions& options) override;
  void change_device(const DeviceChange& change) override;
  std::vector<device::DeviceInfo> devices() const override;
  void stop_device() override;
  using Port::record;
  void record(const std::filesystem::path& path, bool overwrite) override;
  void stop_recording() override;
  bool playing() const override { return true; }
  session::LiveStatus status() const override { return engine_status().live; }

  EngineStatus engine_status() const;
  /// Any message of the protocol, without an id. Returns the reply, without it.
  Json ask(Json message) const;

 private:
  session::Reply carry_out(std::span<const session::Request> requests) override;
  const session::State& current() const override;
  Json exchange(Json& message) const;
  std::string read_line() const;
  void write(std::string_view line) const;
  void refresh() const;

  Descriptor connect() const;

  const std::string place_, token_;
  // A question changes what is known here, not what is there.
  mutable std::mutex mutex_;
  mutable Descriptor socket_;
  mutable std::string in_;
  mutable std::int64_t id_ = 0, revision_ = -1, scenes_ = -1;
  mutable session::State state_;
  mutable Rational position_;
  std::unique_ptr<session::Kernels> kernels_ = std::make_unique<session::Kernels>();
};
}  // namespace krach::server
