// src/session/json.cpp: what each request is made of is said once, for writing and for reading.
#include "session/json.hpp"

#include "words/expression.hpp"
#include "words/parse.hpp"
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "signal/json.hpp"

namespace krach::session {
using Json = nlohmann::json;
namespace {
constexpr std::array kNames{"node",       "remove", "connect", "disconnect", "set",    "play",
                            "hush",       "mute",   "tempo",   "meter",      "master", "solo",
                            "fade",       "save",   "recall",  "forget",     "undo",   "redo",
                            "transition", "input",  "osc"};
static_assert(kNames.size() == std::variant_size_v<Request>);
constexpr std::size_t kMaxUnknown = 20;  // keys, told at once
constexpr std::size_t kMostFaults = 100;

/// Calls f(key, field) for each; f.usual(key, field) for what keeps its value if it is absent,
/// f.rare(key, field) for what is false then.
template <class R, class F>
void each_field(R& r, F& f) {
  using Kind = std::remove_const_t<R>;
  if constexpr (std::is_same_v<Kind, SetNode>) {
    f("name", r.name), f("program", r.program), f("gain", r.gain), f("pan", r.pan);
    f("dry", r.dry), f("count", r.count);
  } else if constexpr (std::is_same_v<Kind, RemoveNode>) {
    f("name", r.name), f("at", r.at);
  } else if constexpr (std::is_same_v<Kind, Connect>) {
    f("source", r.source), f("target", r.target), f.usual("level", r.level);
    f("port", r.port);
  } else if constexpr (std::is_same_v<Kind, Disconnect>) {
    f("source", r.source), f("target", r.target), f("at", r.at);
  } else if constexpr (std::is_same_v<Kind, SetControl>) {
    f("node", r.node), f("control", r.control), f("value", r.value);
    f.rare("continues", r.continues);
  } else if constexpr (std::is_same_v<Kind, Play>) {
    f("node", r.node), f("control", r.control), f("pattern", r.pattern);
    f("start", r.start), f("phase", r.phase);
  } else if constexpr (std::is_same_v<Kind, Hush>) {
    f("node", r.node), f("start", r.start);
  } else if constexpr (std::is_same_v<Kind, Mute>) {
    f("node", r.node), f.usual("muted", r.muted);
  } else if constexpr (std::is_same_v<Kind, SetTempo>) {
    f("bpm", r.bpm), f.rare("continues", r.continues);
  } else if constexpr (std::is_same_v<Kind, SetMeter>) {
    f("beats", r.beats);
  } else if constexpr (std::is_same_v<Kind, SetMaster>) {
    f("gain", r.gain), f.rare("continues", r.continues);
  } else if constexpr (std::is_same_v<Kind, Solo>) {
    f("node", r.node), f.usual("soloed", r.soloed);
  } else if constexpr (std::is_same_v<Kind, FadeTo>) {
    f("path", r.path), f("target", r.target), f("bars", r.bars), f("begin", r.begin);
    f("from", r.from);
  } else if constexpr (std::is_same_v<Kind, Save>) {
    f("scene", r.scene), f("requests", r.requests);
  } else if constexpr (std::is_same_v<Kind, Recall> || std::is_same_v<Kind, Forget>) {
    f("scene", r.scene);
  } else if constexpr (std::is_same_v<Kind, Transition>) {
    f("bars", r.bars), f("requests", r.requests);
  } else if constexpr (std::is_same_v<Kind, SetInput>) {
    f("name", r.name), f.usual("channel", r.channel), f("gain", r.gain), f("pan", r.pan);
    f("dry", r.dry);
  } else if constexpr (std::is_same_v<Kind, SetOsc>) {
    f("name", r.name), f("address", r.address);
  } else {
    static_assert(std::is_empty_v<Kind>);  // Undo, Redo
  }
}

/// Programs that were written out so far, in their order.
class WrittenPrograms {
 public:
  /// The number of an equal one; without one it is the next.
  std::optional<std::size_t> find_or_add(const signal::Program& program) {
    const std::size_t next = numbers_.size();
    if (const auto known = numbers_.find(&program); known != numbers_.end()) return known->second;
    const std::uint64_t hash = signal::content_hash(program);
    const auto [begin, end] = by_hash_.equal_range(hash);
    const auto equal = std::find_if(begin, end, [&](const auto& other) {
      return *other.second == program && other.second->lines == program.lines;
    });
    if (equal != end) return numbers_.at(equal->second);
    by_hash_.emplace(hash, &program);
    numbers_.emplace(&program, next);
    return {};
  }

