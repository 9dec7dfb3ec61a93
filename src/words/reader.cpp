// src/words/reader.cpp: recursive descent, with Python's syntax.
#include "words/reader.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "pattern/text.hpp"

namespace krach::words {
using Kind = Expression::Kind;
static constexpr int kMaxBrackets = 64;

void TextFaults::add(std::size_t begin, std::size_t end, std::string what, std::string hint) {
  Fault fault = pattern::fault_in(text_, begin, end, std::move(what), std::move(hint));
  const auto same = [&](const Fault& f) { return f.where == fault.where && f.what == fault.what; };
  if (!are_too_many() && std::ranges::none_of(faults_, same)) faults_.push_back(std::move(fault));
}
void TextFaults::raise() const {
  if (!faults_.empty()) throw Error(faults_);
}

// ---- tokens

static bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
static bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

void Reader::next() {
  last_ = end_;
  std::size_t i = end_;
  while (i < text_.size() &&
         (std::isspace(static_cast<unsigned char>(text_[i])) != 0 || text_[i] == '#')) {
    if (text_[i] == '#')
      i = std::min(text_.find('\n', i), text_.size());
    else
      ++i;
  }
  begin_ = end_ = i;
  if (i == text_.size()) {
    token_ = Token::end;
    return;
  }
  const char c = text_[i];
  if (is_letter(c)) {
    token_ = Token::name;
    while (end_ < text_.size() && (is_letter(text_[end_]) || is_digit(text_[end_]))) ++end_;
  } else if (is_digit(c) || (c == '.' && i + 1 < text_.size() && is_digit(text_[i + 1]))) {
    token_ = Token::number;
    end_ = scan_number();
  } else if (c == '"' || c == '\'') {
    token_ = Token::text;
    end_ = scan_text(c);
  } else {
    token_ = Token::sign;
    end_ = i + 1;
  }
}

std::size_t Reader::scan_number() const {
  std::size_t i = begin_;
  const auto digits = [&] {
    while (i < text_.size() && is_digit(text_[i])) ++i;
  };
  const auto peek = [&](std::size_t ahead) {
    return i + ahead < text_.size() ? text_[i + ahead] : '\0';
  };
  digits();
  if (peek(0) == '.') ++i, digits();
  if (peek(0) == 'e' || peek(0) == 'E') {
    const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
    if (is_digit(peek(1 + sign))) i += 1 + sign, digits();
  }
  return i;
}

std::size_t Reader::scan_text(char quote) {
  content_.clear();
  for (std::size_t i = begin_ + 1; i < text_.size(); ++i) {
    char c = text_[i];
    if (c == quote) return i + 1;
    if (c == '\\' && i + 1 < text_.size()) {
      c = text_[++i];
      if (c == 'n') c = '\n';
    }
    content_ += c;
  }
  faults_.add(begin_, begin_ + 1, "the text is not closed", std::string("close it with ") + quote);
  return text_.size();
}

bool Reader::at_name(std::string_view name) const {
  return token_ == Token::name && word() == name;
}
bool Reader::take(char sign) {
  if (!at(sign)) return false;
  next();
  return true;
}

// ---- expressions

Said Reader::finish(Expression expression, std::size_t begin) {
  expression.begin = begin;
  expression.end = last_;
  const bool was_known = expression.kind != Kind::unknown;
  Said said = say(std::move(expression));
  if (was_known && said->kind == Kind::unknown) {
    faults_.add(begin, begin + 1, "there are more than 256 calls in a chain",
                "make it of parts, with cat or stack");
    throw Stop{};
  }
  return said;
}

/// A fault at this token; goes on after it, at the next comma or bracket that closes.
Said Reader::wrong(std::string what, std::string hint) {
  faults_.add(begin_, end_, std::move(what), std::move(hint));
  if (faults_.are_too_many()) throw Stop{};
  for (int depth = 0; token_ != Token::end; next()) {
    if (depth == 0 && (at(',') || at(')') || at(']'))) break;
    if (at('(') || at('[')) ++depth;
    if (at(')') || at(']')) --depth;
  }
  return finish(expression_of(Kind::unknown), begin_);
}

Said Reader::read() {
  try {
    next();
    const Said out = alternatives();
    while (token_ != Token::end) {
      if (at(')') || at(']')) {
        faults_.add(begin_, end_, std::string("'") + text_[begin_] + "' closes nothing",
                    "take it away, or open its bracket");
        next();
        if (token_ != Token::end) alternatives();
      } else {
        wrong("'" + pattern::shortened(word()) + "' follows an expression that is complete",
              "put +, |, a point or a comma between them");
        if (at(',')) next();
      }
      if (faults_.are_too_many()) break;
    }
    return out;
  } catch (const Stop&) {  // its fault is there
    return say(expression_of(Kind::unknown));
  }
}

/// a | b, a + b, a * b: the looser ones are made of the tighter ones.
Said Reader::operation(char sign) {
  const std::size_t begin = begin_;
  const auto tighter = [&] { return sign == '*' ? chain() : operation(sign == '|' ? '+' : '*'); };
  Said first = tighter();
  if (!at(sign)) return first;
  Expression all = expression_of(Kind::call);
  all.text = sign;
  all.parts.push_back(std::move(first));
  while (take(sign)) all.parts.push_back(tighter());
  return finish(std::move(all), begin);
}

/// p.fast(2).reverse()
Said Reader::chain() {
  Said out = primary();
  while (at('.')) {
    next();
    if (token_ != Token::name) return wrong("after '.' stands no name", "write it like .fast(2)");
    const std::size_t begin = begin_;
    Expression call = expression_of(Kind::call);
    call.text = word();
    call.has_receiver = true;
    call.parts.push_back(std::move(out));
    next();
    if (!take('(')) {
      faults_.add(begin, last_, "'" + call.text + "' is not called",
                  "write ." + call.text + "() with its arguments");
      return finish(expression_of(Kind::unknown), begin);
    }
    arguments(call, ')');
    out = finish(std::move(call), begin);
  }
  return out;
}

Said Reader::primary() {
  const std::size_t begin = begin_;
  switch (token_) {
    case Token::end: return wrong("something is missing here", "end with a pattern, like hit()");
    case Token::name: return name();
    case Token::number: return number(false, begin);
    case Token::text: return text();
    case Token::sign: break;
  }
  if (take('-')) {
    if (token_ == Token::number) return number(true, begin);
    return wrong("'-' is not before a number", "patterns are not subtracted; use sub()");
  }
  const bool is_list = at('[');
  if (is_list || at('(')) {
    next();
    Expression list = expression_of(Kind::list);
    const bool has_comma = arguments(list, is_list ? ']' : ')');
    if (is_list || has_comma || list.parts.empty()) return finish(std::move(list), begin);
    return list.parts[0];
  }
  return wrong("'" + pattern::shortened(word()) + "' begins no pattern",
               "write builders like seq(), or mini-notation in p(\"...\")");
}

Said Reader::name() {
  const std::size_t begin = begin_;
  Expression out = expression_of(Kind::name);
  out.text = word();
  next();
  if (out.text == "None") return finish(expression_of(Kind::nothing), begin);
  if (out.text == "lambda") return lambda(begin);
  if ((out.text == "kr" || out.text == "krp") && take('.')) {  // copied from a session
    if (token_ == Token::name) return name();
    return wrong("after '.' stands no name", "write it like krp.hit()");
  }
  if (!take('(')) return finish(std::move(out), begin);
  out.kind = Kind::call;
  arguments(out, ')');
  return finish(std::move(out), begin);
}

Said Reader::lambda(std::size_t begin) {
  Expression function = expression_of(Kind::function);
  if (token_ != Token::name)
    return wrong("the lambda's argument has no name", "write lambda p: p.fast(2)");
  function.text = word();
  next();
  if (!take(':'))
    return wrong("':' is missing after the lambda's argument", "write lambda p: p.fast(2)");
  function.parts.push_back(alternatives());
  return finish(std::move(function), begin);
}

Said Reader::number(bool negative, std::size_t begin) {
  const auto is_whole = [&] { return word().find_first_of(".eE") == std::string_view::npos; };
  const auto whole = [&] {
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text_.data() + begin_, text_.data() + end_, n);
    if (error != std::errc())
      faults_.add(begin_, end_, "the number is too large", "give one below 2^63");
    next();
    return n;
  };
  Expression out = expression_of(is_whole() ? Kind::whole : Kind::real);
  if (out.kind == Kind::real) {
    const auto error = std::from_chars(text_.data() + begin_, text_.data() + end_, out.real).ec;
    if (error != std::errc())
      faults_.add(begin_, end_, "the number is too large or too small", "give a smaller number");
    if (negative) out.real = -out.real;
    next();
    return finish(std::move(out), begin);
  }
  const std::int64_t n = whole();
  out.number = negative ? -n : n;
  if (!at('/')) return finish(std::move(out), begin);
  next();
  if (token_ != Token::number || !is_whole())
    return wrong("after '/' stands no whole number", "write fractions like 1/8");
  const std::int64_t d = whole();
  if (d == 0) faults_.add(begin, last_, "a number is divided by 0", "write fractions like 1/8");
  if (std::max(n, d) > kMaxBuiltPart * 4)  // the fraction may still be reduced
    faults_.add(begin, last_, "the fraction is too fine or too large", "give parts below 2^33");
  out.number = Rational(out.number.num, std::max<std::int64_t>(d, 1));
  out.kind = Kind::fraction;
  return finish(std::move(out), begin);
}

