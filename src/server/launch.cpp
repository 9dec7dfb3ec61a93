// src/server/launch.cpp
#include "server/launch.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/library.hpp"
#include "base/suggest.hpp"
#include "server/places.hpp"
#include "server/remote.hpp"
#include "server/socket.hpp"

namespace krach::server {
namespace fs = std::filesystem;
using namespace std::chrono_literals;
namespace {
constexpr const char* kProgram = "krach-engine";

std::string time_as_name() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d-%H%M%S", &parts)};
}
/// Beside krach, or in the Python package of the environment that krach is installed in.
std::string find_engine() {
  if (std::string beside = find_file(kProgram); !beside.empty()) return beside;
  std::error_code none;
  const fs::path lib = fs::canonical("/proc/self/exe", none).parent_path() / "../lib";
  for (const auto& entry : fs::directory_iterator(lib, none))
    if (const auto path = entry.path() / "site-packages/krach" / kProgram; fs::exists(path, none))
      return path.string();
  return "";
}
fs::path new_journal(const fs::path& folder) {
  const std::string name = time_as_name();
  for (int i = 1;; ++i) {
    const std::string tail = i == 1 ? "" : "-" + std::to_string(i);
    if (fs::path path = folder / (name + tail + ".jsonl"); !fs::exists(path)) return path;
  }
}
/// The child of a child, in a session of its own: it belongs to nobody, and no terminal ends it.
void run_in_background(const std::vector<std::string>& words, const fs::path& log) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  arguments.reserve(copies.size() + 1);
  for (auto& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::setsid();
    if (::fork() != 0) ::_exit(0);
    const int in = ::open("/dev/null", O_RDONLY),
              out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (in < 0 || out < 0) ::_exit(127);
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
}
std::string last_lines(const fs::path& log) {
  std::ifstream in(log);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::size_t begin = text.size();
  for (int lines = 0; lines < 6 && begin != std::string::npos && begin > 0; ++lines)
    begin = text.rfind('\n', begin - 1);
  return text.substr(begin == std::string::npos ? 0 : begin);
}
}  // namespace

fs::path engine_socket() { return state_folder() / kSocketName; }
bool engine_runs() {
  try {
    connect_to(engine_socket());
    return true;
  } catch (const Error&) {
    return false;
  }
}
void start_engine(const LaunchOptions& options) {
  const fs::path folder = state_folder(), log = folder / kLogName;
  if (engine_runs())
    throw Error(Fault{"an engine is running already", (folder / kSocketName).string(),
                      "end it first: krach stop"});
  const std::string program = find_engine();
  if (program.empty())
    throw Error(Fault{"it is not there", kProgram, "it belongs beside krach: install krach again"});
  const fs::path journal = options.journal.value_or(new_journal(folder / kJournalFolder));
  std::vector<std::string> words{program,
                                 "--folder",
                                 folder.string(),
                                 "--journal",
                                 journal.string(),
                                 "--device",
                                 options.device,
                                 "--sample-rate",
                                 std::to_string(options.sample_rate),
                                 "--block-size",
                                 std::to_string(options.block_size),
                                 "--seed",
                                 std::to_string(options.seed),
                                 "--tcp",
                                 options.tcp,
                                 "--osc",
                                 options.osc};
  if (options.link) words.emplace_back("--link");
  if (options.inputs) words.insert(words.end(), {"--inputs", std::to_string(*options.inputs)});
  run_in_background(words, log);
  for (const auto until = std::chrono::steady_clock::now() + 10s; !engine_runs();) {
    if (std::chrono::steady_clock::now() > until)
      throw Error(Fault{"the engine does not start:\n" + last_lines(log), log.string(),
                        "mend what it names; krach doctor looks at the rest"});
    std::this_thread::sleep_for(5ms);
  }
}
void stop_engine() {
  Remote(engine_socket().string()).ask({{"ask", "stop"}});
  for (const auto until = std::chrono::steady_clock::now() + 10s;
       engine_runs() && std::chrono::steady_clock::now() < until;)
    std::this_thread::sleep_for(5ms);
}

std::vector<fs::path> list_journals() {
  // By when they were written, not by their names: these are local time, which goes back in autumn.
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code gone;
  for (const auto& entry : fs::directory_iterator(state_folder() / kJournalFolder))
    if (entry.path().extension() == ".jsonl")
      found.emplace_back(entry.last_write_time(gone), entry.path());
  std::ranges::sort(found, std::greater<>());
  std::vector<fs::path> paths;
  paths.reserve(found.size());
  for (auto& [time, path] : found) paths.push_back(std::move(path));
  return paths;
}
fs::path find_journal(const std::string& name) {
  const auto all = list_journals();
  if (all.empty())
    throw Error(Fault{"there is no journal yet", (state_folder() / kJournalFolder).string(),
                      "play something first: krach run FILE"});
  if (name.empty()) return all.front();
  std::vector<std::string> names;
  for (const auto& path : all) {
    names.push_back(path.stem().string());
    if (names.back() == name || path.filename() == name) return path;
  }
  if (fs::exists(name) && name.find('/') != std::string::npos) return fs::absolute(name);
  throw Error(Fault{"there is no such journal", name, suggest(name, names, "")});
}
}  // namespace krach::server
