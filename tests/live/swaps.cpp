// tests/live/swaps.cpp: four sines play for 20 s; one of them is defined anew 300 times.
// usage: swaps SWAPS OUT.f32
// Writes float32 of shape (frames, 4): the swapped node, then the others; prints JSON: the frame of
// each change, and how many bytes are in use after 100 changes and at the end.
#include <malloc.h>

#include <array>
#include <cstdio>
#include <string>

#include "base/random.hpp"
#include "signal/oscillator.hpp"
#include "support/rig.hpp"

using namespace krach;

static session::NodeState sine(double freq, double gain) {
  auto state = testing::node([=] { return signal::sine_osc(freq) * gain; });
  state.gain = 0.2;
  return state;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int swaps = std::stoi(argv[1]);
  session::State state;
  const std::array<std::string, 4> names{"swapped", "b", "c", "d"};
  const std::array freqs{440.0, 330.0, 550.0, 777.0};
  for (std::size_t i = 0; i < names.size(); ++i) state.nodes[names[i]] = sine(freqs[i], 1.0);
  testing::Rig rig(state);

  std::FILE* out = std::fopen(argv[2], "wb");
  if (out == nullptr) return 1;
  std::string frames;
  std::size_t early = 0;
  int done = 0;
  // 7500 blocks; most changes 25 blocks apart, every fifth within the fade of the one before
  for (std::int64_t block = 0, next = 40; block < 7500; ++block) {
    if (done < swaps && block == next) {
      // of one pitch: a predictor of this order also stumbles over two that are blended ideally
      state.nodes["swapped"] = sine(440.0, 0.5 + 0.001 * done);
      rig.performance.follow(state);
      ++done;
      next += done % 5 == 0
                  ? 2
                  : 20 + static_cast<std::int64_t>(mix(static_cast<std::uint64_t>(done), 1) % 10);
      if (done == 100) early = mallinfo2().uordblks;
    }
    const Frames before = rig.performance.effect();
    rig.next();
    if (rig.performance.effect() != before && done > 0)
      frames += (frames.empty() ? "" : ", ") + std::to_string(rig.performance.effect().value);
    for (std::size_t i = 0; i < 128; ++i)
      for (const auto& name : names) std::fwrite(&rig.stem[name][2 * i], sizeof(float), 1, out);
  }
  std::fclose(out);
  std::printf("{\"frames\": [%s], \"early\": %zu, \"late\": %zu}\n", frames.c_str(), early,
              mallinfo2().uordblks);
}
