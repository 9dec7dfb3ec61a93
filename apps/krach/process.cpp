// apps/krach/process.cpp
#include "krach/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/error.hpp"

namespace fs = std::filesystem;

/// Beside this program as it was found, and as it was started: a script may have led here.
static std::string own_python() {
  for (const std::string& place :
       {std::string("/proc/self/exe"), std::string(program_invocation_name)}) {
    std::error_code none;
    const fs::path self = place.find('/') == std::string::npos ? "" : fs::canonical(place, none);
    const fs::path python = self.parent_path() / "python3";
    if (!self.empty() && ::access(python.c_str(), X_OK) == 0) return python.string();
  }
  return "python3";
}

std::string python() {
  const char* chosen = std::getenv("KRACH_PYTHON");  // NOLINT(concurrency-mt-unsafe): one thread
  return chosen != nullptr && *chosen != '\0' ? chosen : own_python();
}

/// Returns only if the program could not be started.
static void exec(std::vector<std::string> words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
}

void become_python(const std::string& request) {
  exec({python(), "-P", "-m", "krach", request});  // -P: a json.py in this folder is not Python's
  throw krach::Error({"cannot be started: " + std::generic_category().message(errno), python(),
                      "start krach with bin/krach, or set KRACH_PYTHON to its Python"});
}

Output run(const std::vector<std::string>& words) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {127, "no pipe"};
  const pid_t child = ::fork();
  if (child < 0) return {127, "no process"};
  if (child == 0) {
    ::dup2(pipe[1], STDOUT_FILENO);
    ::dup2(pipe[1], STDERR_FILENO);
    exec(words);
    ::_exit(127);
  }
  ::close(pipe[1]);
  Output output{};
  std::array<char, 4096> part{};
  for (ssize_t size = 0; (size = ::read(pipe[0], part.data(), part.size())) > 0;)
    output.text.append(part.data(), static_cast<std::size_t>(size));
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  output.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return output;
}
