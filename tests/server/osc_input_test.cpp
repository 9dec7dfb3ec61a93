// tests/server/osc_input_test.cpp: knobs, pads and nonsense over UDP, in a session that plays.
#include "server/osc_input.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <thread>

#include "base/random.hpp"
#include "server/osc_words.hpp"
#include "server/protocol.hpp"
#include "server/remote.hpp"
#include "server/server.hpp"
#include "session/json.hpp"
#include "support/folder.hpp"

using namespace krach;
using namespace krach::server;
using namespace std::chrono_literals;

namespace {
constexpr const char* kGate =
    R"({"version":1,"inputs":0,"controls":[{"name":"gate","initial":0,"low":0,"high":1},)"
    R"({"name":"cutoff","initial":800,"low":20,"high":20000}],)"
    R"("operations":[["control",0],["control",1],["mul",0,1]],"outputs":[2]})";

/// An engine in this process that plays on a clock, and a socket that sends to it.
class Engine {
 public:
  Engine() {
    session_.keep_journal(session::Journal::create(journal(), 1));
    session_.start({{.name = "null"}});
    server_ = std::make_unique<Server>(session_, folder_ / "engine.sock");
    server_->listen_to_osc("0");
    server_->tell_trouble_to([this](const std::string& text) { log_ += text + "\n"; });
    thread_ = std::jthread([this] { server_->run(); });
    remote = std::make_unique<Remote>((folder_ / "engine.sock").string());
    const std::string address = remote->engine_status().osc;
    REQUIRE(address.starts_with("127.0.0.1:"));
    to_.sin_family = AF_INET;
    to_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to_.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(10))));
    for (const char* name : {"bass", "drums/kick", "drums/hat"})
      remote->apply(session::to_request(
          Json{{"do", "node"}, {"name", name}, {"program", Json::parse(kGate)}}));
  }
  ~Engine() { end(); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  void end() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  void send_bytes(std::span<const char> bytes) {
    ::sendto(socket_.number(), bytes.data(), bytes.size(), 0,
             reinterpret_cast<const sockaddr*>(&to_), sizeof to_);
  }
  void send(const std::string& path, std::vector<osc::Argument> arguments = {}) {
    send_bytes(osc::print({path, std::move(arguments)}));
  }
  /// Whether it becomes true within some seconds.
  template <class Holds>
  bool becomes(Holds holds) {
    for (const auto until = std::chrono::steady_clock::now() + 5s;
         std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(5ms))
      if (holds(remote->state())) return true;
    return false;
  }
  std::size_t lines_of_journal() const {
    std::ifstream in(journal());
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
  }
  std::string journal() const { return (folder_ / "it.jsonl").string(); }
  std::string socket() const { return (folder_ / "engine.sock").string(); }
  const std::string& log() const { return log_; }  // once it has ended
  std::unique_ptr<Remote> remote;

 private:
  testing::Folder folder_;
  session::Session session_;
  std::unique_ptr<Server> server_;
  std::jthread thread_;
  Descriptor socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  sockaddr_in to_{};
  std::string log_;
};
const session::NodeState& node(const session::State& state, const char* name) {
  return state.nodes.at(name);
}
double cutoff(const session::State& state, const char* name = "bass") {
  const auto& controls = node(state, name).controls;
  return controls.contains("cutoff") ? controls.at("cutoff") : 800.0;
}
}  // namespace

