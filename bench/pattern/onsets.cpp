// bench/pattern/onsets.cpp: onsets per CPU second of pattern queries, the work of the peers' kit
// for Strudel and Tidal (docs/performance.md), printed in the same form; and the largest pattern.
// usage: taskset -c 1 onsets
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>

#include "base/error.hpp"
#include "pattern/builders.hpp"
#include "pattern/transforms.hpp"

using namespace krach;
using namespace krach::pattern;

namespace {
constexpr int kTakes = 9, kWarmUp = 2;
using Takes = std::array<double, kTakes - kWarmUp>;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
/// CPU seconds of each take but the first ones, in ascending order.
template <class F>
Takes take_times(const F& work) {
  Takes out{};
  for (int take = -kWarmUp; take < kTakes - kWarmUp; ++take) {
    const double start = cpu_seconds();
    work();
    if (take >= 0) out[static_cast<std::size_t>(take)] = cpu_seconds() - start;
  }
  std::ranges::sort(out);
  return out;
}

/// 8 orbits: every third cycle reversed, an echo at twice the speed, each orbit a 1/16 later.
template <class Base>
Pattern orbits(const Base& base) {
  Steps all;
  for (int i = 0; i < 8; ++i) {
    const Pattern one = base();
    const Pattern echoed = one.off(0.125, transforms::fast(2));
    all.emplace_back(echoed.every(3, transforms::reverse).shift(Rational{i, 16}));
  }
  return stack(all);
}
Pattern beat() { return p("[bd*2 <sn cp>(3,8) hh*8]"); }

/// Five controls a note, four of them from patterns of their own, as the script has them.
Pattern with_controls() {
  return beat()
      .named("s")
      .set("gain", p("1 0.8 0.6"))
      .set("pan", p("<0 1>"))
      .set("n", p("0 .. 3"))
      .set("speed", p("1 2"));
}

/// Whole cycles one by one from cycle 1000 on, `rounds` times over.
void measure(const char* name, const Pattern& pattern, std::int64_t cycles, int rounds) {
  std::int64_t onsets = 0;
  const Takes times = take_times([&] {
    onsets = 0;
    for (int round = 0; round < rounds; ++round)
      for (std::int64_t c = 1000; c < 1000 + cycles; ++c)
        pattern.query({c, c + 1}, [&](const Event& e) { onsets += e.has_onset(); });
  });
  const auto rate = [&](double seconds) { return static_cast<double>(onsets) / seconds; };
  std::printf("krach %s: %lld onsets in %lld cycles, median %.0f onsets/s (min %.0f, max %.0f)\n",
              name, static_cast<long long>(onsets / rounds), static_cast<long long>(cycles),
              rate(times[times.size() / 2]), rate(times.back()), rate(times.front()));
}

template <class F>
void measure_time(const char* name, const F& work) {
  const Takes times = take_times(work);
  std::printf("krach %s: median %.4f ms (min %.4f, max %.4f)\n", name,
              1e3 * times[times.size() / 2], 1e3 * times.front(), 1e3 * times.back());
}

void refuse_a_million() {
  try {
    (void)(hit() * 1'000'000);
  } catch (const Error&) {
    return;
  }
  throw Error(Fault{"hit() * 1000000 was built", "onsets", "refuse it"});
}
}  // namespace

int main() try {
  measure("plain", orbits(beat), 20, 20);
  measure("5 controls", orbits(with_controls), 8, 20);
  const Pattern dense = hit() * 16'384;
  std::int64_t cycle = 1000, events = 0;
  measure_time("query of one cycle of hit() * 16384", [&] {
    dense.query({cycle, cycle + 1}, [&](const Event&) { ++events; });
    ++cycle;
  });
  measure_time("refusal of hit() * 1000000", refuse_a_million);
  return events == std::int64_t{kTakes} * 16'384 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
