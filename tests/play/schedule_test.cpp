// tests/play/schedule_test.cpp: what one event sends, and who may close a gate.
#include "play/schedule.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::play;
using engine::ControlIndex;

namespace {
const Name kFreq = intern("freq"), kLegato = intern("legato");
struct Note {
  Span whole;
  double freq;
  double legato = 0.5;
};
/// Notes from a list, each once.
class ListScore final : public Score {
 public:
  explicit ListScore(std::vector<Note> notes) : notes_(std::move(notes)) {}
  void query(Span span, EventSink sink) const override {
    for (const Note& note : notes_) {
      const Span part{std::max(span.begin, note.whole.begin), std::min(span.end, note.whole.end)};
      const std::array controls{ControlValue{kFreq, Value::of(note.freq)},
                                ControlValue{kLegato, Value::of(note.legato)}};
      if (part.begin < part.end) sink({note.whole, part, controls, {}});
    }
  }
  bool continuous() const override { return false; }

 private:
  std::vector<Note> notes_;
};
/// The position itself, as a signal.
class RampScore final : public Score {
 public:
  void query(Span span, EventSink sink) const override {
    const std::array controls{ControlValue{kFreq, Value::of(span.begin.to_double())}};
    sink({{}, span, controls, {}});
  }
  bool continuous() const override { return true; }
};
struct Sent {
  std::int64_t frame;
  std::string what;
  float value;
  bool operator==(const Sent&) const = default;
};
Sent show(const engine::Command& c) {
  const std::int64_t frame = c.frame.value;
  if (const auto* start = std::get_if<engine::StartVoice>(&c.action))
    return {frame, "start " + std::to_string(int(start->voice)), start->gain};
  if (const auto* set = std::get_if<engine::SetVoice>(&c.action))
    return {frame,
            (set->control == ControlIndex{0} ? "gate " : "freq ") + std::to_string(int(set->voice)),
            set->value};
  return {frame, "set", std::get<engine::SetControl>(c.action).value};
}
const engine::Transport kTransport(1000, {60, 1});  // a cycle is 1000 frames
NodeControls controls() {
  return {{{intern("freq"), ControlIndex{1}, 0.0F, 1000.0F}}, ControlIndex{0}};
}
template <class Player>
std::vector<Player> one(Player player) {
  std::vector<Player> players;
  players.push_back(std::move(player));
  return players;
}
std::vector<Sent> play_notes(std::uint32_t voices, std::vector<Note> notes, std::int64_t window,
                             std::int64_t end = 2000) {
  auto score = std::make_shared<ListScore>(std::move(notes));
  Schedule schedule(kTransport, one(NotePlayer(engine::NodeIndex{0}, voices, controls(), score)),
                    {});
  engine::CommandRing ring;
  std::vector<Sent> log;
  for (std::int64_t at = 0; at < end; at += window) {
    CHECK(schedule.advance(Frames{std::min(end, at + window)}, ring) ==
          Frames{std::min(end, at + window)});
    for (; ring.front() != nullptr; ring.pop()) log.push_back(show(*ring.front()));
  }
  return log;
}
Span from(Rational begin, Rational length = Rational(1, 4)) { return {begin, begin + length}; }
}  // namespace

