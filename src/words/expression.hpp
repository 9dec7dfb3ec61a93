// src/words/expression.hpp: how a pattern was said. Printed, it is what parse() reads, and Python
// after `from krach.krp import *`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace krach::words {
struct Expression;
using Said = std::shared_ptr<const Expression>;

/// A tree that does not change; patterns share its branches.
struct Expression {
  enum class Kind : std::uint8_t {
    nothing,   // None
    whole,     // number
    fraction,  // number, written 1/3
    real,      // real
    text,      // text
    name,      // of a lambda's argument: text
    call,      // of the word `text`: parts are its receiver, if it has one, and its arguments
    list,      // parts
    function,  // lambda text: parts[0]
    unknown,   // made by something that has no words
  };
  Kind kind = Kind::nothing;
  bool has_receiver = false;  // parts[0] is it
  bool is_transform = false;  // a method that waits for its receiver: fast(2)
  std::string keyword;        // of an argument that was given by its name
  std::string text;
  Rational number;
  double real = 0.0;
  std::vector<Said> parts;
  std::size_t begin = 0, end = 0;  // its bytes in the text that it was read from
  int depth = 1;
};

/// Deeper ones are kept as `unknown`: reading and printing go down the tree.
inline constexpr int kMaxSaidDepth = 256;

inline Expression expression_of(Expression::Kind kind) {
  Expression out;
  out.kind = kind;
  return out;
}
/// `node` with its depth; `unknown` where it is too deep.
Said say(Expression node);

/// Whether nothing in it is unknown, so that it can be read again. Thread: [control].
bool has_words(const Said& said);

/// Law:    parse(print(p)) is p. What is `unknown` prints as `...`, which parse refuses.
/// Thread: [control].
std::string print(const Said& said);
}  // namespace krach::words
