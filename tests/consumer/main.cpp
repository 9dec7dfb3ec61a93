// tests/consumer/main.cpp: renders a second of a sine and writes it; 0 if the sine is there.
#include <krach/krach.hpp>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

static krs::Signal tone() {
  const auto freq = krs::control("freq", 440.0, 20.0, 2000.0);
  return krs::sine_osc(freq) * krs::control("gate", 0.0, 0.0, 1.0);
}

static bool refuses_an_unknown_node(krach::Session& kr) {
  try {
    kr.set("bass", "freq", 1.0);
  } catch (const std::runtime_error& error) {  // what the library throws is caught here
    std::puts(error.what());
    return true;
  }
  return false;
}

int main() {
  krach::Session kr;
  kr.node("tone", tone, {.gain = 0.5}).play(krp::note("A4"));
  const auto sound = kr.render({.seconds = 1.0});
  const float peak = *std::max_element(sound.master.begin(), sound.master.end());
  const auto files = kr.render("tone.wav", {.seconds = 1.0});
  std::printf("%zu frames, peak %.2f, %s\n", sound.master.size() / 2, static_cast<double>(peak),
              files.at(0).c_str());
  return peak > 0.4F && peak < 0.6F && refuses_an_unknown_node(kr) ? 0 : 1;
}