TEST_CASE("a path sets what it names: a control, a group's, the tempo, the master") {
  Engine engine;
  engine.send("/bass/cutoff", {1000.0});
  engine.send("/bass/gain", {std::int64_t{1}});
  engine.send("/drums/gain", {0.25});
  engine.send("/tempo", {std::int64_t{140}});
  engine.send("/meter", {3.0});
  engine.send("/master", {0.5});
  CHECK(engine.becomes([](const session::State& s) {
    return cutoff(s) == 1000.0 && node(s, "bass").gain == 1.0 &&
           node(s, "drums/kick").gain == 0.25 && node(s, "drums/hat").gain == 0.25 &&
           s.tempo.bpm == 140 && s.tempo.meter == 3 && s.master == 0.5;
  }));
}
TEST_CASE("/krach/... plays, hushes, mutes, solos, fades, recalls, undoes") {
  Engine engine;
  using State = session::State;
  engine.send("/krach/play", {"bass", "A2 [D3 E3]*2"});
  engine.send("/krach/play", {"bass/cutoff", "sine(200, 2000).over(4)"});
  engine.send("/krach/mute", {"drums"});
  engine.send("/krach/solo", {"bass"});
  engine.send("/krach/fade", {"drums/kick/gain", 0.9, std::int64_t{64}});
  CHECK(engine.becomes([](const State& s) {
    return node(s, "bass").notes && node(s, "bass").movements.contains("cutoff") &&
           node(s, "drums/hat").muted && node(s, "bass").soloed &&
           node(s, "drums/kick").movements.contains("gain");
  }));
  engine.remote->apply(session::Save{"verse"});
  engine.send("/krach/unmute", {"drums/kick"});
  engine.send("/krach/unsolo", {"bass"});
  engine.send("/krach/hush");
  CHECK(engine.becomes([](const State& s) {
    return !node(s, "bass").notes && !node(s, "bass").soloed && !node(s, "drums/kick").muted;
  }));
  engine.send("/krach/undo");
  CHECK(engine.becomes([](const State& s) { return bool(node(s, "bass").notes); }));
  engine.send("/krach/redo");
  CHECK(engine.becomes([](const State& s) { return !node(s, "bass").notes; }));
  engine.send("/krach/recall", {"verse"});
  CHECK(engine.becomes([](const State& s) {
    return node(s, "bass").notes && node(s, "bass").soloed && node(s, "drums/kick").muted;
  }));
}
TEST_CASE("of a fader's thousand values the last one stands, few lines and one step are kept") {
  Engine engine;
  const std::size_t before = engine.lines_of_journal();
  const std::size_t steps_before = engine.remote->history().size();
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) {
    engine.send("/bass/cutoff", {1000.0 + i});
    engine.send("/drums/gain", {0.001 * i});
    std::this_thread::sleep_for(1ms);
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  CHECK(engine.becomes([](const session::State& s) { return cutoff(s) == 1999.0; }));
  CHECK(std::abs(node(engine.remote->state(), "drums/kick").gain - 0.999) < 1e-6);
  const std::size_t lines = engine.lines_of_journal() - before;
  MESSAGE("2000 values of two faders in " << seconds << " s: " << lines << " lines");
  CHECK(lines <= 2 * static_cast<std::size_t>(seconds / 0.02 + 3));
  const std::size_t steps = engine.remote->history().size() - steps_before;
  CHECK(steps >= 2);
  CHECK(steps <= 4);  // where the machine stands still for half a second, a gesture ends
}
TEST_CASE("what is set comes before what is asked for after it, in a bundle, too") {
  Engine engine;
  std::vector<char> bundle{'#', 'b', 'u', 'n', 'd', 'l', 'e', 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const auto add = [&](const std::string& path, std::vector<osc::Argument> arguments) {
    const auto part = osc::print({path, std::move(arguments)});
    bundle.insert(bundle.end(), {0, 0, 0, static_cast<char>(part.size())});
    bundle.insert(bundle.end(), part.begin(), part.end());
  };
  add("/bass/cutoff", {100.0});
  add("/bass/cutoff", {200.0});
  add("/krach/undo", {});
  add("/drums/gain", {0.1});
  add("/drums/kick/gain", {0.2});
  add("/drums/gain", {0.3});
  engine.send_bytes(bundle);
  CHECK(engine.becomes([](const session::State& s) {
    return cutoff(s) == 800.0 && std::abs(node(s, "drums/kick").gain - 0.3) < 1e-6;
  }));
  // 100 and 200 were one request, which undo took back; the gain is one of two
  const auto history = engine.remote->history();
  CHECK(history.back() == "set drums/gain 0.3");
  CHECK(history[history.size() - 2] == "set drums/kick/gain 0.2");
}
TEST_CASE("what is wrong with a message is told once a second, with what to send instead") {
  Engine engine;
  const Descriptor subscriber = connect_to(engine.socket());
  write_some(subscriber, "{\"ask\":\"subscribe\",\"to\":[\"errors\"]}\n");
  std::this_thread::sleep_for(100ms);
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 250; ++i) {
    engine.send("/bass/cutof", {1.0});
    engine.send("/bass/cutoff", {"loud"});
    engine.send("/bass/cutoff", {std::numeric_limits<double>::quiet_NaN()});
    engine.send("/krach/plya", {"bass", "A2"});
    engine.send("/krach/play", {"bass", "A2 ["});
    std::this_thread::sleep_for(5ms);
  }
  std::this_thread::sleep_for(1100ms);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  CHECK(cutoff(engine.remote->state()) == 800.0);
  std::string heard(1 << 20, '\0');
  heard.resize(read_some(subscriber, heard).value_or(0));
  const auto count_of = [](const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
  };
  const std::size_t told = count_of(heard, "\"event\":\"errors\"");
  MESSAGE("1250 wrong messages in " << seconds << " s: told " << told << " times");
  CHECK(told >= 2);
  CHECK(told <= static_cast<std::size_t>(seconds) + 2);
  CHECK(heard.find("cutoff") != std::string::npos);
  CHECK(heard.find("more by OSC") != std::string::npos);
  engine.end();
  CHECK(count_of(engine.log(), "hint") >= 2);
}
TEST_CASE("each word says what it takes") {
  const session::State state;
  const auto hint = [&](const osc::Message& message) {
    try {
      to_request(message, state);
    } catch (const Error& error) {
      return error.faults().at(0).hint;
    }
    return std::string();
  };
  CHECK(hint({"/krach/fade", {"bass/gain", 0.5}}) == "send /krach/fade PATH TARGET BARS");
  CHECK(hint({"/krach/mute", {1.0}}) == "send /krach/mute NODE");
  CHECK(hint({"/krach/undoo", {}}).find("undo") != std::string::npos);
  CHECK(hint({"/bass", {1.0}}).find("/bass/cutoff 800") != std::string::npos);
  CHECK(hint({"/bass/cutoff", {}}) == "send /bass/cutoff NUMBER");
  CHECK(hint({"/", {1.0}}).find("/NODE/CONTROL") != std::string::npos);
  CHECK(hint({"/tempo", {std::numeric_limits<double>::infinity()}}) == "send /tempo NUMBER");
}
TEST_CASE("thousands of mutated datagrams: the engine answers and plays on") {
  Engine engine;
  const std::vector<std::vector<char>> seeds{
      osc::print({"/bass/cutoff", {800.0}}),
      osc::print({"/krach/play", {"bass", "A2*8"}}),
      osc::print({"/krach/fade", {"bass/gain", 0.5, 2.0}}),
      osc::print({"/krach/hush", {}}),
      osc::print({"/krach/mute", {"drums"}}),
      osc::print({"/tempo", {std::int64_t{120}}}),
  };
  double slowest = 0.0;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    auto datagram = seeds[mix(i, 0) % seeds.size()];
    for (std::uint64_t n = 0; n < mix(i, 1) % 4; ++n)
      datagram[mix(i, 2 + 2 * n) % datagram.size()] = static_cast<char>(mix(i, 3 + 2 * n));
    if (mix(i, 20) % 5 == 0) datagram.resize(mix(i, 21) % 70, static_cast<char>(mix(i, 22)));
    engine.send_bytes(datagram);
    if (i % 100 != 0) continue;
    const auto asked = std::chrono::steady_clock::now();
    engine.remote->revision();
    slowest = std::max(
        slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count());
  }
  MESSAGE("the slowest of 40 answers meanwhile: " << 1000.0 * slowest << " ms");
  const double cycle = engine.remote->engine_status().live.cycle;
  std::this_thread::sleep_for(50ms);
  CHECK(engine.remote->engine_status().live.cycle > cycle);
  engine.send("/bass/cutoff", {4321.0});
  CHECK(engine.becomes([](const session::State& s) { return cutoff(s) == 4321.0; }));
}
