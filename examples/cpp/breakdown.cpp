// examples/cpp/breakdown.cpp: plays in the engine, which plays on when this program has ended: the
// same drums twice, and over eight bars a breakdown, to go back from with kr.recall("full").
// usage: breakdown [HOST:PORT TOKEN]; `krach` joins what plays, `krach stop` ends it
#include <krach/krach.hpp>

#include <cstdio>
#include <exception>
#include <string>

using krach::krs::Signal;

static Signal kick() {
  const Signal gate = krs::control("gate", 0.0, 0.0, 1.0);
  const Signal env = krs::adsr(0.001, 0.25, 0.0, 0.05, gate);
  return krs::sine_osc(55.0 + env * 200.0) * env * 0.9;
}
static Signal hat() {
  const Signal gate = krs::control("gate", 0.0, 0.0, 1.0);
  const Signal tone = krs::control("tone", 8000.0, 1000.0, 12000.0);
  return krs::highpass(krs::white_noise(), tone) * krs::adsr(0.001, 0.04, 0.0, 0.02, gate) * 0.5;
}
static Signal room(Signal in) { return krs::reverb(in, 0.6) * 0.8; }

static void drums(krach::Session& kr) {
  const auto k = kr.voice("kick", kick, {.gain = 0.8});
  const auto h = kr.voice("hat", hat, {.gain = 0.25});
  h >> kr.bus("room", room, {.gain = 0.3}).at(0.5);
  k.play(krp::hit() * 4);
  h.play((krp::hit() * 16).thin(0.6));
}

static void play(krach::Session& kr) {
  const krach::Graph graph = krach::Session::trace(drums);
  kr.batch([&] {
    kr.tempo(128);
    const auto a = kr.instantiate(graph, "a"), b = kr.instantiate(graph, "b");
    b["kick"].hush();
    b["hat"].play("x(5,8)").mod("tone", "tri", 2000, 10000, 8);
    kr.save("full");
  });
  kr.transition(8, [&] {
    kr.gain("a", 0);
    kr.tempo(120);
  });
  for (const auto& [path, pattern] : kr.slots())
    std::printf("%-8s %s\n", path.c_str(), pattern.text().c_str());
}

int main(int argc, char** argv) try {
  krach::ConnectOptions options;
  if (argc == 3) {
    options.place = argv[1];
    options.token = argv[2];
  }
  krach::Session kr = krach::connect(options);
  play(kr);
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
