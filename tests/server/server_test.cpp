// tests/server/server_test.cpp: many clients on one session, and what the worst of them may do.
#include "server/server.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "base/error.hpp"
#include "server/remote.hpp"
#include "server/token.hpp"
#include "session/json.hpp"
#include "session/snapshot.hpp"
#include "support/local_engine.hpp"

using namespace krach;
using namespace krach::server;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {
constexpr const char* kGate =
    R"({"version":1,"inputs":0,"controls":[{"name":"gate","initial":0,"low":0,"high":1}],)"
    R"("operations":[["control",0]],"outputs":[0]})";

using Engine = testing::LocalEngine;
/// A client that says just what it is told to.
class Client {
 public:
  explicit Client(const Engine& engine) : socket_(connect_to(engine.socket())) {}
  explicit Client(const std::string& address) : socket_(connect_over(address)) {}
  void say(std::string_view text) {
    while (!text.empty()) {
      const auto count = write_some(socket_, text);
      if (!count) FAIL("the engine has hung up");
      text.remove_prefix(count.value_or(0));
      if (count == 0) wait(false, true);
    }
  }
  /// Says as much as is taken without waiting; how much that was.
  std::size_t press(std::string_view text) {
    std::size_t all = 0;
    while (const std::size_t count = write_some(socket_, text).value_or(0)) all += count;
    return all;
  }
  std::string hear() {
    const auto until = std::chrono::steady_clock::now() + 10s;
    std::size_t end = 0;
    while ((end = in_.find('\n')) == std::string::npos) {
      if (std::chrono::steady_clock::now() > until) return "nothing";
      wait(true, false);
      std::array<char, 4096> bytes{};
      const auto count = read_some(socket_, bytes);
      if (!count) return "the end";
      in_.append(bytes.data(), *count);
    }
    std::string line = in_.substr(0, end);
    in_.erase(0, end + 1);
    return line;
  }
  Json ask(const std::string& message) {
    say(message + "\n");
    return Json::parse(hear());
  }

 private:
  void wait(bool to_read, bool to_write) {
    std::array<Watched, 1> watched{{{&socket_, to_read, to_write}}};
    wait_for(watched, 100);
  }
  Descriptor socket_;
  std::string in_;
};
std::string node(const std::string& name) {
  return R"({"id":1,"do":"node","name":")" + name + R"(","program":)" + kGate + "}";
}
std::size_t resident() {
  std::size_t all = 0, pages = 0;
  std::ifstream("/proc/self/statm") >> all >> pages;
  return pages * 4096;
}
}  // namespace

