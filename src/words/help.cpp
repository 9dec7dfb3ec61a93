// src/words/help.cpp
#include "words/help.hpp"

#include <algorithm>

#include "pattern/combine.hpp"
#include "pattern/scales.hpp"
#include "pattern/show.hpp"

namespace krach::words {
namespace {
/// What is explained beside the words.
struct Page {
  std::string_view name, text;
  std::vector<std::string_view> examples;
  std::vector<std::string_view> (*names)() = nullptr;  // what there is to choose from
};
}  // namespace

static const std::vector<Page>& pages() {
  static const std::vector<Page> all{
      {"euclid",
       "A Euclidean rhythm spreads hits over steps as evenly as can be: 3 over 8 is x..x..x., the\n"
       "tresillo. In mini-notation it stands in brackets after a step, hits first, then steps, "
       "then\n"
       "how many steps it begins later in the rhythm; each may be a pattern. A negative number of\n"
       "hits plays the rests. Source: Bjorklund, 2003; Toussaint, 2005.",
       {"p(\"bd(3,8)\")", "p(\"bd(3,8,2)\")", "p(\"bd(<3 5>,8)\")", "p(\"hh(-3,8)\")",
        "note(\"C4\").spread(3, 8)", "p(\"C4 E4 G4\").euclid_legato(5, 16)",
        "p(\"bd\").euclid_full(3, 8, \"hh*2\")"},
       nullptr},
      {"scales",
       "A scale turns degrees into pitches: 0 is its root, 7 the root an octave higher in a scale\n"
       "of seven, -1 the degree below. It is named by its root and its name, \"C:minor\" or\n"
       "\"D4 dorian\"; without an octave the root is in octave 3. Names may change in time, as a\n"
       "pattern of names with colons.",
       {"p(\"0 2 4 7\").scale(\"C:minor\")", "p(\"0 .. 7\").scale(\"D4 dorian\")",
        "irand(8).segment(8).scale(\"A2:minor_pentatonic\")",
        "p(\"0 2 4 7\").scale(\"<C:minor Eb:major>\")",
        "p(\"0 2 4\").scale(\"C:major\").scale_transpose(\"C:major\", \"<0 3 4>\")"},
       pattern::scale_names},
      {"chords",
       "A chord on each pitch: its name says the intervals, and may be a pattern. `voicing` moves\n"
       "the notes by octaves to just below a pitch, so that chords lie close together; `arp` "
       "plays\n"
       "the notes of each chord one after another.",
       {"p(\"<C4 A3 F3 G3>\").chord(\"<major minor major 7>\")",
        "p(\"<C4 F3>\").chord(\"minor7\").voicing(\"C5\")",
        "p(\"<C4 A3>\").chord(\"major\").arp(\"up\")"},
       pattern::chord_names}};
  return all;
}

std::string describe(const Word& word) {
  const std::string receiver = word.kind == Word::Kind::method ? "p." : "";
  return std::string(word.help) + "\n\n    " + receiver + word.signature() +
         "\n\nExample: " + std::string(word.example);
}

static std::string listed(const std::vector<std::string_view>& names) {
  std::string out, line;
  for (const std::string_view name : names) {
    if (line.size() + name.size() > 78) out += line + "\n", line.clear();
    line += (line.empty() ? "" : " ") + std::string(name);
  }
  return out + line + "\n";
}
static std::string describe(const Page& page) {
  std::string out = std::string(page.text) + "\n\n";
  if (page.names != nullptr) out += listed(page.names()) + "\n";
  for (const std::string_view example : page.examples) out += "    " + std::string(example) + "\n";
  return out;
}
/// The topics in the order of the vocabulary, each with its words.
static std::vector<std::pair<std::string_view, std::vector<const Word*>>> topics() {
  std::vector<std::pair<std::string_view, std::vector<const Word*>>> out;
  for (const Word& word : vocabulary()) {
    if (out.empty() || out.back().first != word.topic) out.push_back({word.topic, {}});
    out.back().second.push_back(&word);
  }
  return out;
}

static std::string overview() {
  std::string out;
  for (const auto& [topic, words] : topics()) {
    std::vector<std::string_view> names;
    for (const Word* word : words) names.push_back(word->name);
    out += std::string(topic) + "\n" + listed(names) + "\n";
  }
  std::vector<std::string_view> names;
  for (const Page& page : pages()) names.push_back(page.name);
  return out + "pages\n" + listed(names);
}
std::string help(std::string_view name) {
  if (name.empty()) return overview();
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : "\n") + text; };
  for (const Word& word : vocabulary())
    if (word.name == name) add(describe(word) + "\n");
  for (const Page& page : pages())
    if (page.name == name) add(describe(page));
  if (!out.empty()) return out;
  std::vector<std::string> known;
  for (const Word& word : vocabulary()) known.emplace_back(word.name);
  for (const Page& page : pages()) known.emplace_back(page.name);
  pattern::refuse("there is no '" + std::string(name) + "'", "help",
                  did_you_mean(name, known, "without a name, all words are listed"));
}

std::string page() {
  std::string out =
      "# The words of patterns\n"
      "Each is a method of a pattern, and without it a transform: `p.every(4, reverse)`. Where a "
      "number is taken, a pattern of numbers is too: `p.fast(\"<1 2>\")`. In Python they are in "
      "`krach.krp`, in C++ in `krach/pattern.hpp`, and every line here is a text that "
      "`krp.parse` reads.\n";
  for (const auto& [topic, words] : topics()) {
    out += "\n## " + std::string(topic) + "\n| | | example |\n|---|---|---|\n";
    for (const Word* word : words) {
      std::string row = "| `" + (word->kind == Word::Kind::operation ? std::string(word->name)
                                                                     : word->signature());
      row += "` | " + std::string(word->help) + " | `" + std::string(word->example) + "` |\n";
      for (std::size_t i = 2; (i = row.find('|', i)) != std::string::npos; ++i)
        if (row[i - 1] != ' ' || (i + 1 < row.size() && row[i + 1] != ' ' && row[i + 1] != '\n'))
          row.insert(i++, "\\");
      out += row;
    }
  }
  for (const Page& page : pages()) {
    out += "\n## " + std::string(page.name) + "\n" + std::string(page.text) + "\n";
    if (page.names != nullptr) out += "\n" + listed(page.names());
    out += "```\n";
    for (const std::string_view example : page.examples) out += std::string(example) + "\n";
    out += "```\n";
  }
  return out;
}

std::string show(const Pattern& p, bool colour) {
  std::string out = print(p.said()) + "\n", line;
  for (const char c : pattern::show_grid(p, 2, colour)) {
    if (c == '\n')
      out += "# " + line + "\n", line.clear();
    else
      line += c;
  }
  if (out.ends_with('\n')) out.pop_back();
  return out;
}
}  // namespace krach::words
