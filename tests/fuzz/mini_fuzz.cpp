// tests/fuzz/mini_fuzz.cpp: libFuzzer writes mini-notations. Each is refused with faults that have
// a place, or plays and can be looked at; the sanitizers watch.
#include "fuzz/checks.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pattern/mini.hpp"
#include "pattern/show.hpp"

using namespace krach;
using namespace krach::fuzz;
using namespace krach::pattern;

static void check_pattern(const Pattern& pattern, std::string_view text) {
  const Span asked{0, 4};
  pattern.query(asked, [&](const Event& event) {
    require(asked.begin <= event.part.begin && event.part.begin < event.part.end &&
            event.part.end <= asked.end);
    require(event.whole && event.whole->begin <= event.part.begin &&
            event.part.end <= event.whole->end);
    for (const SourceSpan& source : event.source)
      require(source.begin + source.length <= text.size() && text_of(source.text) == text);
  });
}
static void look_at(const Pattern& pattern, std::string_view text) {
  switch (text.size() % 4) {  // one of them, so that they do not take the time of the others
    case 0: (void)show_grid(pattern, 2, true); break;
    case 1: (void)table(pattern, 2); break;
    case 2: (void)explain(pattern); break;
    default: (void)svg(pattern, 1); break;
  }
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are characters
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Watch watch;
  try {
    const Pattern pattern = parse_mini(text);
    check_pattern(pattern, text);
    watch.lap();
    look_at(pattern, text);
    (void)pattern.as_notes();
  } catch (const Error& error) {
    check_faults(error);
  }
  watch.lap();
  return 0;
}
