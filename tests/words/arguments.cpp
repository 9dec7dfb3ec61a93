// tests/words/arguments.cpp
#include "words/arguments.hpp"

#include <algorithm>
#include <map>

#include "pattern/builders.hpp"
#include "pattern/values.hpp"

namespace krach::words::testing {
double Argument::real() const {
  if (const auto* n = std::get_if<std::int64_t>(&value)) return static_cast<double>(*n);
  if (const auto* n = std::get_if<Rational>(&value)) return n->to_double();
  return std::get<double>(value);
}
Rational Argument::fraction() const {
  if (const auto* n = std::get_if<Rational>(&value)) return *n;
  return to_rational(real(), "reference");
}
static Naive saying(Value value) { return pure({{pattern::kValue, value}}); }

Naive Argument::step() const {
  if (is_none()) return silence();
  if (const auto* n = std::get_if<std::int64_t>(&value)) return saying(Value::of(*n));
  if (const auto* pitch = std::get_if<std::string>(&value))
    return saying(Value::of(intern(*pitch)));
  if (const auto* p = std::get_if<Naive>(&value)) return *p;
  return saying(Value::of(real()));
}
Naive Argument::pattern() const {
  const auto* mini = std::get_if<std::string>(&value);
  return mini != nullptr ? leaf(pattern::p(*mini)) : step();
}

Naive Argument::with(const std::function<Naive(Rational)>& f) const {
  const bool is_pattern =
      std::holds_alternative<Naive>(value) || std::holds_alternative<std::string>(value);
  if (!is_pattern) return f(fraction());
  const Naive numbers = pattern();
  const auto made = std::make_shared<std::map<Rational, Naive>>();  // only so that it ends
  const auto make = [=](const Seen& e) {
    const Rational n = to_rational(find(e.controls, pattern::kValue)->number, "reference");
    const auto known = made->find(n);
    return known != made->end() ? known->second : made->emplace(n, f(n)).first->second;
  };
  bool continuous = false;
  for (const Seen& e : numbers.query({{0, 16}})) continuous = continuous || make(e).continuous;
  return inner_join(numbers, continuous, make);
}
Naive Argument::with_words(std::string_view mini, bool continuous,
                           const std::function<Naive(std::string)>& f) {
  return inner_join(leaf(pattern::p(mini)), continuous, [=](const Seen& e) {
    const Value& v = *find(e.controls, pattern::kValue);
    return f(v.kind == Value::Kind::word ? std::string(text_of(v.word))
                                         : print(to_rational(v.number, "reference")));
  });
}

static Argument otherwise(const Given& given) {
  if (const auto* n = std::get_if<std::int64_t>(&given.value)) return {*n};
  if (const auto* x = std::get_if<double>(&given.value)) return {*x};
  if (const auto* text = std::get_if<std::string>(&given.value)) return {*text};
  return {};
}
Bound bind_arguments(const Word& word, std::vector<Argument> given) {
  std::vector<std::optional<Argument>> places(word.parameters.size());
  Bound out;
  std::vector<Argument> rest;
  std::size_t at = 0;
  for (Argument& argument : given) {
    const auto named = std::ranges::find(word.parameters, argument.keyword, &Parameter::name);
    const bool takes_all = at < places.size() && (word.parameters[at].type == Type::steps ||
                                                  word.parameters[at].type == Type::weighted);
    if (argument.keyword.empty() && takes_all)
      rest.push_back(std::move(argument));
    else if (argument.keyword.empty())
      places[at++] = std::move(argument);
    else if (named != word.parameters.end())
      places[static_cast<std::size_t>(named - word.parameters.begin())] = std::move(argument);
    else
      out.controls.push_back(std::move(argument));
  }
  if (!rest.empty()) {
    out.arguments = std::move(rest);
    return out;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::optional<Given>& instead = word.parameters[i].otherwise;
    out.arguments.push_back(places[i].value_or(instead ? otherwise(*instead) : Argument{}));
  }
  return out;
}
}  // namespace krach::words::testing
