// src/jit/faust.cpp
#include "jit/faust.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>

#include "base/error.hpp"
#include "base/library.hpp"
#include "jit/faust/instance.hpp"
#include "jit/faust/worker.hpp"
#include "signal/faust.hpp"

namespace krach::jit {
namespace {
constexpr std::size_t kHead = 16;  // words of state before the instance: row 0, is it begun, none
constexpr std::size_t kChunk = 64;

struct FaustKernel {
  FaustKernel(const FaustReply& reply, Hertz rate)
      : code(reply, static_cast<int>(std::lround(rate.value))),
        inputs(reply.inputs),
        outputs(reply.outputs) {}
  FaustCode code;
  std::vector<std::optional<std::uint64_t>> places;  // of the program's controls in an instance
  std::uint32_t inputs, outputs;
};

void set_controls(const FaustKernel& kernel, const KernelCall& call, std::byte* instance) noexcept {
  for (std::size_t i = 0; i < kernel.places.size(); ++i)
    if (const auto& place = kernel.places[i])
      std::memcpy(instance + *place, call.controls + i, sizeof(float));
}
/// Adds `frames` of `out` from frame `begin` on; what is no number silences the voice.
void mix(const FaustKernel& kernel, const KernelCall& call, std::span<float*> out,
         std::int32_t begin, std::int32_t frames) noexcept {
  std::int32_t peak = *call.peaks;
  for (std::int32_t i = 0; i < frames; ++i) {
    for (std::uint32_t channel = 0; channel < kernel.outputs; ++channel)
      peak = std::max(peak, std::bit_cast<std::int32_t>(std::abs(out[channel][i])));
    if (peak >= kBrokenPeak) break;
    const float gain = call.gains[std::ptrdiff_t{begin + i} * call.gain_rows];
    for (std::uint32_t channel = 0; channel < kernel.outputs; ++channel)
      call.sums[static_cast<std::size_t>(channel) * static_cast<std::size_t>(call.rows) +
                static_cast<std::size_t>(begin + i)] += out[channel][i] * gain;
  }
  *call.peaks = peak;
}
void process(const KernelCall& call) noexcept KRACH_NONBLOCKING {
  const auto& kernel = *static_cast<const FaustKernel*>(call.self);
  auto* words = static_cast<std::uint32_t*>(call.state);
  auto* instance = reinterpret_cast<std::byte*>(words + kHead);
  if (words[1] == 0) {
    kernel.code.begin(instance);
    words[1] = 1;
  }
  set_controls(kernel, call, instance);
  std::array<float, 2 * kChunk> room;  // NOLINT(*-member-init): written before it is read
  std::array<float*, 2> out{room.data(), room.data() + kChunk};
  for (std::int32_t begin = 0; begin < call.frames;) {
    const auto frames = std::min<std::int32_t>(call.frames - begin, kChunk);
    std::array<float*, 2> in{};
    for (std::uint32_t channel = 0; channel < kernel.inputs; ++channel)  // which are not written
      in.at(channel) = const_cast<float*>(call.in) +                     // NOLINT(*-const-cast)
                       static_cast<std::ptrdiff_t>(channel) * call.rows + begin;
    if (!kernel.code.compute(instance, frames, in.data(), out.data())) {
      *call.peaks = std::max(*call.peaks, kBrokenPeak);
      return;
    }
    mix(kernel, call, out, begin, frames);
    begin += frames;
  }
}

std::optional<std::uint64_t> place_of(const FaustReply& reply, const signal::Program& program,
                                      std::size_t control) {
  const std::string label = signal::faust_label(program, control);
  const auto found = std::ranges::find(reply.controls, label, &FaustControl::name);
  if (found == reply.controls.end()) return {};  // nothing hears it
  return found->place;
}
std::shared_ptr<const Compiled> link(const signal::Program& program, const FaustReply& reply,
                                     Hertz rate) {
  if (reply.inputs > program.inputs || reply.outputs != program.outputs.size())
    throw std::runtime_error("it has " + std::to_string(reply.inputs) + " inputs and " +
                             std::to_string(reply.outputs) + " outputs");
  auto made = std::make_shared<FaustKernel>(reply, rate);
  for (std::size_t i = 0; i < program.controls.size(); ++i)
    made->places.push_back(place_of(reply, program, i));
  const auto words = static_cast<std::uint32_t>((reply.size + 3) / 4);
  const Kernel kernel{
      .layout = {.lanes = 1,
                 .inputs = program.inputs,
                 .outputs = reply.outputs,
                 .controls = static_cast<std::uint32_t>(program.controls.size()),
                 .lane_rows = static_cast<std::uint32_t>(kHead) + words,
                 .memory_frames = words},  // no sound can be longer than all its memory
      .process = process,
      .self = made.get()};
  return std::make_shared<const Compiled>(kernel, std::move(made));
}

/// The last replies, so that a file that was read need not be compiled again to be played.
class Recent {
 public:
  std::optional<FaustReply> find(const std::string& source) {
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(replies_, source, &FaustReply::source);
    return found == replies_.end() ? std::nullopt : std::optional(*found);
  }
  void keep(const FaustReply& reply) {
    const std::scoped_lock lock(mutex_);
    constexpr std::size_t kMost = 8;
    if (replies_.size() == kMost) replies_.erase(replies_.begin());
    replies_.push_back(reply);
  }

