// tests/session/journal_test.cpp: what was accepted is found again, whatever happened to the file.
#include "session/journal.hpp"

#include "words/parse.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/error.hpp"
#include "base/random.hpp"
#include "session/json.hpp"
#include "session/session.hpp"
#include "session/snapshot.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"
#include "support/folder.hpp"
#include "support/snapshot.hpp"

using namespace krach;
using namespace krach::session;
using testing::bytes_of;
using testing::Folder;
using testing::snapshot;
namespace fs = std::filesystem;

namespace {
void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}
SetNode sine(const std::string& name) {
  return {name,
          std::make_shared<signal::Program>(signal::trace([] {
            return signal::sine_osc(signal::control("freq", 220.0, 20.0, 2000.0)) *
                   signal::control("gate", 0.0, 0.0, 1.0);
          })),
          0.1,
          {},
          {},
          2};
}
/// A session that has kept a journal of `count` requests. What it was after each.
std::vector<std::string> perform(const fs::path& path, int count) {
  Session session;
  session.keep_journal(Journal::create(path, 7));
  std::vector<std::string> states{snapshot(State{})};
  const auto ask = [&](const Request& request) {
    session.apply(request);
    states.push_back(snapshot(session.state()));
  };
  ask(sine("a"));
  ask(sine("b"));
  for (int i = 2; i < count; ++i) {
    if (i % 5 == 0)
      ask(Play{"a", {}, words::parse_played("C4 E4*" + std::to_string(i))});
    else
      ask(SetControl{i % 2 == 0 ? "a" : "b", "freq", 100.0 + i});
  }
  return states;
}
}  // namespace

TEST_CASE("a journal comes to the state that its session had, whenever that ended") {
  const Folder folder;
  for (const int count : {2, 3, 40, 499, 500, 501, 1203}) {
    const fs::path path = folder / (std::to_string(count) + ".jsonl");
    const auto states = perform(path, count);
    const Recovered found = recover(path);
    CHECK(snapshot(found.state) == states.back());
    CHECK(found.revision == count);
    CHECK(found.reading.seed == 7);
    CHECK(found.reading.messages.empty());
    CHECK(found.reading.whole_bytes == fs::file_size(path));
    std::int64_t lines = 0;
    State state;
    read_journal(path, [&](const JournalLine& line) {
      if (line.kind == JournalLine::Kind::requests) {
        ++lines;
        CHECK(line.revision == lines);
      }
    });
    CHECK(lines == count);
  }
}
TEST_CASE("what is written after a recovery is found with what was before") {
  const Folder folder;
  const fs::path path = folder / "a.jsonl";
  perform(path, 10);
  write(path,
        bytes_of(path) + "{\"kind\":\"requests\",\"revision\":11,\"fra");  // died while writing
  Recovered found = recover(path);
  CHECK(found.revision == 10);
  CHECK(found.reading.messages.size() == 1);
  Session session;
  session.restore(std::move(found.state), found.revision);
  session.keep_journal(Journal::resume(path, found.reading.whole_bytes));
  CHECK(session.apply(SetTempo{99.0}).revision == 11);
  const Recovered again = recover(path);
  CHECK(again.revision == 11);
  CHECK(snapshot(again.state) == snapshot(session.state()));
  CHECK(again.reading.messages.empty());
}
TEST_CASE("cut anywhere or with any bit turned, it comes to a state that the session had") {
  const Folder folder;
  const fs::path path = folder / "a.jsonl", damaged = folder / "b.jsonl";
  const auto states = perform(path, 12);
  const std::set<std::string> known(states.begin(), states.end());
  const std::string text = bytes_of(path);
  const std::size_t head = text.find('\n') + 1;
  std::size_t refused = 0;
  const auto come_to = [&](const std::string& content) {
    write(damaged, content);
    std::string state;
    try {
      state = snapshot(recover(damaged).state);
    } catch (const Error&) {
      ++refused;  // its head is damaged
      return;
    }
    CHECK(known.contains(state));
  };
  for (std::size_t size = 0; size <= text.size(); ++size) come_to(text.substr(0, size));
  CHECK(refused == head - 1);
  refused = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    std::string content = text;
    const std::uint64_t bit = mix(3, i) % (content.size() * 8);
    content[bit / 8] = static_cast<char>(content[bit / 8] ^ (1 << (bit % 8)));
    come_to(content);
  }
  CHECK(refused < 100);
}
TEST_CASE("lines that are missing in the middle are told, and the next state is found") {
  const Folder folder;
  const fs::path path = folder / "a.jsonl";
  const auto states = perform(path, 600);
  std::string text = bytes_of(path);
  text[text.find("\"revision\":300") + 12] = '9';
  write(path, text);
  CHECK(snapshot(recover(path).state) == states.back());
  std::int64_t lines = 0;
  const JournalReading reading = read_journal(path, [&](const JournalLine&) { ++lines; });
  CHECK(reading.messages.size() == 1);
  CHECK(lines < 600);
}
TEST_CASE("on a full disk the music goes on, it is said once, and what is lost is made good") {
  const Folder folder;
  const fs::path path = folder / "a.jsonl";
  Session session;
  session.keep_journal(Journal::create(path, 1));
  session.apply(sine("a"));
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);  // NOLINT(cert-err33-c)
  const rlimit full{fs::file_size(path) + 20, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &full);
  const Reply first = session.apply(SetTempo{100.0});
  const Reply second = session.apply(SetTempo{101.0});
  const std::string trouble = session.journal_trouble();
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);  // NOLINT(cert-err33-c)
  REQUIRE(first.warnings.size() == 1);
  CHECK(first.warnings[0].find("the journal cannot be written") != std::string::npos);
  CHECK(second.warnings.empty());
  CHECK(trouble == first.warnings[0]);
  CHECK(snapshot(recover(path).state) != snapshot(session.state()));
  CHECK(session.apply(SetMeter{3.0}).warnings.empty());
  CHECK(session.journal_trouble().empty());
  CHECK(snapshot(recover(path).state) == snapshot(session.state()));
  CHECK(recover(path).reading.messages.empty());
}
TEST_CASE(
    "a journal is its user's alone, is never made over another, and not read if it is newer") {
  const Folder folder;
  const fs::path path = folder / "a.jsonl";
  perform(path, 2);
  CHECK((fs::status(path).permissions() & fs::perms(077)) == fs::perms::none);
  CHECK_THROWS_WITH_AS(Journal::create(path, 1), doctest::Contains("cannot be made"), Error);
  CHECK_THROWS_AS(Journal::create(folder / "none" / "a.jsonl", 1), Error);
  CHECK_THROWS_WITH_AS(recover(folder / "none"), doctest::Contains("cannot be read"), Error);
}
