// tests/jit/faust_test.cpp: FAUST sources as programs and kernels, and what hostile ones come to.
#include "jit/faust.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <numbers>
#include <thread>

#include "base/error.hpp"
#include "jit/mono.hpp"
#include "signal/faust.hpp"
#include "signal/filter.hpp"
#include "signal/json.hpp"
#include "signal/trace.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using jit::read_faust;
using krach::testing::heard;

static Program faust(const std::string& text) { return read_faust({"test.dsp", text, {}}); }
static std::string refusal(const std::string& text) {
  try {
    (void)faust(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}
TEST_CASE("a FAUST source is a program: channels, and controls from its sliders and buttons") {
  const Program p = faust(R"(import("stdfaust.lib");
    cutoff = hslider("cutoff [unit:Hz]", 800, 100, 4000, 1);
    process = _,_ : par(i, 2, fi.lowpass(2, cutoff)) : par(i, 2, *(button("gate")));)");
  CHECK(p.inputs == 2);
  CHECK(p.outputs.size() == 2);
  REQUIRE(p.controls.size() == 2);
  const auto& cutoff = p.controls[p.controls[0].name == "cutoff" ? 0 : 1];
  CHECK(cutoff == Control{"cutoff", 800.0, 100.0, 4000.0});
  CHECK(p.faust.find("import") == std::string::npos);  // it holds what it imports
  CHECK(parse_program(to_json(p).dump()) == p);
  CHECK(content_hash(parse_program(to_json(p).dump())) == content_hash(p));
}
TEST_CASE("its kernel computes what FAUST says, from the first frame, in calls of any length") {
  const Program sine = faust("import(\"stdfaust.lib\"); process = os.osc(1000) * 0.5;");
  const auto out = heard(sine, {}, 480);
  for (std::size_t i = 0; i < out.size(); ++i)
    REQUIRE(std::abs(out[i] - 0.5F * static_cast<float>(std::sin(2.0 * std::numbers::pi / 48.0 *
                                                                 static_cast<double>(i + 1)))) <
            1e-3F);
  const Program filter = faust(
      "declare name \"a fast filter\";"
      "import(\"stdfaust.lib\"); f = hslider(\"f\", 900, 20, 9000, 1);"
      "process = _ <: fi.lowpass(3, f), re.mono_freeverb(0.8, 0.5, 0.5, 0);");
  std::vector<float> in;
  for (const double x : test::noise_of(3000, 0.5)) in.push_back(static_cast<float>(x));
  const auto whole = heard(filter, in, 3000, {}, 3000);
  for (const std::size_t cut : {1U, 7U, 64U, 100U})
    CHECK(heard(filter, in, 3000, {}, cut) == whole);
  CHECK(heard(filter, in, 3000, {400.0F}) != whole);
}
TEST_CASE("parts in FAUST stand in programs of krach") {
  const Program p = trace(1, [](Signal x) {
    const Signal cutoff = control("cut/off", 700.0, 100.0, 4000.0);
    return 0.5 * faust_expr("fi.lowpass(2, {1}, {0})", std::array{x, cutoff});
  });
  const Program native =
      trace(1, [](Signal x) { return 0.5 * lowpass(x, control("cut/off", 700.0, 100.0, 4000.0)); });
  std::vector<float> in;
  for (const double x : test::noise_of(4800, 0.5)) in.push_back(static_cast<float>(x));
  for (const float cutoff : {700.0F, 2000.0F}) {
    const auto ours = heard(native, in, 4800, {cutoff}), theirs = heard(p, in, 4800, {cutoff});
    CHECK(test::difference_db(theirs, std::vector<double>(ours.begin(), ours.end())) < -80.0);
  }
  const Program piped = trace(2, [](Signal a, Signal b) {
    return faust_expr("ro.cross(2) : -", std::array{a, b}) + faust_expr("1.5", {});
  });
  CHECK(heard(piped, {1.0F, 4.0F}, 1) == std::vector{4.5F});
}
TEST_CASE("what FAUST refuses is told with its line") {
  const std::string told = refusal("import(\"stdfaust.lib\");\nprocess = _ : nothing(3);\n");
  CHECK(told.find("test.dsp:2:15: ") != std::string::npos);
  CHECK(told.find("undefined symbol : nothing") != std::string::npos);
  CHECK(told.find("              ^^^^^^^") != std::string::npos);
  CHECK(refusal("process = par(i, 3, _);").find("3 inputs") != std::string::npos);
}
/// Plays the same frames over and over on a thread of its own, and counts what is not the same
/// bits.
class Music {
 public:
  explicit Music(std::vector<Program> programs) : programs_(std::move(programs)) {
    for (const Program& p : programs_) first_.push_back(played(p));
    thread_ = std::jthread([this](const std::stop_token& stop) {
      for (; !stop.stop_requested(); ++rounds_)
        for (std::size_t i = 0; i < programs_.size(); ++i)
          wrong_ += played(programs_[i]) == first_[i] ? 0 : 1;
    });
  }
  void stop() { thread_.request_stop(), thread_.join(); }
  std::int64_t rounds() const { return rounds_; }
  std::int64_t wrong() const { return wrong_; }

 private:
  static std::vector<float> played(const Program& p) { return heard(p, {}, 4800); }
  std::vector<Program> programs_;
  std::vector<std::vector<float>> first_;
  std::atomic<std::int64_t> rounds_{0}, wrong_{0};
  std::jthread thread_;
};

TEST_CASE("hostile sources are refused within 6 s, the music plays on, and the next one compiles") {
  const std::string mean = "process = _ * ffunction(";
  std::string nested(std::size_t{10} << 20U, '(');
  std::vector<std::string> sources{
      mean + "int exit(int), <stdlib.h>, \"\")(3);",
      mean + "int abort(), <stdlib.h>, \"\");",
      mean + "int close(int), <unistd.h>, \"\")(0);",
      mean + "int fork(), <unistd.h>, \"\");",
      mean + "int system(int), <stdlib.h>, \"\")(1);",
      mean + "float nowhere(float), <math.h>, \"\")(0.5);",
      mean + "int memset(int, int, int), <string.h>, \"\")(1, 2, 3);",
      mean + "int memcpy(int, int, int), <string.h>, \"\")(1, 2, 3);",
      mean + "int sinf(int), <math.h>, \"\")(1);",
      mean + "float sinf(int), <math.h>, \"\")(1);",
      mean + "float powf(float), <math.h>, \"\")(1.0);",
      mean + "int getpid(), <unistd.h>, \"\");",
      mean + "int kill(int, int), <signal.h>, \"\")(1, 9);",
      mean + "int mprotect(int, int, int), <sys/mman.h>, \"\")(0, 4096, 7);",
      mean + "int malloc(int), <stdlib.h>, \"\")(1000000000);",
      mean + "int dlopen(int, int), <dlfcn.h>, \"\")(0, 1);",
      mean + "int raise(int), <signal.h>, \"\")(11);",
      "process = fvariable(int environ, <unistd.h>) + _;",
      "process = fconstant(int errno, <errno.h>) + _;",
      "process = par(i, 30000, i);",
      "process = par(i, 30000, _) :> _;",
      "process = seq(i, 100000, +(i));",
      "f(x) = f(x + 1); process = f(0);",
      "f = f; process = f;",
      "f(0) = 1; f(n) = f(n - 1) + f(n - 1); process = f(60);",
      "import(\"/etc/passwd\"); process = _;",
      "import(\"/etc/hosts\"); process = _;",
      "import(\"../../../etc/hostname\"); process = _;",
      "process = library(\"/etc/shadow\").x;",
      "process = component(\"/proc/self/mem\");",
      "import(\"http://127.0.0.1:1/x.lib\"); process = _;",
      "import(\"https://example.org/x.lib\"); process = _;",
      "import(\"file:///etc/passwd\"); process = _;",
      nested,
      std::string(std::size_t{10} << 20U, '['),
      "process = " + std::string(200'000, '-') + "1;",
      "process = _ @ 2000000000;",
      "process = rdtable(2000000000, 1.0, int(_ * 3));",
      "process = rwtable(1000000000, 0.0, 1, _, 2);",
      "process = waveform{1, 2};",
      "process = soundfile(\"x[url:/etc/passwd]\", 1);",
      "process = int(_) % 0;",
      "process = int(_) / (int(_ * 0.0) % 1) : int : %(int(_ * 0));",
      "process = 1 / 0 % 0;",
      "process = ;",
      "process",
      "",
      std::string("process = _;\0garbage", 20) + "))))",
      "\xff\xfe\xfd process = \x80;",
      "process = _ ~ _ ~ ;",
      "declare options \"[nvoices:100000]\"; process = par(i, 3, _);",
      "process = button(\"" + std::string(100'000, 'x') + "\") * par(i, 5, _);"};
  Music music({faust("import(\"stdfaust.lib\"); process = no.noise : fi.lowpass(3, 900);"),
               trace(0, [] { return lowpass(noise(), 900.0); })});
  int refused = 0;
  for (const std::string& source : sources) {
    CAPTURE(source.substr(0, 80));
    const auto began = std::chrono::steady_clock::now();
    const std::string told = refusal(source);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    CHECK(took.count() < 6.0);
    refused += told != "none" ? 1 : 0;
    if (told == "none" || took.count() > 1.0)
      MESSAGE(source.substr(0, 70) << ": " << took.count() << " s, " << told.substr(0, 100));
  }
  music.stop();
  CHECK(music.wrong() == 0);
  CHECK(music.rounds() > 100);
  MESSAGE(sources.size() << " hostile sources, " << refused << " refused; meanwhile the same "
                         << music.rounds() << " times");
  CHECK(heard(faust("process = _ * 2;"), {3.0F}, 1) == std::vector{6.0F});
}
TEST_CASE("code that divides a whole number by zero while it plays silences its voice only") {
  const Program p =
      faust("import(\"stdfaust.lib\"); process = _ + 1e-12 * float(100 % (60000 - ba.time));");
  const std::vector<float> in(61'000, 0.5F);
  const auto out = heard(p, in, in.size(), {}, 100);
  CHECK(out[0] == 0.5F);
  CHECK(out[59'900] == 0.5F);
  CHECK(out[60'100] == 0.0F);
  CHECK(out.back() == 0.0F);
}
