// src/pattern/mini_parser.hpp: recursive descent over a mini-notation. There is no syntax tree: a
// group is parsed into shares, and built at once as what its brackets say.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "pattern/combine.hpp"
#include "pattern/mini_reader.hpp"

namespace krach::pattern {
inline constexpr std::int64_t kMaxRepeats = 16'384;
inline constexpr std::size_t kMaxNesting = 64;
/// Steps that are made of one text, and nodes that are copied while its groups are built: what
/// takes more is refused before it costs a second or memory.
inline constexpr std::size_t kMaxTextSteps = 65'536;
inline constexpr std::size_t kMaxTextWork = 1'048'576;

class MiniParser {
 public:
  explicit MiniParser(std::string_view text) : in_(text), text_(intern(text)) {}
  /// Errors: Error with all faults of the text. Call once.
  Pattern parse();

 private:
  struct Stop {};  // too much, or too many faults: what follows would be noise
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
  void open(std::size_t begin, char close);
  void close(std::size_t begin);

  // mini_step.cpp: a step and what is written after it
  void step(Sequence& out);
  Pattern primary();
  void misplaced(char c, std::size_t begin);
  bool modifier(Weighted& step, std::int64_t& copies);
  bool speed(Pattern& p);
  bool weight_or_copies(Weighted& step, std::int64_t& copies);
  Argument argument(char after);
  std::vector<Argument> euclid_arguments(std::size_t open);
  Pattern spread(const Pattern& p, std::size_t open);
  Pattern atom(Value value, std::size_t begin) const;
  SourceSpan source(std::size_t begin) const;
  static Rational length_of(const Sequence& sequence);
  static Pattern applied(std::string_view where, const Argument& argument,
                         FunctionRef<Pattern(Rational)> make);

  /// About the characters from `begin` to `end`, or to where the reader is.
  void fault(std::size_t begin, std::size_t end, std::string what, std::string hint);
  void fault(std::size_t begin, std::string what, std::string hint);
  [[noreturn]] void stop(std::size_t begin, std::string what, std::string hint);
  /// Runs `make`; what it refuses becomes a fault from `begin` to where the reader is, and a rest
  /// stands in its place.
  Pattern guarded(std::size_t begin, FunctionRef<Pattern()> make);

  MiniReader in_;
  Name text_;
  std::string open_;  // what the brackets around here are closed by
  std::size_t steps_ = 0, work_ = 0;
};
}  // namespace krach::pattern
