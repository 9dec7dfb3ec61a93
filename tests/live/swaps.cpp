// tests/live/swaps.cpp: eight sines play; one of them is defined anew again and again, every fourth
// time in FAUST.
// usage: swaps SWAPS SECONDS OUT.f32
// Writes float32 of shape (frames, 8): the swapped node, then the others; prints JSON: the frame of
// each change, and what is in use after 100 changes and at the end: bytes, those in memory, open
// files, threads.
#include <malloc.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "jit/faust.hpp"
#include "signal/oscillator.hpp"
#include "support/rig.hpp"

using namespace krach;

static session::NodeState sine(double freq, double gain) {
  auto state = testing::node([=] { return signal::sine_osc(freq) * gain; });
  state.gain = 0.2;
  return state;
}

/// A pitch of FAUST's own, at four levels: each is compiled once.
static std::vector<session::NodeState> faust_sines() {
  std::vector<session::NodeState> out;
  for (const char* level : {"0.6", "0.7", "0.8", "0.9"}) {
    session::NodeState state;
    state.gain = 0.2;
    state.program = std::make_shared<signal::Program>(jit::read_faust(
        {"sine.dsp",
         "import(\"stdfaust.lib\"); process = os.osc(440) * " + std::string(level) + ";",
         {}}));
    out.push_back(state);
  }
  return out;
}
static std::size_t count(const char* folder) {
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++entries;
  return entries;
}
static std::string used() {
  std::size_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return "[" + std::to_string(mallinfo2().uordblks) + ", " + std::to_string(4096 * resident) +
         ", " + std::to_string(count("/proc/self/fd")) + ", " +
         std::to_string(count("/proc/self/task")) + "]";
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int swaps = std::stoi(argv[1]);
  const std::int64_t blocks = std::stoll(argv[2]) * 375;
  session::State state;
  const std::array<std::string, 8> names{"swapped", "b", "c", "d", "e", "f", "g", "h"};
  const std::array freqs{440.0, 330.0, 550.0, 777.0, 222.0, 1234.0, 660.0, 999.0};
  for (std::size_t i = 0; i < names.size(); ++i) state.nodes[names[i]] = sine(freqs.at(i), 1.0);
  const auto in_faust = faust_sines();
  testing::Rig rig(state);

  std::FILE* out = std::fopen(argv[3], "wb");
  if (out == nullptr) return 1;
  std::string frames, early = used();
  int done = 0;
  // most changes 25 blocks apart, every fifth within the fade of the one before
  for (std::int64_t block = 0, next = 40; block < blocks; ++block) {
    if (done < swaps && block == next) {
      // of one pitch: a predictor of this order also stumbles over two that are blended ideally
      const auto number = static_cast<std::size_t>(done);
      state.nodes["swapped"] = number % 4 == 3 ? in_faust[number / 4 % in_faust.size()]
                                               : sine(440.0, 0.5 + 0.0005 * done);
      rig.performance.follow(state);
      ++done;
      next += done % 5 == 0
                  ? 2
                  : 20 + static_cast<std::int64_t>(mix(static_cast<std::uint64_t>(done), 1) % 10);
      if (done == 100) early = used();
    }
    const Frames before = rig.performance.effect();
    rig.next();
    if (rig.performance.effect() != before && done > 0)
      frames += (frames.empty() ? "" : ", ") + std::to_string(rig.performance.effect().value);
    for (std::size_t i = 0; i < 128; ++i)
      for (const auto& name : names) std::fwrite(&rig.stem[name][2 * i], sizeof(float), 1, out);
  }
  std::printf("{\"frames\": [%s], \"early\": %s, \"late\": %s}\n", frames.c_str(), early.c_str(),
              used().c_str());
  std::fclose(out);
}
