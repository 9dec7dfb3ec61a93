// src/words/bind.hpp: words from the functions of the pattern layer: what a word takes follows from
// the types of its parameters.
#pragma once
#include "words/word.hpp"

#include <array>
#include <tuple>
#include <type_traits>
#include <utility>

#include "pattern/builders.hpp"

namespace krach::words {
/// Reads what was given as a T, or throws an Error at `word` that says what is needed.
struct Place {
  std::string_view word, parameter;
};
template <class T>
struct Taken;  // kType: what it is called; read(): it

template <>
struct Taken<pattern::Argument> {
  static constexpr Type kType = Type::number;
  static pattern::Argument read(const Given& given, Place place);
};
template <>
struct Taken<double> {
  static constexpr Type kType = Type::real;
  static double read(const Given& given, Place place);
};
template <>
struct Taken<std::int64_t> {
  static constexpr Type kType = Type::whole;
  static std::int64_t read(const Given& given, Place place);
};
template <>
struct Taken<Rational> {
  static constexpr Type kType = Type::share;
  static Rational read(const Given& given, Place place);
};
template <>
struct Taken<std::string_view> {
  static constexpr Type kType = Type::text;
  static std::string_view read(const Given& given, Place place);
};
template <>
struct Taken<Pattern> {
  static constexpr Type kType = Type::pattern;
  static Pattern read(const Given& given, Place place);
};
template <>
struct Taken<std::optional<Pattern>> {
  static constexpr Type kType = Type::value;
  static std::optional<Pattern> read(const Given& given, Place place);
};
template <>
struct Taken<std::span<const Pattern>> {
  static constexpr Type kType = Type::patterns;
  static std::vector<Pattern> read(const Given& given, Place place);
};
template <>
struct Taken<pattern::Transform> {
  static constexpr Type kType = Type::transform;
  static pattern::Transform read(const Given& given, Place place);
};
template <>
struct Taken<std::span<const pattern::Transform>> {
  static constexpr Type kType = Type::transforms;
  static std::vector<pattern::Transform> read(const Given& given, Place place);
};
template <>
struct Taken<pattern::How> {
  static constexpr Type kType = Type::how;
  static pattern::How read(const Given& given, Place place);
};
template <>
struct Taken<pattern::Steps> {
  static constexpr Type kType = Type::steps;
  static pattern::Steps read(std::span<const Given> given, Place place);
};
template <>
struct Taken<std::span<const pattern::Weight>> {
  static constexpr Type kType = Type::weighted;
  static std::vector<pattern::Weight> read(std::span<const Given> given, Place place);
};

/// A parameter's name, and what it is if it is not given.
struct Named {
  std::string_view name;
  std::optional<Given> otherwise{};
  Named(const char* n) : name(n) {}                                       // NOLINT
  Named(const char* n, std::int64_t x) : name(n), otherwise{Given{x}} {}  // NOLINT
  Named(const char* n, double x) : name(n), otherwise{Given{x}} {}        // NOLINT
  Named(const char* n, const char* text) : name(n), otherwise{Given{std::string(text)}} {}
  Named(const char* n, std::nullptr_t) : name(n), otherwise{Given{}} {}
};

template <class T>
decltype(auto) take(std::span<const Given> given, std::size_t i, Place place) {
  if constexpr (Taken<T>::kType == Type::steps || Taken<T>::kType == Type::weighted)
    return Taken<T>::read(given.subspan(i), place);
  else
    return Taken<T>::read(given[i], place);
}

/// Fills the parameters and the call of `word` from `call(receiver, arguments...)`.
template <class... A, class Call>
Word bound(Word word, std::array<Named, sizeof...(A)> names, Call call) {
  constexpr std::array<Type, sizeof...(A)> kTypes{Taken<std::decay_t<A>>::kType...};
  for (std::size_t i = 0; i < names.size(); ++i)
    word.parameters.push_back({names[i].name, kTypes[i], std::move(names[i].otherwise)});
  word.apply = [call, names, name = word.name](const Pattern* receiver,
                                               std::span<const Given> given) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return call(receiver, take<std::decay_t<A>>(given, I, Place{name, names[I].name})...);
    }(std::index_sequence_for<A...>{});
  };
  return word;
}
/// A method of Pattern.
template <class... A, std::size_t N>
Word method(Word word, Pattern (Pattern::*function)(A...) const, const Named (&names)[N]) {
  static_assert(N == sizeof...(A));
  word.kind = Word::Kind::method;
  return bound<A...>(
      std::move(word), std::to_array(names),
      [function](const Pattern* p, const auto&... a) { return (p->*function)(a...); });
}
inline Word method(Word word, Pattern (Pattern::*function)() const) {
  word.kind = Word::Kind::method;
  word.apply = [function](const Pattern* p, std::span<const Given>) { return (p->*function)(); };
  return word;
}
/// A function of a pattern.
template <class... A, std::size_t N>
Word method(Word word, Pattern (*function)(const Pattern&, A...), const Named (&names)[N]) {
  static_assert(N == sizeof...(A));
  word.kind = Word::Kind::method;
  return bound<A...>(std::move(word), std::to_array(names),
                     [function](const Pattern* p, const auto&... a) { return function(*p, a...); });
}
template <class... A, std::size_t N>
Word builder(Word word, Pattern (*function)(A...), const Named (&names)[N]) {
  static_assert(N == sizeof...(A));
  return bound<A...>(std::move(word), std::to_array(names),
                     [function](const Pattern*, const auto&... a) { return function(a...); });
}
inline Word builder(Word word, Pattern (*function)()) {
  word.apply = [function](const Pattern*, std::span<const Given>) { return function(); };
  return word;
}

// One file for each topic.
void add_builders(std::vector<Word>& words);
void add_time(std::vector<Word>& words);
void add_choices(std::vector<Word>& words);
void add_layers(std::vector<Word>& words);
void add_rhythm(std::vector<Word>& words);
void add_values(std::vector<Word>& words);
}  // namespace krach::words
