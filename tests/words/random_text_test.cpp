// tests/words/random_text_test.cpp
#include "words/random_text.hpp"

#include "words/parse.hpp"
#include <doctest/doctest.h>

#include <cctype>
#include <set>

#include "base/error.hpp"

using namespace krach;
using namespace krach::words;
using words::testing::RandomText;

TEST_CASE("random texts are syntax, two of three are patterns, and every word comes up in one") {
  std::set<std::string_view> missing;
  for (const Word& word : vocabulary()) missing.insert(word.name);
  int read = 0, refused = 0;
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    const std::string text = RandomText(seed).pattern(2);
    CAPTURE(text);
    try {
      parse(text);
      ++read;
      std::erase_if(missing, [&](std::string_view word) {
        const bool is_call = std::isalpha(static_cast<unsigned char>(word[0])) != 0;
        return text.find(std::string(word) + (is_call ? "(" : "")) != text.npos;
      });
    } catch (const Error& error) {
      ++refused;
      INFO(error.what());
      CHECK(std::string_view(error.what()).find("1:") != std::string_view::npos);
    }
  }
  for (const std::string_view word : missing) CHECK_MESSAGE(false, word);
  MESSAGE(read, " read, ", refused, " refused");
  CHECK(read > 2 * refused);
}
