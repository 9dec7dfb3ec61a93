// tests/pattern/vectors_test.cpp: what Strudel and Tidal play, from vectors/patterns.jsonl.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "pattern/pattern.hpp"
#include "pattern/support.hpp"
#include "pattern/values.hpp"

using namespace krach;
using namespace krach::pattern;
using namespace krach::pattern::testing;
using Json = nlohmann::json;

namespace {
struct Fact {
  Rational whole_begin, whole_end, begin, end;
  std::string word;
  double number = 0.0;
  auto times_and_word() const { return std::tie(whole_begin, whole_end, word, number, begin, end); }
};
std::vector<Fact> put_together(std::vector<Fact> facts) {
  std::ranges::sort(facts, {}, &Fact::times_and_word);
  std::vector<Fact> out;
  for (const Fact& f : facts) {
    if (!out.empty() && out.back().end == f.begin && out.back().whole_begin == f.whole_begin &&
        out.back().whole_end == f.whole_end && out.back().word == f.word &&
        out.back().number == f.number)
      out.back().end = f.end;
    else
      out.push_back(f);
  }
  return out;
}

Rational to_fraction(const Json& j) {
  const auto text = j.is_object() ? j["f"].get<std::string>() : j.get<std::string>();
  const auto slash = text.find('/');
  if (slash == text.npos) return to_rational(std::stod(text), "vector");
  return {std::stoll(text.substr(0, slash)), std::stoll(text.substr(slash + 1))};
}
std::vector<Fact> expected(const Json& events) {
  std::vector<Fact> out;
  for (const Json& e : events) {
    Fact f;
    if (!e["whole"].is_null())
      f.whole_begin = to_fraction(e["whole"][0]), f.whole_end = to_fraction(e["whole"][1]);
    f.begin = to_fraction(e["part"][0]), f.end = to_fraction(e["part"][1]);
    const Json& v = e["value"];
    if (v.is_array()) f.word = v[0].get<std::string>() + ":" + std::to_string(v[1].get<int>());
    if (v.is_string()) f.word = v.get<std::string>();
    if (v.is_number()) f.number = v.get<double>();
    out.push_back(f);
  }
  return put_together(out);
}
/// Asked window by window, cut at whole cycles, as the vectors were.
std::vector<Fact> played(const Pattern& p, Span span) {
  std::vector<Fact> out;
  for (Rational begin = span.begin; begin < span.end;) {
    const Rational end = std::min(span.end, Rational{begin.floor() + 1});
    for (const Seen& e : raw(p, {begin, end})) {
      Fact f{e.whole.begin, e.whole.end, e.part.begin, e.part.end, "", 0.0};
      if (const Value* v = find_value(e.controls)) {
        if (v->kind == Value::Kind::word) f.word = text_of(v->word);
        f.number = v->number;
      }
      out.push_back(f);
    }
    begin = end;
  }
  return put_together(out);
}

Pattern apply(const Pattern& p, const Json& ops);
double number(const Json& j) {
  return j.is_object() ? to_fraction(j).to_double() : j.get<double>();
}
Transform function(const Json& j) {
  return [ops = j["fn"]](const Pattern& p) { return apply(p, ops); };
}
/// An argument that is a number or a pattern.
template <class Method>
Pattern with_argument(const Json& j, const Method& method) {
  if (j.is_object() && j.contains("p")) return method(p(j["p"].get<std::string>()));
  return method(number(j));
}

using Op = std::function<Pattern(const Pattern&, const Json&)>;
const std::map<std::string, Op> kOps{
    {"fast",
     [](const Pattern& p, const Json& a) {
       return with_argument(a[0], [&](const auto& x) { return p.fast(x); });
     }},
    {"slow",
     [](const Pattern& p, const Json& a) {
       return with_argument(a[0], [&](const auto& x) { return p.over(x); });
     }},
    {"late",
     [](const Pattern& p, const Json& a) {
       return with_argument(a[0], [&](const auto& x) { return p.shift(x); });
     }},
    {"early", [](const Pattern& p, const Json& a) { return p.shift(-number(a[0])); }},
    {"rev", [](const Pattern& p, const Json&) { return p.reverse(); }},
    {"struct",
     [](const Pattern& q, const Json& a) { return struct_(p(a[0]["p"].get<std::string>()), q); }},
    {"mask", [](const Pattern& p, const Json& a) { return p.mask(a[0]["p"].get<std::string>()); }},
    {"every",
     [](const Pattern& p, const Json& a) { return p.every(a[0].get<int>(), function(a[1])); }},
    {"firstOf",
     [](const Pattern& p, const Json& a) { return p.every(a[0].get<int>(), function(a[1])); }},
    {"euclid",
     [](const Pattern& p, const Json& a) { return p.spread(a[0].get<int>(), a[1].get<int>()); }},
    {"superimpose", [](const Pattern& p, const Json& a) { return p | function(a[0])(p); }},
    {"off",
     [](const Pattern& p, const Json& a) { return p | function(a[1])(p.shift(number(a[0]))); }},
    {"stack", [](const Pattern& q, const Json& a) { return q | p(a[0]["p"].get<std::string>()); }},
    {"cat",
     [](const Pattern& q, const Json& a) { return cat(q, p(a[0]["p"].get<std::string>())); }},
    {"seq",
     [](const Pattern& q, const Json& a) { return seq(q, p(a[0]["p"].get<std::string>())); }},
    {"segment",
     [](const Pattern& p, const Json& a) { return struct_(hit() * a[0].get<int>(), p); }},
};
Pattern apply(const Pattern& p, const Json& ops) {
  Pattern out = p;
  for (const Json& op : ops) out = kOps.at(op[0].get<std::string>())(out, op[1]);
  return out;
}

/// The names of what a case needs and krach does not have, here or at all.
void unknown(const Json& ops, std::set<std::string>& names) {
  for (const Json& op : ops) {
    if (!kOps.contains(op[0].get<std::string>())) names.insert(op[0].get<std::string>());
    for (const Json& a : op[1])
      if (a.is_object() && a.contains("fn")) unknown(a["fn"], names);
  }
}
const std::map<std::string, Pattern> kSignals{{"saw", saw()}, {"sine", sine()}, {"tri", tri()}};

/// Cases in which krach differs on purpose.
const std::map<std::string, std::string> kExceptions{
    {"bd sn . hh hh hh", "a point is a rest in krach, never a foot marker"},
    {"bd . sn sn . hh", "a point is a rest in krach, never a foot marker"},
};
}  // namespace

