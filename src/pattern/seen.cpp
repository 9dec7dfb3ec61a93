// src/pattern/seen.cpp
#include "pattern/seen.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "pattern/combine.hpp"
#include "pattern/pitch.hpp"
#include "pattern/text.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
std::string print(double number) {
  std::array<char, 32> digits{};
  const auto end =
      std::to_chars(digits.begin(), digits.end(), number, std::chars_format::general, 6);
  return {digits.begin(), end.ptr};
}
double share_of(double value, double low, double high) noexcept {
  const double range = high - low;
  return range > 0.0 && std::isfinite(range) ? (value - low) / range : 0.5;
}
static std::string print(const Value& value) {
  if (value.kind == Value::Kind::whole && std::abs(value.number) < 0x1p63)
    return std::to_string(static_cast<std::int64_t>(value.number));
  if (value.kind != Value::Kind::word) return print(value.number);
  std::string word = shortened(text_of(value.word));
  for (char& c : word)
    if (c >= '\0' && c < ' ') c = '?';  // a terminal would obey it
  return word;
}

static constexpr std::size_t kMaxPieces = 65'536;

/// What stands for the event, and which control says it.
static ControlValue main_value(std::span<const ControlValue> controls) {
  for (const Name name : {kValue, kFreq}) {
    const auto found = std::ranges::find(controls, name, &ControlValue::control);
    if (found != controls.end()) return *found;
  }
  return {kValue, Value::of(intern("x"))};
}

static Piece piece_of(const Event& event) {
  const ControlValue main = main_value(event.controls);
  Piece out{event.whole.value_or(event.part),
            event.part,
            event.has_onset(),
            !event.whole.has_value(),
            main.value,
            print(main.value),
            "",
            {event.source.begin(), event.source.end()}};
  for (const auto& [control, value] : event.controls)
    if (control != main.control)
      out.controls +=
          (out.controls.empty() ? "" : " ") + std::string(text_of(control)) + "=" + print(value);
  return out;
}

/// Takes away what goes on of events that never began: of a*[2 3], the a at 1/3 to 2/3.
static void drop_unheard(std::vector<Piece>& pieces) {
  using Key = std::tuple<Rational, Rational, std::string>;
  std::set<Key> begun;
  for (const Piece& piece : pieces)
    if (piece.has_onset) begun.emplace(piece.whole.begin, piece.whole.end, piece.label);
  std::erase_if(pieces, [&](const Piece& piece) {
    return !piece.has_onset && !piece.is_signal && piece.whole.begin >= 0 &&
           !begun.contains({piece.whole.begin, piece.whole.end, piece.label});
  });
}

std::vector<Piece> pieces_of(const Pattern& pattern, std::int64_t cycles, std::int64_t samples) {
  if (cycles < 1 || cycles > 64)
    refuse(std::to_string(cycles) + " cycles cannot be shown", "cycles", "give 1 to 64");
  std::vector<Piece> pieces;
  const auto add = [&](const Event& event) {
    if (pieces.size() < kMaxPieces) pieces.push_back(piece_of(event));
  };
  if (!pattern.continuous()) {
    pattern.query({0, cycles}, add);
  } else {
    for (std::int64_t i = 0; i < cycles * samples; ++i)
      pattern.query({{i, samples}, {i + 1, samples}}, add);
  }
  drop_unheard(pieces);
  std::ranges::sort(pieces, [](const Piece& a, const Piece& b) {
    const auto key = [](const Piece& piece) {
      return std::tuple(piece.part.begin, piece.whole.begin,
                        piece.source.empty() ? 0 : piece.source[0].begin);
    };
    return std::tuple(key(a), std::string_view(a.label)) <
           std::tuple(key(b), std::string_view(b.label));
  });
  return pieces;
}

/// How far up its row is; none for words, which are on top.
static std::optional<double> height(const Value& value) {
  if (value.kind != Value::Kind::word) return value.number;
  const auto pitch = find_pitch(text_of(value.word));
  return pitch ? std::optional<double>(*pitch) : std::nullopt;
}
std::vector<std::string> rows_of(const std::vector<Piece>& pieces) {
  std::vector<std::string> labels;
  std::vector<std::pair<double, std::string>> heights;
  std::set<std::string_view> known;
  for (const Piece& piece : pieces) {
    if (piece.is_signal || !known.insert(piece.label).second) continue;
    if (const auto up = height(piece.value))
      heights.emplace_back(-*up, piece.label);
    else
      labels.push_back(piece.label);
  }
  std::ranges::sort(heights);
  for (auto& row : heights) labels.push_back(std::move(row.second));
  return labels;
}
}  // namespace krach::pattern
