// src/pattern/show_svg.cpp: a piano roll.
#include <algorithm>
#include <map>

#include "pattern/seen.hpp"
#include "pattern/show.hpp"

namespace krach::pattern {
namespace {
constexpr double kLeft = 64.0, kWidth = 640.0, kTop = 16.0, kRow = 14.0, kSignal = 56.0;
constexpr std::size_t kRows = 64, kEvents = 4096;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}
/// name="0.5"
std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + print(value) + "\"";
}
std::string text(double x, double y, const char* anchor, const std::string& words) {
  return "<text" + attribute("x", x) + attribute("y", y) + " text-anchor=\"" + anchor + "\">" +
         escaped(words) + "</text>\n";
}
std::string vertical(double x, double height) {
  return "<line" + attribute("x1", x) + attribute("x2", x) + attribute("y1", kTop) +
         attribute("y2", height) + " stroke=\"#999\"/>\n";
}

class Roll {
 public:
  Roll(const Pattern& pattern, std::int64_t cycles)
      : pieces_(pieces_of(pattern, cycles, 32)), cycles_(cycles) {
    labels_ = rows_of(pieces_);
    if (labels_.size() > kRows) labels_.resize(kRows);
    for (std::size_t i = 0; i < labels_.size(); ++i) rows_[labels_[i]] = i;
    has_signal_ = std::ranges::any_of(pieces_, &Piece::is_signal);
    bottom_ = kTop + kRow * static_cast<double>(std::max<std::size_t>(labels_.size(), 1));
  }
  std::string draw() const {
    const double height = bottom_ + (has_signal_ ? kSignal : 0.0);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\"" +
                      attribute("width", kLeft + kWidth + 8.0) + attribute("height", height + 4.0) +
                      " font-family=\"sans-serif\" font-size=\"11\" fill=\"#777\">\n";
    for (std::int64_t cycle = 0; cycle <= cycles_; ++cycle) {
      out += vertical(x_of(cycle), height);
      if (cycle < cycles_)
        out += text(x_of(cycle) + 2.0, kTop - 4.0, "start", std::to_string(cycle));
    }
    for (std::size_t i = 0; i < labels_.size(); ++i)
      out += text(kLeft - 4.0, y_of(i) + kRow - 3.0, "end", labels_[i]);
    std::size_t drawn = 0;
    for (const Piece& piece : pieces_)
      if (!piece.is_signal && drawn < kEvents) drawn += 1, out += box(piece);
    if (has_signal_) out += curve();
    return out + "</svg>\n";
  }

 private:
  double x_of(Rational time) const {
    return kLeft + kWidth * time.to_double() / static_cast<double>(cycles_);
  }
  static double y_of(std::size_t row) { return kTop + kRow * static_cast<double>(row); }

  /// An event; what is held from before is paler.
  std::string box(const Piece& piece) const {
    const auto row = rows_.find(piece.label);
    if (row == rows_.end()) return "";
    const double x = x_of(piece.part.begin);
    const double width = std::max(x_of(piece.part.end) - x - 1.0, 1.0);
    const std::size_t hue = row->second * 47 % 360;
    return "<rect" + attribute("x", x) + attribute("y", y_of(row->second) + 1.0) +
           attribute("width", width) + attribute("height", kRow - 2.0) + " fill=\"hsl(" +
           std::to_string(hue) + ",60%,50%)\"" + (piece.has_onset ? "" : " opacity=\"0.5\"") +
           "><title>" +
           escaped(piece.label + " " + print(piece.whole.begin) + " to " + print(piece.whole.end) +
                   (piece.controls.empty() ? "" : " " + piece.controls)) +
           "</title></rect>\n";
  }
  std::string curve() const {
    double low = 1e300, high = -1e300;
    for (const Piece& piece : pieces_)
      if (piece.is_signal) {
        low = std::min(low, piece.value.number);
        high = std::max(high, piece.value.number);
      }
    std::string points;
    for (const Piece& piece : pieces_)
      if (piece.is_signal) {
        const double share = share_of(piece.value.number, low, high);
        points += print(x_of(piece.part.begin)) + "," +
                  print(bottom_ + (kSignal - 4.0) * (1.0 - share) + 2.0) + " ";
      }
    return text(kLeft - 4.0, bottom_ + 11.0, "end", print(high)) +
           text(kLeft - 4.0, bottom_ + kSignal - 3.0, "end", print(low)) +
           "<polyline fill=\"none\" stroke=\"#47a\" points=\"" + points + "\"/>\n";
  }

  std::vector<Piece> pieces_;
  std::vector<std::string> labels_;
  std::map<std::string, std::size_t> rows_;
  std::int64_t cycles_ = 1;
  bool has_signal_ = false;
  double bottom_ = 0.0;
};
}  // namespace

std::string svg(const Pattern& pattern, std::int64_t cycles) {
  return Roll(pattern, cycles).draw();
}
}  // namespace krach::pattern
