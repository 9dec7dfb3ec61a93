// tests/session/gates_test.cpp: whatever is done to a pattern, each of its notes opens a gate and
// closes it on its own frame.
#include "words/parse.hpp"
#include "words/random_text.hpp"
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "pattern/pattern.hpp"
#include "play/schedule.hpp"

using namespace krach;
using pattern::Pattern;

namespace {
// NOLINTNEXTLINE(concurrency-mt-unsafe): before there is another thread
const int kCases = std::getenv("KRACH_LONG") != nullptr ? 100'000 : 1'000;
constexpr std::int64_t kCycle = 48'000;  // frames
constexpr std::int64_t kCycles = 4;
constexpr std::uint32_t kVoices = 128;

std::int64_t frame_of(Rational cycle) {
  const Rational frames = cycle * Rational{kCycle} + Rational(1, 2);
  return frames.floor();
}
/// When gates open and close, by the events alone.
struct Expected {
  std::multimap<std::int64_t, int> opens, closes;
  std::size_t sounding = 0;  // at most, at once
};
double number_of(const Event& event, const char* name, double otherwise) {
  const auto found = std::ranges::find(event.controls, intern(name), &ControlValue::control);
  const bool is_number = found != event.controls.end() && found->value.kind != Value::Kind::word;
  return is_number ? found->value.number : otherwise;
}
Expected expect(const Pattern& p) {
  Expected out;
  std::vector<std::pair<std::int64_t, int>> edges;
  for (std::int64_t cycle = 0; cycle < kCycles; ++cycle) {
    p.query({cycle, cycle + 1}, [&](const Event& event) {
      if (!event.has_onset()) return;
      const Rational begin = event.whole->begin;
      const double dur = number_of(event, "dur", -1.0), legato = number_of(event, "legato", 0.5);
      const Rational length = dur >= 0.0 ? to_rational(dur, "dur")
                                         : event.whole->length() * to_rational(legato, "legato");
      const std::int64_t on = frame_of(begin);
      const std::int64_t off = std::max(frame_of(begin + length) - 1, on + 1);
      out.opens.emplace(on, 0);
      out.closes.emplace(off, 0);
      edges.emplace_back(on, 1);
      edges.emplace_back(off, -1);
    });
  }
  std::ranges::sort(edges);
  std::size_t now = 0;
  for (const auto& [frame, step] : edges)
    out.sounding = std::max(out.sounding, now += static_cast<std::size_t>(step));
  return out;
}
}  // namespace

TEST_CASE("each note opens a gate and closes it on its own frame, under every transform") {
  const auto gate = engine::control_of_program(0);
  int seed = 0, notes = 0;
  for (int done = 0; done < kCases; ++seed) {
    const std::string text =
        words::testing::RandomText(static_cast<std::uint64_t>(seed)).pattern(3);
    CAPTURE(seed);
    CAPTURE(text);
    std::optional<Pattern> p;
    try {
      p = words::parse(text).as_notes();
    } catch (const Error&) {
      continue;  // refused, or no notes
    }
    ++done;
    const Expected expected = expect(*p);
    if (expected.sounding >= kVoices) continue;  // some would be stolen
    play::Schedule schedule(48'000, engine::Tempo{60, 1});
    engine::CommandRing ring;
    play::Update update;
    update.players = {{std::make_shared<play::NotePlayer>(engine::NodeIndex{0}, kVoices,
                                                          play::NodeControls{{}, gate},
                                                          std::make_shared<Pattern>(*p))},
                      {}};
    REQUIRE(schedule.updates().try_push(&update));
    std::multimap<std::int64_t, int> opens, closes;
    std::map<int, bool> is_open;
    const auto take = [&](std::int64_t before) {
      for (; ring.front() != nullptr; ring.pop()) {
        const auto* set = std::get_if<engine::SetVoice>(&ring.front()->action);
        if (set == nullptr || set->control != gate) continue;
        const std::int64_t frame = ring.front()->frame.value;
        const bool opening = set->value > 0.0F;
        CHECK(is_open[static_cast<int>(set->voice)] != opening);
        is_open[static_cast<int>(set->voice)] = opening;
        if (opening && frame < before) opens.emplace(frame, 0);
        if (!opening) closes.emplace(frame, 0);
      }
    };
    const std::int64_t end = kCycles * kCycle;
    for (std::int64_t at = 0, step = 1 + seed % 7; at < end; step = step * 5 % 4099 + 1) {
      at = std::min(end, at + step);
      while (schedule.advance(Frames{at}, ring) < Frames{at}) take(end);
      take(end);
    }
    std::erase_if(closes, [&](const auto& c) { return c.first >= end; });
    std::multimap<std::int64_t, int> due = expected.closes;
    std::erase_if(due, [&](const auto& c) { return c.first >= end; });
    CHECK(opens == expected.opens);
    CHECK(closes == due);
    notes += static_cast<int>(opens.size());
  }
  MESSAGE("seeds 0 to ", seed - 1, ": ", notes, " notes");
  CHECK(notes > kCases);
}
