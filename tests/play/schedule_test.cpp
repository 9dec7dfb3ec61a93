// tests/play/schedule_test.cpp: what one event sends, and who may close a gate.
#include "play/schedule.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::play;

namespace {
// NOLINTBEGIN(bugprone-throwing-static-initialization): without memory nothing is tested
const Name kFreq = intern("freq"), kLegato = intern("legato"), kPan = intern("pan");
// NOLINTEND(bugprone-throwing-static-initialization)
struct Note {
  Span whole;
  double freq;
  double legato = 0.5;
  double pan = 0.5;
};
/// Notes from a list, each once.
class ListScore final : public Score {
 public:
  explicit ListScore(std::vector<Note> notes) : notes_(std::move(notes)) {}
  void query(Span span, EventSink sink) const override {
    for (const Note& note : notes_) {
      const Span part{std::max(span.begin, note.whole.begin), std::min(span.end, note.whole.end)};
      const std::array controls{ControlValue{kFreq, Value::of(note.freq)},
                                ControlValue{kLegato, Value::of(note.legato)},
                                ControlValue{kPan, Value::of(note.pan)}};
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
    return {frame,
            "start " + std::to_string(int(start->voice)) +
                (start->pan == 0.0F ? "" : " at " + std::to_string(int(100.0F * start->pan))),
            start->gain};
  if (const auto* set = std::get_if<engine::SetVoice>(&c.action))
    return {frame,
            (set->control == engine::control_of_program(0) ? "gate " : "freq ") +
                std::to_string(int(set->voice)),
            set->value};
  return {frame, "set", std::get<engine::SetControl>(c.action).value};
}
constexpr std::int64_t kRate = 1000;
const engine::Tempo kTempo{60, 1};  // a cycle is 1000 frames
NodeControls controls() {
  return {{{intern("freq"), engine::control_of_program(1), 0.0F, 1000.0F}},
          engine::control_of_program(0)};
}
std::shared_ptr<NotePlayer> notes_of(std::uint32_t voices, const std::vector<Note>& notes) {
  return std::make_shared<NotePlayer>(engine::NodeIndex{0}, voices, controls(),
                                      std::make_shared<ListScore>(notes));
}
/// A schedule and its ring, and the updates it was given.
struct Rig {
  Schedule schedule{kRate, kTempo};
  engine::CommandRing ring;
  std::vector<std::unique_ptr<Update>> updates;

  Update& send(Players players) {
    updates.push_back(std::make_unique<Update>());
    updates.back()->players = std::move(players);
    CHECK(schedule.updates().try_push(updates.back().get()));
    return *updates.back();
  }
  std::vector<Sent> take() {
    std::vector<Sent> log;
    for (; ring.front() != nullptr; ring.pop()) log.push_back(show(*ring.front()));
    return log;
  }
  std::vector<Sent> play(std::int64_t end) {
    CHECK(schedule.advance(Frames{end}, ring) == Frames{end});
    return take();
  }
};
std::vector<Sent> play_notes(std::uint32_t voices, const std::vector<Note>& notes,
                             std::int64_t window, std::int64_t end = 2000) {
  Rig rig;
  rig.send({{notes_of(voices, notes)}, {}});
  std::vector<Sent> log;
  for (std::int64_t at = 0; at < end; at += window)
    std::ranges::copy(rig.play(std::min(end, at + window)), std::back_inserter(log));
  return log;
}
template <class Make>
std::vector<Note> notes_like(std::int64_t count, const Make& note) {
  std::vector<Note> notes;
  notes.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) notes.push_back(note(i));
  return notes;
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
TEST_CASE("pan is the place of the note's voice: 0 left, 0.5 the middle, 1 right, and no farther") {
  std::vector<std::string> starts;
  std::vector<Note> notes;
  for (std::int64_t i = 0; const double pan : {0.0, 0.5, 1.0, 0.625, -3.0, 7.0})
    notes.push_back({from({i++, 8}), 1, 0.5, pan});
  for (const auto& sent : play_notes(1, notes, 2000))
    if (sent.what.starts_with("start")) starts.push_back(sent.what);
  CHECK(starts == std::vector<std::string>{"start 0 at -100", "start 0", "start 0 at 100",
                                           "start 0 at 25", "start 0 at -100", "start 0 at 100"});
}
TEST_CASE("notes that differ in their place only are played from left to right") {
  for (const bool turned : {false, true}) {
    std::vector<Note> notes{{from(0), 220, 0.5, 0.0}, {from(0), 220, 0.5, 1.0}};
    if (turned) std::ranges::reverse(notes);
    const auto log = play_notes(2, notes, 2000);
    CHECK(log[0] == Sent{0, "start 0 at -100", 1});
    CHECK(log[3] == Sent{0, "start 1 at 100", 1});
  }
}
TEST_CASE("a control named pan of the program is set instead") {
  NodeControls own = controls();
  own.named.push_back({kPan, engine::control_of_program(2), 0.0F, 1.0F});
  Rig rig;
  rig.send({{std::make_shared<NotePlayer>(
                engine::NodeIndex{0}, 1, own,
                std::make_shared<ListScore>(std::vector<Note>{{from(0), 220, 0.5, 0.25}}))},
            {}});
  const auto log = rig.play(100);
  REQUIRE(log.size() == 4);
  CHECK(log[0] == Sent{0, "start 0", 1});
  CHECK(log[2].value == 0.25F);
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
  const auto notes =
      notes_like(5, [](std::int64_t i) { return Note{from({i, 100}, 1), double(i + 1), 1}; });
  const auto log = play_notes(4, notes, 2000);
  CHECK(std::ranges::count(log, Sent{40, "start 0", 1}) == 1);
  CHECK(std::ranges::count(log, Sent{999, "gate 0", 0}) == 0);  // the end of the stolen note
  CHECK(std::ranges::count(log, Sent{1039, "gate 0", 0}) == 1);
}
TEST_CASE("windows of any length give the same commands") {
  const auto notes = notes_like(40, [](std::int64_t i) {
    return Note{from({i, 21}, {1, 5}), double(i + 1), 0.3 + 0.05 * double(i % 20)};
  });
  const auto whole = play_notes(3, notes, 2000);
  for (const std::int64_t window : {1, 7, 64, 999}) CHECK(play_notes(3, notes, window) == whole);
}
TEST_CASE("a signal is sampled for every tick") {
  Rig rig;
  rig.send(
      {{},
       {std::make_shared<ControlPlayer>(
           Knob{engine::NodeIndex{0}, engine::control_of_program(1)},
           ControlPlayer::Course{intern("freq"), 0.0F, 1000.0F, std::make_shared<RampScore>()})}});
  const std::vector<Sent> log = rig.play(50);
  REQUIRE(log.size() == 5);  // where it starts, then the ticks of 0, 16, 32 and 48
  CHECK(log[0].value == 0.0F);
  CHECK(log[1].frame == 0);
  CHECK(log[1].value == doctest::Approx(0.016));
  CHECK(log[4].frame == 48);
  CHECK(log[4].value == doctest::Approx(0.064));
}
TEST_CASE("a full ring keeps the rest for the next turn, and says how far it got") {
  const auto notes =
      notes_like(2000, [](std::int64_t i) { return Note{from({i, 2000}, {1, 2000}), 1}; });
  Rig rig;
  rig.send({{notes_of(1, notes)}, {}});
  const Frames reached = rig.schedule.advance(Frames{2000}, rig.ring);
  CHECK(reached < Frames{2000});
  CHECK(rig.take().size() == 4096);
  CHECK(rig.schedule.advance(Frames{2000}, rig.ring) >= reached);
}
TEST_CASE(
    "a score that is replaced ends its notes at the horizon; the next begins there, in phase") {
  Rig rig;
  const auto before = notes_of(2, {{from(0), 220, 2}, {from({1, 4}), 330}});
  const auto after = notes_of(2, {{from(0), 440}, {from({1, 2}), 550}});
  rig.send({{before}, {}});
  rig.play(100);
  rig.send({{after}, {}}).replaced.push_back({before, after, Handover::release});
  const std::vector<Sent> log{{100, "gate 0", 0},
                              {500, "start 1", 1},  // the voice that was released first, or never
                              {500, "freq 1", 550},
                              {500, "gate 1", 1},
                              {624, "gate 1", 0}};
  CHECK(rig.play(1000) == log);
  CHECK(rig.updates[1]->at == Frames{100});
  REQUIRE(rig.schedule.done().front() != nullptr);
  CHECK(rig.updates[1]->players.notes[0] == before);  // back where it may be freed
}
TEST_CASE(
    "under a node that was redefined, notes sound on where they were, and end when they would "
    "have") {
  Rig rig;
  const auto before = notes_of(1, {{from(0), 220, 2, 0}, {from({3, 4}), 330}});
  const auto after = notes_of(4, {{from(0), 220, 2, 0}, {from({3, 4}), 330}});
  rig.send({{before}, {}});
  rig.play(100);
  rig.send({{after}, {}}).replaced.push_back({before, after, Handover::goes_on});
  const std::vector<Sent> log{
      {100, "start 0 at -100", 1}, {100, "freq 0", 220}, {100, "gate 0", 1}, {499, "gate 0", 0},
      {750, "start 1", 1},         {750, "freq 1", 330}, {750, "gate 1", 1}, {874, "gate 1", 0}};
  CHECK(rig.play(1000) == log);
}
TEST_CASE("a tempo change loses no note and repeats none, wherever it falls") {
  const auto notes =
      notes_like(400, [](std::int64_t i) { return Note{from({i, 97}, {1, 97}), double(i)}; });
  for (const std::int64_t at : {1, 100, 333, 1031}) {
    for (const Rational cycles : {Rational(0), Rational(2)}) {
      Rig rig;
      const auto player = notes_of(8, notes);
      rig.send({{player}, {}});
      auto log = rig.play(at);
      rig.send({{player}, {}}).tempo =
          TempoChange{{Rational(877, 10), 1}, rig.schedule.asked().cycle + cycles};
      for (std::int64_t end = at + 64; end < 5000; end += 64)
        std::ranges::copy(rig.play(end), std::back_inserter(log));
      std::vector<double> heard;
      for (const Sent& sent : log)
        if (sent.what.starts_with("freq")) heard.push_back(double(sent.value));
      CHECK(heard.size() == 400);
      for (std::size_t i = 0; i < heard.size(); ++i) CHECK(heard[i] == double(i));
      CHECK(std::ranges::is_sorted(log, {}, &Sent::frame));
    }
  }
}
TEST_CASE("redefinitions come no faster than nodes can fade, and in order") {
  Rig rig;
  const std::int64_t fade = engine::crossfade(Hertz{double(kRate)}).value;
  for (int i = 0; i < 20; ++i) rig.send({}).redefines = true;
  rig.play(1000);
  for (std::size_t i = engine::kMaxInstances - 2; i < 20; ++i)
    CHECK((rig.updates[i]->at - rig.updates[i - (engine::kMaxInstances - 2)]->at).value >= fade);
}
TEST_CASE("after warm-up the schedule allocates nothing") {
  const auto notes = notes_like(100, [](std::int64_t i) { return Note{from({i, 10}), double(i)}; });
  Rig rig;
  const auto player = notes_of(4, notes);
  rig.send({{player}, {}});
  rig.play(1000);
  rig.send({{player}, {}}).tempo = TempoChange{{90, 1}, rig.schedule.asked().cycle + 1};
  const int before = testing::violations();
  {
    const testing::AudioThread no_allocation;
    rig.schedule.advance(Frames{9000}, rig.ring);
  }
  CHECK(testing::violations() == before);
}
