// tests/jit/image_test.cpp: object files become code, and only those that refer to what is allowed.
#include "jit/image.hpp"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "base/random.hpp"

using namespace krach;
using jit::Image;
using jit::Import;

static float outside(float x) { return 10.0F * x; }
static const std::array kImports{Import{"outside", reinterpret_cast<const void*>(outside)}};

static std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
static std::string refusal(const std::string& object) {
  try {
    const Image image(object, kImports);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

TEST_CASE("an object file runs: constants, tables, addresses, calls within and to outside") {
  const std::string object = read(KRACH_GOOD_OBJECT);
  const Image image(object, kImports);
  auto* good = reinterpret_cast<float (*)(float)>(image.function("good"));
  CHECK(good(1.0F) == 10.0F + 2.0F + 25.0F);  // calls is 8: twice, the third number
  CHECK(good(2.0F) == 30.0F + 1.0F + 5.0F);   // 9: half, the first
  const Image second(object, kImports);       // has numbers of its own
  CHECK(reinterpret_cast<float (*)(float)>(second.function("good"))(1.0F) == 37.0F);
  CHECK_THROWS_AS(image.function("better"), std::runtime_error);
}
TEST_CASE("what refers to anything else is refused by its name") {
  CHECK(refusal(read(KRACH_LEAVES_OBJECT)) == "the object file refers to 'exit'");
  CHECK(refusal("") == "the object file ends too early");
  CHECK(refusal(std::string(64, 'x')) == "the object file is none");
}
TEST_CASE("a damaged object file is refused or linked, and nothing outside of it is touched") {
  const std::string object = read(KRACH_GOOD_OBJECT);
  int refused = 0;
  constexpr int kCases = 20'000;
  for (std::uint64_t i = 0; i < kCases; ++i) {
    std::string damaged = object;
    for (std::uint64_t k = 0; k <= i % 3; ++k)
      damaged[mix(mix(i), k) % damaged.size()] = static_cast<char>(mix(mix(i), k + 10));
    refused += refusal(damaged) != "none" ? 1 : 0;
  }
  for (std::size_t size = 0; size < object.size(); ++size)
    CHECK(refusal(object.substr(0, size)) != "none");
  CHECK(refused > kCases / 20);
  CHECK(refused < kCases);
}
TEST_CASE("no page of the process can be written and executed") {
  const Image image(read(KRACH_GOOD_OBJECT), kImports);
  std::ifstream maps("/proc/self/maps");
  int pages = 0, executed = 0;
  for (std::string line; std::getline(maps, line); ++pages) {
    const std::string may = line.substr(line.find(' ') + 1, 4);
    CAPTURE(line);
    CHECK_FALSE((may[1] == 'w' && may[2] == 'x'));
    executed += may[2] == 'x' ? 1 : 0;
  }
  CHECK(pages > 10);
  CHECK(executed > 1);
}
