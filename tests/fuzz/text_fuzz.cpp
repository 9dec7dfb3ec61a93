// tests/fuzz/text_fuzz.cpp: libFuzzer writes expressions. Each is refused with faults that have a
// place, or plays, and what it prints plays the same; the sanitizers watch.
#include "fuzz/checks.hpp"
#include "words/expression.hpp"
#include "words/parse.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "pattern/support.hpp"

using namespace krach;
using namespace krach::fuzz;
using namespace krach::pattern;

static void check_pattern(const Pattern& pattern, Watch& watch) {
  const Span asked{0, 4};
  std::size_t events = 0;
  pattern.query(asked, [&](const Event& event) {
    ++events;
    require(asked.begin <= event.part.begin && event.part.begin < event.part.end &&
            event.part.end <= asked.end);
    if (event.whole)
      require(event.whole->begin <= event.part.begin && event.part.end <= event.whole->end);
  });
  watch.lap();
  const std::string text = words::print(pattern.said());
  const Pattern again = words::parse(text);
  require(words::print(again.said()) == text);
  if (events < 256) require(testing::same(again, pattern, {0, 2}));
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are characters
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Watch watch;
  std::optional<Pattern> pattern;
  try {
    pattern = words::parse(text);
  } catch (const Error& error) {
    check_faults(error);
  }
  if (pattern) check_pattern(*pattern, watch);
  watch.lap();
  return 0;
}