 private:
  std::unordered_map<const signal::Program*, std::size_t> numbers_;
  std::unordered_multimap<std::uint64_t, const signal::Program*> by_hash_;
};
using ReadPrograms = std::vector<std::shared_ptr<const signal::Program>>;

Json write(const Request& request, WrittenPrograms& programs);
struct Writer {
  WrittenPrograms& programs;
  Json out;
  template <class T>
  void operator()(const char* key, const T& x) {
    out[key] = x;
  }
  template <class T>
  void operator()(const char* key, const std::optional<T>& x) {
    if (x) out[key] = *x;
  }
  void operator()(const char* key, const std::shared_ptr<const signal::Program>& program) {
    const auto number = programs.find_or_add(*program);
    out[key] = number ? Json(*number) : signal::to_json(*program);
  }
  void operator()(const char* key, const std::optional<pattern::Pattern>& pattern) {
    out[key] = nullptr;
    if (!pattern) return;
    if (!words::has_words(pattern->said()))
      throw Error({"it is more than 256 words deep, or made by something without words", key,
                   "say less in one pattern: printed, it has '...' there"});
    out[key] = words::print(pattern->said());
  }
  void operator()(const char* key, const NestedRequests& requests) {
    if (requests == nullptr) return;
    Json& list = out[key] = Json::array();
    for (const Nested& nested : *requests) list.push_back(write(nested.request, programs));
  }
  template <class T>
  void usual(const char* key, const T& x) {
    (*this)(key, x);
  }
  void rare(const char* key, bool x) {
    if (x) out[key] = true;
  }
};

std::vector<Request> read_list(const Json& list, const std::string& where, ReadPrograms& programs);
class Reader {
 public:
  Reader(const Json& json, std::string_view where, ReadPrograms& programs)
      : json_(json), where_(where), programs_(programs) {}
  Request read();

  template <class T>
  void operator()(const char* key, T& x) {
    if (const Json* found = find(key))
      take(*found, key, x);
    else
      fault(key, "it is missing", "give it");
  }
  template <class T>
  void operator()(const char* key, std::optional<T>& x) {
    usual(key, x.emplace());
    if (!json_.contains(key)) x.reset();
  }
  void operator()(const char* key, std::optional<pattern::Pattern>& x) {
    const Json* found = find(key);
    if (found == nullptr) return fault(key, "it is missing", "give a text, or null to end one");
    if (found->is_null()) return;
    if (std::string text; take(*found, key, text))
      guarded(key, [&] { x = words::parse_played(text); });
  }
  void operator()(const char* key, NestedRequests& requests) {
    const Json* found = find(key);
    if (found == nullptr) return;
    guarded(key, [&] { requests = nest(read_list(*found, where_ + "." + key, programs_)); });
  }
  template <class T>
  void usual(const char* key, T& x) {
    if (const Json* found = find(key)) take(*found, key, x);
  }
  void rare(const char* key, bool& x) { usual(key, x); }

 private:
  void fault(const std::string& key, std::string what, std::string hint) {
    faults_.push_back({std::move(what), where_ + (key.empty() ? "" : "." + key), std::move(hint)});
  }
  void stop_at_faults() {
    if (!faults_.empty()) throw Error(std::move(faults_));
  }
  const Json* find(const char* key) {
    known_.emplace_back(key);
    const auto found = json_.find(key);
    return found == json_.end() ? nullptr : &*found;
  }
  /// What another reader finds wrong is told with the rest.
  template <class F>
  void guarded(const char* key, const F& f) {
    try {
      f();
    } catch (const Error& error) {
      for (Fault fault : error.faults()) {
        if (fault.mark.length > 0) fault.where = fault.mark.file = where_ + "." + key;
        faults_.push_back(std::move(fault));
      }
    }
  }
  /// Returns whether it is one; else that is a fault.
  template <class T>
  bool take_if(bool is_one, const Json& x, const char* key, T& out, const char* what) {
    if (is_one)
      out = x.get<T>();
    else
      fault(key, std::string("it is not ") + what, "give one");
    return is_one;
  }
  bool take(const Json& x, const char* key, std::string& out) {
    return take_if(x.is_string(), x, key, out, "a text in quotes");
  }
  void take(const Json& x, const char* key, double& out) {
    take_if(x.is_number(), x, key, out, "a number");
  }
  void take(const Json& x, const char* key, bool& out) {
    take_if(x.is_boolean(), x, key, out, "true or false");
  }
  void take(const Json& x, const char* key, std::int64_t& out) {
    const bool fits = x.is_number_unsigned() ? std::in_range<std::int64_t>(x.get<std::uint64_t>())
                                             : x.is_number_integer();
    take_if(fits, x, key, out, "a whole number in range");
  }
  void take(const Json& x, const char* key, std::shared_ptr<const signal::Program>& out) {
    if (x.is_number()) {
      std::int64_t number = -1;
      take(x, key, number);
      if (std::cmp_less(number, programs_.size()) && number >= 0)
        out = programs_[static_cast<std::size_t>(number)];
      else
        fault(key, "there are " + std::to_string(programs_.size()) + " programs before it",
              "give the number of one, from 0, or write it out");
      return;
    }
    const std::size_t number = programs_.size();
    programs_.emplace_back();  // a wrong one has its number, too
    guarded(key, [&] {
      out = std::make_shared<signal::Program>(signal::to_program(x, where_ + "." + key));
      programs_[number] = out;
    });
  }
  void check_keys();
  template <std::size_t kIndex = 0>
  Request read_as(std::size_t index);

