// apps/krach-engine/engine.cpp
#include "krach-engine/engine.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "server/heartbeat.hpp"
#include "server/places.hpp"
#include "server/revive.hpp"
#include "server/server.hpp"
#include "server/token.hpp"
#include "session/session.hpp"

using namespace krach;
namespace fs = std::filesystem;

namespace {
std::atomic<server::Server*> running{nullptr};  // for the signal handler

void say(const std::string& text) { std::fprintf(stderr, "krach-engine: %s\n", text.c_str()); }

server::Revived open_journal(session::Session& session, const EngineOptions& options) {
  if (!fs::exists(options.journal)) {
    session.keep_journal(session::Journal::create(options.journal, options.seed));
    return {.start = {}, .seed = options.seed, .messages = {}};
  }
  return server::revive(session, options.journal, options.sample_rate);
}
/// Without a journal the music plays all the same.
server::Revived try_journal(session::Session& session, const EngineOptions& options) {
  try {
    return open_journal(session, options);
  } catch (const Error& error) {
    return {.start = {}, .seed = options.seed, .messages = {error.what()}};
  }
}
/// Once a second what was written reaches the disk, on a thread that nobody waits for.
void keep_synced(const session::Session& session, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any sleep;
  std::string told;
  for (std::unique_lock lock(mutex); !stop.stop_requested();) {
    sleep.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
    if (session.journal()) try {
        session.journal()->sync();
        told.clear();
      } catch (const Error& error) {
        if (told != error.what()) say(told = error.what());
      }
  }
}
}  // namespace

/// By what has them, if it does: each is told when it begins.
static std::map<std::string, std::string> troubles_of(const session::Session& session,
                                                      const session::LiveStatus& now) {
  std::string names;
  for (const auto& name : now.reset_nodes) names += (names.empty() ? "'" : ", '") + name + "'";
  return {
      {"recording", now.recording.trouble},
      {"osc", now.osc_trouble},
      {"journal", session.journal_trouble()},
      {"device", now.device.lost
                     ? now.device.name + " is away: a clock runs in its place until it is back"
                     : ""},
      {"nodes", names.empty() ? "" : "voices of " + names + " made no numbers and begin again"}};
}
static void play_on_the_same(EngineOptions& options) {
  const auto last = server::Heartbeat(server::heartbeat_of(options.journal)).last();
  if (!last) return;
  options.device = last->device;
  options.sample_rate = last->sample_rate;
  options.block_size = last->block_size;
  options.inputs = last->inputs;
}

int run_engine(EngineOptions options) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): who is gone is no reason to go
  if (options.again) play_on_the_same(options);
  session::Session session;
  const server::Revived revived = try_journal(session, options);
  for (const auto& message : revived.messages) say(message);
  session::LiveOptions live{
      {options.device, options.sample_rate, options.block_size, options.inputs},
      revived.seed,
      revived.start};
  try {
    session.start(live);
  } catch (const Error& error) {
    say(error.what());
    live.device.name = "null";  // a device that is missing is no reason not to be there
    session.start(live);
  }
  say("plays on " + session.status().device.name);
  server::Server server(session, options.folder / server::kSocketName);
  if (!options.tcp.empty())
    server.listen(options.tcp, server::read_token(options.folder / server::kTokenName));
  if (!options.osc.empty()) server.listen_to_osc(options.osc);
  if (options.link) server.join_link();
  server.tell_trouble_to(say);
  const server::Heartbeat heart(server::heartbeat_of(options.journal));
  server.each_second([&, told = std::map<std::string, std::string>()]() mutable {
    const session::LiveStatus now = session.status();
    const device::DeviceStatus& played = now.device;
    heart.beat(
        {session.horizon(), played.name, played.sample_rate, played.block_size, played.inputs});
    for (const auto& [of, trouble] : troubles_of(session, now)) {
      if (std::exchange(told[of], trouble) == trouble || trouble.empty()) continue;
      say(trouble);
      server.announce(trouble);
    }
  });
  running = &server;
  for (const int number : {SIGTERM, SIGINT, SIGHUP})
    std::signal(number, [](int) {  // NOLINT(cert-err33-c)
      if (auto* one = running.load()) one->stop();
    });
  std::jthread sync([&](const std::stop_token& stop) { keep_synced(session, stop); });
  server.run();
  running = nullptr;
  say("ends");
  return 0;
}