TEST_CASE("krach plays what Strudel and Tidal play") {
  std::ifstream file(std::filesystem::path(__FILE__).parent_path() / "vectors/patterns.jsonl");
  REQUIRE(file);
  int cases = 0, run = 0, passed = 0;
  std::set<std::string> missing;
  for (std::string line; std::getline(file, line);) {
    ++cases;
    const Json j = Json::parse(line);
    std::set<std::string> lacks;
    unknown(j["ops"], lacks);
    if (j.contains("top")) lacks.insert(j["top"][0].get<std::string>());
    const std::string signal = j.contains("signal") ? j["signal"].get<std::string>() : "";
    if (!signal.empty() && !kSignals.contains(signal)) lacks.insert(signal);
    missing.insert(lacks.begin(), lacks.end());
    const std::string mini = j["mini"].is_null() ? "" : j["mini"].get<std::string>();
    if (!lacks.empty() || kExceptions.contains(mini)) continue;
    ++run;
    const Pattern base = signal.empty() ? p(mini) : kSignals.at(signal);
    const auto fraction = [](const Json& t) {
      return t.is_string() ? to_fraction(t) : Rational{t.get<std::int64_t>()};
    };
    const auto got =
        played(apply(base, j["ops"]), {fraction(j["cycles"][0]), fraction(j["cycles"][1])});
    const auto want = expected(j["events"]);
    const bool is_same = std::ranges::equal(got, want, [](const Fact& a, const Fact& b) {
      return a.whole_begin == b.whole_begin && a.whole_end == b.whole_end && a.begin == b.begin &&
             a.end == b.end && a.word == b.word && std::abs(a.number - b.number) < 1e-9;
    });
    CHECK_MESSAGE(is_same, mini, signal, " ", j["ops"].dump());
    passed += is_same;
  }
  std::string names;
  for (const std::string& name : missing) names += " " + name;
  MESSAGE(passed, " of ", run, " run passed, of ", cases, " cases; not here:", names);
  CHECK(run >= 100);
}