TEST_CASE("a note is its controls and gate on at its onset; its gate closes one frame early") {
  const std::vector<Sent> log{
      {333, "start 0", 1}, {333, "freq 0", 220}, {333, "gate 0", 1}, {457, "gate 0", 0}};
  CHECK(play_notes(1, {{from({1, 3}), 220}}, 2000) == log);
}
TEST_CASE("notes that touch retrigger: the gate is closed for one frame") {
  const std::vector<Sent> log{{0, "start 0", 1},  {0, "freq 0", 220},  {0, "gate 0", 1},
                              {249, "gate 0", 0}, {250, "start 0", 1}, {250, "freq 0", 330},
                              {250, "gate 0", 1}, {499, "gate 0", 0}};
  CHECK(play_notes(1, {{from(0), 220, 1}, {from({1, 4}), 330, 1}}, 2000) == log);
}
TEST_CASE("notes that overlap on a lone voice are tied: only the newest closes the gate") {
  const std::vector<Sent> log{{0, "start 0", 1},   {0, "freq 0", 220},   {0, "gate 0", 1},
                              {250, "start 0", 1}, {250, "freq 0", 330}, {250, "gate 0", 1},
                              {749, "gate 0", 0}};
  CHECK(play_notes(1, {{from(0), 220, 2}, {from({1, 4}), 330, 2}}, 2000) == log);
}
TEST_CASE("a chord takes a voice for each note, free ones first, then the longest released") {
  std::vector<Note> notes{
      {from(0), 1}, {from(0), 2}, {from(0), 3}, {from({1, 2}), 4}, {from(1), 5}};
  std::vector<std::string> starts;
  for (const auto& sent : play_notes(4, notes, 2000))
    if (sent.what.starts_with("start")) starts.push_back(sent.what);
  CHECK(starts == std::vector<std::string>{"start 0", "start 1", "start 2", "start 3", "start 0"});
}
TEST_CASE("when all voices sound, the oldest is stolen, and its end with it") {
  std::vector<Note> notes;
  for (std::int64_t i = 0; i < 5; ++i) notes.push_back({from({i, 100}, 1), double(i + 1), 1});
  const auto log = play_notes(4, notes, 2000);
  CHECK(std::ranges::count(log, Sent{40, "start 0", 1}) == 1);
  CHECK(std::ranges::count(log, Sent{999, "gate 0", 0}) == 0);  // the end of the stolen note
  CHECK(std::ranges::count(log, Sent{1039, "gate 0", 0}) == 1);
}
TEST_CASE("windows of any length give the same commands") {
  std::vector<Note> notes;
  for (std::int64_t i = 0; i < 40; ++i)
    notes.push_back({from({i, 21}, {1, 5}), double(i + 1), 0.3 + 0.05 * double(i % 20)});
  const auto whole = play_notes(3, notes, 2000);
  for (const std::int64_t window : {1, 7, 64, 999}) CHECK(play_notes(3, notes, window) == whole);
}
TEST_CASE("a signal is sampled for every tick") {
  Schedule schedule(kTransport, {},
                    one(ControlPlayer(engine::NodeIndex{0}, ControlIndex{1}, intern("freq"), 0,
                                      1000, std::make_shared<RampScore>())));
  engine::CommandRing ring;
  schedule.advance(Frames{50}, ring);
  std::vector<Sent> log;
  for (; ring.front() != nullptr; ring.pop()) log.push_back(show(*ring.front()));
  REQUIRE(log.size() == 5);  // where it starts, then the ticks of 0, 16, 32 and 48
  CHECK(log[0].value == 0.0F);
  CHECK(log[1].frame == 0);
  CHECK(log[1].value == doctest::Approx(0.016));
  CHECK(log[4].frame == 48);
  CHECK(log[4].value == doctest::Approx(0.064));
}
TEST_CASE("a full ring keeps the rest for the next turn, and says how far it got") {
  std::vector<Note> notes;
  for (std::int64_t i = 0; i < 2000; ++i) notes.push_back({from({i, 2000}, {1, 2000}), 1});
  Schedule schedule(
      kTransport,
      one(NotePlayer(engine::NodeIndex{0}, 1, controls(), std::make_shared<ListScore>(notes))), {});
  engine::CommandRing ring;
  const Frames reached = schedule.advance(Frames{2000}, ring);
  CHECK(reached < Frames{2000});
  std::size_t taken = 0;
  for (; ring.front() != nullptr; ring.pop()) ++taken;
  CHECK(taken == 4096);
  CHECK(schedule.advance(Frames{2000}, ring) >= reached);
}
TEST_CASE("after warm-up the schedule allocates nothing") {
  std::vector<Note> notes;
  for (std::int64_t i = 0; i < 100; ++i) notes.push_back({from({i, 10}), double(i)});
  Schedule schedule(
      kTransport,
      one(NotePlayer(engine::NodeIndex{0}, 4, controls(), std::make_shared<ListScore>(notes))), {});
  engine::CommandRing ring;
  schedule.advance(Frames{1000}, ring);
  const int before = testing::violations();
  {
    const testing::AudioThread no_allocation;
    schedule.advance(Frames{9000}, ring);
  }
  CHECK(testing::violations() == before);
}
