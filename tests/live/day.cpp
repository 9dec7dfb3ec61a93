// tests/live/day.cpp: a node that is its own gate plays a sparse pattern for hours, while the tempo
// changes. usage: day FIRST_FRAME HOURS
// Prints a line for each change of tempo, when it has taken effect, and for each onset:
//   tempo FRAME BPM METER CYCLES       onset FRAME       then: bytes EARLY LATE seconds OF_SOUND
#include <malloc.h>

#include <array>
#include <cstdio>
#include <string>

#include "pattern/builders.hpp"
#include "session/settle.hpp"
#include "signal/signal.hpp"
#include "support/rig.hpp"

using namespace krach;

struct Change {
  double share = 0.0;  // of the hours
  engine::Tempo tempo;
  Rational cycles;
};

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Frames first{std::stoll(argv[1])};
  const double hours = std::stod(argv[2]);
  session::State state;
  state.tempo = {122, 4};
  state.nodes["gate"] = testing::node([] { return signal::control("gate", 0.0, 0.0, 1.0); });
  state.nodes["gate"].gain = 0x1p-10;  // below what the guard hears
  state.nodes["gate"].notes =
      pattern::p("x ~ ~ [~ x ~] ~").over(Rational(7, 3)).set("dur", 0.01).as_notes();
  testing::Rig rig(state, {.start = first}, 1024);

  const std::array changes{
      Change{0.2, {Rational(1337, 10), 4}, 0},
      Change{0.4, {Rational(1337, 10), Rational(7, 2)}, 0},
      Change{0.6, {Rational(60), Rational(7, 2)}, 512},  // a ritardando
      Change{0.8, {Rational(122), 4}, 0},
  };
  const auto blocks = static_cast<std::int64_t>(hours * 3600.0 * 48000.0 / 1024.0);
  std::size_t asked = 0, told = 0, early = 0;
  float before = 0.0F;
  Frames at = first;
  for (std::int64_t block = 0; block < blocks; ++block, at = at + Frames{1024}) {
    if (asked < changes.size() && double(block) >= changes[asked].share * double(blocks)) {
      const Rational now = rig.performance.schedule().asked().cycle;
      session::settle(state, now);
      const auto& [share, tempo, cycles] = changes[asked++];
      state.tempo.meter = tempo.meter;
      state.tempo_fade.reset();
      if (cycles == 0)
        state.tempo.bpm = tempo.bpm;
      else
        state.tempo_fade =
            session::Fade{state.tempo.bpm.to_double(), tempo.bpm.to_double(), now, cycles};
      rig.performance.follow(state, now);
    }
    const Frames effect = rig.performance.effect();
    rig.next();
    if (told < asked && rig.performance.effect() != effect && block > 2) {
      const auto& [share, tempo, cycles] = changes[told++];
      std::printf("tempo %lld %s %s %s\n", static_cast<long long>(rig.performance.effect().value),
                  print(tempo.bpm).c_str(), print(tempo.meter).c_str(), print(cycles).c_str());
    }
    if (block == blocks / 10) early = mallinfo2().uordblks;
    const auto& stem = rig.stem["gate"];
    for (std::size_t i = 0; i < 1024; ++i) {
      if (before == 0.0F && stem[2 * i] > 0.0F)
        std::printf("onset %lld\n", static_cast<long long>(at.value) + static_cast<long long>(i));
      before = stem[2 * i];
    }
  }
  std::printf("bytes %zu %zu seconds %f\n", early, mallinfo2().uordblks, hours * 3600.0);
}
