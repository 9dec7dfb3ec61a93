// tests/device/names_test.cpp: which device a user means.
#include "device/names.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace krach;
using device::choose;

static std::vector<device::DeviceInfo> devices() {
  return {{"jack:default", {48000}, 2, true},
          {"pulse:Built-in Audio", {}, 2, false},
          {"alsa:PCH,0", {44100, 48000}, 2, false},
          {"alsa:PCH,10", {44100, 48000}, 8, false},
          {"null", {}, 2, false}};
}
static std::string chosen(const std::string& name) { return choose(name, devices()).name; }

TEST_CASE("a whole name means that device, though another's name holds it") {
  const std::vector<device::DeviceInfo> nested{{"nullnull", {}, 2, false}, {"null", {}, 1, false}};
  CHECK(choose("null", nested).outputs == 1);
}
TEST_CASE("any part that only one name has is enough, in small letters or capitals") {
  CHECK(chosen("built") == "pulse:Built-in Audio");
  CHECK(chosen("JACK") == "jack:default");
}
TEST_CASE("the empty name is the default") { CHECK(chosen("") == "jack:default"); }
TEST_CASE("a part of more than one name is refused, and they are listed") {
  CHECK_THROWS_WITH_AS(chosen("pch"),
                       "pch: more than one device has this in its name\n"
                       "  hint: give more of the name; there is: alsa:PCH,0, alsa:PCH,10",
                       Error);
}
TEST_CASE("a misspelt name lists what there is, and the near one first") {
  CHECK_THROWS_WITH_AS(chosen("nulll"),
                       "nulll: no such device\n"
                       "  hint: did you mean 'null'? there is: jack:default, "
                       "pulse:Built-in Audio, alsa:PCH,0, alsa:PCH,10, null",
                       Error);
}
TEST_CASE("a rate that the device does not run at names those that it does") {
  CHECK_NOTHROW(device::check_rate(devices()[2], 44100));
  CHECK_NOTHROW(device::check_rate(devices()[4], 12345));
  CHECK_THROWS_WITH_AS(device::check_rate(devices()[2], 96000),
                       "alsa:PCH,0: it does not run at 96000 Hz\n"
                       "  hint: ask for one of: 44100, 48000 Hz",
                       Error);
}
