// src/pattern/mini_reader.cpp
#include "pattern/mini_reader.hpp"

#include <charconv>
#include <cmath>

#include "pattern/text.hpp"

namespace krach::pattern {
// Not those of <cctype>, which ask the locale and fail on bytes above 127.
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool MiniReader::take_if(char c) {
  if (is_at_end() || peek() != c) return false;
  ++at_;
  return true;
}
void MiniReader::skip_space() {
  while (is_space(peek())) ++at_;
}
bool MiniReader::ends_after(std::size_t length) const {
  const char next = peek(length);
  return next == '\0' || is_space(next) ||
         std::string_view("[]<>{}(),|*/!@?").find(next) != std::string_view::npos;
}
bool MiniReader::is_at_word() const { return is_letter(peek()); }
bool MiniReader::is_at_number() const {
  const std::size_t sign = peek() == '-' ? 1 : 0;
  return is_digit(peek(sign)) || (peek(sign) == '.' && is_digit(peek(sign + 1)));
}

Value MiniReader::number() {
  const std::size_t begin = at_;
  bool is_real = false;
  take_if('-');
  while (is_digit(peek())) ++at_;
  if (peek() == '.' && is_digit(peek(1))) {
    is_real = true;
    for (++at_; is_digit(peek());) ++at_;
  }
  const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
  if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
    is_real = true;
    for (at_ += 1 + sign; is_digit(peek());) ++at_;
  }
  const std::string_view digits = text_.substr(begin, at_ - begin);
  double real = 0.0;
  std::int64_t whole = 0;
  const char *first = &text_[begin], *last = first + digits.size();
  const auto error =
      is_real ? std::from_chars(first, last, real).ec : std::from_chars(first, last, whole).ec;
  if (error != std::errc{} || std::abs(static_cast<double>(whole)) > 0x1p53)
    fault(begin, "the number " + std::string(digits) + " is too large", "give a smaller number");
  return is_real ? Value::of(real) : Value::of(whole);
}

std::string_view MiniReader::word() {
  const std::size_t begin = at_;
  const auto goes_on = [&] {
    const char c = peek();
    return is_letter(c) || is_digit(c) || c == '_' || c == '#' || c == '\'' ||
           ((c == '-' || c == ':') && (is_letter(peek(1)) || is_digit(peek(1))));
  };
  while (goes_on()) ++at_;
  return text_.substr(begin, at_ - begin);
}

void MiniReader::fault(std::size_t where, std::string what, std::string hint) {
  faults_.push_back({std::move(what), place_in(text_, where), std::move(hint)});
}
void MiniReader::raise_faults() const {
  if (!faults_.empty()) throw Error(faults_);
}
}  // namespace krach::pattern