TEST_CASE("each reply has the id of its line, and errors tell what to do") {
  const Engine engine;
  Client client(engine);
  CHECK(client.ask(R"({"id":7,"do":"tempo","bpm":133})")["id"] == 7);
  CHECK(client.ask(R"({"id":"a","ask":"status"})")["status"]["tempo"] == 133.0);
  const Json wrong = client.ask(R"({"id":8,"do":"tempo","bmp":133})");
  CHECK(wrong["id"] == 8);
  CHECK(wrong["error"][0]["where"] == "request.bpm");
  CHECK(client.ask("nonsense")["error"][0]["where"] == "message");
  CHECK(client.ask(R"({"id":[],"ask":"status"})")["error"][0]["where"] == "message.id");
  CHECK(client.ask(R"({"ask":"state"})")["revision"] == 1);
  const Json batch =
      client.ask(R"({"requests":[{"do":"tempo","bpm":99},{"do":"mute","node":"none"}]})");
  CHECK(batch.contains("error"));
  CHECK(client.ask(R"({"ask":"status"})")["status"]["tempo"] == 133.0);  // all or nothing
}
TEST_CASE("lines of one client are answered in their order, whatever has to be compiled") {
  const Engine engine;
  Client client(engine);
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += i % 5 == 0 ? node("n" + std::to_string(i)) + "\n"
                      : R"({"id":1,"do":"set","node":"n)" + std::to_string(i / 5 * 5) +
                            R"(","control":"gate","value":1})" + "\n";
  client.say(all);
  for (int i = 1; i <= 50; ++i) CHECK(Json::parse(client.hear())["revision"] == i);
}
TEST_CASE("a line of more than 4 MiB is refused without being kept, and the next is answered") {
  const Engine engine;
  Client client(engine);
  const std::size_t before = resident();
  const std::string megabyte(std::size_t{1} << 20U, 'x');
  for (int i = 0; i < 100; ++i) client.say(megabyte);
  client.say("\n");
  CHECK(Json::parse(client.hear())["error"][0]["what"] == "the line is longer than 4 MiB");
  CHECK(client.ask(R"({"id":1,"ask":"version"})")["protocol"] == 1);
  CHECK(resident() < before + (std::size_t{16} << 20U));
}
TEST_CASE("128 clients are served, and one more is told why not") {
  const Engine engine;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 128; ++i) {
    clients.push_back(std::make_unique<Client>(engine));
    CHECK(clients.back()->ask(R"({"ask":"version"})").contains("protocol"));
  }
  Client late(engine);
  CHECK(Json::parse(late.hear())["error"][0]["what"] == "there are 128 clients already");
  CHECK(late.hear() == "the end");
  clients.pop_back();
  const auto until = std::chrono::steady_clock::now() + 10s;
  std::string heard;  // the place is free once the engine has seen that it is
  while (std::chrono::steady_clock::now() < until && heard.find("protocol") == std::string::npos) {
    Client one(engine);
    one.press("{\"ask\":\"version\"}\n");
    heard = one.hear();
  }
  CHECK(heard.find("protocol") != std::string::npos);
}
TEST_CASE("one who pauses in a line, dies in it, floods or never reads holds up nobody") {
  const Engine engine;
  Client good(engine);
  good.ask(node("a"));
  const std::size_t before = resident();
  Client pauses(engine), floods(engine), deaf(engine);
  pauses.say(R"({"id":1,"do":"tempo","bp)");
  for (int i = 0; i < 200; ++i)
    Client(engine).say(std::string(R"({"id":1,"ask":"status"})").substr(0, std::size_t(i) % 24));
  std::string flood;
  for (int i = 0; i < 1000; ++i)
    flood += R"({"do":"set","node":"a","control":"gate","value":1})"
             "\n";
  std::size_t pressed = 0;
  double worst = 0.0;
  for (int i = 0; i < 200; ++i) {
    pressed += floods.press(flood);
    deaf.press("{\"ask\":\"state\"}\n");
    const auto asked = std::chrono::steady_clock::now();
    CHECK(good.ask(R"({"id":1,"do":"set","node":"a","control":"gate","value":0})")["id"] == 1);
    worst = std::max(
        worst, std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count());
  }
  MESSAGE(pressed << " bytes of flood; the slowest reply took " << worst * 1e3 << " ms");
  CHECK(resident() < before + (std::size_t{64} << 20U));
  pauses.say("m\":99}\n");
  CHECK(Json::parse(pauses.hear()).contains("revision"));
}
TEST_CASE("who asked for changes hears of each, once, in order") {
  const Engine engine;
  Client one(engine), other(engine);
  CHECK(one.ask(R"({"id":1,"ask":"subscribe","to":["changes"]})")["to"][0] == "changes");
  CHECK(one.ask(R"({"id":1,"ask":"subscribe","to":["chnges"]})").contains("error"));
  for (int i = 1; i <= 20; ++i)
    other.ask(R"({"do":"tempo","bpm":)" + std::to_string(100 + i) + "}");
  for (int i = 1; i <= 20; ++i) {
    const Json event = Json::parse(one.hear());
    CHECK(event["event"] == "changes");
    CHECK(event["revision"] == i);
    CHECK(event["requests"][0]["bpm"] == 100 + i);
  }
}
TEST_CASE("a session at the other end of a connection answers as one in this process") {
  const Engine engine;
  Remote remote(engine.socket().string());
  session::Session here;
  const auto ask = [&](const std::string& text) {
    const session::Request request = session::parse_request(text);
    std::string told[2];
    for (int i = 0; i < 2; ++i) try {
        session::Port& port = i == 0 ? static_cast<session::Port&>(remote) : here;
        for (const auto& warning : port.apply(request).warnings) told[i] += warning;
      } catch (const Error& error) {
        told[i] = error.what();
      }
    CHECK(told[0] == told[1]);
  };
  ask(std::string(R"({"do":"node","name":"a","count":3,"program":)") + kGate + "}");
  ask(R"({"do":"set","node":"a","control":"gate","value":3})");
  ask(R"({"do":"set","node":"a","control":"gatte","value":3})");
  ask(R"js({"do":"play","node":"a","pattern":"p('x(3,8)').sometimes_by(0.5, fast(2))"})js");
  ask(R"({"do":"tempo","bpm":133.7})");
  const auto told = [](const session::Port& port) {
    return print(to_json(session::requests_of(port.state())));
  };
  CHECK(told(remote) == told(here));
  Remote second(engine.socket().string());
  for (const char* text :
       {R"({"do":"save","scene":"one"})", R"({"do":"tempo","bpm":99})",
        R"({"do":"save","scene":"two"})", R"({"do":"forget","scene":"one"})",
        R"({"do":"master","gain":0.5})", R"({"do":"recall","scene":"two"})", R"({"do":"undo"})",
        R"({"do":"remove","name":"a"})", R"({"do":"undo"})"}) {
    ask(text);
    CHECK(told(remote) == told(here));
    CHECK(told(second) == told(here));
  }
  CHECK(remote.revision() == here.revision());
  CHECK(remote.render({.bars = 1.0}).master == here.render({.bars = 1.0}).master);
}
TEST_CASE("of the state, scenes that are known are left out, and a program is told once") {
  const Engine engine;
  Client client(engine);
  const std::string node = std::string(R"({"do":"node","program":)") + kGate + R"(,"name":")";
  for (int i = 0; i < 30; ++i) client.ask(node + std::to_string(i) + "\"}");
  for (int i = 0; i < 20; ++i) client.ask(R"({"do":"save","scene":")" + std::to_string(i) + "\"}");
  const Json all = client.ask(R"({"ask":"state"})");
  const auto scenes_in = [](const Json& state) {
    return std::ranges::count(state["requests"], "save", [](const Json& r) { return r["do"]; });
  };
  CHECK(scenes_in(all) == 20);
  CHECK(all.dump().size() < 100'000);
  const std::string known = R"({"ask":"state","scenes":)" + all["scenes"].dump() + "}";
  const Json less = client.ask(known);
  CHECK(scenes_in(less) == 0);
  CHECK(less["scenes"] == all["scenes"]);
  client.ask(R"({"do":"forget","scene":"3"})");
  CHECK(scenes_in(client.ask(known)) == 19);
}
TEST_CASE("of a device only what is given is changed, and what is wrong changes nothing") {
  const Engine engine;
  Client client(engine);
  CHECK(client.ask(R"({"ask":"devices"})")["devices"].back()["name"] == "null");
  const Json status = client.ask(R"({"ask":"device","device":"null"})")["status"];
  CHECK(status["device"] == "null");
  CHECK(status["sample_rate"] == 48000);
  const auto told = [&](const std::string& change) {
    Json answer = client.ask(R"({"ask":"device",)" + change + "}");
    if (answer.contains("error")) return answer["error"][0]["what"].get<std::string>();
    answer = answer["status"];
    return Json::array({answer["device"], answer["sample_rate"], answer["block_size"]}).dump();
  };
  CHECK(told(R"("block_size":512)") == R"(["null",48000,512])");
  CHECK(told(R"("sample_rate":44100)") == R"(["null",44100,512])");
  CHECK(told(R"("device":"nil")") == "no such device");
  CHECK(told(R"("sample_rate":"high")") == "it is not a text and numbers");
  CHECK(told(R"("device":"null")") == R"(["null",44100,512])");
  Remote remote(engine.socket().string());
  CHECK(remote.devices().back().name == "null");
  remote.change_device({.block_size = 128});
  CHECK(remote.status().device.block_size == 128);
}
TEST_CASE("a recording is begun and ended by a question, of an absolute path") {
  const Engine engine;
  Client client(engine);
  const fs::path path = engine.socket().parent_path() / "take.wav";
  const auto told = [&](const std::string& what) {
    const Json answer = client.ask(R"({"ask":"record")" + what + "}");
    return answer.contains("error") ? answer["error"][0]["what"].get<std::string>()
                                    : answer["status"]["recording"].get<std::string>();
  };
  const std::string asked = R"(,"path":")" + path.string() + "\"";
  CHECK(told(asked) == "nothing plays");
  client.ask(R"({"ask":"device","device":"null"})");
  CHECK(told(R"(,"path":"take.wav")") == "it is no absolute path");
  CHECK(told(R"(,"path":3)") == "it is not a path, and whether to overwrite it");
  CHECK(told(asked) == path.string());
  CHECK(told("").empty());
  CHECK(fs::exists(path));
  CHECK(told(asked) == "cannot record into the file: File exists");
  CHECK(told(asked + R"(,"overwrite":true)") == path.string());
  CHECK(client.ask(R"({"ask":"version"})")["revision"] == 0);  // it is no request
}
TEST_CASE("an engine that is not there is told with the remedy") {
  CHECK_THROWS_WITH_AS(Remote("/nowhere/engine.sock"), doctest::Contains("krach engine start"),
                       Error);
}

