// src/words/parse.cpp: what an expression says, by the vocabulary.
#include "words/parse.hpp"

#include "words/reader.hpp"
#include "words/word.hpp"

#include <algorithm>
#include <cctype>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/text.hpp"

namespace krach::words {
using Kind = Expression::Kind;
static constexpr std::size_t kMaxText = 1 << 20;
/// Nodes that are made on the way: what costs more is refused before it takes a second.
static constexpr std::size_t kMaxWork = 1 << 20;

namespace {
class Evaluator {
 public:
  Evaluator(std::string_view text, TextFaults& faults) : text_(text), faults_(faults) {}

  Pattern pattern(const Said& said) {
    const Given given = evaluate(said);
    if (const auto* pattern = std::get_if<Pattern>(&given.value)) return *pattern;
    faults_.add(said->begin, said->end, "this is no pattern",
                "write builders like seq(), or mini-notation in p(\"...\")");
    return pattern::rest();
  }

 private:
  struct Stop {};
  using Scope = std::vector<std::pair<std::string, Pattern>>;

  Given evaluate(const Said& said) {
    Given out;
    const Expression& e = *said;
    switch (e.kind) {
      case Kind::nothing: break;
      case Kind::whole: out.value = e.number.num; break;
      case Kind::fraction: out.value = e.number; break;
      case Kind::real: out.value = e.real; break;
      case Kind::text: out.value = e.text; break;
      case Kind::list: out.value = all(e, 0); break;
      case Kind::name: out = named(e); break;
      case Kind::function: out.value = function(said); break;
      case Kind::call: out = call(e); break;
      case Kind::unknown: out.value = pattern::rest(); break;
    }
    out.keyword = e.keyword;
    return out;
  }
  Given::List all(const Expression& e, std::size_t first) {
    Given::List out;
    for (std::size_t i = first; i < e.parts.size(); ++i) out.push_back(evaluate(e.parts[i]));
    return out;
  }
  Given named(const Expression& e) {
    for (const auto& [name, pattern] : scope_)
      if (name == e.text) return {pattern};
    if (const Word* word = find_word(e.text, Word::Kind::method))
      return guarded(e, [&] { return Given{word->transform({})}; });
    if (find_word(e.text, Word::Kind::builder) != nullptr)
      faults_.add(e.begin, e.end, "'" + e.text + "' is not called",
                  "write " + e.text + "() with its arguments");
    else
      unknown(e, e.end);
    return {pattern::rest()};
  }
  /// A lambda sees what stands around it.
  Transform function(const Said& said) {
    const auto run = [this, said, scope = scope_](const Pattern& p) {
      Scope inside = scope;
      inside.insert(inside.begin(), {said->text, p});
      std::swap(scope_, inside);
      const Pattern out = pattern(said->parts[0]);
      std::swap(scope_, inside);
      return out;
    };
    return {run, nullptr};  // its words are heard when it is called
  }
  void unknown(const Expression& e, std::size_t end) {
    std::vector<std::string> known;
    for (const Word& word : vocabulary())
      if (word.kind != Word::Kind::operation) known.emplace_back(word.name);
    faults_.add(e.begin, end, "there is no '" + pattern::shortened(e.text) + "'",
                did_you_mean(e.text, known, "krp.help() lists all words"));
  }

