// tests/jit/faust_agrees_test.cpp: FAUST as an oracle: its own functions sound like krach's, and
// what krach's programs are in FAUST computes what they compute.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include "base/error.hpp"
#include "jit/faust.hpp"
#include "jit/faust_equals.hpp"
#include "jit/faust_words.hpp"
#include "jit/mono.hpp"
#include "signal/faust.hpp"
#include "signal/interpreter.hpp"
#include "signal/library_calls.hpp"
#include "signal/random_program.hpp"
#include "support/measure.hpp"

using namespace krach;
using namespace krach::signal;
using namespace krach::testing;

static constexpr std::size_t kFrames = 9600;
/// Noise at -6 dBFS, and a gate that opens every 100 ms, for 50 ms.
static const std::vector<float>& sound_and_gate() {
  static const std::vector<float> in = [] {
    std::vector<float> out;
    for (const double x : test::noise_of(kFrames, 0.5)) out.push_back(static_cast<float>(x));
    for (std::size_t i = 0; i < kFrames; ++i) out.push_back(i % 4800 < 2400 ? 1.0F : 0.0F);
    return out;
  }();
  return in;
}
/// The greatest difference, in dB of full scale, or of the peak where that is higher; and above
/// everything if one of them is no number.
static double difference_db(const std::vector<float>& a, const std::vector<float>& b) {
  double peak = 1.0, worst = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) return 999.0;
    peak = std::max(peak, std::abs(double{a[i]}));
    worst = std::max(worst, std::abs(double{a[i]} - double{b[i]}));
  }
  return test::db(worst / peak);
}
TEST_CASE("where FAUST has the same function, both are within -80 dBFS") {
  int same = 0, other = 0;
  for (const Equal& equal : kEquals) {
    CAPTURE(equal.name);
    const Function& function = get_function(equal.name);
    std::string refused;
    double db = 999.0;
    try {
      const auto theirs =
          heard(in_their_words(function, equal.expression), sound_and_gate(), kFrames);
      auto ours = heard(usual_program(function), sound_and_gate(), kFrames);
      ours.resize(theirs.size());
      db = difference_db(ours, theirs);
    } catch (const Error& error) {
      refused = error.what();
    }
    CAPTURE(refused);
    CHECK(refused.empty());
    if (equal.differs.empty()) {
      ++same;
      CHECK(db < -80.0);
    } else {
      ++other;
      MESSAGE(equal.name << ": " << db << " dB: " << equal.differs);
    }
  }
  MESSAGE(same << " functions are the same, " << other << " differ for the reasons given");
}
TEST_CASE("every function of the library compiles in FAUST, and computes the same there") {
  for (const Function& function : library()) {
    CAPTURE(function.name);
    const Program p = usual_program(function);
    const auto theirs = heard(in_faust(p, {}), sound_and_gate(), kFrames);
    CHECK(difference_db(heard(p, sound_and_gate(), kFrames), theirs) < -80.0);
  }
}
/// Nothing that a rounding decides, and nothing that comes back: these agree, whatever they are.
static bool is_even(const Program& p) {
  return std::ranges::none_of(p.operations, [](const Operation& o) {
    switch (o.op) {
      case Op::memory:
      case Op::phasor:
      case Op::delay:
      case Op::table:
      case Op::rwtable:
      case Op::floor:
      case Op::lt:
      case Op::le:
      case Op::gt:
      case Op::ge:
      case Op::eq:
      case Op::ne:
      case Op::select: return true;
      default: return false;
    }
  });
}
/// Each step is a number, and the outputs are not too large to compare: FAUST holds that x / x is 1
/// and x * 0 is 0, which is not so if x is no number.
static bool is_comparable(const Program& p, const std::vector<float>& in, std::size_t n) {
  const std::vector<double> sound(in.begin(), in.end()), steps(p.controls.size());
  std::vector<double> controls(p.controls.size());
  std::ranges::transform(p.controls, controls.begin(), [](const Control& c) { return c.initial; });
  for (std::uint32_t i = 0; i < p.operations.size(); ++i) {
    Program one = p;
    one.outputs = {i};
    std::vector<double> out(n);
    Interpreter<double>(one, Hertz{48000.0}).process(controls, steps, 0, sound, out, n);
    const bool is_heard = std::ranges::find(p.outputs, i) != p.outputs.end();
    const auto is_well = [&](double x) { return is_heard ? std::abs(x) < 1e6 : !std::isnan(x); };
    if (!std::ranges::all_of(out, is_well)) return false;
  }
  return true;
}
/// libfaust 2.54 fails on it for a reason of its own, and asks to be told.
static bool is_fault_of_libfaust(const std::string& message) {
  return message.find("please report") != std::string::npos ||
         message.find("no vector name") != std::string::npos ||
         message.find("NaN in an Interval") != std::string::npos;
}
TEST_CASE("any program compiles in FAUST, and agrees where no rounding decides") {
  std::mt19937 random(5);
  const bool is_long = std::getenv("KRACH_LONG") != nullptr;  // NOLINT(concurrency-mt-unsafe)
  const int count = is_long ? 2000 : 60;
  int even = 0, refused = 0, failed = 0;
  for (int i = 0; i < count; ++i) {
    CAPTURE(i);
    const Program p = prune(RandomProgram(random).make());
    std::vector<float> in;
    for (const double x : test::noise_of(std::size_t{200} * std::max(p.inputs, 1U), 1.0))
      in.push_back(static_cast<float>(x));
    std::vector<float> theirs;
    try {
      theirs = heard(in_faust(p, {}), in, 200);
    } catch (const Error& error) {  // FAUST knows that x - x is 0, and then refuses y / (x - x)
      const std::string told = error.what();
      const bool divides = told.find("division by 0") != std::string::npos;
      CAPTURE(told);
      CHECK((divides || is_fault_of_libfaust(told)));
      ++(divides ? refused : failed);
      continue;
    }
    if (!is_even(p) || !is_comparable(p, in, 200)) continue;
    ++even;
    CAPTURE(to_faust(p));
    CHECK(difference_db(heard(p, in, 200), theirs) < -80.0);
  }
  MESSAGE(count << " programs, " << even << " of them compared, " << refused << " divide by 0, "
                << failed << " met a fault of libfaust");
  CHECK(refused <= count / 50);
  CHECK(failed <= count / 100);
}
