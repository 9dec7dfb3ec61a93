// src/signal/print.cpp
#include "signal/print.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace krach::signal {
static std::string number(double x) {
  std::array<char, 40> text{};
  return {
      text.data(),
      std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::general, 6).ptr};
}
/// Constants and controls need no line of their own.
static bool is_plain(Op op) {
  return op == Op::constant || op == Op::control || op == Op::input || op == Op::sample_rate;
}
static std::string called(const Program& p, std::uint32_t id) {
  const Operation& o = p.operations[id];
  switch (o.op) {
    case Op::constant: return number(o.value);
    case Op::control: return p.controls[o.index].name;
    case Op::input: return p.inputs == 1 ? "in" : o.index == 0 ? "in.left" : "in.right";
    case Op::sample_rate: return "sample_rate";
    default: return "%" + std::to_string(id);
  }
}
static std::string said(const Program& p, std::uint32_t id) {
  const Operation& o = p.operations[id];
  std::string out(info(o.op).name);
  for (std::uint32_t k = 0; k < info(o.op).operands; ++k) out += " " + called(p, o.in[k]);
  if (info(o.op).indexed) out += " " + std::to_string(o.index);
  return out;
}

std::string print(const Program& p) {
  std::string out;
  for (const Control& c : p.controls)
    out += c.name + " = " + number(c.initial) + " from " + number(c.low) + " to " + number(c.high) +
           "\n";
  if (!p.faust.empty()) return out + "FAUST:\n" + p.faust;
  for (std::uint32_t i = 0; i < p.operations.size(); ++i) {
    if (is_plain(p.operations[i].op)) continue;
    std::string line = "%" + std::to_string(i) + " = " + said(p, i);
    const std::int32_t source = p.lines.empty() ? 0 : p.lines[i];
    if (source > 0)
      line += std::string(line.size() < 36 ? 36 - line.size() : 1, ' ') + "# line " +
              std::to_string(source);
    out += line + "\n";
  }
  for (const std::uint32_t output : p.outputs) out += "out " + called(p, output) + "\n";
  return out;
}

namespace {
constexpr std::size_t kMostBoxes = 400;
constexpr int kWide = 110, kHigh = 30, kBox = 90, kTall = 20;
struct Place {
  int column = 0, row = 0;
  int x() const { return 10 + column * kWide; }
  int y() const { return 10 + row * kHigh; }
};
/// A column further right than all operands; a memory stands at the left.
std::vector<Place> places_of(const Program& p) {
  std::vector<Place> places(p.operations.size());
  std::vector<int> used;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Operation& o = p.operations[i];
    if (o.op != Op::memory)
      for (std::uint32_t k = 0; k < info(o.op).operands; ++k)
        places[i].column = std::max(places[i].column, places[o.in[k]].column + 1);
    const auto column = static_cast<std::size_t>(places[i].column);
    if (column >= used.size()) used.resize(column + 1);
    places[i].row = used[column]++;
  }
  return places;
}
std::string line(Place from, Place to, bool is_dashed) {
  const auto at = [](int x, int y) { return std::to_string(x) + ' ' + std::to_string(y); };
  const int x0 = from.x() + kBox, y0 = from.y() + kTall / 2, x1 = to.x(), y1 = to.y() + kTall / 2;
  return "<path d=\"M" + at(x0, y0) + " C" + at(x0 + 30, y0) + ' ' + at(x1 - 30, y1) + ' ' +
         at(x1, y1) + "\"" + (is_dashed ? " stroke-dasharray=\"4 3\"" : "") + "/>\n";
}
}  // namespace

std::string svg(const Program& p) {
  if (!p.faust.empty()) {
    const Program box{p.inputs, {{"FAUST"}}, {{.op = Op::control}}, {0}, {}};
    return svg(box);
  }
  const auto places = places_of(p);
  const std::size_t count = std::min(places.size(), kMostBoxes);
  int width = 0, height = 0;
  std::string lines, boxes;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Operation& o = p.operations[i];
    width = std::max(width, places[i].x() + kWide);
    height = std::max(height, places[i].y() + kHigh);
    for (std::uint32_t k = 0; k < info(o.op).operands; ++k)
      if (o.in[k] < count) lines += line(places[o.in[k]], places[i], o.op == Op::memory);
    const bool is_heard = std::ranges::find(p.outputs, i) != p.outputs.end();
    const std::string text = is_plain(o.op) ? called(p, i) : std::string(info(o.op).name);
    boxes += "<rect x=\"" + std::to_string(places[i].x()) + "\" y=\"" +
             std::to_string(places[i].y()) + "\" width=\"90\" height=\"20\" rx=\"4\" fill=\"" +
             (is_heard         ? "#fd8"
              : is_plain(o.op) ? "#eee"
                               : "#def") +
             "\"/>\n<text x=\"" + std::to_string(places[i].x() + kBox / 2) + "\" y=\"" +
             std::to_string(places[i].y() + 14) + "\">" + text.substr(0, 13) + "</text>\n";
  }
  const std::string rest = places.size() > count
                               ? "<text x=\"60\" y=\"" + std::to_string(height + 14) + "\">and " +
                                     std::to_string(places.size() - count) + " more</text>\n"
                               : "";
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + std::to_string(width) +
         "\" height=\"" + std::to_string(height + 20) +
         "\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\">\n"
         "<g fill=\"none\" stroke=\"#888\">\n" +
         lines + "</g>\n" + boxes + rest + "</svg>\n";
}
}  // namespace krach::signal
