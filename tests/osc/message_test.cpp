// tests/osc/message_test.cpp: what OSC 1.0 says about bytes, and what anybody may send instead.
#include "osc/message.hpp"

#include "osc/address.hpp"
#include <doctest/doctest.h>

#include <string_view>

#include "base/error.hpp"
#include "base/random.hpp"

using namespace krach;
using osc::Message;

namespace {
using Bytes = std::vector<char>;
Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }
Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Bytes sized(const Bytes& part) {
  return Bytes{0, 0, char(part.size() >> 8U), char(part.size() & 0xFFU)} + part;
}
Bytes bundle(const std::vector<Bytes>& parts) {
  Bytes out = bytes({"#bundle\0\0\0\0\0\0\0\0\1", 16});
  for (const Bytes& part : parts) out = out + sized(part);
  return out;
}
bool refused(const Bytes& datagram) {
  try {
    osc::parse(datagram);
    return false;
  } catch (const Error& error) {
    return error.faults().size() == 1 && !error.faults()[0].hint.empty();
  }
}
}  // namespace

TEST_CASE("a message is the bytes of the specification's example") {
  const Bytes expected =
      bytes({"/foo\0\0\0\0,iisff\0\0\0\0\x3e\x8\xff\xff\xff\xffhello\0\0\0"
             "\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d",
             40});
  const Message message{"/foo", {std::int64_t{1000}, std::int64_t{-1}, "hello", 1.234, 5.678}};
  const Bytes printed = osc::print(message);
  CHECK(printed.size() == 40);
  CHECK(Bytes(printed.begin(), printed.begin() + 16) ==
        Bytes(expected.begin(), expected.begin() + 16));
  CHECK(Bytes(printed.begin() + 20, printed.end()) == Bytes(expected.begin() + 20, expected.end()));
}
TEST_CASE("what is printed is parsed again: words, floats, and numbers of 32 and 64 bits") {
  const Message message{"/a/b", {std::int64_t{1} << 40U, std::int64_t{-7}, 0.5, "red", ""}};
  CHECK(osc::parse(osc::print(message)) == std::vector{message});
  CHECK(osc::parse(osc::print({"/x", {}})) == std::vector{Message{"/x", {}}});
  CHECK_THROWS_AS(osc::print({"/x", {std::string(70'000, 'a')}}), Error);
}
TEST_CASE("a bundle is its messages in their order, also those of bundles in it") {
  const auto m = [](const char* path) { return osc::print({path, {std::int64_t{1}}}); };
  const auto found = osc::parse(bundle({m("/a"), bundle({m("/b"), m("/c")}), m("/d")}));
  REQUIRE(found.size() == 4);
  CHECK(found[1].path == "/b");
  CHECK(found[3].path == "/d");
  CHECK(osc::parse(bundle({})).empty());
}
TEST_CASE("what is no datagram of OSC is refused, and the text tells what to send") {
  const Bytes good = osc::print({"/a", {std::int64_t{1}}});
  CHECK(refused({}));
  CHECK(refused(bytes("/a")));
  CHECK(refused(bytes({"a\0\0\0,\0\0\0", 8})));
  CHECK(refused(Bytes(good.begin(), good.end() - 2)));
  CHECK(refused(bundle({Bytes(good.begin(), good.end() - 4)})));
  CHECK(refused(bytes("#bundle")));
  CHECK(refused(bundle({good}) + Bytes{0, 0, 0}));
  CHECK(refused(bytes({"/a\0\0,b\0\0\0\0\0\4abcd", 16})));  // a blob
  CHECK(refused(bytes({"/a\0\0,TN\0", 8})));                // true, and nothing
  CHECK(refused(bytes({"/\xff\0\0,\0\0\0", 8})));
  Bytes nested = good;
  for (int i = 0; i < 9; ++i) nested = bundle({nested});
  CHECK(refused(nested));
  CHECK(refused(bundle(std::vector(257, good))));
}
TEST_CASE("a million mutated datagrams: each is read or refused") {
  const Bytes seeds[] = {
      osc::print({"/bass/cutoff", {800.0}}),
      osc::print({"/krach/play", {"bass", "A2 D3"}}),
      osc::print({"/m", {std::int64_t{1}, 0.5, "red", std::int64_t{1} << 40U}}),
      bundle({osc::print({"/a", {0.5}}), bundle({osc::print({"/b", {"x"}})})}),
  };
  int read = 0, not_read = 0;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    Bytes datagram = seeds[mix(i, 0) % 4];
    for (std::uint64_t n = 0; n <= mix(i, 1) % 4; ++n)
      datagram[mix(i, 2 + 2 * n) % datagram.size()] = char(mix(i, 3 + 2 * n));
    if (mix(i, 20) % 4 == 0) datagram.resize(mix(i, 21) % (datagram.size() + 8), char(mix(i, 22)));
    try {
      osc::parse(datagram);
      ++read;
    } catch (const Error&) {
      ++not_read;
    }
  }
  MESSAGE(read << " read, " << not_read << " refused");
  CHECK(read > 1000);
  CHECK(not_read > 1000);
}
TEST_CASE("an address is in digits, so that nobody waits for a name") {
  const auto parse = [](const char* text) {
    const osc::Address a = osc::parse_address(text, "osc");
    return a.host + " " + a.port;
  };
  CHECK(parse("127.0.0.1:9000") == "127.0.0.1 9000");
  CHECK(parse("9000") == "127.0.0.1 9000");
  CHECK(parse("localhost:1") == "127.0.0.1 1");
  CHECK(parse("[::1]:65535") == "::1 65535");
  for (const char* wrong : {"", ":", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "a.b:9000",
                            "127.0.0.1:9000x", "999.0.0.1:9", ":9000"})
    CHECK_THROWS_AS(parse(wrong), Error);
}
