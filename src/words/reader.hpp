// src/words/reader.hpp: a text becomes an expression.
#pragma once
#include "words/expression.hpp"

#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace krach::words {
inline constexpr std::size_t kMaxTextFaults = 16;

/// The faults of a text, in the order in which they are found.
class TextFaults {
 public:
  explicit TextFaults(std::string_view text) : text_(text) {}
  /// About the bytes from `begin` to `end`. The same fault counts once.
  void add(std::size_t begin, std::size_t end, std::string what, std::string hint);
  std::size_t count() const { return faults_.size(); }
  bool are_too_many() const { return faults_.size() >= kMaxTextFaults; }
  /// Errors: one Error with all of them, if there is one.
  void raise() const;

 private:
  std::string_view text_;
  std::vector<Fault> faults_;
};

class Reader {
 public:
  Reader(std::string_view text, TextFaults& faults) : text_(text), faults_(faults) {}
  /// The whole text. What is at fault is `unknown`.
  Said read();

 private:
  struct Stop {};
  enum class Token : std::uint8_t { end, name, number, text, sign };

  void next();
  bool at(char sign) const { return token_ == Token::sign && text_[begin_] == sign; }
  bool at_name(std::string_view name) const;
  bool take(char sign);
  std::string_view word() const { return text_.substr(begin_, end_ - begin_); }
  std::size_t scan_text(char quote);
  std::size_t scan_number() const;

  Said alternatives() { return operation('|'); }
  Said operation(char sign);
  Said chain();
  Said primary();
  Said name();
  Said lambda(std::size_t begin);
  Said number(bool negative, std::size_t begin);
  Said text();
  /// Up to `close`, into `out`. True if a comma stood in it.
  bool arguments(Expression& out, char close);
  Said argument();
  Said finish(Expression expression, std::size_t begin);
  Said wrong(std::string what, std::string hint);

  std::string_view text_;
  TextFaults& faults_;
  Token token_ = Token::end;
  std::size_t begin_ = 0, end_ = 0;  // of the token
  std::size_t last_ = 0;             // where the token before it ended
  std::string content_;              // of a text
  int nesting_ = 0;
};
}  // namespace krach::words
