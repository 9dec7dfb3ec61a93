// src/signal/json.cpp: one fault stops its part; the faults of all parts are told together.
#include "signal/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace krach::signal {
using Json = nlohmann::json;

static Json to_json(const Operation& o) {
  Json row = Json::array({info(o.op).name});
  for (std::uint32_t k = 0; k < info(o.op).operands; ++k) row.push_back(o.in[k]);
  if (info(o.op).indexed) row.push_back(o.index);
  if (o.op == Op::constant) row.push_back(o.value);
  return row;
}
Json to_json(const Program& program) {
  Json controls = Json::array(), operations = Json::array();
  for (const Control& c : program.controls)
    controls.push_back(
        {{"name", c.name}, {"initial", c.initial}, {"low", c.low}, {"high", c.high}});
  for (const Operation& o : program.operations) operations.push_back(to_json(o));
  Json json{{"version", kProgramVersion},
            {"inputs", program.inputs},
            {"controls", std::move(controls)},
            {"operations", std::move(operations)},
            {"outputs", program.outputs}};
  if (!program.lines.empty()) json["lines"] = program.lines;
  if (!program.tables.empty()) json["tables"] = program.tables;
  if (!program.faust.empty()) json["faust"] = program.faust;
  return json;
}

namespace {
constexpr std::size_t kMaxFaults = 20;  // told at once

class Reader {
  const Json& json_;
  std::string where_;
  std::vector<Fault> faults_;

 public:
  Reader(const Json& json, std::string_view where) : json_(json), where_(where) {}
  Program read();

