// src/device/rtaudio/output.cpp: plays through ALSA or PulseAudio, by way of RtAudio 5.2. A card
// that another program holds does not tell its name; it is listed as "alsa:device 1 (in use)".
#include <alsa/asoundlib.h>
#include <rtaudio/RtAudio.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "device/driver.hpp"
#include "device/names.hpp"
#include "device/priority.hpp"

namespace krach::device {
namespace {
struct Api {
  RtAudio::Api number;
  const char* prefix;
};
constexpr std::array kApis{Api{RtAudio::LINUX_PULSE, "pulse:"}, Api{RtAudio::LINUX_ALSA, "alsa:"}};
constexpr std::string_view kInUse = " (in use)";

void say_nothing(const char*, int, const char*, int, const char*, ...) {}  // NOLINT(cert-dcl50-cpp)

std::string name_of(const Api& api, const RtAudio::DeviceInfo& found, unsigned number) {
  if (!found.probed) return api.prefix + ("device " + std::to_string(number)) + std::string(kInUse);
  return api.prefix + found.name.substr(found.name.starts_with("hw:") ? 3 : 0);
}
struct Hearing {
  unsigned device = 0, channels = 0;
};
/// PulseAudio's default source, which is heard whatever plays.
Hearing default_source(RtAudio& rtaudio) {
  for (unsigned number = 0, count = rtaudio.getDeviceCount(); number < count; ++number) try {
      if (const auto source = rtaudio.getDeviceInfo(number); source.isDefaultInput)
        return {number, source.inputChannels};
    } catch (const RtAudioError&) {
      continue;  // it was counted, and went away meanwhile
    }
  return {};
}
std::vector<std::string> names_of(const Hearing& hearing) {
  std::vector<std::string> names;
  names.reserve(hearing.channels);
  for (unsigned i = 0; i < hearing.channels; ++i)
    names.push_back("capture_" + std::to_string(i + 1));
  return names;
}
/// Calls see(DeviceInfo, number, Hearing) for each output of `api`, until it returns true.
template <class See>
void look_through(RtAudio& rtaudio, const Api& api, See see) {
  snd_lib_error_set_handler(say_nothing);  // ALSA prints a page where there is no card
  rtaudio.showWarnings(false);
  const bool is_pulse = api.number == RtAudio::LINUX_PULSE;
  const Hearing source = is_pulse ? default_source(rtaudio) : Hearing{};
  for (unsigned number = 0, count = rtaudio.getDeviceCount(); number < count; ++number) {
    RtAudio::DeviceInfo found;
    try {
      found = rtaudio.getDeviceInfo(number);
    } catch (const RtAudioError&) {
      continue;  // it was counted, and went away meanwhile
    }
    if (found.probed && found.outputChannels < 2) continue;
    const Hearing hearing = is_pulse ? source : Hearing{number, found.duplexChannels};
    const DeviceInfo info{name_of(api, found, number),
                          {found.sampleRates.begin(), found.sampleRates.end()},
                          found.probed ? found.outputChannels : 2,
                          found.isDefaultOutput,
                          names_of(hearing)};
    if (see(info, number, hearing)) return;
  }
}

/// How many blocks are under way. PulseAudio, which would take 2 s, stands still below 40 ms.
unsigned buffers(const Api& api, const DeviceOptions& options) {
  constexpr unsigned kAlsa = 4;
  if (api.number != RtAudio::LINUX_PULSE) return kAlsa;
  return std::max(kAlsa, static_cast<unsigned>(options.sample_rate / 10 / options.block_size));
}

Error cannot_open(const std::string& name, const std::string& why) {
  return Error({"it cannot be opened" + (why.empty() ? "" : ": " + why), name,
                "close the program that plays on it, if there is one, or choose another device"});
}

class RtaudioOutput final : public Output {
 public:
  RtaudioOutput(const Api& api, const DeviceOptions& options, Desk& desk);
  ~RtaudioOutput() override;
  RtaudioOutput(const RtaudioOutput&) = delete;
  RtaudioOutput& operator=(const RtaudioOutput&) = delete;

 private:
  struct Found {
    unsigned device;
    Hearing hearing;
  };
  Found find(const Api& api, const DeviceOptions& options);
  int play(std::span<float> out, const float* in, RtAudioStreamStatus status) noexcept;
  Inputs part(const float* in, std::size_t frames) noexcept;
  void hear(const std::string& words);

