// examples/cpp/acid_jam.cpp: examples/acid_jam.py in C++, to the same bits.
// usage: acid_jam [OUT.wav [BARS]]
#include <krach/krach.hpp>

#include <cstdio>
#include <exception>
#include <string>

using krach::krs::Signal;

static Signal acid_bass() {
  const Signal freq = krs::control("freq", 55.0, 20.0, 800.0);
  const Signal gate = krs::control("gate", 0.0, 0.0, 1.0);
  const Signal cutoff = krs::control("cutoff", 800.0, 100.0, 4000.0);
  const Signal env = krs::adsr(0.005, 0.15, 0.3, 0.08, gate);
  return krs::lowpass(krs::saw(freq), cutoff) * env * 0.55;
}
static Signal kick() {
  const Signal gate = krs::control("gate", 0.0, 0.0, 1.0);
  const Signal env = krs::adsr(0.001, 0.25, 0.0, 0.05, gate);
  return krs::sine_osc(55.0 + env * 200.0) * env * 0.9;
}
static Signal hat() {
  const Signal gate = krs::control("gate", 0.0, 0.0, 1.0);
  const Signal env = krs::adsr(0.001, 0.04, 0.0, 0.02, gate);
  return krs::highpass(krs::white_noise(), 8000.0) * env * 0.5;
}
static Signal reverb(Signal in) {  // an audio parameter makes it an effect
  const Signal room = krs::control("room", 0.7, 0.0, 1.0);
  return krs::reverb(in, room) * 0.8;
}

static krach::Session acid_jam() {
  krach::Session kr;
  kr.tempo(128);
  kr.master(0.7);

  const auto bass = kr.node("bass", acid_bass, {.gain = 0.5});
  const auto pad = kr.node("pad", acid_bass, {.gain = 0.2, .count = 4});  // four voices
  const auto verb = kr.node("verb", reverb, {.gain = 0.3});
  const auto k = kr.node("kick", kick, {.gain = 0.8});
  const auto h = kr.node("hat", hat, {.gain = 0.25});
  bass >> verb.at(0.2);
  pad >> verb;

  // the bass circles around A and answers itself every other bar, an octave up at the end
  const auto call = krp::p("A2 ~ A2 A3 ~ A2 C3 ~ A2 ~ A2 G3 ~ A2 E3 D3");
  const auto answer = krp::p("A2 ~ A2 A3 ~ A2 C3 ~ F2 ~ F2 F3 G2 ~ G3 B3");
  bass.play(krp::cat(call, answer).legato(0.7));
  bass.play("cutoff", krp::ramp(250, 3200).over(8));

  // stabs on the off-beats: a bar of A minor, then F and G
  pad["cutoff"] = 1500;
  const auto a_minor = krp::rest() + krp::note("A4", "C5", "E5");
  const auto lift =
      krp::rest() + krp::note("A4", "C5", "F5") + krp::rest() + krp::note("G4", "B4", "D5");
  pad.play(krp::cat(a_minor * 2, lift));

  k.play(krp::hit() * 4);
  h.play(krp::stack((krp::rest() + krp::hit()) * 4, (krp::hit() * 16).thin(0.6)).swing(0.55));
  return kr;
}

int main(int argc, char** argv) try {
  const std::string path = argc > 1 ? argv[1] : "acid_jam.wav";
  acid_jam().render(path, {.bars = argc > 2 ? std::stod(argv[2]) : 8.0});
  std::printf("wrote %s\n", path.c_str());
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
