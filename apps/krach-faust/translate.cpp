// apps/krach-faust/translate.cpp
#include "krach-faust/translate.hpp"

#include <faust/dsp/libfaust.h>
#include <faust/dsp/llvm-dsp.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <stdexcept>

#include "base/random.hpp"
#include "jit/faust/functions.hpp"
#include "jit/faust/instance.hpp"

namespace krach {
using Json = nlohmann::json;
using jit::FaustControl;
using jit::FaustReply;
using jit::FaustRequest;

namespace {
[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error(what); }

std::string decoded(const std::string& base64) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : base64) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t digit = kDigits.find(c);
    if (digit == kDigits.npos) continue;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
  }
  return out;
}

class Words {
 public:
  explicit Words(const FaustRequest& request) {
    for (const std::string& folder : request.folders) add("-I"), add(folder);
    add("-I"), add(kFaustLibrary);
    for (const std::string& word : words_) pointers_.push_back(word.c_str());
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  const char** data() { return pointers_.data(); }

 private:
  void add(const std::string& word) { words_.push_back(word); }
  std::vector<std::string> words_;
  std::vector<const char*> pointers_;
};

struct Release {
  void operator()(llvm_dsp_factory* factory) const { deleteDSPFactory(factory); }
};
using Factory = std::unique_ptr<llvm_dsp_factory, Release>;
/// FAUST asks for fast mathematics, and then what is computed depends on how many frames a call
/// has. A line is "  %7 = fmul fast float ..."; the same word in a text is left as it is.
std::string without_haste(const std::string& ir) {
  constexpr std::string_view kGives = " = ", kFast = " fast ";
  std::istringstream in(ir);
  std::string out;
  for (std::string line; std::getline(in, line); out += line + "\n") {
    const std::size_t operation = line.find(kGives), at = line.find(kFast);
    if (operation == line.npos || at == line.npos || at < operation) continue;
    const auto words = std::string_view(line).substr(0, at).substr(operation + kGives.size());
    if (std::ranges::all_of(words, [](char c) { return c == ' ' || (c >= 'a' && c <= 'z'); }))
      line.erase(at, kFast.size() - 1);
  }
  return out;
}
void compile(const FaustRequest& request, FaustReply& reply) {
  Words words(request);
  std::string error, key;
  const auto require = [&](bool holds) {
    if (!holds) refuse(error.empty() ? "FAUST gives no reason" : error);
  };
  const Factory parsed(createDSPFactoryFromString("mydsp", request.source, words.count(),
                                                  words.data(), "", error, 0));
  require(parsed != nullptr);
  const Factory compiled(
      readDSPFactoryFromIR(without_haste(writeDSPFactoryToIR(parsed.get())), "", error, -1));
  require(compiled != nullptr);
  const std::string refused = jit::refused_declaration(writeDSPFactoryToIR(compiled.get()));
  if (!refused.empty()) refuse("it may not call what is no function of mathematics: " + refused);
  reply.object = decoded(writeDSPFactoryToMachine(compiled.get(), ""));
  reply.source =
      expandDSPFromString("mydsp", request.source, words.count(), words.data(), key, error);
  require(!reply.source.empty());
}

void read_items(const Json& items, std::vector<FaustControl>& controls) {
  for (const Json& item : items) {
    const auto type = item.at("type").get<std::string>();
    if (item.contains("items")) {
      read_items(item.at("items"), controls);
    } else if (type == "soundfile") {
      refuse("it needs sound files, which krach does not give to FAUST");
    } else if (!type.ends_with("bargraph")) {
      FaustControl c{item.at("shortname").get<std::string>(), 0.0, 0.0, 1.0,
                     item.at("index").get<std::uint64_t>()};
      c.low = item.value("min", 0.0), c.high = item.value("max", 1.0);
      c.initial =
          std::clamp(item.value("init", 0.0), std::min(c.low, c.high), std::max(c.low, c.high));
      controls.push_back(c);
    }
  }
}
/// A second of noise, at the controls' first values, and at both ends.
void try_out(const FaustReply& reply) {
  constexpr int kFrames = 64, kRate = 48'000;
  const jit::FaustCode code(reply, kRate);
  std::vector<std::byte> instance(code.size());
  std::vector<float> in(static_cast<std::size_t>(kFrames) * 2), out(in.size());
  std::array<float*, 2> ins{in.data(), in.data() + kFrames};
  std::array<float*, 2> outs{out.data(), out.data() + kFrames};
  for (int part = 0; part < 3; ++part) {
    code.begin(instance.data());
    for (const FaustControl& c : reply.controls) {
      const auto value = static_cast<float>(part == 0 ? c.initial : part == 1 ? c.low : c.high);
      std::memcpy(instance.data() + c.place, &value, sizeof value);
    }
    for (int frame = 0; frame < kRate / 3; frame += kFrames) {
      for (std::size_t i = 0; i < in.size(); ++i)
        in[i] = static_cast<float>(2.0 * to_unit(mix(static_cast<std::uint64_t>(frame), i)) - 1.0);
      code.compute(instance.data(), kFrames, ins.data(), outs.data());
    }
  }
}
}  // namespace

FaustReply translate(const FaustRequest& request) {
  FaustReply reply;
  try {
    compile(request, reply);
    const Json told = Json::parse(jit::faust_json(reply.object));
    reply.size = told.at("size").get<std::uint64_t>();
    reply.inputs = told.at("inputs").get<std::uint32_t>();
    reply.outputs = told.at("outputs").get<std::uint32_t>();
    read_items(told.at("ui"), reply.controls);
    if (reply.inputs > 2) refuse("it has " + std::to_string(reply.inputs) + " inputs, not 0 to 2");
    if (reply.outputs < 1 || reply.outputs > 2)
      refuse("it has " + std::to_string(reply.outputs) + " outputs, not 1 or 2");
    try_out(reply);
  } catch (const std::exception& error) {
    reply = {};
    reply.error = error.what();
  }
  return reply;
}
}  // namespace krach
