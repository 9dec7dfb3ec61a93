// tests/server/link_test.cpp: an engine and another program, in time by Ableton Link.
#include "sync/link.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "base/error.hpp"
#include "server/remote.hpp"
#include "server/server.hpp"
#include "support/folder.hpp"

using namespace krach;
using namespace krach::server;
using namespace std::chrono_literals;
using Clock = sync::Link::Clock;

namespace {
double seconds_since(Clock::time_point then) {
  return std::chrono::duration<double>(Clock::now() - then).count();
}
/// Whether it becomes true by then.
template <class Holds>
bool becomes(Clock::duration within, Holds holds) {
  for (const auto until = Clock::now() + within; Clock::now() < until;
       std::this_thread::sleep_for(5ms))
    if (holds()) return true;
  return false;
}
/// An engine in this process that plays on a clock.
class Engine {
 public:
  Engine() {
    session.keep_journal(session::Journal::create(folder_ / "it.jsonl", 1));
    session.start({{.name = "null"}});
    server_ = std::make_unique<Server>(session, folder_ / "engine.sock");
  }
  ~Engine() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  void join_link() {
    server_->join_link();
    thread_ = std::jthread([this] { server_->run(); });
    remote = std::make_unique<Remote>((folder_ / "engine.sock").string());
  }
  double tempo() const { return remote->engine_status().tempo; }
  std::int64_t peers() const { return remote->engine_status().link_peers; }
  /// What is heard of it, against the other: seconds that it is ahead. Blocks come late now and
  /// then, and never early, so of 0.2 s the truest is that which is furthest ahead.
  double surely_ahead_of(const sync::Link& other, double bpm) const {
    double ahead = -1e9;
    for (int i = 0; i < 20; ++i, std::this_thread::sleep_for(10ms))
      ahead = std::max(ahead, ahead_of(other, bpm));
    return ahead;
  }
  double ahead_of(const sync::Link& other, double bpm) const {
    const engine::Moment at = session.horizon();
    const double apart = at.cycle.to_double() - other.bars(session.heard_at(at.frame), 4.0);
    return (apart - std::round(apart)) * 240.0 / bpm;
  }
  std::int64_t lines() const {
    std::ifstream in(folder_ / "it.jsonl");
    return std::count(std::istreambuf_iterator<char>(in), {}, '\n');
  }
  session::Session session;
  std::unique_ptr<Remote> remote;

 private:
  testing::Folder folder_;
  std::unique_ptr<Server> server_;
  std::jthread thread_;
};
/// How long until it was in time, to 2 ms, for more than a second, and how far off it was then.
struct Locked {
  double seconds = 0.0, worst = 0.0;
};
Locked lock_of(const Engine& engine, const sync::Link& other, double bpm) {
  const auto began = Clock::now();
  Locked locked;
  for (auto since = began; seconds_since(began) < 20.0;) {
    const double off = std::abs(engine.surely_ahead_of(other, bpm));
    locked.worst = std::max(locked.worst, off);
    if (off > 0.002) since = Clock::now(), locked.worst = 0.0;
    locked.seconds = std::chrono::duration<double>(since - began).count();
    if (seconds_since(since) > 1.5) return locked;
  }
  return {20.0, 1.0};
}
}  // namespace

TEST_CASE("an engine takes over the tempo and the bar of others, and they take over its tempo") {
  Engine engine;
  std::unique_ptr<sync::Link> other;
  try {
    other = std::make_unique<sync::Link>(140.0);
  } catch (const Error& error) {
    MESSAGE("skipped: " << std::string(error.what()));
    return;
  }
  // A quarter of a bar apart. It has been there longer, so its bar is the one that holds.
  REQUIRE(
      becomes(2s, [&] { return engine.session.heard_at(Frames{0}) != Clock::time_point::max(); }));
  std::this_thread::sleep_for(1s);
  const engine::Moment at = engine.session.horizon();
  other->set_bars(at.cycle.to_double() + 0.25, engine.session.heard_at(at.frame), 4.0);
  engine.join_link();
  if (!becomes(5s, [&] { return engine.peers() == 1; })) {
    MESSAGE("skipped: the two do not find each other within 5 s: no multicast here?");
    return;
  }
  REQUIRE(becomes(3s, [&] { return std::abs(engine.tempo() / 140.0 - 1.0) < 0.26; }));
  const Locked joined = lock_of(engine, *other, 140.0);
  MESSAGE("joined: in time after " << joined.seconds << " s, then within " << 1000.0 * joined.worst
                                   << " ms, " << engine.lines() << " lines of the journal");
  CHECK(joined.seconds < 10.0);
  CHECK(becomes(5s, [&] { return engine.tempo() == 140.0; }));  // but while it is nudged

  auto began = Clock::now();
  other->set_tempo(127.0, began);
  CHECK(becomes(1s, [&] { return engine.remote->history().back() == "tempo 127"; }));
  MESSAGE("their tempo arrives after " << 1000.0 * seconds_since(began) << " ms");
  const Locked followed = lock_of(engine, *other, 127.0);
  MESSAGE("in time after " << followed.seconds << " s, then within " << 1000.0 * followed.worst
                           << " ms");
  CHECK(followed.seconds < 5.0);

  began = Clock::now();
  engine.remote->apply(session::SetTempo{98.6});
  CHECK(becomes(1s, [&] { return std::abs(other->tempo() - 98.6) < 0.001; }));
  MESSAGE("our tempo arrives after " << 1000.0 * seconds_since(began) << " ms");
  const Locked led = lock_of(engine, *other, 98.6);
  MESSAGE("in time after " << led.seconds << " s, then within " << 1000.0 * led.worst << " ms, "
                           << engine.lines() << " lines of the journal");
  CHECK(led.seconds < 5.0);

  // undo takes back what somebody did, not how it came into time
  CHECK(engine.remote->history().size() <= 3);
  engine.remote->apply(session::Undo{});
  CHECK(becomes(1s, [&] { return std::abs(other->tempo() - 127.0) < 0.001; }));
  other.reset();
  CHECK(becomes(5s, [&] { return engine.peers() == 0; }));
}
