// tests/engine/renderer_test.cpp: frames of changes, block sizes, routing, stealing.
#include "engine/renderer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "engine/kernels.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::engine;

namespace {
constexpr Hertz kRate{48000.0};
NodeSpec sine(std::uint32_t voices, float gate = 0.0F) {
  NodeSpec spec;
  spec.bank.kernel.layout = {.lanes = voices == 1 ? 1U : 8U, .controls = 2, .lane_rows = 2};
  spec.bank.kernel.process = voices == 1 ? testing::gated_sine<1> : testing::gated_sine<8>;
  spec.bank.voices = voices;
  spec.bank.gate = ControlIndex{0};
  spec.bank.controls = {gate, 440.0F};
  spec.faders[0] = 1.0F;
  return spec;
}
NodeSpec effect() {
  NodeSpec spec;
  spec.bank.kernel.layout = {.inputs = 1, .controls = 1};
  spec.bank.kernel.process = testing::scaled_input;
  spec.bank.controls = {1.0F};
  spec.faders[0] = 1.0F;
  return spec;
}
Plan plan_of(std::vector<NodeSpec> specs) {
  Plan plan;
  for (const auto& spec : specs) plan.nodes.push_back({std::make_unique<Node>(spec, kRate), {}});
  return plan;
}
Command set(std::int64_t frame, std::uint32_t control, float value, Motion motion,
            std::uint32_t node = 0) {
  return {Frames{frame}, NodeIndex{node}, SetControl{ControlIndex{control}, value, motion}};
}
void note(std::vector<Command>& to, std::int64_t frame, std::uint32_t voice, float freq) {
  const VoiceIndex v{voice};
  to.push_back({Frames{frame}, NodeIndex{0}, StartVoice{v, 1.0F}});
  to.push_back({Frames{frame}, NodeIndex{0}, SetVoice{v, ControlIndex{1}, freq}});
  to.push_back({Frames{frame}, NodeIndex{0}, SetVoice{v, ControlIndex{0}, 1.0F}});
}
std::vector<float> render(Plan plan, const std::vector<Command>& commands, std::size_t frames,
                          std::size_t block) {
  Renderer renderer(std::move(plan));
  for (const auto& c : commands) CHECK(renderer.inbox().try_push(c));
  std::vector<float> out(2 * frames);
  const int before = testing::violations();
  {
    const testing::AudioThread audio;  // from here on this thread plays the audio thread
    for (std::size_t i = 0; i < frames; i += block)
      renderer.process(std::span(out).subspan(2 * i, 2 * std::min(block, frames - i)));
  }
  CHECK(testing::violations() == before);
  return out;
}
float left(const std::vector<float>& out, std::size_t frame) { return out[2 * frame]; }
}  // namespace