 private:
  void fault(const std::string& place, std::string what, std::string hint) {
    if (faults_.size() < kMaxFaults)
      faults_.push_back({std::move(what), where_ + place, std::move(hint)});
  }
  void stop_at_faults() {
    if (!faults_.empty()) throw Error(std::move(faults_));
  }
  void version();
  const Json& list(const char* key);
  void keys(const Json& object, const std::string& place, std::initializer_list<const char*> known);
  template <class Int>
  Int whole(const Json& x, const std::string& place);
  double number(const Json& object, const char* key, const std::string& place);
  Control control(const Json& x, const std::string& place);
  Operation operation(const Json& x, const std::string& place);
  std::vector<std::vector<float>> tables();
};

void Reader::version() {
  if (!json_.is_object()) fault("", "it is not an object", "give {\"version\": 1, ...}");
  stop_at_faults();
  const auto found = json_.find("version");
  if (found == json_.end() || !found->is_number_integer())
    fault(".version", "it is missing, or not a whole number", "give 1");
  else if (*found > kProgramVersion)
    fault(".version", "version " + found->dump() + " is newer than this krach, which reads 1",
          "update krach");
  else if (*found != kProgramVersion)
    fault(".version", "there was no such version", "give 1");
  stop_at_faults();
}

void Reader::keys(const Json& object, const std::string& place,
                  std::initializer_list<const char*> known) {
  for (const auto& [key, value] : object.items())
    if (std::ranges::find(known, std::string_view(key)) == known.end())
      fault(place, "unknown key '" + key.substr(0, 64) + "'", "leave it out");
}

const Json& Reader::list(const char* key) {
  static const Json none = Json::array();
  const auto found = json_.find(key);
  if (found != json_.end() && found->is_array() && found->size() <= kMaxOperations) return *found;
  if (found != json_.end() || std::string_view(key) != "lines")
    fault(std::string(".") + key, "it is not a list of at most 20000", "give a list");
  return none;
}

template <class Int>
Int Reader::whole(const Json& x, const std::string& place) {
  if (x.is_number_unsigned()) {
    const auto n = x.get<std::uint64_t>();
    if (std::in_range<Int>(n)) return static_cast<Int>(n);
  } else if (x.is_number_integer()) {
    const auto n = x.get<std::int64_t>();
    if (std::in_range<Int>(n)) return static_cast<Int>(n);
  }
  fault(place, "it is not a whole number in range", "give a place or a count");
  return 0;
}
double Reader::number(const Json& object, const char* key, const std::string& place) {
  const auto found = object.find(key);
  if (found != object.end() && found->is_number()) return found->get<double>();
  fault(place + "." + key, "it is missing, or not a number", "give a number");
  return 0.0;
}

Control Reader::control(const Json& x, const std::string& place) {
  const auto name = x.is_object() ? x.find("name") : x.end();
  if (name == x.end() || !name->is_string()) {
    fault(place, "it is not an object with a name", "give name, initial, low and high");
    return {};
  }
  keys(x, place, {"name", "initial", "low", "high"});
  return {name->get<std::string>(), number(x, "initial", place), number(x, "low", place),
          number(x, "high", place)};
}

std::optional<Op> find_op(const Json& name) {
  if (!name.is_string()) return {};
  for (std::size_t i = 0; i < kOpCount; ++i)
    if (info(static_cast<Op>(i)).name == name.get_ref<const std::string&>())
      return static_cast<Op>(i);
  return {};
}

Operation Reader::operation(const Json& x, const std::string& place) {
  const auto op = x.is_array() && !x.empty() ? find_op(x[0]) : std::nullopt;
  if (!op) {
    fault(place, "it does not begin with the name of an operation", "write [\"add\", 0, 1]");
    return {};
  }
  const OpInfo& about = info(*op);
  const std::size_t tail = about.indexed || *op == Op::constant ? 1 : 0;
  if (x.size() != 1 + about.operands + tail) {
    fault(place, std::string(about.name) + " has " + std::to_string(x.size() - 1) + " numbers",
          "give " + std::to_string(about.operands + tail));
    return {};
  }
  Operation o{.op = *op};
  for (std::size_t k = 0; k < about.operands; ++k) o.in[k] = whole<std::uint32_t>(x[k + 1], place);
  if (about.indexed) o.index = whole<std::uint32_t>(x.back(), place);
  if (*op == Op::constant && x.back().is_number())
    o.value = x.back().get<double>();
  else if (*op == Op::constant)
    fault(place, "its value is not a number", "give a number");
  return o;
}

std::vector<std::vector<float>> Reader::tables() {
  std::vector<std::vector<float>> out;
  const auto found = json_.find("tables");
  if (found == json_.end()) return out;
  std::size_t numbers = 0;
  const auto is_table = [&](const Json& x) {
    numbers += x.size();
    return x.is_array() && numbers <= kMaxTableNumbers &&
           std::ranges::all_of(x, [](const Json& number) { return number.is_number(); });
  };
  if (!found->is_array() || !std::ranges::all_of(*found, is_table)) {
    fault(".tables", "it is not a list of lists of numbers, 2^20 in all", "give [[0, 0.5, 1]]");
    return out;
  }
  for (const Json& table : *found) out.push_back(table.get<std::vector<float>>());
  return out;
}

Program Reader::read() {
  version();
  keys(json_, "",
       {"version", "inputs", "controls", "operations", "outputs", "lines", "tables", "faust"});
  Program p;
  const auto inputs = json_.find("inputs");
  if (inputs == json_.end())
    fault(".inputs", "it is missing", "give 0, 1 or 2");
  else
    p.inputs = whole<std::uint32_t>(*inputs, ".inputs");
  const auto place = [](const char* key, std::size_t i) {
    return "." + std::string(key) + "[" + std::to_string(i) + "]";
  };
  for (const Json& x : list("controls"))
    p.controls.push_back(control(x, place("controls", p.controls.size())));
  for (const Json& x : list("operations"))
    p.operations.push_back(operation(x, place("operations", p.operations.size())));
  for (const Json& x : list("outputs"))
    p.outputs.push_back(whole<std::uint32_t>(x, place("outputs", p.outputs.size())));
  for (const Json& x : list("lines"))
    p.lines.push_back(whole<std::int32_t>(x, place("lines", p.lines.size())));
  p.tables = tables();
  if (const auto faust = json_.find("faust"); faust != json_.end()) {
    if (faust->is_string())
      p.faust = faust->get<std::string>();
    else
      fault(".faust", "it is not a text", "give FAUST source");
  }
  stop_at_faults();
  check(p, where_);
  return p;
}
}  // namespace

Program to_program(const Json& json, std::string_view where) { return Reader(json, where).read(); }
Program parse_program(std::string_view text, std::string_view where) {
  try {
    return to_program(Json::parse(text), where);
  } catch (const Json::exception& e) {
    throw Error({std::string("it is no JSON: ") + e.what(), std::string(where),
                 "send what to_json() prints"});
  }
}
}  // namespace krach::signal
