// src/server/remote.cpp
#include "server/remote.hpp"

#include <array>
#include <thread>
#include <utility>
#include <vector>

#include "server/token.hpp"
#include "session/apply.hpp"
#include "session/json.hpp"

namespace krach::server {
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
namespace {
constexpr auto kPatience = 60s, kRestart = 2s;
/// The other end is gone: not an error before it has been looked for again.
struct Gone {};
}  // namespace

Remote::Remote(std::string place, std::string token)
    : place_(std::move(place)), token_(std::move(token)) {
  socket_ = connect();
}
Descriptor Remote::connect() const {
  in_.clear();
  revision_ = -1;
  if (token_.empty()) return connect_to(place_);
  socket_ = connect_over(place_);
  try {
    const Json greeting = Json::parse(read_line());
    write(print({{"answer",
                  answer_to(greeting.at("challenge").get_ref<const std::string&>(), token_)}}) +
          '\n');
    const Json reply = Json::parse(read_line());
    if (const auto error = reply.find("error"); error != reply.end())
      throw Error(to_faults(*error));
  } catch (const Gone&) {
    throw Error(Fault{"the engine hung up", place_, "is the token that of its token file?"});
  }
  return std::move(socket_);
}
void Remote::write(std::string_view line) const {
  while (!line.empty()) {
    const auto count = write_some(socket_, line);
    if (!count) throw Gone{};
    line.remove_prefix(*count);
    if (*count > 0) continue;
    std::array<Watched, 1> watched{{{&socket_, false, true}}};
    wait_for(watched, 1000);
  }
}
std::string Remote::read_line() const {
  const auto until = Clock::now() + kPatience;
  for (;;) {
    if (const std::size_t end = in_.find('\n'); end != std::string::npos) {
      std::string line = in_.substr(0, end);
      in_.erase(0, end + 1);
      return line;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0)
      throw Error(Fault{"the engine does not answer", place_,
                        "see krach engine log; krach engine stop ends it"});
    std::array<Watched, 1> watched{{{&socket_}}};
    wait_for(watched, static_cast<int>(left));
    std::array<char, std::size_t{64} << 10U> bytes;  // NOLINT: filled by the next line
    const auto count = read_some(socket_, bytes);
    if (!count) throw Gone{};
    in_.append(bytes.data(), *count);
  }
}
Json Remote::exchange(Json& message) const {
  message["id"] = ++id_;
  write(print(message) + '\n');
  for (;;) {  // replies to what was given up come first
    Json reply = Json::parse(read_line());
    const auto id = reply.find("id");
    if (id == reply.end() && reply.contains("error") && !reply.contains("event"))
      throw Error(to_faults(reply["error"]));  // it takes no more clients, or no line so long
    if (id == reply.end() || *id != id_) continue;
    reply.erase(id);
    if (const auto error = reply.find("error"); error != reply.end())
      throw Error(to_faults(*error));
    return reply;
  }
}
Json Remote::ask(Json message) const {
  const std::scoped_lock lock(mutex_);
  const bool asks_twice = message.contains("ask");  // a question may be asked again
  for (const auto until = Clock::now() + kRestart;;) try {
      if (!socket_) socket_ = connect();
      return exchange(message);
    } catch (const Gone&) {
      socket_ = Descriptor();
      if (!asks_twice)
        throw Error(Fault{"the engine ended before it answered", place_,
                          "see whether it was done, then ask again: it starts by itself"});
    } catch (const Error&) {
      if (socket_ || Clock::now() > until) throw;  // it answered; or nobody starts it again
      std::this_thread::sleep_for(20ms);
    }
}

session::Reply Remote::carry_out(std::span<const session::Request> requests) {
  return to_reply(ask({{"requests", session::to_json(requests)}}));
}
void Remote::refresh() const {
  const std::int64_t known_scenes = scenes_;
  const Json reply = ask({{"ask", "state"}, {"revision", revision_}, {"scenes", known_scenes}});
  position_ = find_rational(reply.at("cycle").get_ref<const std::string&>()).value_or(0);
  if (const auto found = reply.find("requests"); found != reply.end()) {
    session::State state;
    if (reply.at("scenes") == known_scenes) state.scenes = state_.scenes;  // they are not told
    session::Reply none;
    session::Context context{none, position_};
    context.accepted = true;
    session::apply(state, session::to_requests(*found), context);
    state_ = std::move(state);
    scenes_ = reply.at("scenes");
  }
  revision_ = reply.at("revision");
}
const session::State& Remote::current() const { return refresh(), state_; }
Rational Remote::position() const { return refresh(), position_; }
std::vector<std::string> Remote::history() const {
  return ask({{"ask", "history"}}).at("history").get<std::vector<std::string>>();
}
std::int64_t Remote::revision() const {
  return ask({{"ask", "version"}}).at("revision").get<std::int64_t>();
}
session::Kernels& Remote::kernels() const { return *kernels_; }
void Remote::start(const session::LiveOptions& options) {
  Json message{{"ask", "device"},
               {"device", options.device.name},
               {"sample_rate", options.device.sample_rate},
               {"block_size", options.device.block_size},
               {"seed", options.seed}};
  if (options.device.inputs) message["inputs"] = *options.device.inputs;
  ask(std::move(message));
}
void Remote::change_device(const DeviceChange& change) {
  Json message{{"ask", "device"}};
  if (change.name) message["device"] = *change.name;
  if (change.sample_rate) message["sample_rate"] = *change.sample_rate;
  if (change.block_size) message["block_size"] = *change.block_size;
  if (change.inputs) message["inputs"] = *change.inputs;
  ask(std::move(message));
}
std::vector<device::DeviceInfo> Remote::devices() const {
  return to_devices(ask({{"ask", "devices"}}).at("devices"));
}
void Remote::stop_device() {
  throw Error(Fault{"the engine keeps its device as long as it runs", "session",
                    "hush what plays with kr.stop(), or end the engine: krach stop"});
}
void Remote::record(const std::filesystem::path& path, bool overwrite) {
  ask({{"ask", "record"},
       {"path", std::filesystem::absolute(path).string()},
       {"overwrite", overwrite}});
}
void Remote::stop_recording() { ask({{"ask", "record"}}); }
EngineStatus Remote::engine_status() const {
  return to_status(ask({{"ask", "status"}}).at("status"));
}
}  // namespace krach::server
