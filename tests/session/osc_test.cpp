// tests/session/osc_test.cpp: what plays on a target outside: each onset once, on its frame, and in
// time.
#include "osc/message.hpp"
#include "words/parse.hpp"
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "pattern/builders.hpp"
#include "session/apply.hpp"
#include "session/messenger.hpp"
#include "session/session.hpp"
#include "support/folder.hpp"
#include "support/realtime_trap.hpp"
#include "support/snapshot.hpp"
#include "support/stage.hpp"

using namespace krach;
using namespace krach::session;
using namespace std::chrono_literals;
using osc::Message;

namespace {
using Clock = std::chrono::steady_clock;
Request plays(const char* text) { return Play{"lights", {}, words::parse_played(text)}; }
SetOsc lights() { return {"lights", "127.0.0.1:9000"}; }

struct Said {
  std::int64_t frame;
  Message message;
  friend bool operator==(const Said&, const Said&) = default;
};
/// What [schedule] hands over for targets, without a clock.
class Listener {
 public:
  explicit Listener(const std::vector<Request>& first, std::int64_t step = 128)
      : step_(step), state_(made(first)), performance_(state_, kernels_, {.messages = &ring_}) {}
  void ask(const Request& request) {
    Reply reply;
    Context context{reply, performance_.schedule().asked().cycle};
    apply(state_, std::span(&request, 1), context);
    performance_.follow(state_, context.now);
  }
  void play(std::int64_t frames) {
    const int before = krach::testing::violations();
    for (const std::int64_t end = now_ + frames; now_ < end;) {
      now_ = std::min(now_ + step_, end);
      performance_.schedule().advance(Frames{now_}, performance_.renderer().inbox());
      for (; const auto* message = ring_.front(); ring_.pop())
        said.push_back({message->frame.value, to_osc(*message)});
      std::vector<float> out(std::size_t(2 * (now_ - performance_.renderer().now().value)));
      performance_.renderer().process(out);
      performance_.tidy();
    }
    CHECK(krach::testing::violations() == before);
  }
  std::vector<Said> said;

 private:
  static State made(const std::vector<Request>& requests) {
    State state;
    Reply reply;
    Context context{reply};
    apply(state, requests, context);
    return state;
  }
  Kernels kernels_;
  play::MessageRing ring_;
  std::int64_t step_, now_ = 0;
  State state_;
  Performance performance_;
};
using Numbers = std::vector<std::int64_t>;

/// Where messages arrive, and when.
class Peer {
 public:
  Peer() : socket_(::socket(AF_INET, SOCK_DGRAM, 0)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    auto* any = reinterpret_cast<sockaddr*>(&here);
    REQUIRE(socket_ >= 0);
    REQUIRE(::bind(socket_, any, size) == 0);
    REQUIRE(::getsockname(socket_, any, &size) == 0);
    address = "127.0.0.1:" + std::to_string(ntohs(here.sin_port));
    thread_ = std::jthread([this](const std::stop_token& stop) { listen(stop); });
  }
  ~Peer() {
    end();
    ::close(socket_);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  void end() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
  }
  struct Arrival {
    Clock::time_point time;
    Message message;
  };
  std::string address;
  std::vector<Arrival> arrivals;  // to be read once it has ended

