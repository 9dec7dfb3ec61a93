// src/signal/print_krs.cpp: operations are written in their order, which tracing them repeats. What
// is written but has no line yet waits on a stack, and goes into what needs it.
#include "signal/print_krs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdlib>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "signal/normal.hpp"

namespace krach::signal {
namespace {
constexpr std::size_t kWidth = 88;  // of what stands in one line

/// How tightly the outermost operator of a text binds.
enum class Binds : std::uint8_t { compared, sum, product, sign, word };
struct Text {
  std::string text;
  Binds binds = Binds::word;
};

std::string number(double x) {
  std::array<char, 40> text{};
  std::string out(text.data(), std::to_chars(text.data(), text.data() + text.size(), x).ptr);
  return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
}
/// The shortest text that is `x` once it is a float again.
std::string number(float x) {
  std::array<char, 40> text{};
  std::string out(text.data(), std::to_chars(text.data(), text.data() + text.size(), x).ptr);
  const auto read = static_cast<float>(std::strtod(out.c_str(), nullptr));
  if (std::bit_cast<std::uint32_t>(read) != std::bit_cast<std::uint32_t>(x))
    return number(static_cast<double>(x));
  return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
}

/// Names of Python that nobody else has.
class Names {
 public:
  std::string take(const std::string& wanted) {
    std::string name;
    for (const char c : wanted) name += c == '/' || c == '-' ? '_' : c;
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name.insert(0, "c");
    std::string free = name;
    for (int n = 2; !taken_.insert(free).second; ++n) free = name + std::to_string(n);
    return free;
  }
  bool is_free(std::string_view name) const { return !taken_.contains(name); }

 private:
  std::set<std::string, std::less<>> taken_{
      "False",   "None",     "True",     "and",    "as",   "assert", "async",  "await",
      "break",   "class",    "continue", "def",    "del",  "elif",   "else",   "except",
      "finally", "for",      "from",     "global", "if",   "import", "in",     "is",
      "lambda",  "nonlocal", "not",      "or",     "pass", "raise",  "return", "try",
      "while",   "with",     "yield",    "krs",    "kr",   "krp"};
};

std::string_view base_name(Op op) {
  switch (op) {
    case Op::noise: return "noise";
    case Op::sin:
    case Op::cos: return "wave";
    case Op::phasor: return "phase";
    case Op::memory: return "last";
    case Op::delay: return "late";
    case Op::select: return "chosen";
    case Op::lt:
    case Op::le:
    case Op::eq:
    case Op::ne: return "on";
    case Op::table:
    case Op::rwtable: return "found";
    default: return "x";
  }
}

class Printer {
 public:
  explicit Printer(Program program)
      : p_(std::move(program)), uses_(p_.operations.size()), text_(p_.operations.size()) {}
  std::string print(std::string_view name);

 private:
  const Operation& at(std::uint32_t i) const { return p_.operations[i]; }
  bool is_later(std::uint32_t memory) const {
    const std::uint32_t in = at(memory).in[0];
    return at(memory).op == Op::memory && in >= memory && !is_leaf(at(in).op);
  }
  void line(const std::string& text) { out_ += "    " + text + "\n"; }
  void count();
  void name_leaves();
  void name_tables();
  void name_noises();

  std::string bound(std::uint32_t i, Binds least) const {
    const Text& text = text_[i];
    return text.binds < least ? "(" + text.text + ")" : text.text;
  }
  /// One side of an operator: there the numbers of Python would be computed by Python.
  Text between(std::uint32_t a, std::string_view sign, std::uint32_t b, Binds binds) const {
    const bool are_numbers = at(a).op == Op::constant && at(b).op == Op::constant;
    const auto tighter = static_cast<Binds>(static_cast<int>(binds) + 1);
    const std::string left = are_numbers ? "krs.Signal(" + text_[a].text + ")"
                                         : bound(a, binds == Binds::compared ? tighter : binds);
    return {left + " " + std::string(sign) + " " + bound(b, tighter), binds};
  }
  Text compared(std::uint32_t a, bool or_equal, std::uint32_t b) const {
    if (at(a).op == Op::constant && at(b).op != Op::constant)
      return between(b, or_equal ? ">=" : ">", a, Binds::compared);
    return between(a, or_equal ? "<=" : "<", b, Binds::compared);
  }
  Text call(const std::string& function, const std::vector<std::string>& arguments) const {
    std::string out = "krs." + function + "(";
    for (const std::string& argument : arguments)
      out += (&argument == arguments.data() ? "" : ", ") + argument;
    return {out + ")"};
  }
  Text said(std::uint32_t i) const;
  std::vector<std::uint32_t> in_order(std::uint32_t i) const;
  void write(std::uint32_t i);
  bool take(const std::vector<std::uint32_t>& parts);
  void flush();
  void give_name(std::uint32_t i);
  void remember(std::uint32_t i);
  void results();

