// src/pattern/patterned.cpp
#include "pattern/patterned.hpp"

#include <algorithm>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/load.hpp"
#include "pattern/values.hpp"
#include "pattern/walk.hpp"

namespace krach::pattern {
static constexpr std::size_t kMaxChoices = 256;

static std::vector<Rational> numbers_of(std::string_view where, const Pattern& argument) {
  std::vector<Rational> numbers;
  const Arena& arena = argument.arena();
  if (is_computed(arena))
    refuse("the argument's numbers are made while it plays", where,
           "give the numbers themselves, like \"<1 2>\"");
  for_each_value(arena, [&](NodeId id) {
    const Value* value = find_value(arena.controls_of(arena[id]));
    if (arena[id].kind != Kind::atom || value == nullptr || value->kind == Value::Kind::word)
      refuse("the argument is a pattern of something else than numbers", where,
             "give numbers, like \"<1 2>\"");
    const Rational number = to_rational(value->number, where);
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
    if (numbers.size() > kMaxChoices)
      refuse("the argument takes more than 256 values", where, "use fewer different numbers");
  });
  if (numbers.empty()) refuse("the argument says nothing", where, "give numbers, like \"<1 2>\"");
  return numbers;
}

Pattern patterned(std::string_view where, const Pattern& argument,
                  FunctionRef<Pattern(Rational)> make) {
  const std::vector<Rational> numbers = numbers_of(where, argument);
  std::vector<Pattern> choices;
  choices.reserve(numbers.size());
  std::vector<Part> parts{{&argument}};
  Load inner;
  std::size_t nodes = 0;  // counted here, so that nothing large is made to be refused
  for (const Rational number : numbers) {
    choices.push_back(make(number));
    nodes += choices.back().arena().nodes.size();
    if (nodes > kMaxNodes)
      refuse("the argument makes more than 65536 nodes", where, "use fewer different numbers");
    parts.push_back({&choices.back(), number, number});
    inner = either(inner, choices.back().arena().load);
  }
  Node node;
  node.kind = Kind::select;
  node.how = How::mix;
  Load load = joined(argument.arena().load, inner);
  load.events = argument.arena().load.layers * inner.events;
  load.signals = inner.signals;
  return combine(where, node, parts, load);
}

Pattern patterned(std::string_view where, const Argument& argument,
                  FunctionRef<Pattern(Rational)> make) {
  if (const Pattern* pattern = argument.pattern()) return patterned(where, *pattern, make);
  return make(argument.number(where));
}
Pattern patterned_by_word(std::string_view where, const Pattern& argument,
                          FunctionRef<Pattern(std::string_view)> make) {
  std::vector<std::string> words;
  Arena arena = argument.arena();
  for_each_value(arena, [&](NodeId id) {
    const Node& node = arena[id];
    if (node.kind != Kind::atom) return;
    for (ControlValue& c :
         std::span(arena.controls).subspan(node.first_control, node.control_count)) {
      const Value& v = c.value;
      std::string word = v.kind == Value::Kind::word ? std::string(text_of(v.word))
                                                     : print(to_rational(v.number, where));
      const auto known = std::ranges::find(words, word);
      c.value = Value::of(std::int64_t{known - words.begin()});
      if (known == words.end()) words.push_back(std::move(word));
    }
  });
  if (words.size() == 1 && arena.nodes.size() == 1) return make(words[0]);
  return patterned(where, Pattern(std::move(arena)),
                   [&](Rational n) { return make(words[static_cast<std::size_t>(n.num)]); });
}
Pattern counted(std::string_view where, const Argument& argument, std::int64_t least,
                std::int64_t most, FunctionRef<Pattern(std::int64_t)> make) {
  return patterned(where, argument, [&](Rational n) {
    if (n.den != 1 || n.num < least || n.num > most)
      refuse(print(n) + " is not possible here", where,
             "give a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return make(n.num);
  });
}

Argument::Argument(const Pattern& pattern) : pattern_(std::make_shared<Pattern>(pattern)) {}
Argument::Argument(std::string_view mini) : Argument(p(mini)) {}
Rational Argument::number(std::string_view where) const {
  return number_ ? *number_ : to_rational(real_, where);
}
}  // namespace krach::pattern