Said Reader::text() {
  const std::size_t begin = begin_;
  Expression out = expression_of(Kind::text);
  out.text = content_;
  next();
  return finish(std::move(out), begin);
}

Said Reader::argument() {
  if (token_ != Token::name) return alternatives();
  const auto [token, begin, end, last] = std::tuple(token_, begin_, end_, last_);
  const std::string keyword(word());
  next();
  if (!take('=')) {  // it was no keyword: back to it
    token_ = token, begin_ = begin, end_ = end, last_ = last;
    return alternatives();
  }
  Expression named = *alternatives();
  named.keyword = keyword;
  return say(std::move(named));
}

bool Reader::arguments(Expression& out, char close) {
  const std::size_t opened = last_;
  if (++nesting_ > kMaxBrackets) {
    faults_.add(opened - 1, opened, "the brackets are more than 64 deep", "use fewer brackets");
    throw Stop{};
  }
  bool has_comma = false;
  while (token_ != Token::end && !at(close)) {
    out.parts.push_back(argument());
    if (!at(',')) {
      if (token_ == Token::end || at(close)) break;
      if (at(')') || at(']')) break;
      wrong("'" + pattern::shortened(word()) + "' follows an argument that is complete",
            "put a comma between arguments");
      if (!at(',')) break;
    }
    has_comma = true;
    next();
  }
  --nesting_;
  if (!take(close))
    faults_.add(opened - 1, opened, "the bracket is not closed",
                std::string("close it with ") + close);
  if (faults_.are_too_many()) throw Stop{};
  return has_comma;
}
}  // namespace krach::words
