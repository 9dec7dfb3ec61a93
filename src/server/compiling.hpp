// src/server/compiling.hpp: kernels are compiled beside the requests, so that a slow one delays
// nobody but who asked.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "server/socket.hpp"
#include "session/session.hpp"

namespace krach::server {
class Compiling {
 public:
  using Wanted = std::vector<session::Kernels::Wanted>;
  struct Done {
    std::uint64_t ticket = 0;
    std::vector<session::Kernels::Compiled> kernels;  // kept until they are used
    std::optional<Error> error;
  };
  /// `wakeup` is rung whenever something is done.
  Compiling(session::Kernels& kernels, Wakeup& wakeup);
  ~Compiling();
  Compiling(const Compiling&) = delete;
  Compiling& operator=(const Compiling&) = delete;

  void add(std::uint64_t ticket, Wanted wanted);  // [control]
  std::vector<Done> take_done();                  // [control]

 private:
  struct Job {
    std::uint64_t ticket;
    Wanted wanted;
  };
  void work(const std::stop_token& stop);

  session::Kernels& kernels_;
  Wakeup& wakeup_;
  std::mutex mutex_;
  std::condition_variable_any has_jobs_;
  std::deque<Job> jobs_;
  std::vector<Done> done_;
  std::vector<std::jthread> workers_;
};
}  // namespace krach::server
