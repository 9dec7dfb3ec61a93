// tests/signal/envelope_test.cpp: levels at given frames.
#include "signal/envelope.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "signal/interpreter.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::test;

static constexpr Hertz kRate = 48000.0_Hz;
struct Stretch {
  double gate;
  std::size_t frames;
};
template <class Real = float>
static std::vector<Real> follow(const Program& envelope, std::initializer_list<Stretch> gates) {
  std::vector<Real> gate;
  for (const Stretch& s : gates) gate.insert(gate.end(), s.frames, static_cast<Real>(s.gate));
  return interpret<Real>(envelope, gate, kRate);
}
/// 240, 7200 and 3840 frames.
static Program acid(double sustain = 0.3) {
  return trace(1, [&](Signal gate) { return adsr(0.005, 0.15, sustain, 0.08, gate); });
}
static float largest_step(const std::vector<float>& level) {
  std::vector<float> steps(level.size());
  std::adjacent_difference(level.begin(), level.end(), steps.begin());
  return std::abs(*std::ranges::max_element(steps, {}, [](float s) { return std::abs(s); }));
}
constexpr float kRounding = 2e-7F;

TEST_CASE("adsr reaches 1, sustain and 0 on the frames that its times say") {
  const auto level = follow(acid(), {{0, 10}, {1, 10'000}, {0, 5000}});
  CHECK(level[10] == 0.0F);
  CHECK(level[11] == doctest::Approx(1.0 / 240.0));
  CHECK(level[10 + 120] == doctest::Approx(0.5));
  CHECK(level[10 + 239] < 0.9999F);
  CHECK(std::abs(level[10 + 240] - 1.0F) < kRounding);
  CHECK(level[10 + 240 + 3600] == doctest::Approx(0.65));
  CHECK(level[10 + 240 + 7199] > 0.30005F);
  CHECK(level[10 + 240 + 7201] == 0.3F);
  CHECK(level[10'010] == 0.3F);
  CHECK(level[10'010 + 1920] == doctest::Approx(0.15));
  CHECK(level[10'010 + 3839] > 0.00005F);
  CHECK(level[10'010 + 3841] == 0.0F);
  CHECK(*std::ranges::max_element(level) <= 1.0F);
}
TEST_CASE("adsr sounds on the frame after the gate opens, and stays at 0 without one") {
  CHECK(follow(acid(), {{0, 3}, {1, 2}}) == std::vector<float>{0, 0, 0, 0, 1.0F / 240.0F});
  CHECK(largest_step(follow(acid(), {{0, 1000}})) == 0.0F);
}
TEST_CASE("release falls from where it is, in the same time") {
  for (const std::size_t open : {100U, 2000U}) {
    const auto level = follow(acid(), {{1, open}, {0, 4000}});
    CHECK(level[open] > 0.2F);
    CHECK(level[open + 1920] == doctest::Approx(level[open] / 2.0F));
    CHECK(level[open + 3839] > 0.0F);
    CHECK(level[open + 3841] == 0.0F);
  }
}
TEST_CASE("a gate that closes for one frame starts a new attack from the level it has, no step") {
  const auto level = follow(acid(), {{1, 10'000}, {0, 1}, {1, 10'000}});
  CHECK(largest_step(level) < 1.0F / 240.0F + kRounding);
  CHECK(level[10'001] < 0.3F);
  CHECK(level[10'001 + 168] > 0.9999F);  // 0.7 of the attack
  CHECK(level.back() == 0.3F);
}
TEST_CASE(
    "a gate that opens during the release rises from there, one that chatters stays bounded") {
  const auto level = follow(acid(), {{1, 1000}, {0, 1920}, {1, 2000}});
  CHECK(largest_step(level) < 1.0F / 240.0F + kRounding);
  std::vector<float> gate(20'000);
  for (std::size_t i = 0; i < gate.size(); ++i) gate[i] = (i / 7 + i / 311) % 2 == 0 ? 1.0F : 0.0F;
  const auto chatter = interpret<float>(acid(), gate, kRate);
  CHECK(*std::ranges::min_element(chatter) >= 0.0F);
  CHECK(*std::ranges::max_element(chatter) <= 1.0F);
  CHECK(largest_step(chatter) < 1.0F / 240.0F + kRounding);
}
TEST_CASE("sustain may be 0 or 1, and times may be 0: then a segment takes a frame") {
  CHECK(follow(acid(0.0), {{1, 9000}}).back() == 0.0F);
  CHECK(std::abs(follow(acid(1.0), {{1, 9000}}).back() - 1.0F) < kRounding);
  const Program snap = trace(1, [](Signal gate) { return adsr(0.0, 0.0, 0.5, 0.0, gate); });
  CHECK(follow(snap, {{1, 5}, {0, 3}}) == std::vector<float>{0, 1, 0.5, 0.5, 0.5, 0.5, 0, 0});
}
TEST_CASE("turning a time while its segment runs bends the line and never breaks it") {
  const Program turned = trace(
      2, [](Signal gate, Signal seconds) { return adsr(seconds, seconds, 0.3, seconds, gate); });
  Interpreter<float> voice(turned, kRate);
  std::vector<float> in, level(30'000);
  for (std::size_t i = 0; i < 30'000; ++i) in.push_back(i < 20'000 ? 1.0F : 0.0F);
  for (std::size_t i = 0; i < 30'000; ++i) in.push_back(i / 500 % 2 == 0 ? 0.02F : 2.0F);
  voice.process({}, {}, 0, in, level, 30'000);
  CHECK(largest_step(level) < 1.0F / 960.0F + kRounding);
  CHECK(level[19'999] == 0.3F);
}
TEST_CASE("slow lines are as long as they should be, within a frame") {
  const Program pad = trace(1, [](Signal gate) { return adsr(5.0, 1.0, 0.5, 1.0, gate); });
  const auto level = follow(pad, {{1, 241'000}});
  const auto peak = std::ranges::max_element(level) - level.begin();
  CHECK(std::abs(peak - 240'000) <= 1);
}
TEST_CASE("ar rises and falls by itself, and a new gate rises from where it is") {
  const Program hit = trace(1, [](Signal gate) { return ar(0.001, 0.05, gate); });  // 48, 2400
  for (const std::size_t open : {1U, 10U, 5000U}) {
    CAPTURE(open);
    const auto level = follow(hit, {{0, 5}, {1, open}, {0, 6000}});
    CHECK(level[5] == 0.0F);
    CHECK(level[6] == doctest::Approx(1.0 / 48.0));
    CHECK(std::abs(level[5 + 48] - 1.0F) < kRounding);
    CHECK(level[5 + 48 + 1200] == doctest::Approx(0.5));
    CHECK(level[5 + 48 + 2401] == 0.0F);
    CHECK(level.back() == 0.0F);
  }
  const auto again = follow(hit, {{1, 1000}, {0, 1}, {1, 4000}});
  CHECK(largest_step(again) < 1.0F / 48.0F + kRounding);
  CHECK(std::ranges::count_if(again, [](float x) { return x > 0.9999F; }) == 2);
}
TEST_CASE("envelopes in float are within -100 dBFS of double") {
  const auto error_db = [](const Program& p) {
    const auto gates = {Stretch{1, 6000}, {0, 2000}, {1, 8000}, {0, 4000}};
    return difference_db(follow<float>(p, gates), follow<double>(p, gates));
  };
  CHECK(error_db(acid()) < -100.0);
  CHECK(error_db(trace(1, [](Signal gate) { return ar(0.003, 0.07, gate); })) < -100.0);
}
