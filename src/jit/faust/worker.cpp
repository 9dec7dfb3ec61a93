// src/jit/faust/worker.cpp: this file knows the operating system: processes and sockets.
#include "jit/faust/worker.hpp"

#include <pthread.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/library.hpp"

namespace krach::jit {
namespace {
constexpr const char* kProgram = "krach-faust";

[[noreturn]] void fail(const std::string& what) {
  throw Error({"the FAUST compiler does not run: " + what, kProgram,
               "install FAUST (Debian: faust) and keep krach-faust beside krach"});
}

/// While it lives, writing to a process that has ended is an error, and ends nobody: SIGPIPE stays
/// away from this thread, and one that came is taken away.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutPipeSignal() {
    const timespec at_once{};
    if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&pipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  sigset_t pipe_{}, before_{};
};

class Worker {
 public:
  Worker();
  ~Worker() { end(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// False if it is gone, or says nothing.
  bool ask(const std::string& request, std::string& reply) const {
    const WithoutPipeSignal gone_is_no_reason_to_end;
    constexpr int kLimit = 8000;  // ms; it gives up itself before that
    return write_frame(stream_, request) && read_frame(stream_, reply, kLimit);
  }
  /// The signal that ended it, or that it ends by now: SIGTERM. 0 if it ended by itself before.
  int end();

 private:
  pid_t process_ = -1;
  int stream_ = -1;
};

Worker::Worker() {
  const std::string path = find_file(kProgram);
  if (path.empty()) fail("it is not there");
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail("no sockets");
  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  posix_spawn_file_actions_adddup2(&streams, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&streams, ends[1], STDOUT_FILENO);
  posix_spawnattr_t attributes;  // a Ctrl-C at the terminal is not for it
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string name = kProgram;
  std::array<char*, 2> words{name.data(), nullptr};
  const int failed =
      posix_spawn(&process_, path.c_str(), &streams, &attributes, words.data(), environ);
  posix_spawn_file_actions_destroy(&streams);
  posix_spawnattr_destroy(&attributes);
  close(ends[1]);
  stream_ = ends[0];
  if (failed != 0) {
    close(stream_);
    fail("it cannot be started");
  }
}
int Worker::end() {
  if (process_ < 0) return 0;
  close(stream_);
  kill(process_, SIGTERM);
  int status = 0;
  waitpid(std::exchange(process_, -1), &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

class Pool {
 public:
  FaustReply ask(const FaustRequest& request) {
    const std::string asked = pack(request);
    int ended_by = 0;
    for (int attempt = 0; attempt < 2; ++attempt) {  // the idle one may have been killed
      auto worker = take();
      std::string reply;
      if (worker->ask(asked, reply)) {
        give_back(std::move(worker));
        return unpack_reply(reply);
      }
      ended_by = worker->end();
    }
    if (ended_by == 0) fail("it ends at once; run it by hand to see why");
    throw Error({ended_by == SIGTERM
                     ? "the FAUST compiler does not answer"
                     : "the FAUST compiler died of signal " + std::to_string(ended_by) + ", twice",
                 kProgram, "try again; if it dies of the same source again, simplify that"});
  }

 private:
  std::unique_ptr<Worker> take() {
    const std::scoped_lock lock(mutex_);
    if (idle_.empty()) return std::make_unique<Worker>();
    auto worker = std::move(idle_.back());
    idle_.pop_back();
    return worker;
  }
  void give_back(std::unique_ptr<Worker> worker) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(worker));
  }
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> idle_;
};
}  // namespace

FaustReply ask_faust(const FaustRequest& request) {
  static Pool pool;
  return pool.ask(request);
}
}  // namespace krach::jit
