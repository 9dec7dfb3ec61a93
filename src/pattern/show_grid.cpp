// src/pattern/show_grid.cpp: patterns as rows of characters.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/characters.hpp"
#include "pattern/seen.hpp"
#include "pattern/show.hpp"

namespace krach::pattern {
namespace {
constexpr std::int64_t kWidth = 64;  // places for events in a line
constexpr std::size_t kRows = 32;
using Row = std::vector<std::string>;  // a text for each place

/// How many places a cycle has: as many as put each event on its own, if they fit, and at least 16.
std::int64_t places_in_cycle(const std::vector<Piece>& pieces, std::int64_t cycles) {
  const std::int64_t most = std::max<std::int64_t>(kWidth / cycles, 1);
  std::int64_t places = 1;
  for (const Piece& piece : pieces)
    for (const Rational& edge : {piece.part.begin, piece.part.end}) {
      const std::int64_t factor = edge.den / std::gcd(places, edge.den);
      if (factor > most / places) return most;
      places *= factor;
    }
  while (places < 16 && places * 2 <= most) places *= 2;
  return places;
}

/// The places that a piece covers: at least one, and none behind the last.
std::pair<std::size_t, std::size_t> covered(const Piece& piece, std::int64_t places,
                                            std::size_t size) {
  const auto begin = static_cast<std::size_t>((piece.part.begin * places).floor());
  const auto end = static_cast<std::size_t>((piece.part.end * places).ceil());
  return {std::min(begin, size - 1), std::clamp(end, begin + 1, std::max(size, begin + 1))};
}

Row row_of(const std::vector<Piece>& pieces, const std::string& label, std::int64_t places,
           std::size_t size) {
  Row row(size, ".");
  std::vector<int> onsets(size, 0);
  for (const Piece& piece : pieces) {
    if (piece.is_signal || piece.label != label) continue;
    const auto [begin, end] = covered(piece, places, size);
    for (std::size_t at = begin; at < end; ++at)
      if (row[at] == ".") row[at] = "=";
    if (piece.has_onset) ++onsets[begin];
  }
  for (std::size_t at = 0; at < size; ++at)
    if (onsets[at] > 0)
      row[at] = onsets[at] == 1 ? "x" : onsets[at] < 10 ? std::to_string(onsets[at]) : "+";
  return row;
}

/// A signal's height at each place, and its bounds as the label.
std::pair<std::string, Row> signal_row(const std::vector<Piece>& pieces, std::int64_t places,
                                       std::size_t size) {
  static constexpr std::array kHeights{"\u2581", "\u2582", "\u2583", "\u2584",
                                       "\u2585", "\u2586", "\u2587", "\u2588"};
  double low = 0.0, high = 0.0;
  bool is_first = true;
  for (const Piece& piece : pieces) {
    if (!piece.is_signal) continue;
    low = is_first ? piece.value.number : std::min(low, piece.value.number);
    high = is_first ? piece.value.number : std::max(high, piece.value.number);
    is_first = false;
  }
  Row row(size, ".");
  for (const Piece& piece : pieces) {
    if (!piece.is_signal) continue;
    const double share = share_of(piece.value.number, low, high);
    row[covered(piece, places, size).first] =
        kHeights.at(static_cast<std::size_t>(std::lround(share * 7.0)));
  }
  return {print(low) + " to " + print(high), row};
}

/// The row between the lines of its cycles.
std::string line_of(const std::string& label, std::size_t width, const Row& row, std::size_t places,
                    std::size_t colour) {
  const auto painted = [&](const std::string& cell) {
    if (colour == 0 || cell == ".") return cell;
    const std::string hue = std::to_string(30 + colour);
    return "\x1b[" + (cell == "=" ? hue : "1;" + hue) + "m" + cell + "\x1b[0m";
  };
  std::string out = "  " + std::string(width - count_characters(label), ' ') + label + " |";
  for (std::size_t at = 0; at < row.size(); ++at) {
    out += painted(row[at]);
    if ((at + 1) % places == 0) out += '|';
  }
  return out + "\n";
}
}  // namespace

std::string show_grid(const Pattern& pattern, std::int64_t cycles, bool colour) {
  std::vector<Piece> pieces = pieces_of(pattern, cycles, 1);
  std::int64_t places = places_in_cycle(pieces, cycles);
  if (pattern.continuous()) {  // a place is a sample
    if (std::ranges::all_of(pieces, &Piece::is_signal))
      places = std::clamp<std::int64_t>(kWidth / cycles, 1, 32);
    pieces = pieces_of(pattern, cycles, places);
  }
  const auto size = static_cast<std::size_t>(places * cycles);
  const std::vector<std::string> labels = rows_of(pieces);
  std::vector<std::pair<std::string, Row>> rows;
  for (std::size_t i = 0; i < std::min(labels.size(), kRows); ++i)
    rows.emplace_back(labels[i], row_of(pieces, labels[i], places, size));
  if (std::ranges::any_of(pieces, &Piece::is_signal))
    rows.push_back(signal_row(pieces, places, size));
  if (rows.empty()) rows.emplace_back("~", Row(size, "."));

  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, count_characters(row.first));
  std::string out(width + 4, ' ');
  for (std::int64_t cycle = 0; cycle < cycles; ++cycle) {
    const std::string number = std::to_string(cycle);
    if (static_cast<std::size_t>(places) >= number.size())
      out += number + std::string(static_cast<std::size_t>(places) + 1 - number.size(), ' ');
  }
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
  for (std::size_t i = 0; i < rows.size(); ++i)
    out += line_of(rows[i].first, width, rows[i].second, static_cast<std::size_t>(places),
                   colour ? 1 + i % 6 : 0);
  if (labels.size() > kRows)
    out += "  and " + std::to_string(labels.size() - kRows) + " values more\n";
  return out;
}
}  // namespace krach::pattern
