// tests/engine/balance_test.cpp: each voice in its place between left and right.
#include "engine/balance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "engine/kernels.hpp"
#include "engine/renderer.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::engine;

namespace {
constexpr Hertz kRate{48000.0};
constexpr std::int64_t kFade = 96;  // frames: 2 ms
constexpr ControlIndex kGate = control_of_program(0), kFreq = control_of_program(1);
constexpr float kLeft = -1.0F, kMiddle = 0.0F, kRight = 1.0F;

InstanceSpec spec_of(std::uint32_t voices, KernelProcess* one, KernelProcess* eight,
                     std::uint32_t outputs = 1) {
  InstanceSpec spec;
  spec.bank.kernel.layout = {
      .lanes = voices == 1 ? 1U : 8U, .outputs = outputs, .controls = 2, .lane_rows = 2};
  spec.bank.kernel.process = voices == 1 ? one : eight;
  spec.bank.voices = voices;
  spec.bank.gate = 0;
  spec.bank.controls = {0.0F, 440.0F};
  return spec;
}
InstanceSpec own_gate(std::uint32_t voices) {
  return spec_of(voices, testing::own_gate<1>, testing::own_gate<8>);
}
InstanceSpec wide_gate(std::uint32_t voices) {
  return spec_of(voices, testing::wide_gate<1>, testing::wide_gate<8>, 2);
}
InstanceSpec sine(std::uint32_t voices) {
  return spec_of(voices, testing::gated_sine<1>, testing::gated_sine<8>);
}
using Commands = std::vector<Command>;
void note(Commands& to, std::int64_t frame, std::uint32_t voice, float pan, float freq = 440.0F) {
  const VoiceIndex index{voice};
  to.push_back({Frames{frame}, StartVoice{NodeIndex{0}, index, 1.0F, pan}});
  to.push_back({Frames{frame}, SetVoice{NodeIndex{0}, index, kFreq, freq}});
  to.push_back({Frames{frame}, SetVoice{NodeIndex{0}, index, kGate, 1.0F}});
}
Command gate(std::int64_t frame, std::uint32_t voice, float value) {
  return {Frames{frame}, SetVoice{NodeIndex{0}, VoiceIndex{voice}, kGate, value}};
}
struct Sound {
  std::vector<float> left, right;
  bool operator==(const Sound&) const = default;
};
std::shared_ptr<Node> node_of(const InstanceSpec& spec, float dry = 1.0F) {
  return std::make_shared<Node>(Faders{1.0F, 0.0F, dry, 1.0F}, kRate,
                                std::make_unique<Instance>(spec, kRate));
}
Sound render(const Plan& plan, const Commands& commands, std::size_t frames, std::size_t block) {
  Renderer renderer(kRate, 1.0F);
  CHECK(renderer.inbox().try_push({Frames{0}, SwapPlan{&plan}}));
  for (const auto& c : commands) CHECK(renderer.inbox().try_push(c));
  std::vector<float> out(2 * frames);
  const int before = testing::violations();
  {
    const testing::AudioThread audio;
    for (std::size_t i = 0; i < frames; i += block)
      renderer.process(std::span(out).subspan(2 * i, 2 * std::min(block, frames - i)));
  }
  CHECK(testing::violations() == before);
  Sound sound;
  for (std::size_t i = 0; i < out.size(); i += 2) {
    sound.left.push_back(out[i]);
    sound.right.push_back(out[i + 1]);
  }
  return sound;
}
Sound render(const InstanceSpec& spec, const Commands& commands, std::size_t frames,
             std::size_t block = 64) {
  Plan plan;
  plan.nodes.push_back(node_of(spec));
  plan.order.push_back({plan.nodes[0].get(), NodeIndex{0}, {}});
  return render(plan, commands, frames, block);
}
std::vector<float> steps(std::size_t frames, std::size_t at, float level) {
  std::vector<float> wave(frames);
  std::fill(wave.begin() + static_cast<std::ptrdiff_t>(at), wave.end(), level);
  return wave;
}
/// Notes on all voices, everywhere between left and right, stolen and released.
Commands crowd(std::uint32_t voices) {
  Commands commands;
  std::int64_t frame = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const auto draw = [&](std::uint64_t what, std::uint64_t below) {
      return static_cast<std::uint32_t>(mix(mix(11, i), what) % below);
    };
    frame += draw(0, 4) == 0 ? draw(1, 400) : draw(1, 60);
    const std::uint32_t voice = draw(2, voices);
    const float pan = draw(3, 3) == 0 ? kMiddle : static_cast<float>(draw(4, 5)) * 0.5F - 1.0F;
    if (draw(5, 3) > 0)
      note(commands, frame, voice, pan, 200.0F + static_cast<float>(draw(6, 900)));
    else
      commands.push_back(gate(frame, voice, 0.0F));
  }
  return commands;
}
}  // namespace

