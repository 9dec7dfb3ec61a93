// src/server/revive.cpp
#include "server/revive.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "server/heartbeat.hpp"

namespace krach::server {
namespace fs = std::filesystem;
namespace {
fs::path beside(const fs::path& journal, const char* suffix) {
  fs::path path = journal;
  return path.replace_extension(suffix);
}
/// The name of the node that is being compiled stands in a file: whoever finds it there knows what
/// ended the engine before.
class Marker {
 public:
  explicit Marker(const fs::path& journal) : path_(beside(journal, ".compiling")) {
    std::ifstream in(path_);
    left_ = {std::istreambuf_iterator<char>(in), {}};
  }
  ~Marker() {
    std::error_code none;
    fs::remove(path_, none);
  }
  Marker(const Marker&) = delete;
  Marker& operator=(const Marker&) = delete;
  const std::string& left() const noexcept { return left_; }
  void set(const std::string& name) const { std::ofstream(path_, std::ios::trunc) << name; }

 private:
  fs::path path_;
  std::string left_;
};
/// One after the other, so that it is known which one does not come back.
std::vector<std::string> find_unplayable(const session::State& state, session::Kernels& kernels,
                                         Hertz rate, const Marker& marker,
                                         std::vector<std::string>& messages) {
  std::vector<std::string> unplayable;
  for (const auto& [name, node] : state.nodes) {
    if (name == marker.left()) {
      messages.push_back("node '" + name + "' is left out: its compilation ended the engine");
      unplayable.push_back(name);
      continue;
    }
    marker.set(name);
    try {
      kernels.get(std::array{session::Kernels::wanted(node.program, rate, node.count)});
    } catch (const Error& error) {
      messages.push_back("node '" + name + "' is left out: " + error.what());
      unplayable.push_back(name);
    }
  }
  return unplayable;
}
}  // namespace

fs::path heartbeat_of(const fs::path& journal) { return beside(journal, ".heartbeat"); }

Revived revive(session::Session& session, const fs::path& journal, std::int64_t sample_rate) {
  session::Recovered found = session::recover(journal);
  const Marker marker(journal);
  Revived revived{found.effect, found.reading.seed, std::move(found.reading.messages)};
  revived.start.frame.value =
      std::llround(static_cast<double>(revived.start.frame.value) *
                   static_cast<double>(sample_rate) / static_cast<double>(found.sample_rate));
  const Hertz rate{static_cast<double>(sample_rate)};
  const auto unplayable =
      find_unplayable(found.state, session.kernels(), rate, marker, revived.messages);
  if (const auto now = Heartbeat(heartbeat_of(journal)).now(sample_rate, found.state.tempo);
      now && now->frame >= revived.start.frame)
    revived.start = *now;
  session.restore(std::move(found.state), found.revision);
  session.keep_journal(session::Journal::resume(journal, found.reading.whole_bytes));
  for (const auto& name : unplayable) session.apply(session::RemoveNode{name});
  return revived;
}
}  // namespace krach::server