TEST_CASE("blocks of 1, 7, 64 and 1024 frames are equal bit for bit, whatever moves") {
  std::vector<Command> commands;
  note(commands, 100, 0, 440.0F);
  note(commands, 555, 1, 660.0F);
  for (std::uint32_t i = 0; i < 6; ++i) note(commands, 1001 + i, i % 4, 300.0F + 50.0F * float(i));
  commands.push_back(set(1333, 2, 0.25F, Motion::glide));
  commands.push_back(set(1500, 3, -0.7F, Motion::glide));
  for (int i = 0; i < 50; ++i)
    commands.push_back(set(1600 + 16 * i, 2, 0.25F + 0.01F * float(i), Motion::ramp));
  commands.push_back({Frames{2405}, NodeIndex{0}, SetVoice{VoiceIndex{1}, ControlIndex{0}, 0.0F}});
  std::ranges::stable_sort(commands, {}, &Command::frame);
  const auto once = [&](std::size_t block) {
    return render(plan_of({sine(4)}), commands, 6000, block);
  };
  const auto whole = once(6000);
  for (const std::size_t block : {1U, 7U, 64U, 1024U}) CHECK(once(block) == whole);
}
TEST_CASE("a gate and what a note brings jump on their frame") {
  NodeSpec spec = sine(1);
  spec.bank.kernel.process = testing::own_gate<1>;
  std::vector<Command> commands;
  note(commands, 100, 0, 440.0F);
  commands.push_back({Frames{200}, NodeIndex{0}, SetVoice{VoiceIndex{0}, ControlIndex{0}, 0.0F}});
  const auto out = render(plan_of({spec}), commands, 300, 300);
  CHECK(left(out, 99) == 0.0F);
  CHECK(left(out, 100) == 1.0F);
  CHECK(left(out, 199) == 1.0F);
  CHECK(left(out, 200) == 0.0F);
}
TEST_CASE("a set control has gone 63 % of its way after 5 ms") {
  NodeSpec spec = sine(1, 0.0F);
  spec.bank.kernel.process = testing::own_gate<1>;
  const auto out = render(plan_of({spec}), {set(48, 0, 1.0F, Motion::glide)}, 1000, 64);
  CHECK(left(out, 48) == 0.0F);
  CHECK(left(out, 48 + 240) == doctest::Approx(1.0 - std::exp(-1.0)).epsilon(1e-4));
}
TEST_CASE("a ramp is a straight line to the next tick") {
  NodeSpec spec = sine(1, 0.0F);
  spec.bank.kernel.process = testing::own_gate<1>;
  const auto out = render(plan_of({spec}), {set(32, 0, 1.6F, Motion::ramp)}, 100, 64);
  for (std::size_t i = 0; i <= 16; ++i)
    CHECK(left(out, 32 + i) == doctest::Approx(0.1 * double(i)).epsilon(1e-6));
  CHECK(left(out, 60) == 1.6F);
}
TEST_CASE("routing: gain, then pan, then mute; dry to the master, levels down the routes") {
  const auto level = [](float gain, float pan, float dry, float open, float send) {
    Plan plan = plan_of({sine(1, 1.0F), effect()});
    NodeSpec spec = sine(1, 1.0F);
    spec.bank.kernel.process = testing::own_gate<1>;
    spec.faders = {gain, pan, dry, open};
    plan.nodes[0].node = std::make_unique<Node>(spec, kRate);
    plan.nodes[0].sends.push_back({NodeIndex{1}, send});
    plan.master = 0.5F;
    const auto out = render(std::move(plan), {}, 10, 10);
    return std::pair{out[10], out[11]};
  };
  CHECK(level(0.8F, 0.0F, 1.0F, 1.0F, 0.0F) == std::pair{0.4F, 0.4F});  // both channels unchanged
  CHECK(level(0.8F, 1.0F, 1.0F, 1.0F, 0.0F) == std::pair{0.0F, 0.4F});
  CHECK(level(0.8F, 0.0F, 0.0F, 1.0F, 0.5F) == std::pair{0.2F, 0.2F});  // after the gain
  CHECK(level(0.8F, -1.0F, 0.0F, 1.0F, 1.0F) ==
        std::pair{0.2F, 0.2F});                                         // the mean of both channels
  CHECK(level(0.8F, 0.0F, 1.0F, 0.0F, 1.0F) == std::pair{0.0F, 0.0F});  // sends close too
}
TEST_CASE("a lone voice goes on from its own state; one of several starts from zeroed state") {
  for (const std::uint32_t voices : {1U, 4U}) {
    std::vector<Command> commands;
    note(commands, 0, 0, 1000.0F);
    note(commands, 1000, 0, 1000.0F);  // 20.83 periods later
    const auto out = render(plan_of({sine(voices)}), commands, 2000, 64);
    const double expected = voices == 1 ? std::sin(2.0 * 3.141592653589793 * 1096.0 / 48.0)
                                        : std::sin(2.0 * 3.141592653589793 * 96.0 / 48.0);
    CHECK(std::abs(double(left(out, 1096)) - expected) < 1e-3);  // the lane before has faded
  }
}
TEST_CASE("a closed and silent voice sleeps; a bank that sleeps costs nothing") {
  Renderer renderer(plan_of({sine(4)}));
  std::vector<Command> commands;
  note(commands, 0, 0, 440.0F);
  commands.push_back({Frames{500}, NodeIndex{0}, SetVoice{VoiceIndex{0}, ControlIndex{0}, 0.0F}});
  for (const auto& c : commands) CHECK(renderer.inbox().try_push(c));
  std::vector<float> out(2 * 64);
  const auto at = [&](std::int64_t frame) {
    while (renderer.now().value < frame) renderer.process(out);
    return renderer.sounding();
  };
  CHECK(at(1024) == 1);
  CHECK(at(1024 * 3) == 0);
}
TEST_CASE("more commands on one frame than a batch holds are all obeyed") {
  NodeSpec spec = sine(1);
  spec.bank.kernel.process = testing::own_gate<1>;
  std::vector<Command> commands;
  for (int i = 0; i < 3000; ++i) commands.push_back(set(10, 0, float(i), Motion::jump));
  const auto out = render(plan_of({spec}), commands, 20, 20);
  CHECK(left(out, 9) == 0.0F);
  CHECK(left(out, 10) == 2999.0F);
}
TEST_CASE("the trap sees a planted allocation, and its release") {
  const int before = testing::violations();
  {
    const testing::AudioThread audio;
    void* volatile p = std::malloc(16);
    std::free(p);
  }
#ifdef KRACH_TRAP
  CHECK(testing::violations() == before + 2);
#else
  CHECK(testing::violations() == before);
#endif
}