TEST_CASE("over the network only who has the token is let in, and brings no FAUST and no files") {
  const std::string address = "127.0.0.1:47815";
  const Engine engine(address);
  const std::string token = engine.token();
  Client good(address);
  const std::string challenge = Json::parse(good.hear())["challenge"];
  const std::string answer = answer_to(challenge, token);
  CHECK(good.ask(R"({"answer":")" + answer + "\"}").contains("protocol"));
  CHECK(good.ask(R"({"do":"tempo","bpm":99})").contains("revision"));
  CHECK(good.ask(R"({"ask":"status","path":"/etc/passwd"})").contains("error"));
  const Json refused = good.ask(R"({"ask":"record","path":"/tmp/krach-take.wav"})");
  CHECK(refused["error"][0]["what"] == "files are not named over the network");
  CHECK_FALSE(fs::exists("/tmp/krach-take.wav"));
  Remote remote(address, token);
  CHECK(remote.state().tempo.bpm == 99);
  CHECK_THROWS_AS(Remote(address, std::string(64, '0')), Error);

  const int tries = std::getenv("KRACH_LONG") != nullptr ? 10'000 : 600;  // NOLINT: one thread
  int accepted = 0;
  for (int i = 0; i < tries; ++i) {
    Client client(address);
    const std::string mine = Json::parse(client.hear())["challenge"];
    CHECK(mine != challenge);
    std::string said = R"({"ask":"status"})";                  // without an answer
    if (i % 4 == 1) said = R"({"answer":")" + answer + "\"}";  // replayed
    if (i % 4 == 2) said = R"({"answer":")" + answer_to(mine, std::string(64, 'a')) + "\"}";
    if (i % 4 == 3) said = R"({"answer":")" + answer_to(mine, token).substr(0, 63) + "\"}";
    client.press(said + "\n{\"ask\":\"status\"}\n");
    accepted += client.hear().find("error") == std::string::npos ? 1 : 0;
    CHECK(client.hear() == "the end");
  }
  CHECK(accepted == 0);
  MESSAGE(tries << " tries without the token, " << accepted << " accepted");
}
TEST_CASE("a token is its user's alone") {
  const Engine engine("127.0.0.1:47816");
  const fs::path file = engine.socket().parent_path() / "token";
  CHECK((fs::status(file).permissions() & fs::perms(077)) == fs::perms::none);
  CHECK(read_token(file) == read_token(file));
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  CHECK_THROWS_WITH_AS(read_token(file), doctest::Contains("others may read"), Error);
}