 private:
  void listen(const std::stop_token& stop) {
    std::array<char, 65536> bytes{};
    while (!stop.stop_requested()) {
      pollfd polled{socket_, POLLIN, 0};
      if (::poll(&polled, 1, 20) <= 0) continue;
      const auto time = Clock::now();
      const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), 0);
      if (size < 0) continue;
      for (auto& message : osc::parse(std::span(bytes).first(std::size_t(size))))
        arrivals.push_back({time, std::move(message)});
    }
  }
  int socket_;
  std::jthread thread_;
};
double seconds(Clock::time_point time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}
/// Looks at the frame of a session all the time, as one could from outside.
class Watch {
 public:
  Watch(const Session& session, std::int64_t block) : session_(session), block_(block) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      for (; !stop.stop_requested(); std::this_thread::sleep_for(100us)) look();
    });
  }
  void end() {
    thread_.request_stop();
    thread_.join();
  }
  /// When the device asked for `frame`, about `time`: a look is late, and never early; and where
  /// the device has skipped something, all frames after that are later.
  double time_of(double frame, double time) const {
    double origin = std::numeric_limits<double>::max();
    for (const auto& [at, first] : looks_)
      if (at > time - 0.06 && at <= time) origin = std::min(origin, at - double(first) / 48000.0);
    return origin + frame / 48000.0;
  }

 private:
  void look() {
    const std::int64_t first = session_.status().frame - block_;
    looks_.emplace_back(seconds(Clock::now()), first);
  }
  const Session& session_;
  std::int64_t block_;
  std::vector<std::pair<double, std::int64_t>> looks_;  // to be read once it has ended
  std::jthread thread_;
};
}  // namespace

