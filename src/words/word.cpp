// src/words/word.cpp: a call of a word: its arguments in their places, and how it was said.
#include "words/word.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

#include "base/suggest.hpp"
#include "pattern/combine.hpp"

namespace krach::words {
using pattern::refuse;

static bool takes_all(const Word& word) {
  return !word.parameters.empty() && (word.parameters.back().type == Type::steps ||
                                      word.parameters.back().type == Type::weighted);
}

namespace {
/// What was given, in the order of the parameters, and what is left over as controls.
struct Matched {
  std::vector<Given> arguments, controls;
};
}  // namespace

/// 4/2 is 2: a whole number, as it is printed.
static void simplify(Given& given) {
  if (const auto* fraction = std::get_if<Rational>(&given.value); fraction && fraction->den == 1)
    given.value = fraction->num;
  if (auto* list = std::get_if<Given::List>(&given.value)) std::ranges::for_each(*list, simplify);
}
static Matched match(const Word& word, std::vector<Given> given) {
  std::ranges::for_each(given, simplify);
  const std::size_t wanted = word.parameters.size();
  const bool open = takes_all(word);
  std::vector<std::optional<Given>> places(wanted);
  Matched out;
  std::vector<Given> rest;
  std::size_t at = 0;
  for (Given& g : given) {
    if (g.keyword.empty()) {
      if (open && at + 1 >= wanted)
        rest.push_back(std::move(g));
      else if (at < wanted)
        places[at++] = std::move(g);
      else
        refuse("there are too many arguments", word.name, "write " + word.signature());
      continue;
    }
    const auto named = std::ranges::find(word.parameters, g.keyword, &Parameter::name);
    if (named != word.parameters.end()) {
      auto& place = places[static_cast<std::size_t>(named - word.parameters.begin())];
      if (place) refuse("'" + g.keyword + "' is given twice", word.name, "give it once");
      place = std::move(g);
    } else if (word.sets_controls) {
      out.controls.push_back(std::move(g));
    } else {
      refuse("it takes no '" + g.keyword + "'", word.name, "write " + word.signature());
    }
  }
  for (std::size_t i = 0; i < wanted - (open ? 1 : 0); ++i) {
    std::optional<Given>& place = places[i];
    if (!place) place = word.parameters[i].otherwise;
    if (!place)
      refuse("'" + std::string(word.parameters[i].name) + "' is missing", word.name,
             "write " + word.signature());
    out.arguments.push_back(std::move(*place));
  }
  std::ranges::move(rest, std::back_inserter(out.arguments));
  return out;
}

// ---- how it was said

static Said say_number(double x) {
  Expression e = expression_of(Expression::Kind::real);
  e.real = x;
  return say(std::move(e));
}
static Said say_number(Rational x) {
  Expression e = expression_of(x.den == 1 ? Expression::Kind::whole : Expression::Kind::fraction);
  e.number = x;
  return say(std::move(e));
}
static Said unknown() { return say(expression_of(Expression::Kind::unknown)); }

static Said said_by(const Pattern& p) { return p.said() == nullptr ? unknown() : p.said(); }

static Said say_value(const Given& given) {
  if (const auto* whole = std::get_if<std::int64_t>(&given.value))
    return say_number(Rational{*whole});
  if (const auto* fraction = std::get_if<Rational>(&given.value)) return say_number(*fraction);
  if (const auto* real = std::get_if<double>(&given.value)) return say_number(*real);
  if (const auto* pattern = std::get_if<Pattern>(&given.value)) return said_by(*pattern);
  if (const auto* transform = std::get_if<Transform>(&given.value))
    return transform->said == nullptr ? unknown() : transform->said;
  Expression e;
  if (const auto* text = std::get_if<std::string>(&given.value)) {
    e.kind = Expression::Kind::text;
    e.text = *text;
  } else if (const auto* list = std::get_if<Given::List>(&given.value)) {
    e.kind = Expression::Kind::list;
    for (const Given& part : *list) e.parts.push_back(say(part));
  }
  return say(std::move(e));
}
Said say(const Given& given) {
  Said said = say_value(given);
  if (given.keyword == said->keyword) return said;
  Expression named = *said;
  named.keyword = given.keyword;
  return say(std::move(named));
}

/// 2.0 is 2 where only its size counts.
static Given plain(Given given, Type type) {
  auto* list = std::get_if<Given::List>(&given.value);
  if (type == Type::weighted && list != nullptr && !list->empty())
    list->front() = plain(std::move(list->front()), Type::share);
  if (type != Type::number && type != Type::real && type != Type::share) return given;
  const auto* real = std::get_if<double>(&given.value);
  if (real != nullptr && std::trunc(*real) == *real && std::abs(*real) < 0x1p53)
    given.value = static_cast<std::int64_t>(*real);
  return given;
}

namespace {
/// Functions of C++ and Python in the arguments of one call: what they are is heard from what they
/// do with a pattern that is called by a name.
class Listener {
 public:
  void listen(Given& given) {
    if (auto* list = std::get_if<Given::List>(&given.value))
      for (Given& part : *list) listen(part);
    auto* transform = std::get_if<Transform>(&given.value);
    if (transform == nullptr || transform->said != nullptr) return;
    auto heard = std::make_shared<Said>();
    transform->run = [run = transform->run, heard](const Pattern& p) {
      return hear(run, p, *heard);
    };
    heard_.push_back({transform, std::move(heard)});
  }
  /// After the call. What has not been called is called now, for its words; what cannot be called
  /// has none that would count.
  void tell(const Pattern* receiver) {
    for (const auto& [transform, heard] : heard_) {
      if (*heard == nullptr && receiver != nullptr) call(*transform, *receiver, *heard);
      transform->said = *heard;
    }
  }

