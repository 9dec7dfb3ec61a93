// src/words/bind.cpp: what was given, read as what a word takes.
#include "words/bind.hpp"

#include "pattern/combine.hpp"

namespace krach::words {
using pattern::refuse;

static std::string_view name_of(const Given& given) {
  static constexpr std::array<std::string_view, 8> kNames{
      "nothing", "a whole number", "a fraction", "a number",
      "a text",  "a pattern",      "a function", "a list"};
  return kNames[given.value.index()];
}
[[noreturn]] static void refuse_type(const Given& given, Place place, std::string_view needed) {
  refuse("'" + std::string(place.parameter) + "' is " + std::string(name_of(given)), place.word,
         "give " + std::string(needed));
}
static std::optional<double> find_number(const Given& given) {
  if (const auto* whole = std::get_if<std::int64_t>(&given.value))
    return static_cast<double>(*whole);
  if (const auto* fraction = std::get_if<Rational>(&given.value)) return fraction->to_double();
  if (const auto* real = std::get_if<double>(&given.value)) return *real;
  return std::nullopt;
}

pattern::Argument Taken<pattern::Argument>::read(const Given& given, Place place) {
  if (const auto* whole = std::get_if<std::int64_t>(&given.value)) return *whole;
  if (const auto* fraction = std::get_if<Rational>(&given.value)) return *fraction;
  if (const auto* real = std::get_if<double>(&given.value)) return *real;
  if (const auto* text = std::get_if<std::string>(&given.value)) return std::string_view(*text);
  if (const auto* pattern = std::get_if<Pattern>(&given.value)) return *pattern;
  refuse_type(given, place, "a number, or a pattern of numbers like \"<1 2>\"");
}
double Taken<double>::read(const Given& given, Place place) {
  if (const auto number = find_number(given)) return *number;
  refuse_type(given, place, "a number");
}
std::int64_t Taken<std::int64_t>::read(const Given& given, Place place) {
  if (const auto* whole = std::get_if<std::int64_t>(&given.value)) return *whole;
  refuse_type(given, place, "a whole number");
}
Rational Taken<Rational>::read(const Given& given, Place place) {
  if (const auto* fraction = std::get_if<Rational>(&given.value)) return *fraction;
  if (const auto number = find_number(given)) return to_rational(*number, place.word);
  refuse_type(given, place, "a number");
}
std::string_view Taken<std::string_view>::read(const Given& given, Place place) {
  if (const auto* text = std::get_if<std::string>(&given.value)) return *text;
  refuse_type(given, place, "a text");
}
static std::optional<Pattern> find_pattern(const Given& given) {
  if (const auto* pattern = std::get_if<Pattern>(&given.value)) return *pattern;
  if (const auto* text = std::get_if<std::string>(&given.value)) return pattern::p(*text);
  if (const auto* whole = std::get_if<std::int64_t>(&given.value)) return pattern::stack(*whole);
  if (const auto number = find_number(given)) return pattern::stack(*number);
  return std::nullopt;
}
Pattern Taken<Pattern>::read(const Given& given, Place place) {
  if (auto pattern = find_pattern(given)) return *std::move(pattern);
  refuse_type(given, place, "a pattern, a text in mini-notation, or a number");
}
std::optional<Pattern> Taken<std::optional<Pattern>>::read(const Given& given, Place place) {
  if (std::holds_alternative<std::monostate>(given.value)) return std::nullopt;
  return Taken<Pattern>::read(given, place);
}
pattern::Transform Taken<pattern::Transform>::read(const Given& given, Place place) {
  if (const auto* transform = std::get_if<Transform>(&given.value)) return transform->run;
  refuse_type(given, place, "what turns one pattern into another, like reverse or fast(2)");
}
pattern::How Taken<pattern::How>::read(const Given& given, Place place) {
  return pattern::how_named(place.word, Taken<std::string_view>::read(given, place));
}

template <class T>
static std::vector<T> read_list(const Given& given, Place place, std::string_view needed) {
  const auto* list = std::get_if<Given::List>(&given.value);
  if (list == nullptr) refuse_type(given, place, needed);
  std::vector<T> out;
  for (const Given& part : *list) out.push_back(Taken<T>::read(part, place));
  return out;
}
std::vector<Pattern> Taken<std::span<const Pattern>>::read(const Given& given, Place place) {
  return read_list<Pattern>(given, place, "a list of patterns, like [p(\"a\"), p(\"b\")]");
}
std::vector<pattern::Transform> Taken<std::span<const pattern::Transform>>::read(const Given& given,
                                                                                 Place place) {
  return read_list<pattern::Transform>(given, place, "a list, like [reverse, fast(2)]");
}

static pattern::Step step_of(const Given& given, Place place) {
  if (std::holds_alternative<std::monostate>(given.value)) return {};
  if (const auto* whole = std::get_if<std::int64_t>(&given.value)) return *whole;
  if (const auto* text = std::get_if<std::string>(&given.value)) return *text;
  if (const auto* pattern = std::get_if<Pattern>(&given.value)) return *pattern;
  if (const auto number = find_number(given)) return *number;
  refuse_type(given, place, "pitches, numbers, patterns, or None for a rest");
}
pattern::Steps Taken<pattern::Steps>::read(std::span<const Given> given, Place place) {
  pattern::Steps steps;
  steps.reserve(given.size());
  for (const Given& step : given) steps.push_back(step_of(step, place));
  return steps;
}
std::vector<pattern::Weight> Taken<std::span<const pattern::Weight>>::read(
    std::span<const Given> given, Place place) {
  std::vector<pattern::Weight> out;
  for (const Given& pair : given) {
    const auto* list = std::get_if<Given::List>(&pair.value);
    if (list == nullptr || list->size() != 2)
      refuse_type(pair, place, "pairs of a number and a pattern, like (3, \"C4\")");
    out.push_back({Taken<Rational>::read((*list)[0], place), step_of((*list)[1], place)});
  }
  return out;
}
}  // namespace krach::words
