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
TEST_CASE("any program compiles in FAUST, and agrees where no rounding decides") {
  std::mt19937 random(5);
  const bool is_long = std::getenv("KRACH_LONG") != nullptr;  // NOLINT(concurrency-mt-unsafe)
  const int count = is_long ? 2000 : 60;
  int even = 0, refused = 0;
  for (int i = 0; i < count; ++i) {
    CAPTURE(i);
    const Program p = prune(RandomProgram(random).make());
    const std::vector<float> in = [&] {
      std::vector<float> out;
      for (const double x : test::noise_of(std::size_t{200} * std::max(p.inputs, 1U), 1.0))
        out.push_back(static_cast<float>(x));
      return out;
    }();
    std::vector<float> theirs;
    try {
      theirs = heard(in_faust(p, {}), in, 200);
    } catch (const Error& error) {  // FAUST knows that x - x is 0, and then refuses y / (x - x)
      CHECK(std::string(error.what()).find("division by 0") != std::string::npos);
      ++refused;
      continue;
    }
    const auto ours = heard(p, in, 200);
    const bool is_finite =
        std::ranges::all_of(ours, [](float x) { return std::isfinite(x) && std::abs(x) < 1e6F; });
    if (!is_even(p) || !is_finite) continue;
    ++even;
    CAPTURE(to_faust(p));
    CHECK(difference_db(ours, theirs) < -80.0);
  }
  MESSAGE(count << " programs, " << even << " of them compared, " << refused << " divide by 0");
  CHECK(refused <= count / 50);
}
