// bench/peers/workload.cpp: the workloads that other engines are measured with, as krach sessions
// in C++: events, voices, mixing, guard and file. See docs/performance.md.
// usage: workload W1|W2|W3|W4|alias SECONDS OUT.wav [VOICES], of W1; 64 if nobody says
#include <krach/krach.hpp>

#include <cmath>
#include <cstdio>
#include <exception>
#include <string>

using krach::krs::Signal;

namespace {
struct Controls {
  Signal freq = krs::control("freq", 55.0, 20.0, 20000.0);
  Signal gate = krs::control("gate", 0.0, 0.0, 1.0);
};
Signal acid() {
  const Controls c;
  return krs::lowpass(krs::saw(c.freq), 800.0) * krs::adsr(0.005, 0.15, 0.3, 0.08, c.gate) * 0.55;
}
Signal moving_acid() {
  const Controls c;
  const Signal centre = krs::control("centre", 800.0, 100.0, 8000.0);
  const Signal env = krs::adsr(0.005, 0.15, 0.3, 0.08, c.gate);
  const Signal cutoff = krs::min(8000.0, krs::max(100.0, centre * (1.0 + 3.0 * env)));
  return krs::lowpass(krs::saw(c.freq), cutoff) * env * 0.55;
}
Signal kick() {
  const Controls c;
  const Signal env = krs::adsr(0.001, 0.05, 0.0, 0.001, c.gate);
  return krs::sine_osc(c.freq + 200.0 * env) * env * 0.9;
}
Signal plain_saw() { return krs::saw(5000.0); }

Signal room(Signal in) { return krs::reverb(in, 0.8, 0.5); }

/// Voice v of n plays MIDI 36 + (7v + 5k) mod 36 every 0.25 s, from 0.25 v / n s on, and its gate
/// is open for half of that. A cycle is a second.
krp::Pattern acid_notes(int n) {
  krp::Steps voices;
  for (int v = 0; v < n; ++v) {
    krp::Steps notes;
    for (int k = 0; k < 36; ++k) notes.emplace_back(36 + (7 * v + 5 * k) % 36);
    voices.emplace_back(krp::seq(notes).over(9).shift(v / (4.0 * n)));
  }
  return krp::stack(voices).legato(0.5);
}
/// 2000 notes a second, of 40 to 79 Hz, each gone after 51 ms.
krp::Pattern kick_notes() {
  krp::Steps notes;
  for (int i = 0; i < 40; ++i) notes.emplace_back(40.0 + i);
  return krp::seq(notes).fast(50).set("dur", 0.052);
}

krach::Session make(const std::string& workload, int voices) {
  krach::Session kr;
  kr.tempo(60);
  kr.meter(1);
  if (workload == "W1") {
    kr.node("acid", acid, {.gain = 8.0 / voices, .count = voices}).play(acid_notes(voices));
  } else if (workload == "W2") {
    const auto node = kr.node("acid", acid, {.gain = 0.125, .count = 16});
    node.play(acid_notes(16));
    kr.node("room", room);
    kr.connect("acid", "room", 0.33);
  } else if (workload == "W4") {
    const auto node = kr.node("acid", moving_acid, {.gain = 0.125, .count = 64});
    node.play(acid_notes(64));
    node.play("centre", krp::sine(200, 1400).over(8));
  } else if (workload == "W3") {
    kr.node("kick", kick, {.gain = 0.03125, .count = 128}).play(kick_notes());
  } else {
    kr.node("saw", plain_saw, {.gain = 0.5});
  }
  return kr;
}
}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4 && argc != 5)
    return std::fprintf(stderr, "usage: workload W1|W2|W3|W4|alias SECONDS OUT.wav [VOICES]\n"), 2;
  make(argv[1], argc == 5 ? std::stoi(argv[4]) : 64)
      .render(argv[3], {.seconds = std::stod(argv[2]), .block_size = 64});
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
