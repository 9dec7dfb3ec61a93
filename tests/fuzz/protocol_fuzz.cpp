// tests/fuzz/protocol_fuzz.cpp: libFuzzer is a client, well-meaning or not, for as long as a
// session lives. Each of its lines is answered in JSON, errors have a place, and whatever it has
// asked for, the state is made again by the requests that it is told as, and sounds.
#include "fuzz/checks.hpp"
#include <sys/socket.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/connection.hpp"
#include "server/protocol.hpp"
#include "session/apply.hpp"
#include "session/json.hpp"
#include "session/snapshot.hpp"
#include "signal/json.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"

using namespace krach;
using namespace krach::fuzz;
using server::Json;

namespace {
std::uint64_t requests = 0, accepted = 0;

/// Takes choices from the bytes until there are none; then they are all 0.
class Dice {
 public:
  Dice(const std::uint8_t* data, std::size_t size) : data_(data), end_(data + size) {}
  bool empty() const { return data_ == end_; }
  std::uint32_t roll(std::uint32_t sides) { return empty() ? 0 : *data_++ % sides; }
  /// The former half is what musicians write: it comes oftener, so that much of it is accepted.
  template <std::size_t kCount>
  const char* pick(const std::array<const char*, kCount>& from) {
    return from.at(roll(4) == 0 ? roll(kCount) : roll(kCount / 2));
  }