 private:
  static void call(const Transform& transform, const Pattern& receiver, Said& heard) {
    try {
      transform.run(receiver);
    } catch (const Error&) {
      hear([](const Pattern& p) { return p; }, receiver, heard);
    }
  }
  static Pattern hear(const pattern::Transform& run, const Pattern& p, Said& heard) {
    static thread_local int depth = 0;  // of transforms in transforms
    Expression name = expression_of(Expression::Kind::name);
    name.text = depth == 0 ? "p" : "p" + std::to_string(depth + 1);
    const std::string argument = name.text;
    ++depth;
    const auto leave = [](int*) { --depth; };
    const std::unique_ptr<int, decltype(leave)> guard(&depth, leave);
    const Pattern out = run(p.with_said(say(std::move(name))));
    if (heard == nullptr) {
      Expression function = expression_of(Expression::Kind::function);
      function.text = argument;
      function.parts = {said_by(out)};
      heard = say(std::move(function));
    }
    return out;
  }
  struct Heard {
    Transform* transform;
    std::shared_ptr<Said> said;
  };
  std::vector<Heard> heard_;
};
}  // namespace

/// a + b + c is one sum, however it was bracketed.
static void flatten(Expression& call) {
  if (call.text != "+" && call.text != "|") return;
  std::vector<Said> parts;
  for (const Said& part : call.parts) {
    if (part->kind == Expression::Kind::call && part->text == call.text)
      parts.insert(parts.end(), part->parts.begin(), part->parts.end());
    else
      parts.push_back(part);
  }
  call.parts = std::move(parts);
}
static Said say_call(const Word& word, const Said& receiver, std::span<const Given> given) {
  Expression call = expression_of(Expression::Kind::call);
  call.text = word.name;
  call.has_receiver = receiver != nullptr;
  call.is_transform = word.kind == Word::Kind::method && receiver == nullptr;
  if (receiver != nullptr) call.parts.push_back(receiver);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const bool has_type = !word.parameters.empty() && given[i].keyword.empty();
    const std::size_t place = std::min(i, word.parameters.size() - 1);  // the last may take many
    call.parts.push_back(say(has_type ? plain(given[i], word.parameters[place].type) : given[i]));
  }
  flatten(call);
  return say(std::move(call));
}

Pattern Word::operator()(const Pattern* receiver, std::vector<Given> given) const {
  Listener listener;
  for (Given& g : given) listener.listen(g);
  const Matched matched = match(*this, given);
  Pattern out = apply(receiver, matched.arguments);
  for (const Given& control : matched.controls) {
    static const Word& set = get_word("set", Kind::method);
    const Given given_to_set[] = {{control.keyword}, control, {std::string("in")}};
    out = set.apply(&out, given_to_set);
  }
  listener.tell(receiver);
  const Said said = receiver == nullptr ? nullptr : said_by(*receiver);
  return out.with_said(say_call(*this, said, given));
}

/// True if there is a function in it whose words are still to be heard.
static bool is_unheard(const Given& given) {
  if (const auto* list = std::get_if<Given::List>(&given.value))
    return std::ranges::any_of(*list, is_unheard);
  const auto* transform = std::get_if<Transform>(&given.value);
  return transform != nullptr && transform->said == nullptr;
}
Transform Word::transform(std::vector<Given> given, const Transform* first) const {
  match(*this, given);  // what is missing is said now
  const bool unheard = std::ranges::any_of(given, is_unheard);
  if (first == nullptr) {
    Said said = unheard ? nullptr : say_call(*this, nullptr, given);
    return {[this, given = std::move(given)](const Pattern& p) { return (*this)(&p, given); },
            std::move(said)};
  }
  Said said = unheard || first->said == nullptr ? nullptr : say_call(*this, first->said, given);
  return {[this, given = std::move(given), before = first->run](const Pattern& p) {
            const Pattern changed = before(p);
            return (*this)(&changed, given);
          },
          std::move(said)};
}

std::string Word::signature() const {
  std::string out(name);
  out += '(';
  for (const Parameter& parameter : parameters) {
    if (&parameter != &parameters.front()) out += ", ";
    const bool open = parameter.type == Type::steps || parameter.type == Type::weighted;
    out += (open ? "*" : "") + std::string(parameter.name);
    if (parameter.otherwise) out += "=" + print(say(*parameter.otherwise));
  }
  if (sets_controls) out += parameters.empty() ? "**controls" : ", **controls";
  return out + ')';
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known,
                         std::string_view otherwise) {
  const std::string nearest = suggest(name, known, "");  // and a list, too long for a vocabulary
  const std::size_t question = nearest.find("? ");
  return nearest.substr(0, question == std::string::npos ? 0 : question + 2) +
         std::string(otherwise);
}
const Word* find_word(std::string_view name, Word::Kind kind) {
  for (const Word& word : vocabulary())
    if (word.kind == kind && word.name == name) return &word;
  return nullptr;
}
const Word& get_word(std::string_view name, Word::Kind kind) {
  if (const Word* word = find_word(name, kind)) return *word;
  std::vector<std::string> known;
  for (const Word& word : vocabulary())
    if (word.kind == kind) known.emplace_back(word.name);
  refuse("there is no '" + std::string(name) + "'", "pattern",
         did_you_mean(name, known, "krp.help() lists all words"));
}
}  // namespace krach::words
