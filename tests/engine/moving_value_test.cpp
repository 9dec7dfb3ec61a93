// tests/engine/moving_value_test.cpp: how a number gets from here to there.
#include "engine/moving_value.hpp"

#include <doctest/doctest.h>

using namespace krach;
using namespace krach::engine;

TEST_CASE("what is set on the frame of a jump begins where the jump went") {
  const GlideTable glide(Hertz{48000.0});
  MovingValue value(7.0F);
  value.set(100.0F, Motion::jump);
  value.set(116.0F, Motion::ramp);
  value.tick(0, 16, glide);
  CHECK(value.value() == 100.0F);
  CHECK(value.step() == 1.0F);
  value.tick(16, 16, glide);
  CHECK(value.value() == 116.0F);
  CHECK_FALSE(value.moving());
}
TEST_CASE("a jump while it ramps ends the ramp") {
  const GlideTable glide(Hertz{48000.0});
  MovingValue value(0.0F);
  value.set(16.0F, Motion::ramp);
  value.tick(0, 16, glide);
  value.set(50.0F, Motion::jump);
  value.set(62.0F, Motion::ramp);
  value.tick(4, 12, glide);
  CHECK(value.value() == 50.0F);
  CHECK(value.step() == 1.0F);
}
