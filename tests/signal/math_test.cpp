// tests/signal/math_test.cpp: the errors of the own sin, exp and the like, against the C library.
#include "signal/math.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

#include "base/denormals.hpp"
#include "signal/scalar.hpp"

using namespace krach;
using namespace krach::signal::math;

struct Errors {
  double relative = 0.0, absolute = 0.0;
  void add(double got, double exact) {
    absolute = std::max(absolute, std::abs(got - exact));
    if (std::abs(exact) > 1.7e-38)  // below it exp and pow give 0
      relative = std::max(relative, std::abs(got - exact) / std::abs(exact));
  }
};
/// The worst errors at 300 000 points of [low, high], evenly spaced.
template <class Own, class Exact>
static Errors measure(double low, double high, Own own, Exact exact) {
  const FlushDenormals flush;
  Errors errors;
  for (int i = 0; i <= 300'000; ++i) {
    const auto x = static_cast<float>(low + (high - low) * i / 300'000.0);
    errors.add(static_cast<double>(own(Single{x}).v), exact(static_cast<double>(x)));
  }
  MESSAGE("on [" << low << ", " << high << "]: relative " << errors.relative << ", absolute "
                 << errors.absolute);
  return errors;
}
static constexpr double kUlp = 0x1p-23;
#define OWN(f) [](Single x) { return f(x); }
#define EXACT(f) [](double x) { return std::f(x); }

TEST_CASE("sin and cos are within 1.2e-7 for |x| up to 10 000") {
  for (const double edge : {4.0, 100.0, 10'000.0}) {
    CHECK(measure(-edge, edge, OWN(sin), EXACT(sin)).absolute < 1.2e-7);
    CHECK(measure(-edge, edge, OWN(cos), EXACT(cos)).absolute < 1.2e-7);
  }
  CHECK(measure(-3.1, 3.1, OWN(sin), EXACT(sin)).relative < 2 * kUlp);
}
TEST_CASE("sin stays in [-1, 1] however large its operand") {
  for (float x = 1.0F; x < 1e38F; x *= 1.37F) CHECK(std::abs(sin(Single{x}).v) <= 1.0F);
}
TEST_CASE("tan is within 1e-6 of itself on (0, 0.49 pi), and 4 ulp on its period") {
  const double pi = std::numbers::pi;
  CHECK(measure(1e-6, 0.49 * pi, OWN(tan), EXACT(tan)).relative < 4 * kUlp);
  CHECK(measure(-0.499 * pi, 3.0, OWN(tan), EXACT(tan)).relative < 4 * kUlp);
}
TEST_CASE("exp, log and tanh are within 2 ulp") {
  CHECK(measure(-86.9, 88.7, OWN(exp), EXACT(exp)).relative < 2 * kUlp);
  CHECK(measure(-1.0, 1.0, OWN(exp), EXACT(exp)).relative < 2 * kUlp);
  CHECK(measure(1e-6, 4.0, OWN(log), EXACT(log)).relative < 2 * kUlp);
  CHECK(measure(0.99, 1.01, OWN(log), EXACT(log)).relative < 2 * kUlp);
  CHECK(measure(4.0, 1e9, OWN(log), EXACT(log)).relative < 2 * kUlp);
  CHECK(measure(-20.0, 20.0, OWN(tanh), EXACT(tanh)).relative < 2 * kUlp);
  CHECK(measure(-1.0, 1.0, OWN(tanh), EXACT(tanh)).relative < 2 * kUlp);
}
TEST_CASE("pow is within 2 ulp, for small and for large results") {
  for (const double base : {2.0, 10.0, 0.001, 1.0594631, 0.99999})
    CHECK(measure(
              -12.0, 12.0, [&](Single x) { return pow(Single{static_cast<float>(base)}, x); },
              [&](double x) { return std::pow(static_cast<double>(static_cast<float>(base)), x); })
              .relative < 2 * kUlp);
  for (const double power : {-2.5, 0.3, 7.0, 20.0})
    CHECK(measure(
              1e-4, 40.0, [&](Single x) { return pow(x, Single{static_cast<float>(power)}); },
              [&](double x) { return std::pow(x, static_cast<double>(static_cast<float>(power))); })
              .relative < 2 * kUlp);
}
TEST_CASE("pow of negative numbers, of 0, of 1 and of infinity is as C has it") {
  const float inf = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float a : {-3.0F, -1.0F, -0.5F, 0.0F, 1.0F, 2.0F, inf})
    for (const float b : {-3.0F, -2.0F, -0.5F, 0.0F, 0.5F, 1.0F, 2.0F, 5.0F}) {
      const float own = pow(Single{a}, Single{b}).v, exact = std::pow(a, b);
      CAPTURE(a);
      CAPTURE(b);
      const bool close = std::abs(own - exact) <= 2e-7F * std::abs(exact);
      CHECK((own == exact || close || (std::isnan(own) && std::isnan(exact))));
    }
  CHECK(std::isnan(pow(Single{nan}, Single{2.5F}).v));
  CHECK(std::isnan(pow(Single{2.0F}, Single{nan}).v));
}
TEST_CASE("atan2 is within 3 ulp in all quadrants") {
  for (const float x : {-30.0F, -1.0F, 0.0F, 0.01F, 1.0F, 2.0F})
    CHECK(measure(
              -40.0, 40.0, [&](Single y) { return atan2(y, Single{x}); },
              [&](double y) { return std::atan2(y, static_cast<double>(x)); })
              .relative < 3 * kUlp);
}
TEST_CASE("what is no number stays so, and edges are as C has them") {
  const float inf = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float y :
       {sin(Single{nan}).v, cos(Single{nan}).v, tan(Single{nan}).v, exp(Single{nan}).v,
        log(Single{nan}).v, tanh(Single{nan}).v, sin(Single{inf}).v, log(Single{-1.0F}).v})
    CHECK(std::isnan(y));
  CHECK(exp(Single{100.0F}).v == inf);
  CHECK(exp(Single{-100.0F}).v == 0.0F);
  CHECK(exp(Single{0.0F}).v == 1.0F);
  CHECK(log(Single{0.0F}).v == -inf);
  CHECK(log(Single{inf}).v == inf);
  CHECK(log(Single{1.0F}).v == 0.0F);
  CHECK(tanh(Single{100.0F}).v == 1.0F);
  CHECK(tanh(Single{-inf}).v == -1.0F);
  CHECK(atan2(Single{0.0F}, Single{0.0F}).v == 0.0F);
}
