// tests/pattern/vectors.cpp
#include "pattern/vectors.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <istream>
#include <map>

#include "pattern/builders.hpp"
#include "pattern/pattern.hpp"
#include "pattern/pitch.hpp"
#include "pattern/values.hpp"

namespace krach::pattern::testing {
using Json = nlohmann::json;
namespace {
// ---- events

/// A control's value: a number, or a word. A pitch in `note` is a number, however it is written.
struct Said {
  std::string word;
  double number = 0.0;
  bool operator==(const Said& o) const {
    return word == o.word && std::abs(number - o.number) < 1e-9;
  }
};
struct Fact {
  bool has_whole = false;
  Span whole, part;
  std::map<std::string, Said> says;
  auto order() const {
    std::vector<std::tuple<std::string, std::string, double>> controls;
    controls.reserve(says.size());
    for (const auto& [name, said] : says) controls.emplace_back(name, said.word, said.number);
    return std::tuple(whole.begin, whole.end, controls, part.begin, part.end);
  }
};
/// Fragments of one event are put together again.
std::vector<Fact> put_together(std::vector<Fact> facts) {
  std::ranges::sort(facts, {}, &Fact::order);
  std::vector<Fact> out;
  for (const Fact& f : facts) {
    const bool goes_on = !out.empty() && out.back().part.end == f.part.begin && f.has_whole &&
                         out.back().whole == f.whole && out.back().says == f.says;
    if (goes_on)
      out.back().part.end = f.part.end;
    else
      out.push_back(f);
  }
  return out;
}
bool same(const std::vector<Fact>& a, const std::vector<Fact>& b) {
  return std::ranges::equal(a, b, [](const Fact& x, const Fact& y) {
    return x.has_whole == y.has_whole && x.whole == y.whole && x.part == y.part && x.says == y.says;
  });
}
std::string print_facts(const std::vector<Fact>& facts) {
  std::string out;
  for (const Fact& f : facts) {
    out += " [" + print(f.whole.begin) + " " + print(f.whole.end) + "|" + print(f.part.begin) +
           " " + print(f.part.end) + "]";
    for (const auto& [name, said] : f.says)
      out += " " + (name == "value" ? "" : name + "=") +
             (said.word.empty() ? std::to_string(said.number) : said.word);
  }
  return out.substr(0, 600);
}

Rational fraction(const Json& j) {
  if (j.is_number_integer()) return {j.get<std::int64_t>()};
  if (j.is_number()) return to_rational(j.get<double>(), "vector");
  const auto text = (j.is_object() ? j["f"] : j).get<std::string>();
  const auto slash = text.find('/');
  if (slash == text.npos) return to_rational(std::stod(text), "vector");
  return {std::stoll(text.substr(0, slash)), std::stoll(text.substr(slash + 1))};
}
Said said_of(const std::string& control, const Json& v) {
  if (v.is_number()) return {"", v.get<double>()};
  if (v.is_boolean()) return {"", v.get<bool>() ? 1.0 : 0.0};
  if (v.is_array()) return {v[0].get<std::string>() + ":" + v[1].dump(), 0.0};
  const auto word = v.get<std::string>();
  const auto midi = control == "note" ? find_pitch(word, 3) : std::nullopt;
  if (midi) return {"", static_cast<double>(*midi)};
  return {word, 0.0};
}
std::vector<Fact> expected(const Json& events) {
  std::vector<Fact> out;
  for (const Json& e : events) {
    Fact f;
    f.has_whole = !e["whole"].is_null();
    if (f.has_whole) f.whole = {fraction(e["whole"][0]), fraction(e["whole"][1])};
    f.part = {fraction(e["part"][0]), fraction(e["part"][1])};
    const Json& v = e["value"];
    if (v.is_object())
      for (const auto& [name, value] : v.items()) f.says[name] = said_of(name, value);
    else
      f.says["value"] = said_of("value", v);
    out.push_back(f);
  }
  return put_together(out);
}
/// Asked window by window, cut at whole cycles, as the vectors were.
std::vector<Fact> played(const Pattern& p, Span span) {
  std::vector<Fact> out;
  for (Rational begin = span.begin; begin < span.end;) {
    const Rational end = std::min(span.end, Rational{begin.floor() + 1});
    p.query({begin, end}, [&](const Event& e) {
      Fact f{e.whole.has_value(), e.whole.value_or(Span{}), e.part, {}};
      for (const ControlValue& c : e.controls) {
        const auto name = std::string(text_of(c.control));
        const bool is_word = c.value.kind == Value::Kind::word;
        f.says[name] = said_of(
            name, is_word ? Json(std::string(text_of(c.value.word))) : Json(c.value.number));
      }
      out.push_back(f);
    });
    begin = end;
  }
  return put_together(out);
}

// ---- patterns

Pattern applied(const Pattern& p, const Json& ops);

Pattern signal_named(const std::string& name) {
  static const std::map<std::string, Pattern (*)(double, double)> signals{
      {"sine", sine}, {"cosine", cosine}, {"saw", saw},   {"isaw", isaw},
      {"tri", tri},   {"square", square}, {"rand", rand}, {"perlin", perlin}};
  return signals.at(name)(0.0, 1.0);
}
Pattern pattern_of(const Json& j) {
  if (j.is_object() && j.contains("p")) return p(j["p"].get<std::string>());
  if (j.is_object() && j.contains("signal")) return signal_named(j["signal"].get<std::string>());
  if (j.is_object() && j.contains("str")) return p(j["str"].get<std::string>());
  if (j.is_object()) return seq(fraction(j).to_double());
  if (j.is_string()) return p(j.get<std::string>());
  return j.is_number_integer() ? seq(j.get<std::int64_t>()) : seq(j.get<double>());
}
Argument number(const Json& j) {
  if (j.is_object() && (j.contains("p") || j.contains("signal"))) return pattern_of(j);
  return fraction(j);
}
std::string text(const Json& j) {
  if (j.is_string()) return j.get<std::string>();
  return j.contains("str") ? j["str"].get<std::string>() : j["p"].get<std::string>();
}
Transform function(const Json& j) {
  return [ops = j["fn"]](const Pattern& p) { return applied(p, ops); };
}
std::vector<Transform> functions(const Json& a) {
  std::vector<Transform> out;
  for (const Json& j : a) out.push_back(function(j));
  return out;
}
std::vector<Pattern> patterns(const Json& a) {
  std::vector<Pattern> out;
  for (const Json& j : a) out.push_back(pattern_of(j));
  return out;
}
Steps steps(const Pattern& first, const Json& rest) {
  Steps out{first};
  for (const Json& j : rest) out.emplace_back(pattern_of(j));
  return out;
}

using Op = std::function<Pattern(const Pattern&, const Json&)>;

/// Methods of the same shape.
Op plain(Pattern (Pattern::*m)() const) {
  return [m](const Pattern& p, const Json&) { return (p.*m)(); };
}
Op with_number(Pattern (Pattern::*m)(const Argument&) const) {
  return [m](const Pattern& p, const Json& a) { return (p.*m)(number(a.at(0))); };
}
Op with_two(Pattern (Pattern::*m)(const Argument&, const Argument&) const) {
  return [m](const Pattern& p, const Json& a) { return (p.*m)(number(a.at(0)), number(a.at(1))); };
}
Op with_span(Pattern (Pattern::*m)(Rational, Rational) const) {
  return
      [m](const Pattern& p, const Json& a) { return (p.*m)(fraction(a.at(0)), fraction(a.at(1))); };
}
Op with_function(Pattern (Pattern::*m)(const Transform&) const) {
  return [m](const Pattern& p, const Json& a) { return (p.*m)(function(a.at(0))); };
}
Op now_and_then(Pattern (Pattern::*m)(const Argument&, const Transform&) const) {
  return
      [m](const Pattern& p, const Json& a) { return (p.*m)(number(a.at(0)), function(a.at(1))); };
}
Op with_share(Pattern (Pattern::*m)(double) const) {
  return [m](const Pattern& p, const Json& a) {
    return (p.*m)(a.empty() ? 0.5 : fraction(a.at(0)).to_double());
  };
}
Op picked(Pattern (Pattern::*m)(std::span<const Pattern>, How) const, How how) {
  return [m, how](const Pattern& p, const Json& a) {
    return (p.*m)(patterns(a.size() == 1 && a[0].is_array() ? a[0] : a), how);
  };
}
/// Names that stand for a control: without an argument they name the bare value.
Op control(const std::string& name) {
  return [name](const Pattern& p, const Json& a) {
    return a.empty() ? p.named(name) : p.set(pattern_of(a.at(0)).named(name));
  };
}

using Algebra = Pattern (Pattern::*)(const Pattern&, How) const;
// NOLINTNEXTLINE(readability-function-size): a table
std::map<std::string, Op> make_ops() {
  std::map<std::string, Op> ops{
      {"fast", with_number(&Pattern::fast)},
      {"slow", with_number(&Pattern::over)},
      {"early", with_number(&Pattern::early)},
      {"late", with_number(&Pattern::shift)},
      {"rev", plain(&Pattern::reverse)},
      {"palindrome", plain(&Pattern::palindrome)},
      {"iter", with_number(&Pattern::iter)},
      {"iterBack", with_number(&Pattern::iter_back)},
      {"ply", with_number(&Pattern::ply)},
      {"linger", with_number(&Pattern::linger)},
      {"compress", with_span(&Pattern::compress)},
      {"zoom", with_span(&Pattern::zoom)},
      {"fastGap", with_number(&Pattern::fast_gap)},
      {"inside", now_and_then(&Pattern::inside)},
      {"outside", now_and_then(&Pattern::outside)},
      {"ribbon", with_two(&Pattern::ribbon)},
      {"press", plain(&Pattern::press)},
      {"pressBy", with_number(&Pattern::press_by)},
      {"brak", plain(&Pattern::brak)},
      {"repeatCycles", with_number(&Pattern::repeat_cycles)},
      {"every", now_and_then(&Pattern::every)},
      {"firstOf", now_and_then(&Pattern::first_of)},
      {"lastOf", now_and_then(&Pattern::last_of)},
      {"chunk", now_and_then(&Pattern::chunk)},
      {"chunkBack", now_and_then(&Pattern::chunk_back)},
      {"fastChunk", now_and_then(&Pattern::fast_chunk)},
      {"off", now_and_then(&Pattern::off)},
      {"superimpose", with_function(&Pattern::superimpose)},
      {"jux", with_function(&Pattern::jux)},
      {"juxBy", now_and_then(&Pattern::jux_by)},
      {"always", with_function(&Pattern::always)},
      {"never", with_function(&Pattern::never)},
      {"segment", with_number(&Pattern::segment)},
      {"range", with_two(&Pattern::range)},
      {"rangex", with_two(&Pattern::rangex)},
      {"euclid", with_two(&Pattern::euclid)},
      {"chop", with_number(&Pattern::chop)},
      {"striate", with_number(&Pattern::striate)},
      {"hurry", with_number(&Pattern::hurry)},
      {"transpose", with_number(&Pattern::transpose)},
      {"degradeBy", with_share(&Pattern::thin)},
      {"undegradeBy", with_share(&Pattern::undegrade)},
      {"pick", picked(&Pattern::pick, How::mix)},
      {"pickmod", picked(&Pattern::pick_mod, How::mix)},
      {"pickOut", picked(&Pattern::pick, How::in)},
      {"pickReset", picked(&Pattern::pick, How::reset)},
      {"pickRestart", picked(&Pattern::pick, How::restart)},
      {"inhabit", picked(&Pattern::pick, How::squeeze)},
      {"squeeze", picked(&Pattern::pick, How::squeeze)},
  };
  ops["when"] = [](const Pattern& p, const Json& a) {
    return p.when(pattern_of(a.at(0)), function(a.at(1)));
  };
  ops["within"] = [](const Pattern& p, const Json& a) {
    return p.within(fraction(a.at(0)), fraction(a.at(1)), function(a.at(2)));
  };
  ops["layer"] = [](const Pattern& p, const Json& a) { return p.layer(functions(a)); };
  ops["stack"] = [](const Pattern& p, const Json& a) { return stack(steps(p, a)); };
  ops["cat"] = [](const Pattern& p, const Json& a) { return cat(steps(p, a)); };
  ops["seq"] = [](const Pattern& p, const Json& a) { return seq(steps(p, a)); };
  ops["struct"] = [](const Pattern& p, const Json& a) { return struct_(pattern_of(a.at(0)), p); };
  ops["mask"] = [](const Pattern& p, const Json& a) { return p.mask(pattern_of(a.at(0))); };
  ops["euclidRot"] = [](const Pattern& p, const Json& a) {
    return p.spread(number(a.at(0)), number(a.at(1)), number(a.at(2)));
  };
  ops["euclidFull"] = [](const Pattern& p, const Json& a) {
    return p.euclid_full(number(a.at(0)), number(a.at(1)), pattern_of(a.at(2)));
  };
  ops["euclidLegato"] = [](const Pattern& p, const Json& a) {
    return p.euclid_legato(number(a.at(0)), number(a.at(1)));
  };
  ops["euclidLegatoRot"] = [](const Pattern& p, const Json& a) {
    return p.euclid_legato(number(a.at(0)), number(a.at(1)), number(a.at(2)));
  };
  ops["echo"] = [](const Pattern& p, const Json& a) {
    return p.echo(a.at(0).get<int>(), number(a.at(1)), fraction(a.at(2)).to_double());
  };
  ops["stut"] = [](const Pattern& p, const Json& a) {
    return p.stut(a.at(0).get<int>(), fraction(a.at(1)).to_double(), number(a.at(2)));
  };
  ops["slice"] = [](const Pattern& p, const Json& a) {
    return p.slice(number(a.at(0)), pattern_of(a.at(1)));
  };
  ops["scale"] = [](const Pattern& p, const Json& a) { return p.scale(text(a.at(0))); };
  ops["scaleTranspose"] = [](const Pattern& p, const Json& a) {
    return p.scale_transpose("C:major", number(a.at(0)));
  };
  const std::map<std::string, Algebra> algebra{{"add", &Pattern::add},
                                               {"sub", &Pattern::sub},
                                               {"mul", &Pattern::mul},
                                               {"div", &Pattern::div},
                                               {"mod", &Pattern::mod},
                                               {"keep", &Pattern::keep},
                                               {"set", static_cast<Algebra>(&Pattern::set)}};
  const std::map<std::string, How> hows{{"", How::in},
                                        {".in", How::in},
                                        {".out", How::out},
                                        {".mix", How::mix},
                                        {".squeeze", How::squeeze},
                                        {".squeezein", How::squeeze},
                                        {".squeezeout", How::squeeze_out},
                                        {".reset", How::reset},
                                        {".restart", How::restart}};
  for (const auto& [name, method] : algebra)
    for (const auto& [dot, how] : hows)
      ops[name + dot] = [method, how](const Pattern& p, const Json& a) {
        return (p.*method)(pattern_of(a.at(0)), how);
      };
  for (const char* name :
       {"s", "n", "note", "gain", "pan", "vel", "cutoff", "speed", "begin", "end"})
    ops[name] = control(name);
  return ops;
}
Pattern applied(const Pattern& p, const Json& ops) {
  static const std::map<std::string, Op> all = make_ops();
  Pattern out = p;
  for (const Json& op : ops) {
    const auto name = op.at(0).get<std::string>();
    const auto found = all.find(name);
    if (found == all.end()) throw std::runtime_error("there is no " + name);
    out = found->second(out, op.at(1));
  }
  return out;
}

Pattern top(const std::string& name, const Json& a) {
  if (name == "arrange") {
    std::vector<Section> sections;
    for (const Json& s : a) sections.push_back({s[0].get<std::int64_t>(), pattern_of(s[1])});
    return arrange(sections);
  }
  if (name == "stepcat" || name == "timecat" || name == "timeCat") {
    std::vector<Weight> parts;
    for (const Json& s : a) parts.push_back({fraction(s[0]), pattern_of(s[1])});
    return timecat(parts);
  }
  Steps parts;
  for (const Json& j : a) parts.emplace_back(pattern_of(j));
  if (name == "polymeter") return polymeter(parts);
  if (name == "stack") return stack(parts);
  if (name == "cat" || name == "slowcat") return cat(parts);
  if (name == "seq" || name == "sequence" || name == "fastcat") return seq(parts);
  throw std::runtime_error("there is no " + name);
}
Pattern base_of(const Json& j) {
  if (j.contains("top")) return top(j["top"][0].get<std::string>(), j["top"][1]);
  if (j.contains("signal")) return signal_named(j["signal"].get<std::string>());
  return p(j["mini"].get<std::string>());
}
}  // namespace

std::vector<Verdict> judge(std::istream& file) {
  std::vector<Verdict> out;
  for (std::string line; std::getline(file, line);) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    Verdict verdict{line.substr(0, 200), ""};
    try {
      Json j = Json::parse(line);
      const bool tidal = j.contains("tidal_events") && j.value("follow", "") == "tidal";
      const auto want = expected(j[tidal ? "tidal_events" : "events"]);
      const auto got = played(applied(base_of(j), j["ops"]),
                              {fraction(j["cycles"][0]), fraction(j["cycles"][1])});
      if (!same(got, want))
        verdict.what = "wanted" + print_facts(want) + "\n   got" + print_facts(got);
      for (const char* name : {"events", "tidal_events", "cycles", "tidal", "follow"})
        j.erase(name);
      verdict.text = j.dump();
    } catch (const std::exception& error) {
      verdict.what = error.what();
    }
    out.push_back(verdict);
  }
  return out;
}
}  // namespace krach::pattern::testing