 private:
  std::mutex mutex_;
  std::vector<FaustReply> replies_;
};
Recent& recent() {
  static Recent replies;
  return replies;
}

/// Where in the line what is said last stands, a name; else the whole line.
Mark mark_of(const std::string& text, std::size_t line, const std::string& what) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < line && begin < text.size(); ++i)
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const std::string name = what.substr(what.find_last_of(' ') + 1);
  const std::size_t at = text.find(name, begin);
  if (!name.empty() && at < end) return mark_in(text, at, at + name.size());
  return mark_in(text, begin, end);
}
/// "mydsp : 3 : ERROR : what", or what FAUST says without a line.
Error refusal(const FaustSource& source, const std::string& said) {
  constexpr std::string_view kBegin = "mydsp : ", kEnd = " : ERROR : ";
  constexpr std::size_t kShown = 500;
  Fault fault{said.substr(0, kShown), source.name,
              "mend the FAUST source; the sound from before goes on"};
  while (!fault.what.empty() && fault.what.back() == '\n') fault.what.pop_back();
  const std::size_t end = said.find(kEnd);
  if (!said.starts_with(kBegin) || end == said.npos) return Error(fault);
  const std::size_t line = std::strtoul(said.c_str() + kBegin.size(), nullptr, 10);
  fault.what = fault.what.substr(end + kEnd.size());
  fault.where += ":" + std::to_string(line);
  fault.mark = mark_of(source.text, line, fault.what);
  fault.mark.file = source.name;
  return Error(fault);
}
}  // namespace

/// FAUST's own libraries have names with letters that are no ASCII, in other encodings too.
static std::string ascii(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c < 0 || c == 0x7f; }, '?');
  return text;
}

signal::Program read_faust(const FaustSource& source) {
  FaustRequest request{source.name, ascii(source.text), {}};
  for (const auto& folder : source.folders)
    request.folders.push_back(std::filesystem::absolute(folder).string());
  FaustReply reply = ask_faust(request);
  if (!reply.error.empty()) throw refusal(source, reply.error);
  reply.source = ascii(reply.source);
  signal::Program program;
  program.inputs = reply.inputs;
  program.outputs.assign(reply.outputs, 0);
  program.faust = reply.source;
  for (const FaustControl& c : reply.controls)
    program.controls.push_back(
        {c.name, c.initial, std::min(c.low, c.high), std::max(c.low, c.high)});
  signal::check(program, source.name);
  recent().keep(reply);
  return program;
}

static FaustReply reply_to(const signal::Program& program) {
  if (auto known = recent().find(program.faust)) return *known;
  FaustReply reply = ask_faust({"program", program.faust, {}});
  if (!reply.error.empty()) throw refusal({"program", program.faust, {}}, reply.error);
  reply.source = program.faust;
  recent().keep(reply);
  return reply;
}
void check_faust(const signal::Program& program) { (void)reply_to(program); }
std::shared_ptr<const Compiled> compile_faust(const signal::Program& program, Hertz rate,
                                              const Store& store) {
  const std::string worker = identity_of_file("krach-faust");
  const std::string key =
      worker.empty() ? ""
                     : "faust by " + worker + " on " + processor() + " source " + program.faust;
  try {
    if (const auto found = store.find(key)) return link(program, unpack_reply(*found), rate);
    const FaustReply reply = reply_to(program);
    auto linked = link(program, reply, rate);
    store.keep(key, pack(reply));
    return linked;
  } catch (const std::runtime_error& failure) {
    if (dynamic_cast<const Error*>(&failure) != nullptr) throw;
    throw Error({std::string("what FAUST compiled cannot run: ") + failure.what(), "program",
                 "report this"});
  }
}
}  // namespace krach::jit
