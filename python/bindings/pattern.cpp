// python/bindings/pattern.cpp: krp: the vocabulary of patterns as functions, methods and
// transforms.
#include "bindings/module.hpp"
#include "words/help.hpp"
#include "words/parse.hpp"
#include "words/word.hpp"
#include <nanobind/operators.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include "base/terminal.hpp"
#include "pattern/combine.hpp"
#include "pattern/show.hpp"

namespace nb = nanobind;
using namespace nb::literals;
namespace kp = krach::pattern;
namespace kw = krach::words;
using kp::Pattern;
using kw::Given;
using kw::Transform;
using kw::Word;

namespace {
Pattern called(const nb::object& function, const Pattern& p) {
  const nb::object out = function(p);
  Pattern* pattern = nullptr;
  if (!nb::try_cast(out, pattern) || pattern == nullptr)
    kp::refuse("the function gives no pattern", "transform", "return one, like p.fast(2)");
  return *pattern;
}
Given given(nb::handle value) {
  if (value.is_none()) return {};
  if (nb::isinstance<Pattern>(value)) return {nb::cast<Pattern>(value)};
  if (nb::isinstance<Transform>(value)) return {nb::cast<Transform>(value)};
  if (nb::isinstance<nb::str>(value)) return {nb::cast<std::string>(value)};
  if (PyIndex_Check(value.ptr()) != 0) return {nb::cast<std::int64_t>(nb::int_(value))};
  if (nb::isinstance<nb::float_>(value)) return {nb::cast<double>(value)};
  if (nb::isinstance<nb::list>(value) || nb::isinstance<nb::tuple>(value)) {
    Given::List list;
    for (const nb::handle part : value) list.push_back(given(part));
    return {std::move(list)};
  }
  if (nb::isinstance<nb::callable>(value)) {
    const auto run = [function = nb::borrow(value)](const Pattern& p) {
      return called(function, p);
    };
    return {Transform{run, nullptr}};
  }
  kp::refuse("nothing can be done with a " + nb::cast<std::string>(value.type().attr("__name__")),
             "pattern", "give numbers, texts, patterns, or functions of patterns");
}
std::vector<Given> given(const nb::args& args, const nb::kwargs& keywords) {
  std::vector<Given> out;
  for (const nb::handle arg : args) out.push_back(given(arg));
  for (const auto& [name, value] : keywords) {
    out.push_back(given(value));
    out.back().keyword = nb::cast<std::string>(name);
  }
  return out;
}

std::string_view type_of(kw::Type type) {
  using kw::Type;
  switch (type) {
    case Type::number:
    case Type::pattern: return "Pattern | str | float";
    case Type::real:
    case Type::share: return "float";
    case Type::whole: return "int";
    case Type::text:
    case Type::how: return "str";
    case Type::value: return "Pattern | str | float | None";
    case Type::patterns: return "collections.abc.Sequence[Pattern | str]";
    case Type::transform: return "collections.abc.Callable[[Pattern], Pattern]";
    case Type::transforms:
      return "collections.abc.Sequence[collections.abc.Callable[[Pattern], Pattern]]";
    case Type::steps: return "Pattern | str | float | None";
    case Type::weighted: return "tuple[float, Pattern | str | float | None]";
  }
  return "object";
}
std::string signature(const Word& word, std::string_view self, std::string_view result) {
  std::string out = "def " + std::string(word.name) + "(" + std::string(self);
  auto add = [&, first = self.empty()](std::string_view text) mutable {
    out += (first ? "" : ", ") + std::string(text);
    first = false;
  };
  for (const kw::Parameter& p : word.parameters) {
    const bool open = p.type == kw::Type::steps || p.type == kw::Type::weighted;
    add((open ? "*" : "") + std::string(p.name) + ": " + std::string(type_of(p.type)) +
        (p.otherwise ? " = " + kw::print(kw::say(*p.otherwise)) : ""));
  }
  if (word.sets_controls) add("**controls: Pattern | str | float");
  return out + ") -> " + std::string(result);
}

void bind_word(nb::module_& krp, nb::class_<Pattern>& pattern, nb::class_<Transform>& transform,
               const Word& word) {
  const std::string doc = kw::describe(word), name(word.name);
  const auto sig = [&](std::string_view self, std::string_view result) {
    return signature(word, self, result);
  };
  if (word.kind == Word::Kind::builder) {
    krp.def(
        name.c_str(),
        [&word](const nb::args& a, const nb::kwargs& k) { return word(nullptr, given(a, k)); },
        nb::sig(sig("", "Pattern").c_str()), doc.c_str());
    return;
  }
  pattern.def(
      name.c_str(),
      [&word](const Pattern& p, const nb::args& a, const nb::kwargs& k) {
        return word(&p, given(a, k));
      },
      nb::sig(sig("self", "Pattern").c_str()), doc.c_str());
  transform.def(
      name.c_str(),
      [&word](const Transform& t, const nb::args& a, const nb::kwargs& k) {
        return word.transform(given(a, k), &t);
      },
      nb::sig(sig("self", "Transform").c_str()), doc.c_str());
  if (kw::find_word(word.name, Word::Kind::builder) != nullptr) return;
  if (word.parameters.empty())  // krp.reverse is a transform itself
    krp.def(
        name.c_str(), [&word](const Pattern& p) { return word(&p, {}); }, "pattern"_a, doc.c_str());
  krp.def(
      name.c_str(),
      [&word](const nb::args& a, const nb::kwargs& k) { return word.transform(given(a, k)); },
      nb::sig(sig("", "Transform").c_str()), doc.c_str());
}

void bind_operators(nb::class_<Pattern>& pattern) {
  static const Word& plus = kw::get_word("+", Word::Kind::operation);
  static const Word& bar = kw::get_word("|", Word::Kind::operation);
  static const Word& times = kw::get_word("*", Word::Kind::operation);
  const auto repeated = [](const Pattern& p, std::int64_t n) { return times(nullptr, {{p}, {n}}); };
  pattern
      .def(
          "__add__", [](const Pattern& a, const Pattern& b) { return plus(nullptr, {{a}, {b}}); },
          nb::is_operator())
      .def(
          "__or__", [](const Pattern& a, const Pattern& b) { return bar(nullptr, {{a}, {b}}); },
          nb::is_operator())
      .def("__mul__", repeated, nb::is_operator())
      .def("__rmul__", repeated, nb::is_operator());
}
/// False for what is no file, like the window of IDLE, which says that it is a terminal.
bool prints_in_colour() {
  try {
    const nb::object out = nb::module_::import_("sys").attr("stdout");
    return nb::cast<bool>(out.attr("isatty")()) &&
           krach::wants_colour(nb::cast<int>(out.attr("fileno")()));
  } catch (const nb::python_error&) {
    return false;
  }
}
void bind_views(nb::class_<Pattern>& pattern) {
  pattern
      .def("grid", &kp::show_grid, "cycles"_a = 2, "colour"_a = false,
           "A text with time to the right and a row for each value: x begins an event, = holds it.")
      .def("table", &kp::table, "cycles"_a = 4, "A text with a line for each event.")
      .def(
          "show",
          [](const Pattern& p, std::int64_t cycles) {
            nb::print(kp::table(p, cycles).c_str(), nb::str(""));
          },
          "cycles"_a = 4, "Print the table of its events.")
      .def(
          "_repr_svg_", [](const Pattern& p) { return kp::svg(p); }, "The piano roll of 4 cycles.")
      .def(
          "__str__", [](const Pattern& p) { return kw::show(p, prints_in_colour()); },
          "Its expression, which parse() reads, and under it, as comments, a grid of 2 cycles; in "
          "colours where sys.stdout is a terminal that has them. repr() is the expression alone.")
      .def("__repr__", [](const Pattern& p) { return kw::print(p.said()); });
}
}  // namespace

void bind_pattern(nb::module_& krp) {
  nb::class_<Pattern> pattern(krp, "Pattern", "Events in every cycle, forever.");
  nb::class_<Transform> transform(krp, "Transform",
                                  "What turns one pattern into another: fast(2).reverse().");
  for (const Word& word : kw::vocabulary())
    if (word.kind != Word::Kind::operation) bind_word(krp, pattern, transform, word);
  bind_operators(pattern);
  bind_views(pattern);
  transform
      .def(
          "__call__", [](const Transform& t, const Pattern& p) { return t.run(p); }, "pattern"_a)
      .def("__repr__", [](const Transform& t) { return kw::print(t.said); });
  krp.def("parse", &kw::parse, "text"_a,
          "The pattern that an expression says; what str(pattern) gives, read again.");
  krp.def("parse_played", &kw::parse_played, "text"_a,
          "What `node @ text` plays: an expression if it begins like one, else mini-notation.");
  krp.def(
      "help", [](const std::string& word) { nb::print(kw::help(word).c_str(), nb::str("")); },
      "word"_a = "", "Print what a word does, or which words there are.");
  krp.def("page", &kw::page, "The page of all words, docs/patterns.md.");
}
