// tests/pattern/random_test.cpp: draws are uniform and independent, in every stream.
#include "base/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "pattern/support.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;

namespace {
// NOLINTNEXTLINE(concurrency-mt-unsafe): before there is another thread
const std::size_t kStreams = std::getenv("KRACH_LONG") != nullptr ? 1000 : 100;
constexpr std::size_t kDraws = 10'000;

/// The draws of a signal, a thousand a cycle.
std::vector<double> draws(const Pattern& signal, std::uint64_t seed) {
  std::vector<double> out;
  out.reserve(kDraws);
  const Pattern sampled = signal.segment(1000).with_seed(seed);
  const auto listen = [&](const Event& e) { out.push_back(e.controls[0].value.number); };
  for (std::int64_t cycle = 0; out.size() < kDraws; ++cycle)
    sampled.query({cycle, cycle + 1}, listen);
  out.resize(kDraws);
  return out;
}
/// The greatest distance from the uniform distribution on [0, 1).
double distance(std::vector<double> values) {
  std::ranges::sort(values);
  const double n = static_cast<double>(values.size());
  double most = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double at = static_cast<double>(i);
    most = std::max({most, values[i] - at / n, (at + 1.0) / n - values[i]});
  }
  return most;
}
/// How probable it is to be at least so far away. Source: Kolmogorov's series, with Stephens'
/// correction for finite samples (1970).
double p_value(double d, std::size_t samples) {
  const double root = std::sqrt(static_cast<double>(samples));
  const double t = (root + 0.12 + 0.11 / root) * d;
  double sum = 0.0;
  for (int k = 1; k <= 100; ++k) sum += (k % 2 == 1 ? 2.0 : -2.0) * std::exp(-2.0 * k * k * t * t);
  return t < 0.2 ? 1.0 : std::clamp(sum, 0.0, 1.0);
}
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double ab = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = a[i] - mean_a, y = b[i] - mean_b;
    ab += x * y, aa += x * x, bb += y * y;
  }
  return ab / std::sqrt(aa * bb);
}
}  // namespace

TEST_CASE("the p-values of streams of ten thousand draws are uniform") {
  std::vector<double> by_seed, by_place;
  for (std::size_t i = 0; i < kStreams; ++i) {
    by_seed.push_back(p_value(distance(draws(pattern::rand(), i)), kDraws));
    std::vector<Step> streams(
        4, Step(pattern::rand()));  // one of them is heard, at another place each time
    const Pattern at_place = seq(streams).zoom(Rational(static_cast<std::int64_t>(i % 4), 4),
                                               Rational(static_cast<std::int64_t>(i % 4) + 1, 4));
    by_place.push_back(p_value(distance(draws(at_place, i / 4)), kDraws));
  }
  const double seeds = p_value(distance(by_seed), kStreams);
  const double places = p_value(distance(by_place), kStreams);
  MESSAGE("p of the p-values: by seed ", seeds, ", by place ", places);
  CHECK(seeds > 0.001);
  CHECK(places > 0.001);
}
TEST_CASE("two streams of one session have nothing in common") {
  // Seeds as a session makes them: of its own seed and the target's path.
  std::vector<std::vector<double>> streams;
  for (const char* path : {"bass", "lead", "bass/cutoff", "drums/kick", "drums/snare", "a", "b"})
    streams.push_back(draws(pattern::rand(), mix(mix(1), path)));
  for (const std::int64_t place : {0, 1, 2, 3}) {
    const Pattern four = seq(pattern::rand(), pattern::rand(), pattern::rand(), pattern::rand());
    streams.push_back(draws(four.zoom(Rational(place, 4), Rational(place + 1, 4)), 0));
  }
  double most = 0.0;
  for (std::size_t a = 0; a < streams.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      for (const std::ptrdiff_t lag : {0, 1, 7, 1000}) {
        std::vector<double> late(streams[b].begin() + lag, streams[b].end());
        std::vector<double> early(streams[a].begin(), streams[a].end() - lag);
        most = std::max(most, std::abs(correlation(early, late)));
      }
  MESSAGE("the greatest correlation of 220: ", most);
  CHECK(most < 5.0 / std::sqrt(9000.0));  // five standard deviations
}