  Given call(const Expression& e) {
    if (e.text == "+" || e.text == "|" || e.text == "*") return operation(e);
    std::optional<Given> receiver;
    if (e.has_receiver) receiver = evaluate(e.parts[0]);
    const std::size_t before = faults_.count();
    Given::List given = all(e, e.has_receiver ? 1 : 0);
    Given instead = receiver.value_or(Given{pattern::rest()});
    if (faults_.count() > before) return instead;  // the call would fail for its arguments
    const Word* builder = receiver ? nullptr : find_word(e.text, Word::Kind::builder);
    const Word* method = find_word(e.text, Word::Kind::method);
    if (builder == nullptr && method == nullptr)
      return unknown(e, e.begin + e.text.size()), instead;
    return guarded(e, [&]() -> Given {
      if (builder != nullptr) return {(*builder)(nullptr, std::move(given))};
      if (!receiver) return {method->transform(std::move(given))};
      if (const auto* pattern = std::get_if<Pattern>(&receiver->value))
        return {(*method)(pattern, std::move(given))};
      if (const auto* first = std::get_if<Transform>(&receiver->value))
        return {method->transform(std::move(given), first)};
      pattern::refuse("it follows no pattern", e.text,
                      "write it like p(\"bd sn\")." + method->signature());
    });
  }
  Given operation(const Expression& e) {
    Given out = evaluate(e.parts[0]);
    for (std::size_t i = 1; i < e.parts.size(); ++i)
      out = operation(e, std::move(out), evaluate(e.parts[i]));
    return out;
  }
  Given operation(const Expression& e, Given a, Given b) {
    const auto is_pattern = [](const Given& g) { return std::holds_alternative<Pattern>(g.value); };
    const bool times = e.text == "*";
    if (times && !is_pattern(a)) std::swap(a, b);
    if (!is_pattern(a) || (!times && !is_pattern(b))) {
      const std::string between = times ? "a pattern and a whole number" : "patterns";
      faults_.add(e.begin, e.end, "'" + e.text + "' is not between " + between,
                  times ? "write it like hit() * 4" : "write texts as p(\"...\")");
      return {pattern::rest()};
    }
    return guarded(e, [&] {
      return Given{get_word(e.text, Word::Kind::operation)(nullptr, {std::move(a), std::move(b)})};
    });
  }

  /// What is refused becomes a fault at the call, or inside a text that it is given.
  template <class Make>
  Given guarded(const Expression& e, const Make& make) {
    try {
      Given made = make();
      if (const auto* pattern = std::get_if<Pattern>(&made.value))
        work_ += pattern->arena().nodes.size();
      if (work_ > kMaxWork) {
        faults_.add(e.begin, e.end, "the text costs too much to read",
                    "large patterns are changed again and again; repeat with *");
        throw Stop{};
      }
      return made;
    } catch (const Error& error) {
      for (const Fault& fault : error.faults()) place(e, fault);
      return {pattern::rest()};
    }
  }
  void place(const Expression& e, const Fault& fault) {
    for (const Said& part : e.parts) {
      const bool is_its_text = part->kind == Kind::text && fault.mark.length > 0 &&
                               part->end - part->begin == part->text.size() + 2 &&
                               part->text == fault.mark.text;
      if (!is_its_text) continue;
      const std::size_t begin = part->begin + fault.mark.column;  // after the quote
      return faults_.add(begin, begin + fault.mark.length, fault.what, fault.hint);
    }
    const std::string place =
        fault.where == e.text || fault.mark.length > 0 ? "" : fault.where + ": ";
    faults_.add(e.begin, e.end, place + fault.what, fault.hint);
  }

 public:
  static Pattern run(std::string_view text, TextFaults& faults, const Said& said) {
    Evaluator evaluator(text, faults);
    try {
      return evaluator.pattern(said);
    } catch (const Stop&) {  // its fault is there
      return pattern::rest();
    }
  }

 private:
  std::string_view text_;
  TextFaults& faults_;
  Scope scope_;
  std::size_t work_ = 0;
};
}  // namespace

Pattern parse(std::string_view text) {
  if (text.size() > kMaxText)
    pattern::refuse("the text has " + std::to_string(text.size()) + " bytes", "pattern",
                    "2^20 are allowed");
  TextFaults faults(text);
  const Said said = Reader(text, faults).read();
  faults.raise();
  Pattern out = Evaluator::run(text, faults, said);
  faults.raise();
  return out;
}

Pattern parse_played(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\n"), text.size());
  std::size_t end = begin;
  while (end < text.size() &&
         (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_'))
    ++end;
  const char next = end < text.size() ? text[end] : '\0';
  const std::string_view name = text.substr(begin, end - begin);
  const bool is_call =
      next == '(' && (name.empty() || find_word(name, Word::Kind::builder) != nullptr);
  const bool is_prefix = next == '.' && (name == "kr" || name == "krp");
  if (is_call || is_prefix || (name.empty() && next == '"')) return parse(text);
  static const Word& mini = get_word("p", Word::Kind::builder);
  return mini(nullptr, {Given{std::string(text)}});
}
}  // namespace krach::words
