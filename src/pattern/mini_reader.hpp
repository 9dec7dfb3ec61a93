// src/pattern/mini_reader.hpp: the characters of a mini-notation, and the faults found in them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/score.hpp"

namespace krach::pattern {
inline constexpr std::size_t kMaxFaults = 16;  // of a text; more would be noise

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
  /// At a letter, or at digits that a letter follows: 808bd.
  bool is_at_word() const;
  bool is_at_group() const;
  /// At a bracket that closes, or at the end.
  bool is_at_closing() const;

  /// A whole number, or a real one if it has a point or an exponent. Only at a number.
  Value number();
  /// bd, super-saw, C#4, bd:3, 808bd. Only at a word.
  std::string_view word();
  /// The characters that mean nothing here, as many as stand together; none if this one may.
  std::string_view unknown();

  /// About the characters from `begin` to `end`.
  void fault(std::size_t begin, std::size_t end, std::string what, std::string hint);
  bool has_too_many_faults() const { return faults_.size() >= kMaxFaults; }
  std::size_t count_faults() const { return faults_.size(); }
  /// Errors: one Error with all of them, in the order of the text, if there is one.
  void raise_faults() const;
  std::string_view text() const { return text_; }

 private:
  std::size_t exponent(std::size_t ahead) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Fault> faults_;
};
}  // namespace krach::pattern
