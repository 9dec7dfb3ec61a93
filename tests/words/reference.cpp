// tests/words/reference.cpp: the walk along an expression.
#include "words/reference.hpp"

#include "words/arguments.hpp"
#include "words/random_text.hpp"

#include <algorithm>

namespace krach::words::testing {
namespace {
using Scope = std::vector<std::pair<std::string, Naive>>;

Argument evaluate(const Expression& e, const Scope& scope);

/// No word in it draws at random, nor does its mini-notation; and messages have tests of their own.
bool is_covered(const Expression& e) {
  const bool is_message = e.text == "midi" || e.text == "cc" || e.text == "osc";
  const bool is_operation = e.text == "+" || e.text == "|" || e.text == "*";
  switch (e.kind) {
    case Expression::Kind::unknown: return false;
    case Expression::Kind::text: return e.text.find_first_of("?|") == std::string::npos;
    case Expression::Kind::name:
    case Expression::Kind::call:
      if (!is_operation && (is_message || is_random(e.text))) return false;
      break;
    default: break;
  }
  return std::ranges::all_of(e.parts, [](const Said& part) { return is_covered(*part); });
}

OfPattern transform_of(const Word& word, const Play& play, std::vector<Argument> given,
                       const OfPattern& first) {
  return [&word, &play, given = std::move(given), first](const Naive& p) {
    return play(first ? first(p) : p, bind_arguments(word, given).arguments);
  };
}

Argument operation(const Expression& e, const Scope& scope) {
  std::vector<Argument> parts;
  parts.reserve(e.parts.size());
  for (const Said& part : e.parts) parts.push_back(evaluate(*part, scope));
  if (e.text == "*") {
    const bool number_first = std::holds_alternative<std::int64_t>(parts[0].value);
    const auto n = static_cast<std::size_t>(parts[number_first ? 0 : 1].whole());
    Naive out = fastcat(std::vector(n, parts[number_first ? 1 : 0].pattern()));
    out.steps = 1;
    return {out};
  }
  std::vector<Naive> all;
  for (const Argument& part : parts) {
    const Naive p = part.pattern();
    if (e.text == "+" && !p.addends.empty())
      all.insert(all.end(), p.addends.begin(), p.addends.end());
    else
      all.push_back(p);
  }
  if (e.text == "|") return {stack(all)};
  Naive out = fastcat(all);
  out.addends = all;
  return {out};
}

Argument call(const Expression& e, const Scope& scope) {
  if (e.text == "+" || e.text == "|" || e.text == "*") return operation(e, scope);
  const bool is_method =
      e.has_receiver || e.is_transform || find_word(e.text, Word::Kind::builder) == nullptr;
  const Word::Kind kind = is_method ? Word::Kind::method : Word::Kind::builder;
  const Word* word = find_word(e.text, kind);
  const Play& play = get_play(e.text, kind);
  std::vector<Argument> given;
  given.reserve(e.parts.size());
  for (const Said& part : e.parts) given.push_back(evaluate(*part, scope));
  if (!is_method) {
    Bound bound = bind_arguments(*word, std::move(given));
    Naive out = play(silence(), bound.arguments);
    for (const Argument& c : bound.controls) out = set_control(out, c.keyword, c);
    return {out};
  }
  if (!e.has_receiver) return {transform_of(*word, play, std::move(given), nullptr)};
  const Argument receiver = given[0];
  given.erase(given.begin());
  if (const auto* first = std::get_if<OfPattern>(&receiver.value))
    return {transform_of(*word, play, std::move(given), *first)};
  return {play(receiver.pattern(), bind_arguments(*word, std::move(given)).arguments)};
}

Argument name(const Expression& e, const Scope& scope) {
  const auto known = std::ranges::find(scope, e.text, &Scope::value_type::first);
  if (known != scope.end()) return {known->second};
  Expression method = e;  // reverse
  method.kind = Expression::Kind::call;
  method.is_transform = true;
  return call(method, scope);
}

Argument evaluate_value(const Expression& e, const Scope& scope) {
  switch (e.kind) {
    case Expression::Kind::nothing: return {};
    case Expression::Kind::whole: return {e.number.num};
    case Expression::Kind::fraction: return {e.number};
    case Expression::Kind::real: return {e.real};
    case Expression::Kind::text: return {e.text};
    case Expression::Kind::name: return name(e, scope);
    case Expression::Kind::call: return call(e, scope);
    case Expression::Kind::unknown: break;
    case Expression::Kind::list: {
      Argument::List list;
      for (const Said& part : e.parts) list.push_back(evaluate(*part, scope));
      return {list};
    }
    case Expression::Kind::function:
      return {OfPattern([=](const Naive& p) {
        Scope inside = scope;
        inside.insert(inside.begin(), {e.text, p});
        return evaluate(*e.parts[0], inside).pattern();
      })};
  }
  return {};
}
Argument evaluate(const Expression& e, const Scope& scope) {
  Argument out = evaluate_value(e, scope);
  out.keyword = e.keyword;
  return out;
}
}  // namespace

std::optional<Naive> reference(const Said& said) {
  if (said == nullptr || !is_covered(*said)) return std::nullopt;
  return evaluate(*said, {}).pattern();
}
}  // namespace krach::words::testing