  const Json& json_;
  std::string where_;
  ReadPrograms& programs_;
  std::vector<std::string> known_{"do"};
  std::vector<Fault> faults_;
};

void Reader::check_keys() {
  std::size_t count = 0;
  for (const auto& [key, value] : json_.items()) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    if (++count > kMaxUnknown) break;
    const std::string name = key.substr(0, 64);
    fault("", "unknown key '" + name + "'", suggest(name, known_, "leave it out"));
  }
}
template <std::size_t kIndex>
Request Reader::read_as(std::size_t index) {
  if constexpr (kIndex + 1 < std::variant_size_v<Request>)
    if (index != kIndex) return read_as<kIndex + 1>(index);
  std::variant_alternative_t<kIndex, Request> request;
  each_field(request, *this);
  return request;
}
Request Reader::read() {
  const std::vector<std::string> names(kNames.begin(), kNames.end());
  const auto found = json_.is_object() ? json_.find("do") : json_.end();
  if (found == json_.end() || !found->is_string())
    fault("do", "it says not what to do", "give an object like {\"do\": \"tempo\", \"bpm\": 128}");
  stop_at_faults();
  const auto& name = found->get_ref<const std::string&>();
  const auto known = std::ranges::find(names, name);
  if (known == names.end())
    fault("do", "unknown request '" + name.substr(0, 64) + "'",
          suggest(name.substr(0, 64), names, ""));
  stop_at_faults();
  Request request = read_as(static_cast<std::size_t>(known - names.begin()));
  check_keys();
  stop_at_faults();
  return request;
}
std::vector<Request> read_list(const Json& list, const std::string& where, ReadPrograms& programs) {
  if (!list.is_array()) throw Error({"it is not a list of requests", where, "give one"});
  std::vector<Request> requests;
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < list.size() && faults.size() < kMostFaults; ++i) try {
      requests.push_back(Reader(list[i], where + "[" + std::to_string(i) + "]", programs).read());
    } catch (const Error& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  if (!faults.empty()) throw Error(std::move(faults));
  return requests;
}
Json write(const Request& request, WrittenPrograms& programs) {
  Writer writer{programs, {{"do", kNames.at(request.index())}}};
  std::visit([&](const auto& r) { each_field(r, writer); }, request);
  return std::move(writer.out);
}
}  // namespace

Json to_json(const Request& request) {
  WrittenPrograms programs;
  return write(request, programs);
}
Json to_json(std::span<const Request> requests) {
  WrittenPrograms programs;
  Json list = Json::array();
  for (const Request& request : requests) list.push_back(write(request, programs));
  return list;
}
Request to_request(const Json& json, std::string_view where) {
  ReadPrograms programs;
  return Reader(json, where, programs).read();
}
std::vector<Request> to_requests(const Json& list, std::string_view where) {
  ReadPrograms programs;
  return read_list(list, std::string(where), programs);
}

Request parse_request(std::string_view text, std::string_view where) {
  constexpr std::size_t kLongest = std::size_t{1} << 20U;
  constexpr int kDeepest = 64;
  const auto refuse = [&](std::string what, std::string hint) {
    throw Error({std::move(what), std::string(where), std::move(hint)});
  };
  if (text.size() > kLongest) refuse("it is longer than 1 MiB", "send less at a time");
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > kDeepest)
      refuse("it has more than 64 brackets in each other", "send less deep ones");
    return true;
  };
  try {
    return to_request(Json::parse(text, watch), where);
  } catch (const Json::exception& error) {
    refuse(std::string("it is no JSON: ") + error.what(), "send one object");
    throw;
  }
}
}  // namespace krach::session
