// src/pattern/mini_reader.cpp
#include "pattern/mini_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

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
bool MiniReader::is_at_word() const {
  std::size_t digits = 0;
  while (is_digit(peek(digits))) ++digits;
  return is_letter(peek(digits)) && (digits == 0 || exponent(digits) == 0);
}
bool MiniReader::is_at_group() const { return peek() == '[' || peek() == '<' || peek() == '{'; }
bool MiniReader::is_at_closing() const {
  return is_at_end() || std::string_view("]>})").find(peek()) != std::string_view::npos;
}
/// How long the e5 or e-5 of a number is that stands `ahead`; 0 if there is none.
std::size_t MiniReader::exponent(std::size_t ahead) const {
  if (peek(ahead) != 'e' && peek(ahead) != 'E') return 0;
  const std::size_t sign = peek(ahead + 1) == '-' || peek(ahead + 1) == '+' ? 1 : 0;
  std::size_t length = 1 + sign;
  while (is_digit(peek(ahead + length))) ++length;
  return length > 1 + sign ? length : 0;
}
bool MiniReader::is_at_number() const {
  const std::size_t sign = peek() == '-' ? 1 : 0;
  return is_digit(peek(sign)) || (peek(sign) == '.' && is_digit(peek(sign + 1)));
}

Value MiniReader::number() {
  const std::size_t begin = at_;
  take_if('-');
  while (is_digit(peek())) ++at_;
  bool is_real = false;
  if (peek() == '.' && is_digit(peek(1))) {
    is_real = true;
    for (++at_; is_digit(peek());) ++at_;
  }
  if (const std::size_t length = exponent(0); length > 0) {
    is_real = true;
    at_ += length;
  }
  const std::string_view digits = text_.substr(begin, at_ - begin);
  if (is_letter(peek())) {
    word();
    fault(begin, at_, "'" + shortened(text_.substr(begin, at_ - begin)) + "' is no number",
          "put a space after " + shortened(digits));
    return Value::of(std::int64_t{1});
  }
  double real = 0.0;
  std::int64_t whole = 0;
  const char *first = digits.data(), *last = first + digits.size();
  const auto error =
      is_real ? std::from_chars(first, last, real).ec : std::from_chars(first, last, whole).ec;
  if (error == std::errc{} && std::abs(static_cast<double>(whole)) <= 0x1p53)
    return is_real ? Value::of(real) : Value::of(whole);
  fault(begin, at_, "the number " + shortened(digits) + " is out of range",
        is_real ? "numbers with a point are 64-bit floats" : "whole numbers go to 2^53");
  return Value::of(std::int64_t{1});
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

std::string_view MiniReader::unknown() {
  static constexpr std::string_view kKnown = "[]<>{}(),|*/!@?%~._-:#";
  const std::size_t begin = at_;
  while (!is_at_end() && !is_letter(peek()) && !is_digit(peek()) && !is_space(peek()) &&
         kKnown.find(peek()) == std::string_view::npos)
    ++at_;
  return text_.substr(begin, at_ - begin);
}

void MiniReader::fault(std::size_t begin, std::size_t end, std::string what, std::string hint) {
  const auto place = [](const Fault& f) { return std::pair(f.mark.line, f.mark.column); };
  Fault found = fault_in(text_, begin, end, std::move(what), std::move(hint));
  const auto behind = std::ranges::upper_bound(faults_, place(found), {}, place);
  faults_.insert(behind, std::move(found));
}
void MiniReader::raise_faults() const {
  if (!faults_.empty()) throw Error(faults_);
}
}  // namespace krach::pattern
