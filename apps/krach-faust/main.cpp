// apps/krach-faust/main.cpp: compiles FAUST for krach, each source in a process of its own that may
// do nothing else. It reads requests from its input and writes replies, until the input ends.
#include "krach-faust/confine.hpp"
#include "krach-faust/translate.hpp"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

#include "jit/faust/wire.hpp"

using namespace krach;

namespace {
constexpr std::chrono::milliseconds kLimit{5500};  // of a reply

jit::FaustReply failed(const std::string& why) {
  jit::FaustReply reply;
  reply.error = why;
  return reply;
}
[[noreturn]] void work(const jit::FaustRequest& request, int to) {
  jit::FaustReply reply;
  try {
    std::vector<std::string> folders = request.folders;
    folders.emplace_back(kFaustLibrary);
    confine(folders);
    reply = translate(request);
  } catch (const std::exception& error) {
    reply = failed(error.what());
  }
  jit::write_frame(to, jit::pack(reply));
  _exit(0);
}
std::string end_of(int status, bool is_late) {
  if (is_late || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
    return "it takes more than 5 s to compile and to run for a second";
  if (WIFSIGNALED(status))
    return std::string("it crashes: ") +
           strsignal(WTERMSIG(status));  // NOLINT(concurrency-mt-unsafe)
  return "the compiler ended without a word";
}
jit::FaustReply serve(const jit::FaustRequest& request) {
  std::array<int, 2> pipe{};
  if (pipe2(pipe.data(), O_CLOEXEC) != 0) return failed("there are no more pipes");
  const pid_t child = fork();
  if (child < 0) return failed("there are no more processes");
  if (child == 0) work(request, pipe[1]);
  close(pipe[1]);
  std::string bytes;
  const auto began = std::chrono::steady_clock::now();
  const bool is_told = jit::read_frame(pipe[0], bytes, static_cast<int>(kLimit.count()));
  close(pipe[0]);
  const bool is_late = std::chrono::steady_clock::now() - began >= kLimit;
  kill(child, SIGKILL);  // if it still runs
  int status = 0;
  waitpid(child, &status, 0);
  if (!is_told) return failed(end_of(status, is_late));
  try {
    return jit::unpack_reply(bytes);
  } catch (const std::runtime_error& error) {
    return failed(error.what());
  }
}
/// What the first source would wait for; each process begins as a copy of this one.
void warm_up() {
  jit::FaustRequest request;
  request.source = "process = _ * hslider(\"x\", 0.5, 0, 1, 0.01);";
  (void)translate(request);
}
}  // namespace

/// libfaust would run `which faust` for each source, to find its libraries, which it is told of
/// anyway: the answer is empty.
extern "C" __attribute__((visibility("default"))) FILE* popen(const char*, const char*) {
  static char nothing = ' ';
  FILE* answer = fmemopen(&nothing, 1, "r");
  if (answer != nullptr) (void)std::fgetc(answer);
  return answer;
}

int main() {
  std::signal(SIGPIPE, SIG_IGN);
  const int replies = dup(STDOUT_FILENO);  // what a library prints must not get among them
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (replies < 0 || nowhere < 0) return 1;
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  warm_up();
  for (std::string bytes; jit::read_frame(STDIN_FILENO, bytes);)
    if (!jit::write_frame(replies, jit::pack(serve(jit::unpack_request(bytes))))) break;
  return 0;
}
