// src/words/expression.cpp
#include "words/expression.hpp"

#include "words/word.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

namespace krach::words {
using Kind = Expression::Kind;

Said say(Expression node) {
  for (const Said& part : node.parts) node.depth = std::max(node.depth, part->depth + 1);
  if (node.depth > kMaxSaidDepth) node = expression_of(Kind::unknown);
  return std::make_shared<const Expression>(std::move(node));
}

/// How tightly an operator binds; 0 for what is none.
static int precedence(const Expression& e) {
  static constexpr std::array<std::string_view, 3> kOperators{"|", "+", "*"};  // loosest first
  if (e.kind != Kind::call) return 0;
  const auto found = std::ranges::find(kOperators, e.text);
  return found == kOperators.end() ? 0 : static_cast<int>(found - kOperators.begin()) + 1;
}

bool has_words(const Said& said) {
  return said != nullptr && said->kind != Kind::unknown &&
         std::ranges::all_of(said->parts, has_words);
}

static std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}
static std::string print_real(double x) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.begin(), text.end(), x).ptr;
  std::string out(text.begin(), end);
  if (out.find_first_of(".en") == std::string::npos) out += ".0";  // 440.0 is Hz, 440 is not
  return out;
}

namespace {
class Printer {
 public:
  std::string out;

  void print(const Expression& e) {
    switch (e.kind) {
      case Kind::nothing: out += "None"; break;
      case Kind::whole:
      case Kind::fraction: out += krach::print(e.number); break;
      case Kind::real: out += print_real(e.real); break;
      case Kind::text: out += quoted(e.text); break;
      case Kind::name: out += called(e.text); break;
      case Kind::list: arguments(e, 0, '(', ')'); break;
      case Kind::function: function(e); break;
      case Kind::call:
        if (precedence(e) > 0)
          operation(e);
        else if (e.is_transform && e.parts.empty())
          out += e.text;  // reverse
        else
          call(e);
        break;
      case Kind::unknown: out += "..."; break;
    }
  }

 private:
  void print(const Expression& e, bool in_brackets) {
    if (in_brackets) out += '(';
    print(e);
    if (in_brackets) out += ')';
  }
  void operation(const Expression& e) {
    for (std::size_t i = 0; i < e.parts.size(); ++i) {
      if (i > 0) out += " " + e.text + " ";
      const int inner = precedence(*e.parts[i]);
      print(*e.parts[i], inner > 0 && inner <= precedence(e));
    }
  }
  void arguments(const Expression& e, std::size_t first, char open, char close) {
    out += open;
    for (std::size_t i = first; i < e.parts.size(); ++i) {
      if (i > first) out += ", ";
      if (!e.parts[i]->keyword.empty()) out += e.parts[i]->keyword + "=";
      print(*e.parts[i]);
    }
    if (open == '(' && close == ')' && e.kind == Kind::list && e.parts.size() == 1) out += ',';
    out += close;
  }
  void call(const Expression& e) {
    if (e.has_receiver && e.parts[0].get() != skipped_) {
      const Expression& receiver = *e.parts[0];
      if (receiver.kind == Kind::call && precedence(receiver) == 0)
        call(receiver);
      else
        print(receiver, receiver.kind != Kind::name);
      out += '.';
    }
    out += e.text;
    arguments(e, e.has_receiver ? 1 : 0, '(', ')');
  }
  /// Arguments are called p, p2, p3 by how many lambdas are around them, whatever they were called
  /// when they were heard: so equal functions are printed alike.
  std::string called(std::string_view name) const {
    for (std::size_t i = names_.size(); i-- > 0;)
      if (names_[i] == name) return argument(i);
    return std::string(name);
  }
  static std::string argument(std::size_t depth) {
    return depth == 0 ? "p" : "p" + std::to_string(depth + 1);
  }
  /// A chain of methods on the argument needs no lambda: fast(2).reverse().
  void function(const Expression& e) {
    const Expression& body = *e.parts[0];
    const Expression* root = &body;
    while (root->kind == Kind::call && root->has_receiver) root = root->parts[0].get();
    const bool is_chain = root != &body && root->kind == Kind::name && root->text == e.text &&
                          count(body, e.text) == 1 && !begins_like_a_builder(body);
    if (!is_chain) {
      out += "lambda " + argument(names_.size()) + ": ";
      names_.push_back(e.text);
      print(body);
      names_.pop_back();
      return;
    }
    if (body.parts.size() == 1 && body.parts[0].get() == root) {
      out += body.text;  // reverse
      return;
    }
    const Expression* outer = skipped_;
    skipped_ = root;
    print(body);
    skipped_ = outer;
  }
  /// note("C4") alone makes a pattern, p.note("C4") changes one.
  static bool begins_like_a_builder(const Expression& chain) {
    const Expression* first = &chain;
    while (first->parts[0]->kind == Kind::call) first = first->parts[0].get();
    return find_word(first->text, Word::Kind::builder) != nullptr;
  }
  static int count(const Expression& e, std::string_view name) {
    if (e.kind == Kind::function && e.text == name) return 0;  // there it means another one
    int n = e.kind == Kind::name && e.text == name ? 1 : 0;
    for (const Said& part : e.parts) n += count(*part, name);
    return n;
  }
  std::vector<std::string_view> names_;  // of the arguments of the lambdas around here
  const Expression* skipped_ = nullptr;  // the argument of the lambda that is printed as a chain
};
}  // namespace

std::string print(const Said& said) {
  Printer printer;
  if (said == nullptr)
    printer.out = "...";
  else
    printer.print(*said);
  return std::move(printer.out);
}
}  // namespace krach::words