TEST_CASE("an event is the message that krp.osc() says, its arguments in their order") {
  Listener one({lights(), plays("osc('/cue', 1, 0.5, 'red', 'C4', p('<a b>'))")});
  one.play(192'000);
  REQUIRE(one.said.size() == 2);
  CHECK(one.said[0] == Said{0, {"/cue", {std::int64_t{1}, 0.5, "red", "C4", "a"}}});
  CHECK(one.said[1] == Said{96'000, {"/cue", {std::int64_t{1}, 0.5, "red", "C4", "b"}}});
}
TEST_CASE("another event goes to the name of the target, as keys and values") {
  Listener one({lights(), plays("note(60, vel=0.5)")});
  one.play(1);
  REQUIRE(one.said.size() == 1);
  CHECK(one.said[0].message.path == "/lights");
  std::vector<osc::Argument> said = one.said[0].message.arguments;
  CHECK(said == std::vector<osc::Argument>{"note", std::int64_t{60}, "vel", 0.5});
  for (const auto& [text, key, value] :
       {std::tuple<const char*, const char*, osc::Argument>{"C5", "note", std::int64_t{72}},
        {"note(440.0)", "freq", 440.0},
        {"bd", "s", "bd"}}) {
    Listener other({lights(), plays(text)});
    other.play(1);
    REQUIRE(other.said.size() == 1);
    CHECK(other.said[0].message.arguments == std::vector<osc::Argument>{key, value});
  }
  Listener hit({lights(), plays("hit()")});
  hit.play(1);
  CHECK(hit.said[0].message == Message{"/lights", {}});
}
TEST_CASE("every onset is one message on its frame, under another tempo and pattern, too") {
  Listener one({lights(), plays("osc('/a') * 8")});  // each 12 000 frames
  one.play(100'096);       // whole blocks, so that requests hold from there
  one.ask(SetTempo{150});  // each 9 600
  one.play(59'904);
  one.ask(plays("stack(osc('/b') * 4, osc('/c') * 4)"));
  one.play(80'000);
  const std::vector<Said>& said = one.said;
  Numbers frames;
  for (const auto& [frame, message] : said)
    if (message.path == "/a") frames.push_back(frame);
  for (std::size_t i = 0; i < 9; ++i) CHECK(frames[i] == 12'000 * std::int64_t(i));
  const std::int64_t next = 100'096 + (108'000 - 100'096) * 120 / 150;
  for (std::size_t i = 9; i < frames.size(); ++i)
    CHECK(std::abs(frames[i] - (next + 9'600 * std::int64_t(i - 9))) <= 1);
  CHECK(frames.back() < 160'000);
  CHECK(frames.back() >= 160'000 - 9'600);
  std::vector<Said> both(said.begin() + std::ptrdiff_t(frames.size()), said.end());
  REQUIRE(both.size() >= 8);
  for (std::size_t i = 0; i + 1 < both.size(); i += 2) {
    CHECK(both[i].frame == both[i + 1].frame);
    CHECK(both[i].message.path == "/b");
    CHECK(both[i + 1].message.path == "/c");
  }
}
TEST_CASE("the messages are the same in steps of any length") {
  std::vector<std::vector<Said>> all;
  for (const std::int64_t step : {1, 7, 64, 1024}) {
    Listener one({lights(), plays("osc('/a', p('<1 2 3>')).fast(7).thin(0.3)"), SetTempo{133}},
                 step);
    one.play(30'000);
    one.ask(FadeTo{"tempo", 200, 0.5});
    one.play(60'000);
    one.ask(Play{"lights", {}, words::parse_played("osc('/b').fast(5)"), "cycle", "zero"});
    one.play(200'000);
    all.push_back(one.said);
  }
  CHECK(all[0].size() > 10);
  for (const auto& said : all) CHECK(said == all[0]);
}
TEST_CASE("hush, mute, solo of another and removal end it, and undoing them lets it go on") {
  const Request source = SetNode{"bass", testing::gate_program(), {}, {}, {}, {}};
  Listener one({lights(), source, plays("osc('/a') * 8")});
  const auto count_in = [&](std::int64_t frames) {
    const std::size_t before = one.said.size();
    one.play(frames);
    return one.said.size() - before;
  };
  CHECK(count_in(96'000) == 8);
  one.ask(Mute{"lights"});
  CHECK(count_in(96'000) == 0);
  one.ask(Mute{"lights", false});
  CHECK(count_in(96'000) == 8);
  one.ask(Solo{"bass"});
  CHECK(count_in(96'000) == 0);
  one.ask(Solo{"lights"});
  CHECK(count_in(96'000) == 8);
  one.ask(Hush{"lights", "cycle"});
  CHECK(count_in(96'000) == 0);
  one.ask(plays("osc('/a') * 8"));
  one.ask(RemoveNode{"lights", "13/2"});
  CHECK(count_in(96'000) == 4);
}
TEST_CASE("it has no sound: it is on no route, has no controls, and a rendering sends nothing") {
  Session session;
  session.apply(lights());
  session.apply(SetNode{"bass", testing::gate_program(), {}, {}, {}, {}});
  session.apply(SetNode{"verb", testing::effect_program(), {}, {}, {}, {}});
  CHECK_THROWS_WITH_AS(session.apply(Connect{"lights", "verb"}), doctest::Contains("no sound"),
                       Error);
  CHECK_THROWS_AS(session.apply(Connect{"bass", "lights"}), Error);
  CHECK_THROWS_WITH_AS(session.apply(SetControl{"lights", "gain", 1.0}),
                       doctest::Contains("no control"), Error);
  CHECK_THROWS_AS(session.apply(SetControl{"lights", "gate", 1.0}), Error);
  CHECK_THROWS_WITH_AS(session.apply(SetOsc{"lights", "nowhere"}),
                       doctest::Contains("127.0.0.1:9000"), Error);
  CHECK_THROWS_AS(session.apply(SetOsc{"master", "9000"}), Error);
  CHECK_THROWS_WITH_AS(session.apply(plays("sine(0, 1)")), doctest::Contains("onsets"), Error);
  const Peer peer;
  session.apply({SetOsc{"lights", peer.address}});
  session.apply(plays("osc('/a') * 8"));
  const Rendering rendering = session.render({.bars = 1.0, .stems = true});
  CHECK(std::ranges::all_of(rendering.master, [](float x) { return x == 0.0F; }));
  CHECK_FALSE(rendering.stems.contains("lights"));
  CHECK(peer.arrivals.empty());
}
TEST_CASE("as JSON, in a snapshot, in a scene, in a journal, and back by undo") {
  const testing::Folder folder;
  const Request request = parse_request(R"({"do":"osc","name":"lights","address":"[::1]:9000"})");
  CHECK(to_json(request).dump() == R"({"address":"[::1]:9000","do":"osc","name":"lights"})");
  Session session;
  session.keep_journal(Journal::create(folder / "it.jsonl", 1));
  session.apply(request);
  session.apply(plays("osc(\"/größe\", \"a 'b' \\\"c\\\"\", 1)"));
  session.apply(Mute{"lights"});
  session.apply(Save{"dark"});
  State again;
  Reply reply;
  Context context{reply};
  apply(again, requests_of(session.state()), context);
  CHECK(testing::snapshot(again) == testing::snapshot(session.state()));
  CHECK(testing::snapshot(recover(folder / "it.jsonl").state) ==
        testing::snapshot(session.state()));
  session.apply(SetNode{"lights", testing::gate_program(), {}, {}, {}, {}});
  CHECK_FALSE(session.state().nodes.at("lights").address);
  CHECK_FALSE(session.state().nodes.at("lights").notes);
  session.apply(Undo{});
  CHECK(session.state().nodes.at("lights").address == "[::1]:9000");
  CHECK(session.state().nodes.at("lights").notes);
}
TEST_CASE("it arrives when it would be heard, each onset once, whatever is asked meanwhile") {
  Peer peer;
  Session session;
  session.start({{.name = "null"}});
  session.apply({SetOsc{"lights", peer.address}});
  Watch watch(session, 128);
  std::vector<double> due;  // frames
  struct Part {
    Reply reply;
    double bpm, each;  // cycles from onset to onset
  };
  std::vector<Part> parts;
  const auto ask = [&](const Request& request, double bpm, double each) {
    parts.push_back({session.apply(request), bpm, each});
    std::this_thread::sleep_for(1500ms);
  };
  ask(plays("osc('/a', 1) * 32"), 120, 1.0 / 32);
  ask(SetTempo{90}, 90, 1.0 / 32);
  ask(plays("osc('/b', 2) * 24"), 90, 1.0 / 24);
  const Reply end = session.apply(Hush{"lights"});
  std::this_thread::sleep_for(300ms);
  const double look_ahead = 72.0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    const engine::Moment begin = part.reply.effect,
                         until = i + 1 < parts.size() ? parts[i + 1].reply.effect : end.effect;
    auto n = static_cast<std::int64_t>(std::ceil(begin.cycle.to_double() / part.each - 1e-6));
    for (; double(n) * part.each < until.cycle.to_double() - 1e-6; ++n) {
      const double cycles = double(n) * part.each - begin.cycle.to_double();
      const double frame = double(begin.frame.value) + cycles * 4.0 * 60.0 / part.bpm * 48000.0;
      due.push_back(frame + look_ahead);
    }
  }
  peer.end();
  watch.end();
  REQUIRE(peer.arrivals.size() == due.size());
  CHECK(session.status().osc_trouble.empty());
  std::vector<double> errors(due.size()), sizes(due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    const double time = seconds(peer.arrivals[i].time);
    errors[i] = 1000.0 * (time - watch.time_of(due[i], time));
    sizes[i] = std::abs(errors[i]);
  }
  std::ranges::sort(sizes);
  const auto [least, most] = std::ranges::minmax(errors);
  MESSAGE(due.size() << " onsets, " << session.status().device.xruns << " xruns: off by "
                     << sizes[sizes.size() / 2] << " ms in the median, from " << least << " to "
                     << most << " ms");
  CHECK(sizes[sizes.size() / 2] < 2.0);
  CHECK(sizes[sizes.size() * 9 / 10] < 30.0);
}
TEST_CASE("where nobody listens, that is told, and the music goes on") {
  Session session;
  session.start({{.name = "null"}});
  std::string free;
  {
    const Peer peer;
    free = peer.address;
  }
  session.apply({SetOsc{"lights", free}});
  session.apply(plays("osc('/a') * 64"));
  for (int i = 0; i < 100 && session.status().osc_trouble.empty(); ++i)
    std::this_thread::sleep_for(20ms);
  CHECK(session.status().osc_trouble.find(free) != std::string::npos);
  CHECK(session.playing());
}