TEST_CASE("a voice on one side is exactly 0 on the other, from the first frame of its note on") {
  for (const std::uint32_t voices : {1U, 4U}) {
    CAPTURE(voices);
    const auto once = [&](const InstanceSpec& spec, float pan) {
      Commands commands;
      note(commands, 100, 0, pan);
      return render(spec, commands, 1000);
    };
    const auto part = [](float level) { return steps(1000, 100, level); };
    CHECK(once(own_gate(voices), kLeft) == Sound{part(1.0F), part(0.0F)});
    CHECK(once(own_gate(voices), kRight) == Sound{part(0.0F), part(1.0F)});
    CHECK(once(own_gate(voices), kMiddle) == Sound{part(1.0F), part(1.0F)});
    CHECK(once(own_gate(voices), 0.75F) == Sound{part(0.25F), part(1.0F)});
    CHECK(once(wide_gate(voices), kLeft) == Sound{part(1.0F), part(0.0F)});
    CHECK(once(wide_gate(voices), -0.5F) == Sound{part(1.0F), part(0.125F)});
    CHECK(once(wide_gate(voices), kRight) == Sound{part(0.0F), part(0.25F)});
  }
}
TEST_CASE("voices of one node sound in their places at the same time") {
  // 12 voices have three groups of lanes: the fourth and the last share none with the others.
  Commands commands;
  const std::vector<float> pans{kLeft,   kRight,  kMiddle, kMiddle, kMiddle, kMiddle,
                                kMiddle, kMiddle, kMiddle, kMiddle, kMiddle, -0.5F};
  for (std::uint32_t voice = 0; voice < 12; ++voice) {
    const std::int64_t frame = 10 * std::int64_t{voice};
    note(commands, frame, voice, pans[voice]);
    commands.push_back(gate(frame, voice, static_cast<float>(1U << voice)));
  }
  const Sound sound = render(own_gate(12), commands, 200);
  const auto middle = static_cast<float>(0x7fcU);  // voices 2 to 10
  CHECK(sound.left[199] == 1.0F + middle + 2048.0F);
  CHECK(sound.right[199] == 2.0F + middle + 1024.0F);
  CHECK(sound.left[25] == 1.0F + 4.0F);
  CHECK(sound.right[25] == 2.0F + 4.0F);
}
TEST_CASE(
    "voices that are all in the middle are the same bits on both sides, whatever was before") {
  Commands panned, plain;
  for (Commands* commands : {&panned, &plain}) {
    const float pan = commands == &panned ? kLeft : kMiddle;
    for (std::uint32_t voice = 0; voice < 12; ++voice)
      note(*commands, 10, voice, voice == 9 ? pan : kMiddle, 300.0F + 7.0F * float(voice));
    note(*commands, 1000, 9, kMiddle);
  }
  const Sound a = render(sine(12), panned, 3000), b = render(sine(12), plain, 3000);
  CHECK(b.left == b.right);
  CHECK(a.left != a.right);
  CHECK(std::equal(a.left.begin() + 1000 + kFade, a.left.end(), b.left.begin() + 1000 + kFade));
  CHECK(std::equal(a.right.begin() + 1000 + kFade, a.right.end(), b.left.begin() + 1000 + kFade));
}
TEST_CASE("a voice keeps its place after its gate has closed, until its next note") {
  for (const std::uint32_t voices : {1U, 4U}) {
    Commands commands;
    note(commands, 0, 0, kLeft);
    commands.push_back(gate(500, 0, 0.25F));
    note(commands, 2000, 0, kMiddle);
    const Sound sound = render(own_gate(voices), commands, 3000);
    CHECK(sound.left[1999] == 0.25F);
    CHECK(sound.right[1999] == 0.0F);
    CHECK(sound.left[2999] == 1.0F);
    CHECK(sound.right[2999] == 1.0F);
  }
}
TEST_CASE("a lone voice that sounds goes to another place in 2 ms, without a step") {
  Commands commands;
  note(commands, 0, 0, kLeft);
  note(commands, 500, 0, kRight);
  note(commands, 1000 + kFade / 2, 0, kLeft);  // and back
  note(commands, 1000 + kFade, 0, 0.5F);       // before it is there
  const Sound sound = render(own_gate(1), commands, 2000);
  CHECK(sound.left[500 + kFade / 2] == 0.5F);  // both at once
  CHECK(sound.right[500 + kFade / 2] == 0.5F);
  CHECK(sound.left[500 + kFade] == 0.0F);
  CHECK(sound.right[500 + kFade] == 1.0F);
  CHECK(sound.left[1999] == 0.5F);
  CHECK(sound.right[1999] == 1.0F);
  for (std::size_t i = 1; i < 2000;
       ++i) {  // an S-curve of 96 frames is nowhere steeper than 1.5 / 96
    CHECK(std::abs(sound.left[i] - sound.left[i - 1]) < 0.016F);
    CHECK(std::abs(sound.right[i] - sound.right[i - 1]) < 0.016F);
  }
}
TEST_CASE("a lone voice that is silent is in its new place at once") {
  Commands commands;
  note(commands, 0, 0, kLeft);
  commands.push_back(gate(100, 0, 0.0F));
  note(commands, 600, 0, kRight);  // it was silent from frame 256 to 512, but does not sleep yet
  const Sound sound = render(own_gate(1), commands, 1000);
  CHECK(*std::ranges::max_element(sound.left.begin() + 100, sound.left.end()) == 0.0F);
  CHECK(sound.right[600] == 1.0F);
}
TEST_CASE("a note that takes a voice away fades where it was") {
  Commands commands;
  note(commands, 0, 0, kLeft);
  note(commands, 500, 0, kRight);
  const Sound sound = render(own_gate(4), commands, 1000);
  CHECK(sound.right[499] == 0.0F);
  CHECK(sound.right[500] == 1.0F);
  for (std::size_t i = 500; i < 1000; ++i) {
    CHECK(sound.right[i] == 1.0F);
    CHECK(sound.left[i] <= sound.left[i - 1]);
    CHECK(sound.left[i - 1] - sound.left[i] < 0.016F);
  }
  CHECK(sound.left[500 + kFade] == 0.0F);
}
TEST_CASE("routes take what is left and right of a mono node, and effects hear both sides") {
  const auto sent = [](std::uint32_t inputs) {
    InstanceSpec effect;
    effect.bank.kernel.layout = {.inputs = inputs, .outputs = inputs, .controls = 1};
    effect.bank.kernel.process = inputs == 1 ? testing::scaled_input : testing::through_both;
    effect.bank.controls = {1.0F};
    Plan plan;
    plan.nodes = {node_of(own_gate(4), 0.0F), node_of(effect)};
    plan.routes.push_back(std::make_shared<Level>(0.5F));
    plan.order.push_back({plan.nodes[0].get(), NodeIndex{0}, {}});
    plan.order.push_back({plan.nodes[1].get(), NodeIndex{1}, {}});
    plan.order[0].sends.push_back({plan.routes[0].get(), plan.nodes[1].get()});
    Commands commands;
    note(commands, 0, 0, kLeft);
    note(commands, 0, 1, -0.5F);
    return render(plan, commands, 100, 64);
  };
  CHECK(sent(2) == Sound{steps(100, 0, 1.0F), steps(100, 0, 0.25F)});
  CHECK(sent(1) == Sound{steps(100, 0, 0.625F), steps(100, 0, 0.625F)});  // the mean
}
TEST_CASE("voices sound alike in 8 lanes and in 16") {
  InstanceSpec wide = sine(20);
  wide.bank.kernel.layout.lanes = 16;
  wide.bank.kernel.process = testing::gated_sine<16>;
  const Commands commands = crowd(20);
  const Sound eight = render(sine(20), commands, 20'000), sixteen = render(wide, commands, 20'000);
  float loudest = 0.0F, difference = 0.0F;  // sums are made in another order
  for (std::size_t i = 0; i < 20'000; ++i) {
    loudest = std::max(loudest, std::abs(eight.left[i]));
    difference = std::max({difference, std::abs(eight.left[i] - sixteen.left[i]),
                           std::abs(eight.right[i] - sixteen.right[i])});
  }
  CHECK(loudest > 1.0F);
  CHECK(difference < 1e-5F);
}
TEST_CASE("blocks of 1, 7, 64 and 1024 frames are equal bit for bit, wherever the voices are") {
  for (const InstanceSpec& spec : {sine(12), sine(1), own_gate(1), wide_gate(12), wide_gate(1)}) {
    const Commands commands = crowd(spec.bank.voices);
    const Sound whole = render(spec, commands, 20'000, 20'000);
    CHECK(whole.left != whole.right);
    for (const std::size_t block : {1U, 7U, 64U, 1024U})
      CHECK(render(spec, commands, 20'000, block) == whole);
  }
}
