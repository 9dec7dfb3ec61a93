// src/pattern/show_table.cpp: events as lines of text.
#include <algorithm>
#include <array>

#include "base/characters.hpp"
#include "pattern/seen.hpp"
#include "pattern/show.hpp"
#include "pattern/text.hpp"

namespace krach::pattern {
namespace {
/// What is told of: begins of events, what sounds already at the begin, and samples of signals.
std::vector<Piece> told(const Pattern& pattern, std::int64_t cycles) {
  std::vector<Piece> pieces = pieces_of(pattern, cycles, 8);
  std::erase_if(pieces, [](const Piece& piece) {
    return !piece.has_onset && !piece.is_signal && piece.part.begin > 0;
  });
  return pieces;
}

/// "3 events more", or nothing.
std::string rest_of(std::size_t count, std::size_t most) {
  return count > most ? "and " + std::to_string(count - most) + " events more\n" : "";
}

std::string sentence(const Piece& piece) {
  const std::string length = print(piece.whole.length());
  std::string out = "at " + print(piece.whole.begin);
  if (!piece.is_signal) out += ", for " + length + (length == "1" ? " cycle" : " of a cycle");
  out += ": " + piece.label;
  if (!piece.controls.empty()) out += ", with " + piece.controls;
  return out + "\n";
}
}  // namespace

std::string table(const Pattern& pattern, std::int64_t cycles) {
  static constexpr std::size_t kLines = 256;
  using Line = std::array<std::string, 5>;
  const std::vector<Piece> pieces = told(pattern, cycles);
  std::vector<Line> lines{{"cycle", "begin", "end", "value", "controls"}};
  for (const Piece& piece : pieces) {
    if (lines.size() > kLines) break;
    const std::int64_t cycle = piece.whole.begin.floor();
    lines.push_back({std::to_string(cycle), print(piece.whole.begin - cycle),
                     print(piece.whole.end - cycle), piece.label, piece.controls});
  }
  std::array<std::size_t, 5> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i)
      widths.at(i) = std::max(widths.at(i), count_characters(line.at(i)));
  std::string out;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i)
      out += line.at(i) + std::string(widths.at(i) + 2 - count_characters(line.at(i)), ' ');
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out + rest_of(pieces.size(), kLines);
}

std::string explain(const Pattern& pattern) {
  static constexpr std::size_t kEvents = 64;
  const std::vector<Piece> pieces = told(pattern, 1);
  std::string out;
  for (std::size_t i = 0; i < std::min(pieces.size(), kEvents); ++i) {
    const Piece& piece = pieces[i];
    out += sentence(piece);
    if (piece.source.empty()) out += "    made by no text\n";
    for (const SourceSpan& source : piece.source)
      out +=
          print(mark_in(text_of(source.text), source.begin, source.begin + source.length)) + "\n";
  }
  return out.empty() ? "the first cycle is silent\n" : out + rest_of(pieces.size(), kEvents);
}
}  // namespace krach::pattern