  Program p_;
  std::vector<std::uint32_t> uses_;
  std::vector<Text> text_;
  std::vector<std::uint32_t> waiting_;  // in order; each is used once
  std::vector<std::vector<std::uint32_t>> remembered_by_;
  std::vector<std::string> tables_;
  bool are_noises_in_order_ = true;
  Names names_;
  std::string out_;
};

void Printer::count() {
  remembered_by_.resize(p_.operations.size());
  for (std::uint32_t i = 0; i < p_.operations.size(); ++i) {
    const Operation& o = at(i);
    for (std::uint32_t k = 0; k < info(o.op).operands; ++k) ++uses_[o.in[k]];
    if (is_later(i)) remembered_by_[o.in[0]].push_back(i);
  }
  for (const std::uint32_t output : p_.outputs) ++uses_[output];
}
void Printer::name_leaves() {
  std::vector<std::string> controls;
  for (const Control& c : p_.controls) {
    controls.push_back(names_.take(c.name));
    line(controls.back() + " = krs.control(" + quote(c.name, "control") + ", " + number(c.initial) +
         ", " + number(c.low) + ", " + number(c.high) + ")");
  }
  for (std::uint32_t i = 0; i < p_.operations.size(); ++i) {
    const Operation& o = at(i);
    if (o.op == Op::constant) text_[i] = {number(o.value), o.value < 0 ? Binds::sign : Binds::word};
    if (o.op == Op::control) text_[i] = {controls[o.index]};
    if (o.op != Op::sample_rate) continue;
    text_[i] = call("sample_rate", {});
    if (uses_[i] < 2) continue;
    const std::string rate = names_.take("rate");
    line(rate + " = " + text_[i].text);
    text_[i] = {rate};
  }
}
void Printer::name_tables() {
  for (const auto& table : p_.tables) {
    tables_.push_back(names_.take("table"));
    std::string row = tables_.back() + " = [";
    for (const float x : table) {
      const std::string next = number(x) + ",";
      if (row.size() + next.size() > kWidth) line(std::exchange(row, "   "));
      row += (row.ends_with('[') ? "" : " ") + next;
    }
    row.pop_back();  // the last comma
    line(row + "]");
  }
}
void Printer::name_noises() {
  std::uint32_t next = 0;
  for (const Operation& o : p_.operations)
    if (o.op == Op::noise) are_noises_in_order_ = are_noises_in_order_ && o.index == next++;
}

/// The operands, as the text has them.
std::vector<std::uint32_t> Printer::in_order(std::uint32_t i) const {
  const Operation& o = at(i);
  std::vector<std::uint32_t> parts(o.in.begin(), o.in.begin() + info(o.op).operands);
  if (o.op == Op::select) std::swap(parts[1], parts[2]);
  return parts;
}
Text Printer::said(std::uint32_t i) const {
  const Operation& o = at(i);
  const auto [a, b, c] = o.in;
  std::vector<std::string> parts;
  for (const std::uint32_t part : in_order(i)) parts.push_back(text_[part].text);
  const std::string index = std::to_string(o.index);
  switch (o.op) {
    case Op::add: return between(a, "+", b, Binds::sum);
    case Op::sub: return between(a, "-", b, Binds::sum);
    case Op::mul: return between(a, "*", b, Binds::product);
    case Op::div: return between(a, "/", b, Binds::product);
    case Op::lt: return compared(a, false, b);
    case Op::le: return compared(a, true, b);
    case Op::neg:
      if (at(a).op == Op::constant) return {"-krs.Signal(" + parts[0] + ")", Binds::sign};
      return {"-" + bound(a, Binds::sign), Binds::sign};
    case Op::noise:
      if (are_noises_in_order_) return call("white_noise", {});
      return call("operation", {"\"noise\"", "index=" + index});
    case Op::phasor: return call("phase", parts);
    case Op::memory: return call("mem", parts);
    case Op::delay: return call("delay", {parts[0], parts[1], index});
    case Op::select: return call("select2", parts);
    case Op::table: return call("rdtable", {tables_[o.index], parts[0]});
    case Op::rwtable: return call("rwtable", {index, parts[0], parts[1], parts[2]});
    case Op::pow:  // some powers are products when they are written as powers
      if (at(b).op == Op::constant) return call("operation", {"\"pow\"", parts[0], parts[1]});
      return call("pow", parts);
    default: return call(std::string(info(o.op).name), parts);  // of one name in krs
  }
}

void Printer::remember(std::uint32_t i) {
  for (const std::uint32_t memory : remembered_by_[i])
    line(text_[memory].text + ".write(" + text_[i].text + ")");
}
void Printer::give_name(std::uint32_t i) {
  const std::string name = names_.take(std::string(base_name(at(i).op)));
  line(name + " = " + std::exchange(text_[i], {name}).text);
}
void Printer::flush() {
  for (const std::uint32_t i : std::exchange(waiting_, {})) give_name(i);
}
/// Whether what waits of `parts` waited last, in this order; then it waits no more.
bool Printer::take(const std::vector<std::uint32_t>& parts) {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t part : parts)
    if (std::ranges::find(waiting_, part) != waiting_.end()) found.push_back(part);
  const auto tail = found.size() <= waiting_.size() ? std::span(waiting_).last(found.size())
                                                    : std::span<std::uint32_t>{};
  if (!std::ranges::equal(found, tail)) return false;
  waiting_.resize(waiting_.size() - found.size());
  return true;
}
void Printer::write(std::uint32_t i) {
  if (is_later(i)) {
    flush();
    text_[i] = {"krs.Memory()"};
    give_name(i);
    return remember(i);
  }
  Text text = said(i);
  const auto parts = in_order(i);
  if (text.text.size() > kWidth || !take(parts)) {
    flush();
    text = said(i);
  }
  text_[i] = std::move(text);
  const bool is_remembered = !remembered_by_[i].empty();
  if (uses_[i] == 1 && !is_remembered) return waiting_.push_back(i);
  flush();
  if (uses_[i] > 1) give_name(i);
  remember(i);
}
void Printer::results() {
  std::vector<std::uint32_t> outputs = p_.outputs;
  if (!take(outputs)) flush();
  flush();
  std::string text;
  for (const std::uint32_t output : outputs)
    text += (text.empty() ? "" : ", ") + text_[output].text;
  line("return " + text);
}

std::string Printer::print(std::string_view name) {
  static constexpr std::array<std::array<const char*, 2>, 3> kInputs{
      {{"", ""}, {"inp", ""}, {"left", "right"}}};
  std::vector<std::string> inputs;
  inputs.reserve(p_.inputs);
  for (std::uint32_t i = 0; i < p_.inputs; ++i)
    inputs.push_back(names_.take(kInputs.at(p_.inputs).at(i)));
  for (std::uint32_t i = 0; i < p_.operations.size(); ++i)
    if (at(i).op == Op::input) text_[i] = {inputs[at(i).index]};
  std::string head = "def " + std::string(name) + "(";
  for (const std::string& input : inputs) head += (&input == inputs.data() ? "" : ", ") + input;
  count();
  name_leaves();
  name_tables();
  name_noises();
  for (std::uint32_t i = 0; i < p_.operations.size(); ++i)
    if (!is_leaf(at(i).op)) write(i);
  results();
  return head + "):\n" + out_;
}

/// A line of the source is a line of the text.
std::string print_faust(const Program& p, std::string_view name) {
  std::string out = std::string(name) + " = krs.faust_program(\n";
  for (std::string_view rest = p.faust; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    out += "    " + quote(rest.substr(0, end), "FAUST source") + "\n";
    rest.remove_prefix(end);
  }
  out.back() = ',';
  out += "\n    inputs=" + std::to_string(p.inputs) +
         ",\n    outputs=" + std::to_string(p.outputs.size()) + ",\n    controls=[\n";
  for (const Control& c : p.controls)
    out += "        (" + quote(c.name, "control") + ", " + number(c.initial) + ", " +
           number(c.low) + ", " + number(c.high) + "),\n";
  return out + "    ],\n)\n";
}
}  // namespace

std::string print_krs(const Program& program, std::string_view name) {
  check(program, name);
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  };
  if (name.empty() || !std::ranges::all_of(name, is_letter) || (name[0] >= '0' && name[0] <= '9') ||
      !Names().is_free(name))
    throw Error({"no function of Python can have this name", "'" + std::string(name) + "'",
                 "use letters, digits and _"});
  if (!program.faust.empty()) return print_faust(program, name);
  return Printer(normal(program)).print(name);
}
}  // namespace krach::signal
