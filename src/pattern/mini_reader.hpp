// src/pattern/mini_reader.hpp: the characters of a mini-notation, and the faults found in them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/score.hpp"

namespace krach::pattern {
class MiniReader {
 public:
  explicit MiniReader(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool is_at_end() const { return at_ >= text_.size(); }
  char take() { return text_[at_++]; }
  bool take_if(char c);
  void skip_space();
  /// True if a token of `length` characters ends here: nothing follows that would belong to it.
  bool ends_after(std::size_t length) const;
  bool is_at_number() const;
  bool is_at_word() const;

  /// A whole number, or a real one if it has a point or an exponent. Only at a number.
  Value number();
  /// bd, super-saw, C#4, bd:3. Only at a word.
  std::string_view word();

  void fault(std::size_t where, std::string what, std::string hint);
  bool has_too_many_faults() const { return faults_.size() >= 16; }
  void raise_faults() const;
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Fault> faults_;
};
}  // namespace krach::pattern