  // RtAudio tells its errors to a function that knows no stream, on the thread that meets them:
  // so each thread says here whose it is.
  static thread_local RtaudioOutput* mine;
  struct WhileOpening {
    explicit WhileOpening(RtaudioOutput* output) { mine = output; }
    ~WhileOpening() { mine = nullptr; }
    WhileOpening(const WhileOpening&) = delete;
    WhileOpening& operator=(const WhileOpening&) = delete;
  };
  std::vector<std::vector<float>> heard_;  // a block of each channel, as they come in turns
  std::vector<const float*> channels_;
  std::atomic<bool> playing_{false};
  std::string words_;  // why it does not open
  RtAudio rtaudio_;
};
thread_local RtaudioOutput* RtaudioOutput::mine = nullptr;

RtaudioOutput::RtaudioOutput(const Api& api, const DeviceOptions& options, Desk& desk)
    : Output(desk), rtaudio_(api.number) {
  const WhileOpening told_here(this);
  const auto [device, hearing] = find(api, options);
  RtAudio::StreamParameters to, from;
  to.deviceId = device;
  to.nChannels = 2;
  from.deviceId = hearing.device;
  from.nChannels = static_cast<unsigned>(options.inputs.value_or(0));
  heard_.assign(from.nChannels, std::vector<float>(kMaxBlock));
  for (const auto& channel : heard_) channels_.push_back(channel.data());
  tell_inputs(channels_.size());
  RtAudio::StreamOptions how;
  how.numberOfBuffers = buffers(api, options);
  how.streamName = "krach";
  auto frames = static_cast<unsigned>(options.block_size);
  rtaudio_.openStream(
      &to, channels_.empty() ? nullptr : &from, RTAUDIO_FLOAT32,
      static_cast<unsigned>(options.sample_rate), &frames,
      [](void* out, void* in, unsigned count, double, RtAudioStreamStatus status, void* self) {
        return static_cast<RtaudioOutput*>(self)->play({static_cast<float*>(out), 2UL * count},
                                                       static_cast<const float*>(in), status);
      },
      this, &how,
      [](RtAudioError::Type, const std::string& words) {
        if (mine != nullptr) mine->hear(words);
      });
  tell(options.sample_rate, frames);
  if (rtaudio_.isStreamOpen()) {
    playing_ = true;
    rtaudio_.startStream();
    tell_latency(rtaudio_.getStreamLatency());
  }
  if (!rtaudio_.isStreamOpen() || lost()) throw cannot_open(options.name, words_);
}
RtaudioOutput::~RtaudioOutput() {
  if (rtaudio_.isStreamRunning()) rtaudio_.abortStream();
  if (rtaudio_.isStreamOpen()) rtaudio_.closeStream();
}

RtaudioOutput::Found RtaudioOutput::find(const Api& api, const DeviceOptions& options) {
  std::optional<Found> found;
  look_through(rtaudio_, api, [&](const DeviceInfo& info, unsigned number, const Hearing& hearing) {
    if (info.name != options.name) return false;
    check_rate(info, options.sample_rate);
    if (const auto most = static_cast<std::int64_t>(info.inputs.size());
        options.inputs.value_or(0) > most)
      throw Error({"it has " + std::to_string(most) + " input channels", options.name,
                   "ask for as many at most, or for none"});
    found = Found{number, hearing};
    return true;
  });
  if (!found)
    throw Error({"it is not there", options.name, "plug it in, or choose another device"});
  return *found;
}
/// Thread: [audio].
int RtaudioOutput::play(std::span<float> out, const float* in,
                        RtAudioStreamStatus status) noexcept {
  constexpr int kContinue = 0, kAbort = 2;
  // Once, and here, because RtAudio's own way to ask for real time prints.
  if (std::exchange(mine, this) == nullptr) become_realtime();
  if (lost()) return kAbort;  // or RtAudio 5.2 would ask a lost device for blocks without a pause
  if ((status & RTAUDIO_OUTPUT_UNDERFLOW) != 0) count_xrun();
  for (std::size_t done = 0; done < out.size() / 2; done += kMaxBlock) {
    const auto frames = std::min(out.size() / 2 - done, static_cast<std::size_t>(kMaxBlock));
    fill(out.subspan(2 * done, 2 * frames), part(in + done * channels_.size(), frames));
  }
  return kContinue;
}
/// RtAudio has a frame of all channels after the other; the source a channel.
/// Thread: [audio].
Inputs RtaudioOutput::part(const float* in, std::size_t frames) noexcept {
  for (std::size_t channel = 0; channel < heard_.size(); ++channel)
    for (std::size_t i = 0; i < frames; ++i) heard_[channel][i] = in[i * heard_.size() + channel];
  return channels_;
}
/// Thread: the one that opens, then [audio].
void RtaudioOutput::hear(const std::string& words) {
  if (!playing_)
    words_ = words.substr(words.find(": ") + 2);  // without "RtApiAlsa::function: "
  else if (!words.ends_with("underrun."))
    lose();
}

std::vector<DeviceInfo> find_rtaudio() {
  std::vector<DeviceInfo> found;
  for (const auto& api : kApis) {
    RtAudio rtaudio(api.number);
    look_through(rtaudio, api, [&](const DeviceInfo& info, unsigned, const Hearing&) {
      found.push_back(info);
      return false;
    });
  }
  return found;
}
std::unique_ptr<Output> open_rtaudio(const DeviceOptions& options, Desk& desk) {
  const auto* api = std::ranges::find_if(
      kApis, [&](const Api& known) { return options.name.starts_with(known.prefix); });
  try {
    return std::make_unique<RtaudioOutput>(*api, options, desk);
  } catch (const RtAudioError& error) {  // what it throws before it has our error callback
    throw cannot_open(options.name, error.getMessage());
  }
}
}  // namespace
}  // namespace krach::device

extern "C" const krach::device::Driver* krach_driver() {
  using namespace krach::device;
  static const Driver driver{.find = find_rtaudio, .open = open_rtaudio};
  return &driver;
}
