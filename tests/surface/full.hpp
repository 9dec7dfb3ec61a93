// tests/surface/full.hpp: (support) a session that has everything.
#pragma once
#include <krach/krach.hpp>

namespace krach::testing {
inline krs::Signal tone() {
  const auto freq = krs::control("freq", 100.0, 20.0, 8000.0);
  return krs::sine_osc(freq) * krs::control("gate", 0.0, 0.0, 1.0);
}
inline krs::Signal loud(krs::Signal in) { return in * krs::control("drive", 1.0, 0.0, 10.0); }
inline krs::Signal through(krs::Signal in) { return in; }

inline void drums(Session& kr) {
  const auto kick = kr.node("drums/kick", tone), hat = kr.node("drums/hat", tone, {.dry = 0.5});
  const auto room = kr.node("drums/room", loud);
  kick >> room;
  hat >> room.at(0.3);
  kick.play(krp::hit() * 4);
  hat.play(krp::hit().fast(8).thin(0.5));
  hat["freq"] = 6000;
  room["drive"] = 3;
  room.mute();
}
/// A piece in which nothing waits and nothing fades: it renders alike wherever it is.
inline void piece(Session& kr) {
  kr.tempo(133);
  kr.meter(3);
  kr.master(0.0078125);  // the guard lets it pass
  const auto bass = kr.node("bass", tone, {.gain = 0.25, .pan = -0.5, .count = 3});
  drums(kr);
  const auto verb = kr.node("verb", through);
  bass >> verb.at(0.4);
  kr.get("drums/room") >> verb;
  bass.play("A2 D3 ~ <E2 G2>");
  bass.play("freq", "sine(100, 200).over(4)");
  kr.input("mic", 1, {.gain = 0.25}) >> verb;
  kr.save("verse");
  kr.mod("drums/kick/freq", "tri", 100, 300);
}
/// Everything that a state can have, but what leaves.
inline void full(Session& kr) {
  piece(kr);
  kr.solo("drums/kick");
  kr.play("bass", "hit() * 3", {.at = "7/2", .phase = "zero"});
  kr.fade("drums/room/gain", 0.1, 4);
  kr.fade("drums/hat>>drums/room", 0.9, 2);
  kr.fade("tempo", 140, 8);
}
}  // namespace krach::testing