 private:
  const std::uint8_t *data_, *end_;
};
constexpr std::array kNodes{"a", "b",      "drums/kick", "drums/hat", "verb",     "drums",
                            "",  "master", "../x",       "a/freq",    "\"\\u0000"};
constexpr std::array kControls{"freq", "gate", "gain", "pan", "dry", "size", "nothing", "\""};
constexpr std::array kNumbers{"0",     "1",     "0.5",  "440",   "3",
                              "0.1",   "127.3", "-1",   "1e9",   "-0.0",
                              "1e308", "1e999", "null", "\"1\"", "9007199254740993"};
constexpr std::array kPatterns{"\"A2 D3 ~ E2\"",
                               "\"hit() * 4\"",
                               "\"sine(200, 2000).over(4)\"",
                               "\"rand(0, 1)\"",
                               "\"<0.1 0.5>(3,8)\"",
                               "\"seq(1, 2).fast(3)\"",
                               "null",
                               "\"bd(3,8) [sn cp]\"",
                               "\"ramp(0, 1).over(1/3)\"",
                               "\"x*16384\"",
                               "\"[a\"",
                               "3"};
constexpr std::array kStarts{
    "\"now\"", "\"beat\"", "\"cycle\"", "\"5/2\"", "\"-1\"", "\"x\"", "\"9223372036854775807/2\""};
constexpr std::array kPaths{"a/gain",  "b/freq", "tempo", "master", "drums/gain",
                            "a>>verb", "meter",  "",      "/",      "a/"};
constexpr std::array kAddresses{"\"127.0.0.1:9\"", "\"localhost:65536\"", "\"[::1]:9\"", "9"};
constexpr std::array kScenes{"one", "two", "one/../two", ""};

std::string program(bool effect) {
  static const std::array<std::string, 2> programs = [] {
    const auto source = [] {
      return signal::sine_osc(signal::control("freq", 220.0, 20.0, 2000.0)) *
             signal::control("gate", 0.0, 0.0, 1.0);
    };
    const auto through = [](signal::Signal in) {
      return in * signal::control("size", 0.5, 0.0, 1.0);
    };
    return std::array{signal::to_json(signal::trace(source)).dump(),
                      signal::to_json(signal::trace(1, through)).dump()};
  }();
  return programs.at(effect ? 1 : 0);
}
std::string quote(const char* text) { return Json(text).dump(); }
// NOLINTNEXTLINE(readability-function-size): a table
std::string make_request(Dice& dice, int depth) {
  const std::string node = "\"node\":" + quote(dice.pick(kNodes));
  const auto number = [&](const char* key) {
    return std::string("\"") + key + "\":" + dice.pick(kNumbers);
  };
  switch (dice.roll(24)) {
    case 0:
    case 1: {
      const bool effect = dice.roll(3) == 0;
      std::string text = R"({"do":"node","name":)" + quote(dice.pick(kNodes)) + ",\"program\":";
      text += depth > 0 && dice.roll(4) == 0 ? "0" : program(effect);
      if (dice.roll(2) == 0) text += "," + number("gain");
      if (dice.roll(4) == 0) text += "," + number("count");
      return text + "}";
    }
    case 2: return R"({"do":"remove","name":)" + quote(dice.pick(kNodes)) + "}";
    case 3:
    case 4:
      return std::string(R"({"do":)") + (dice.roll(3) == 0 ? "\"disconnect\"" : "\"connect\"") +
             R"(,"source":)" + quote(dice.pick(kNodes)) + R"(,"target":)" +
             quote(dice.pick(kNodes)) + (dice.roll(4) == 0 ? "," + number("port") : "") + "}";
    case 5:
    case 6:
      return R"({"do":"set",)" + node + R"(,"control":)" + quote(dice.pick(kControls)) + "," +
             number("value") + (dice.roll(2) == 0 ? ",\"continues\":true}" : "}");
    case 7:
    case 8:
    case 9: {
      std::string text = R"({"do":"play",)" + node + ",\"pattern\":" + dice.pick(kPatterns);
      if (dice.roll(2) == 0) text += ",\"control\":" + quote(dice.pick(kControls));
      if (dice.roll(3) == 0) text += std::string(",\"start\":") + dice.pick(kStarts);
      if (dice.roll(4) == 0) text += std::string(",\"phase\":") + dice.pick(kStarts);
      return text + "}";
    }
    case 10: return R"({"do":"hush",)" + node + "}";
    case 11: return R"({"do":"mute",)" + node + "}";
    case 12: return R"({"do":"solo",)" + node + "}";
    case 13: return R"({"do":"tempo",)" + number("bpm") + "}";
    case 14: return R"({"do":"master",)" + number("gain") + "}";
    case 15:
      return R"({"do":"fade","path":)" + quote(dice.pick(kPaths)) + "," + number("target") + "," +
             number("bars") + "}";
    case 16: return R"({"do":"save","scene":)" + quote(dice.pick(kScenes)) + "}";
    case 17: return R"({"do":"recall","scene":)" + quote(dice.pick(kScenes)) + "}";
    case 18:
      return R"({"do":"input","name":)" + quote(dice.pick(kNodes)) + "," + number("channel") + "}";
    case 21:
      return R"({"do":"osc","name":)" + quote(dice.pick(kNodes)) + R"(,"address":)" +
             dice.pick(kAddresses) + "}";
    case 19: return R"({"do":"forget","scene":)" + quote(dice.pick(kScenes)) + "}";
    case 20: return dice.roll(2) == 0 ? R"({"do":"undo"})" : R"({"do":"redo"})";
    default: {
      if (depth > 2) return R"({"do":"meter",)" + number("beats") + "}";
      std::string text = R"({"do":"transition",)" + number("bars") + ",\"requests\":[";
      for (std::uint32_t i = 0, count = dice.roll(4); i < count; ++i)
        text += (i > 0 ? "," : "") + make_request(dice, depth + 1);
      return text + "]}";
    }
  }
}

void answer(session::Session& session, const server::Connection::Line& line) {
  Json id, reply;
  ++requests;
  try {
    server::Message message = server::read_message(line.text, id);
    if (message.requests.empty()) return;
    reply = server::to_json(session.apply(message.requests));
    ++accepted;
  } catch (const Error& error) {
    for (const Fault& fault : error.faults()) require(!fault.what.empty() && !fault.where.empty());
    reply = server::to_json(error.faults());
  }
  require(Json::accept(server::print(reply)));
}
std::string told(const session::State& state) {
  return server::print(session::to_json(session::requests_of(state)));
}
void check(const session::Session& session) {
  const std::string before = told(session.state());
  session::State again;
  session::Reply none;
  session::Context context{none};
  session::apply(again, session::requests_of(session.state()), context);
  if (told(again) != before) std::fprintf(stderr, "%s\n%s\n", before.c_str(), told(again).c_str());
  require(told(again) == before);
  if (requests % 64 != 0) return;
  for (const float x : session.render({.seconds = 0.01}).master) require(std::abs(x) <= 0.9F);
}
/// What somebody left there.
const session::State& jam() {
  static const session::State state = [] {
    std::string text = "[";
    for (const char* name : {"a", "b", "drums/kick", "drums/hat", "verb"})
      text += std::string(R"({"do":"node","name":")") + name + R"(","program":)" +
              program(std::string_view(name) == "verb") + "},";
    text += R"({"do":"connect","source":"a","target":"verb"}])";
    session::State made;
    session::Reply none;
    session::Context context{none};
    session::apply(made, server::read_requests(text), context);
    return made;
  }();
  return state;
}
}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool tells_at_exit = [] {
    std::atexit([] {
      std::printf("%llu requests, %llu accepted\n", static_cast<unsigned long long>(requests),
                  static_cast<unsigned long long>(accepted));
    });
    return true;
  }();
  require(tells_at_exit);
  if (size == 0) return 0;
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
  const server::Descriptor client(ends[0]);
  server::Connection connection{server::Descriptor(ends[1])};
  session::Session session;
  if (data[0] % 8 < 6) session.restore(jam(), 0);
  Dice dice(data + 1, size - 1);
  std::string text;
  if (data[0] % 4 == 0)  // as it is
    text.assign(data + 1, data + size);
  else
    while (!dice.empty()) text += make_request(dice, 0) + "\n";
  for (std::string_view rest = text; !rest.empty();) {
    rest.remove_prefix(server::write_some(client, rest.substr(0, 4096)).value_or(rest.size()));
    connection.read();
    while (const auto line = connection.take_line()) answer(session, *line);
  }
  check(session);
  return 0;
}
