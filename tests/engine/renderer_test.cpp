// tests/engine/renderer_test.cpp: frames of changes, block sizes, routing, stealing.
#include "engine/renderer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "base/random.hpp"
#include "engine/kernels.hpp"
#include "support/realtime_trap.hpp"

using namespace krach;
using namespace krach::engine;

namespace {
constexpr Hertz kRate{48000.0};
struct Spec {
  InstanceSpec instance;
  Faders faders = kFadersAtRest;
};
Spec sine(std::uint32_t voices, float gate = 0.0F) {
  Spec spec;
  spec.instance.bank.kernel.layout = {
      .lanes = voices == 1 ? 1U : 8U, .controls = 2, .lane_rows = 2};
  spec.instance.bank.kernel.process = voices == 1 ? testing::gated_sine<1> : testing::gated_sine<8>;
  spec.instance.bank.voices = voices;
  spec.instance.bank.gate = 0;
  spec.instance.bank.controls = {gate, 440.0F};
  spec.faders[0] = 1.0F;
  return spec;
}
Spec own_gate(float gate = 0.0F) {
  Spec spec = sine(1, gate);
  spec.instance.bank.kernel.process = testing::own_gate<1>;
  return spec;
}
Spec effect() {
  Spec spec;
  spec.instance.bank.kernel.layout = {.inputs = 1, .controls = 1};
  spec.instance.bank.kernel.process = testing::scaled_input;
  spec.instance.bank.controls = {1.0F};
  spec.faders[0] = 1.0F;
  return spec;
}
std::unique_ptr<Instance> instance_of(const Spec& spec) {
  return std::make_unique<Instance>(spec.instance, kRate);
}
Plan plan_of(const std::vector<Spec>& specs) {
  Plan plan;
  for (const auto& spec : specs) {
    plan.nodes.push_back(std::make_shared<Node>(spec.faders, kRate, instance_of(spec)));
    plan.order.push_back({plan.nodes.back().get(), NodeIndex(plan.nodes.size() - 1), {}});
  }
  return plan;
}
Command swap_in(const Plan& plan, std::int64_t frame = 0) {
  return {Frames{frame}, SwapPlan{&plan}};
}
constexpr ControlIndex kGate = control_of_program(0), kFreq = control_of_program(1);
Command set(std::int64_t frame, ControlIndex control, float value, Motion motion,
            std::uint32_t node = 0) {
  return {Frames{frame}, SetControl{NodeIndex{node}, control, value, motion}};
}
Command bring(std::int64_t frame, std::uint32_t voice, ControlIndex control, float value) {
  return {Frames{frame}, SetVoice{NodeIndex{0}, VoiceIndex{voice}, control, value}};
}
void note(std::vector<Command>& to, std::int64_t frame, std::uint32_t voice, float freq) {
  to.push_back({Frames{frame}, StartVoice{NodeIndex{0}, VoiceIndex{voice}, 1.0F}});
  to.push_back(bring(frame, voice, kFreq, freq));
  to.push_back(bring(frame, voice, kGate, 1.0F));
}
std::vector<float> render(const Plan& plan, const std::vector<Command>& commands,
                          std::size_t frames, std::size_t block, float master = 1.0F) {
  Renderer renderer(kRate, master);
  CHECK(renderer.inbox().try_push(swap_in(plan)));
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
  commands.push_back(set(1333, control_of(Fader::gain), 0.25F, Motion::glide));
  commands.push_back(set(1500, control_of(Fader::pan), -0.7F, Motion::glide));
  for (int i = 0; i < 50; ++i)
    commands.push_back(
        set(1600 + 16 * i, control_of(Fader::gain), 0.25F + 0.01F * float(i), Motion::ramp));
  commands.push_back(bring(2405, 1, kGate, 0.0F));
  std::ranges::stable_sort(commands, {}, &Command::frame);
  const auto once = [&](std::size_t block) {
    return render(plan_of({sine(4)}), commands, 6000, block);
  };
  const auto whole = once(6000);
  for (const std::size_t block : {1U, 7U, 64U, 1024U}) CHECK(once(block) == whole);
}
TEST_CASE("a crowd of voices that steal each other's lanes is equal bit for bit in any blocks") {
  std::vector<Command> commands;
  std::int64_t frame = 0;
  for (std::uint64_t i = 0; i < 400; ++i) {
    const auto draw = [&](std::uint64_t what, std::uint64_t below) {
      return static_cast<std::uint32_t>(mix(mix(7, i), what) % below);
    };
    frame += draw(0, 4) == 0 ? draw(1, 300) : draw(1, 8);
    if (draw(6, 4) == 0) frame += 256 - frame % 256;  // where lanes are judged
    const std::uint32_t voice = draw(2, 12);
    if (draw(3, 3) > 0)
      note(commands, frame, voice, 200.0F + static_cast<float>(draw(4, 900)));
    else
      commands.push_back(bring(frame, voice, kGate, 0.0F));
    if (draw(5, 20) == 0) commands.push_back(set(frame, kFreq, 300.0F, Motion::glide));
  }
  const auto once = [&](std::size_t block) {
    return render(plan_of({sine(12)}), commands, 20'000, block);
  };
  const auto whole = once(20'000);
  CHECK(std::ranges::any_of(whole, [](float x) { return std::abs(x) > 3.0F; }));
  for (const std::size_t block : {1U, 7U, 64U, 1024U}) CHECK(once(block) == whole);
}
TEST_CASE("commands for voices and for the graph on one frame are obeyed in their order") {
  Spec several = sine(4);
  several.instance.bank.kernel.process = testing::own_gate<8>;
  for (const Spec& spec : {own_gate(), several}) {
    std::vector<Command> commands;
    note(commands, 100, 0, 440.0F);
    commands.push_back({Frames{100}, SetMaster{1.0F}});
    commands.push_back(bring(3000, 0, kGate, 0.25F));
    commands.push_back({Frames{3000}, SetMaster{1.0F}});
    const auto once = [&](std::size_t block) {
      return render(plan_of({spec}), commands, 6000, block);
    };
    const auto whole = once(6000);
    CHECK(left(whole, 99) == 0.0F);
    CHECK(left(whole, 2999) == 1.0F);
    CHECK(left(whole, 5999) == 0.25F);
    for (const std::size_t block : {1U, 7U, 64U, 1024U}) CHECK(once(block) == whole);
  }
}
TEST_CASE("a gate and what a note brings jump on their frame") {
  std::vector<Command> commands;
  note(commands, 100, 0, 440.0F);
  commands.push_back(bring(200, 0, kGate, 0.0F));
  const auto out = render(plan_of({own_gate()}), commands, 300, 300);
  CHECK(left(out, 99) == 0.0F);
  CHECK(left(out, 100) == 1.0F);
  CHECK(left(out, 199) == 1.0F);
  CHECK(left(out, 200) == 0.0F);
}
TEST_CASE("a set control has gone 63 % of its way after 5 ms") {
  const auto out = render(plan_of({own_gate()}), {set(48, kGate, 1.0F, Motion::glide)}, 1000, 64);
  CHECK(left(out, 48) == 0.0F);
  CHECK(left(out, 48 + 240) == doctest::Approx(1.0 - std::exp(-1.0)).epsilon(1e-4));
}
TEST_CASE("a ramp is a straight line to the next tick") {
  const auto out = render(plan_of({own_gate()}), {set(32, kGate, 1.6F, Motion::ramp)}, 100, 64);
  for (std::size_t i = 0; i <= 16; ++i)
    CHECK(left(out, 32 + i) == doctest::Approx(0.1 * double(i)).epsilon(1e-6));
  CHECK(left(out, 60) == 1.6F);
}
TEST_CASE("routing: gain, then pan, then mute; dry to the master, levels down the routes") {
  const auto level = [](float gain, float pan, float dry, float open, float send) {
    Spec source = own_gate(1.0F);
    source.faders = {gain, pan, dry, open};
    Plan plan = plan_of({source, effect()});
    plan.routes.push_back(std::make_shared<Level>(send));
    plan.order[0].sends.push_back({plan.routes[0].get(), plan.nodes[1].get()});
    const auto out = render(plan, {}, 10, 10, 0.5F);
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
  const Plan plan = plan_of({sine(4)});
  Renderer renderer(kRate, 1.0F);
  std::vector<Command> commands{swap_in(plan)};
  note(commands, 0, 0, 440.0F);
  commands.push_back(bring(500, 0, kGate, 0.0F));
  for (const auto& c : commands) CHECK(renderer.inbox().try_push(c));
  std::vector<float> out(128);
  const auto at = [&](std::int64_t frame) {
    while (renderer.now().value < frame) renderer.process(out);
    return renderer.sounding();
  };
  CHECK(at(512) == 1);
  CHECK(at(1024) == 0);
}
TEST_CASE("a voice that slept does not take the lane from the one that got it since") {
  Spec spec = own_gate();
  spec.instance.bank.kernel.layout.lanes = 8;
  spec.instance.bank.kernel.process = testing::own_gate<8>;
  spec.instance.bank.voices = 4;
  std::vector<Command> commands;
  note(commands, 0, 0, 440.0F);
  commands.push_back(bring(500, 0, kGate, 0.0F));
  note(commands, 5000, 1, 440.0F);  // voice 0 sleeps by now
  note(commands, 6000, 0, 440.0F);
  const auto out = render(plan_of({spec}), commands, 7000, 64);
  CHECK(left(out, 5999) == 1.0F);
  for (std::size_t i = 6000; i < 7000; ++i) CHECK(left(out, i) == 2.0F);
}
TEST_CASE("more commands on one frame than a batch holds are all obeyed") {
  std::vector<Command> commands;
  commands.reserve(3000);
  for (int i = 0; i < 3000; ++i) commands.push_back(set(10, kGate, float(i), Motion::jump));
  const auto out = render(plan_of({own_gate()}), commands, 20, 20);
  CHECK(left(out, 9) == 0.0F);
  CHECK(left(out, 10) == 2999.0F);
}
TEST_CASE(
    "a node that is defined anew crossfades: never louder than either, the old one returned") {
  const Plan plan = plan_of({own_gate(1.0F)});
  Renderer renderer(kRate, 1.0F);
  Instance* const next = plan.nodes[0]->adopt(instance_of(own_gate(0.5F)));
  Instance* const last = plan.nodes[0]->adopt(instance_of(own_gate(0.8F)));
  CHECK(renderer.inbox().try_push(swap_in(plan)));
  CHECK(renderer.inbox().try_push({Frames{100}, Redefine{NodeIndex{0}, next}}));
  CHECK(renderer.inbox().try_push({Frames{300}, Redefine{NodeIndex{0}, last}}));  // within the fade
  std::vector<float> out(2400);
  renderer.process(out);
  CHECK(left(out, 99) == 1.0F);
  CHECK(left(out, 1000) == doctest::Approx(0.8F));
  for (std::size_t i = 1; i < 1200; ++i) {
    CHECK(left(out, i) <= 1.0F);
    CHECK(left(out, i) >= 0.5F);
    CHECK(std::abs(left(out, i) - left(out, i - 1)) < 0.005F);  // no step
  }
  std::size_t returned = 0;
  for (; renderer.returned().front() != nullptr; renderer.returned().pop(), ++returned)
    CHECK(renderer.returned().front()->instance != last);
  CHECK(returned == 2);
}
TEST_CASE("a plan is swapped on its frame, and the one before returned; levels and master glide") {
  const Plan first = plan_of({own_gate(1.0F)});
  Plan second = first;
  second.nodes.push_back(std::make_shared<Node>(Faders{1, 0, 1, 1}, kRate, instance_of(effect())));
  second.order.push_back({second.nodes[1].get(), NodeIndex{1}, {}});
  second.routes.push_back(std::make_shared<Level>(0.0F));
  second.order[0].sends.push_back({second.routes[0].get(), second.nodes[1].get()});
  for (const std::size_t block : {1U, 7U, 64U, 2000U}) {
    for (const auto& route : second.routes) *route = Level(0.0F);
    Renderer renderer(kRate, 1.0F);
    CHECK(renderer.inbox().try_push(swap_in(first)));
    CHECK(renderer.inbox().try_push(swap_in(second, 500)));
    CHECK(renderer.inbox().try_push({Frames{501}, SetLevel{RouteIndex{0}, 0.5F}}));
    CHECK(renderer.inbox().try_push({Frames{1000}, SetMaster{0.5F}}));
    std::vector<float> out(12000);
    for (std::size_t i = 0; i < 6000; i += block)
      renderer.process(std::span(out).subspan(2 * i, 2 * std::min(block, 6000 - i)));
    CHECK(left(out, 500) == 1.0F);
    CHECK(left(out, 501 + 240) ==
          doctest::Approx(1.0 + 0.5 * (1.0 - std::exp(-1.0))).epsilon(1e-3));
    CHECK(left(out, 5999) == doctest::Approx(0.75));
    for (std::size_t i = 1; i < 6000; ++i)
      CHECK(std::abs(left(out, i) - left(out, i - 1)) < 0.005F);
    REQUIRE(renderer.returned().front() != nullptr);
    CHECK(renderer.returned().front()->plan == &first);
  }
}
TEST_CASE(
    "what is not a number is silent from its frame on, begins again, and nobody else hears it") {
  Spec sick = own_gate(1.0F);
  sick.instance.bank.kernel.process = testing::breaks_once;
  sick.instance.bank.kernel.layout.lane_rows = 2;
  const auto once = [&](std::size_t block) {
    return render(plan_of({sick, sine(4), effect()}), {}, 3000, block);
  };
  const auto out = once(3000);
  for (const std::size_t block : {1U, 7U, 64U, 1024U}) CHECK(once(block) == out);
  for (const float x : out) CHECK(std::isfinite(x));
  CHECK(left(out, 499) == 1.0F);
  for (std::size_t i = 500; i < 512; ++i) CHECK(left(out, i) == 0.0F);  // and on to 2 * 256
  CHECK(left(out, 512 + 240) == 1.0F);
  for (std::size_t i = 512; i < 1000; ++i) CHECK(std::abs(left(out, i + 1) - left(out, i)) < 0.01F);
}
TEST_CASE("a command that comes late is obeyed at once, and counted") {
  const Plan plan = plan_of({own_gate()});
  Renderer renderer(kRate, 1.0F);
  CHECK(renderer.inbox().try_push(swap_in(plan)));
  std::vector<float> out(128);
  renderer.process(out);
  CHECK(renderer.inbox().try_push(set(10, kGate, 1.0F, Motion::jump)));
  renderer.process(out);
  CHECK(left(out, 0) == 1.0F);
  CHECK(renderer.late() == 1);
}
TEST_CASE("the trap sees a planted allocation, its release, a lock and a system call") {
  const int before = testing::violations();
  {
    const testing::AudioThread audio;
    void* volatile p = std::malloc(16);
    std::free(p);
    std::mutex mutex;
    mutex.lock();
    mutex.unlock();
    std::this_thread::sleep_for(std::chrono::nanoseconds(1));
  }
#ifdef KRACH_TRAP
  CHECK(testing::violations() == before + 4);
#else
  CHECK(testing::violations() == before);
#endif
}
