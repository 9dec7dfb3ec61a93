// src/pattern/mini_parser.hpp: recursive descent over a mini-notation. There is no syntax tree: a
// group is parsed into shares, and built at once as what its brackets say.
#pragma once
#include <variant>

#include "pattern/combine.hpp"
#include "pattern/mini_reader.hpp"

namespace krach::pattern {
inline constexpr std::int64_t kMaxRepeats = 16'384;
inline constexpr int kMaxNesting = 64;

class MiniParser {
 public:
  explicit MiniParser(std::string_view text) : in_(text), text_(intern(text)) {}
  /// Errors: Error with all faults of the text. Call once.
  Pattern parse();

 private:
  struct Stop {};  // too deep, or too many faults: what follows would be noise
  using Sequence = std::vector<Weighted>;
  struct Group {
    std::vector<Sequence> sequences;
    char separator = '\0';  // ',' or '|', where there are more than one
  };
  /// What stands after * / ( and %: a number, or a group of numbers.
  using Argument = std::variant<Rational, Pattern>;

  // mini_parser.cpp: groups and sequences
  Group group();
  Pattern bracketed();
  Pattern build(const Group& group, char open, const Argument& steps);
  Sequence sequence();
  void again(Sequence& out);
  void range(Sequence& out);

  // mini_step.cpp: a step and what is written after it
  void step(Sequence& out);
  Pattern primary();
  bool modifier(Weighted& step, std::int64_t& copies);
  bool speed(Pattern& p);
  bool weight_or_copies(Weighted& step, std::int64_t& copies);
  Argument argument();
  std::vector<Argument> euclid_arguments(std::size_t open);
  Pattern spread(const Pattern& p, std::size_t open);
  Pattern atom(Value value, std::size_t begin) const;
  SourceSpan source(std::size_t begin) const;
  static Rational length_of(const Sequence& sequence);
  static Pattern applied(std::string_view where, const Argument& argument,
                         FunctionRef<Pattern(Rational)> make);

  void fault(std::size_t where, std::string what, std::string hint);
  /// Runs `make`; what it refuses becomes a fault at `where`, and a rest stands in its place.
  Pattern guarded(std::size_t where, FunctionRef<Pattern()> make);

  MiniReader in_;
  Name text_;
  int depth_ = 0;
};
}  // namespace krach::pattern
