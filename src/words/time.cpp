// src/words/time.cpp: words that move time.
#include "words/bind.hpp"

namespace krach::words {
// NOLINTNEXTLINE(readability-function-size): a table
void add_time(std::vector<Word>& words) {
  using P = Pattern;
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "time", .help = help, .example = example};
  };
  const auto add = [&](Word word) { words.push_back(std::move(word)); };
  add(method(named("fast", "n times as fast.", "p(\"bd sn\").fast(\"<1 2>\")"), &P::fast, {"n"}));
  add(method(named("over", "One cycle over n cycles.", "p(\"C4 E4 G4\").over(2)"), &P::over,
             {"n"}));
  add(method(named("slow", "One cycle over n cycles.", "p(\"C4 E4 G4\").slow(2)"), &P::over,
             {"n"}));
  add(method(
      named("shift", "So many cycles later; earlier if negative.", "p(\"bd . . .\").shift(1/8)"),
      &P::shift, {"cycles"}));
  add(method(named("late", "So many cycles later.", "p(\"bd sn\").late(0.25)"), &P::shift,
             {"cycles"}));
  add(method(named("early", "So many cycles earlier.", "p(\"bd sn\").early(0.25)"), &P::early,
             {"cycles"}));
  add(method(named("reverse", "Each cycle backwards.", "p(\"C4 E4 G4\").reverse()"), &P::reverse));
  add(method(
      named("palindrome", "Forwards, backwards, forwards, ...", "p(\"C4 E4 G4\").palindrome()"),
      &P::palindrome));
  add(method(named("iter", "Each cycle begins an nth later in the pattern than the one before.",
                   "p(\"a b c d\").iter(4)"),
             &P::iter, {"n"}));
  add(method(named("iter_back", "As iter, the other way round.", "p(\"a b c d\").iter_back(4)"),
             &P::iter_back, {"n"}));
  add(method(named("ply", "Each event n times in its own time.", "p(\"bd sn\").ply(2)"), &P::ply,
             {"n"}));
  add(method(named("linger", "That share of the cycle again and again; of its end if negative.",
                   "p(\"a b c d\").linger(1/4)"),
             &P::linger, {"share"}));
  add(method(named("compress", "The cycle in that share of it, silence in the rest.",
                   "p(\"bd sn\").compress(1/4, 3/4)"),
             &P::compress, {"begin", "end"}));
  add(method(named("zoom", "That share of each cycle as the whole cycle.",
                   "p(\"a b c d\").zoom(1/4, 3/4)"),
             &P::zoom, {"begin", "end"}));
  add(method(
      named("fast_gap", "n times as fast, once a cycle, then silence.", "p(\"bd sn\").fast_gap(2)"),
      &P::fast_gap, {"n"}));
  add(method(named("inside", "The transform as if n cycles were one.",
                   "p(\"0 1 2 3\").inside(2, reverse)"),
             &P::inside, {"n", "transform"}));
  add(method(named("outside", "The transform as if one cycle were n.",
                   "p(\"<0 1 2 3>\").outside(4, reverse)"),
             &P::outside, {"n", "transform"}));
  add(method(named("ribbon", "So many cycles from there on, again and again.",
                   "p(\"<a b c d>\").ribbon(1, 2)"),
             &P::ribbon, {"begin", "cycles"}));
  add(method(named("repeat_cycles", "Each cycle n times.", "p(\"<a b>\").repeat_cycles(4)"),
             &P::repeat_cycles, {"n"}));
  add(method(named("press", "Each event in the second half of its time.", "p(\"bd sn\").press()"),
             &P::press));
  add(method(named("press_by", "Each event without that share at its begin.",
                   "p(\"bd sn\").press_by(1/3)"),
             &P::press_by, {"share"}));
  add(method(named("brak", "Every second cycle squeezed into its first half, and a quarter late.",
                   "p(\"bd sn\").brak()"),
             &P::brak));
  add(method(named("shuffle", "n pieces of each cycle, each once, in a drawn order.",
                   "p(\"a b c d\").shuffle(4)"),
             &P::shuffle, {"n"}));
  add(method(named("scramble", "n drawn pieces of each cycle.", "p(\"a b c d\").scramble(4)"),
             &P::scramble, {"n"}));
  add(method(named("swing",
                   "The first of each pair of steps takes this part of the pair; 0.5 is straight.",
                   "p(\"hh*8\").swing(0.67, 8)"),
             &P::swing, {"amount", {"steps", std::int64_t{8}}}));
}
}  // namespace krach::words
