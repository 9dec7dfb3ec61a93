// apps/krach-engine/supervise.cpp
#include "krach-engine/supervise.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <deque>

namespace {
std::atomic<pid_t> child{0};
std::atomic<bool> ending{false};

void pass_on(int number) {
  ending = true;
  if (const pid_t to = child.load(); to > 0) ::kill(to, number);
}
pid_t start(const std::vector<std::string>& words) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  arguments.reserve(copies.size() + 1);
  for (auto& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t self = ::getpid(), started = ::fork();
  if (started != 0) return started;
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // nobody would start it again
  if (::getppid() != self) ::_exit(1);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}
int wait_for_child() {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}
}  // namespace

int supervise(const std::vector<std::string>& words) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t kMostRestarts = 5;
  for (const int number : {SIGTERM, SIGINT, SIGHUP})
    std::signal(number, pass_on);  // NOLINT(cert-err33-c)
  std::deque<Clock::time_point> restarts;
  for (std::vector<std::string> started = words;;) {
    child = start(started);
    if (child < 0) return 1;
    const int status = wait_for_child();
    if (WIFEXITED(status)) return WEXITSTATUS(status);  // it meant to
    if (ending) return 0;
    std::fprintf(stderr, "krach-engine: it died of signal %d\n", WTERMSIG(status));
    while (!restarts.empty() && Clock::now() - restarts.front() > std::chrono::minutes(1))
      restarts.pop_front();
    if (restarts.size() >= kMostRestarts) {
      std::fprintf(stderr,
                   "krach-engine: that was the sixth time in a minute, so it stays down\n"
                   "  hint: krach engine start --resume tries again\n");
      return 1;
    }
    if (started.size() == words.size()) started.emplace_back("--again");
    restarts.push_back(Clock::now());
  }
}
