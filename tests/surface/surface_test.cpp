// tests/surface/surface_test.cpp: what C++ users write, as they write it.
#include <doctest/doctest.h>
#include <krach/krach.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

using krach::krs::Signal;

namespace {
Signal own_gate() { return krs::control("gate", 0.0, 0.0, 1.0); }
Signal through(Signal in) { return in; }
krs::Stereo wide() { return {krs::control("gate", 0.0, 0.0, 1.0), 0.25}; }
}  // namespace

TEST_CASE("nodes play, routes are chains, controls read and write") {
  krach::Session kr;
  kr.tempo(120);
  const auto a = kr.node("a", own_gate, {.gain = 1.0, .dry = 0.0});
  const auto b = kr.node("b", through, {.gain = 0.5, .dry = 0.0});
  const auto c = kr.node("c", through, {.gain = 0.5});
  a >> b >> c;
  a.play(krp::hit() * 4);
  CHECK(kr.render({.seconds = 0.1}).master[0] == 0.25F);
  b["gain"] = 1.0;
  CHECK(b["gain"] == 1.0);
  CHECK(kr.render({.seconds = 0.1}).master[0] == 0.5F);
  a.hush();
  CHECK(std::ranges::all_of(kr.render({.seconds = 0.1}).master, [](float x) { return x == 0.0F; }));
}
TEST_CASE("a text is mini-notation, and transforms are values") {
  krach::Session kr;
  kr.tempo(120);
  const auto node = kr.node("node", wide, {.gain = 0.0078125});  // the guard lets it pass
  node.play("x . x .");
  const auto sound = kr.render({.bars = 1}).master;
  CHECK(sound[0] == 0.0078125F);
  CHECK(sound[1] == 0.001953125F);
  CHECK(sound[96'000] == 0.0078125F);
  CHECK(sound[48'000] == 0.0F);
  node.play((krp::hit() + krp::rest()).every(1, krp::reverse));
  CHECK(kr.render({.bars = 1}).master[0] == 0.0F);
}
TEST_CASE("what changes patterns takes numbers, mini-notation and patterns, as in Python") {
  krach::Session kr;
  kr.tempo(120);
  const auto node = kr.node("node", own_gate, {.gain = 0.0078125});
  const auto opens = [&](const krp::Pattern& pattern, std::size_t frame) {
    node.play(pattern);
    return kr.render({.bars = 1}).master[2 * frame] != 0.0F;
  };
  const krp::Pattern x("x . . .");
  CHECK(opens(x.ply(2), 12'000));
  CHECK(opens(x.fast("2"), 48'000));
  CHECK(opens(x.late(krp::Pattern("0.5")), 48'000));
  CHECK(opens(x.off(0.25, [](const krp::Pattern& p) { return p.fast(1); }), 24'000));
  CHECK(opens(krp::Pattern("0 7").add("12", "out").scale("C:minor"), 0));
  CHECK(!opens(x.compress(0.5, 1), 0));
  CHECK_THROWS_WITH_AS(x.add("1", "into"),
                       "add: two patterns cannot come together 'into'\n"
                       "  hint: give in, out, mix, squeeze, squeeze_out, reset or restart",
                       std::runtime_error);
}
TEST_CASE("a pattern prints as it was written, and is read with the same draws") {
  const krp::Pattern said =
      krp::p("C4*8").thin(0.3).sometimes(0.4, [](const krp::Pattern& x) { return x.ply(2); });
  CHECK(said.text() == "p(\"C4*8\").thin(0.3).sometimes(0.4, ply(2))");
  CHECK(krp::timecat({{3, "C4"}, {1, krp::hit()}}).text() == "timecat((3, \"C4\"), (1, hit()))");
  CHECK(krp::parse("hit() * 4").every(2, krp::fast(2)).text() == "(hit() * 4).every(2, fast(2))");
  krach::Session a, b;
  for (krach::Session* kr : {&a, &b}) kr->tempo(120);
  a.node("gate", own_gate).play(said);
  b.node("gate", own_gate).play(krp::parse(said.text()));
  CHECK(a.render({.bars = 8}).master == b.render({.bars = 8}).master);
}
TEST_CASE("a mistake says what, where and what to do") {
  krach::Session kr;
  kr.node("bass", own_gate);
  CHECK_THROWS_WITH_AS(kr.get("bas"),
                       "node 'bas': there is no node of that name\n"
                       "  hint: did you mean 'bass'? there is: bass",
                       std::runtime_error);
  kr.set("bass", "gate", 2.0);
  CHECK(kr.warnings().size() == 1);
  CHECK(kr.value("bass", "gate") == 1.0);
}
TEST_CASE("a session plays on a device, and tells how that goes") {
  krach::Session kr;
  kr.node("gate", own_gate, {.gain = 0.5}).play("x x x x");
  kr.start({.name = "null"});
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const krach::Status now = kr.status();
  kr.stop_device();
  CHECK(now.device == "null");
  CHECK(now.peak == doctest::Approx(0.5).epsilon(0.01));
  CHECK(now.cycle > 0.02);
  CHECK_THROWS_AS(kr.status(), std::runtime_error);
}
