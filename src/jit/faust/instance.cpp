// src/jit/faust/instance.cpp
#include "jit/faust/instance.hpp"

#include <csetjmp>
#include <csignal>
#include <cstring>
#include <iterator>
#include <mutex>
#include <stdexcept>

#include "jit/faust/functions.hpp"

namespace krach::jit {
namespace {
// While a thread runs foreign code, a signal that the code causes leaves it by a jump. The variable
// is where a signal handler and the audio thread can reach it without anything being allocated.
using Leave = sigjmp_buf;
#if defined(__GNUC__)
__attribute__((tls_model("initial-exec")))
#endif
thread_local Leave* leave = nullptr;

constexpr int kSignals[] = {SIGFPE, SIGSEGV, SIGBUS, SIGILL};
struct sigaction before[std::size(kSignals)];

void on_signal(int signal, siginfo_t*, void*) {
  if (leave != nullptr) siglongjmp(*leave, 1);
  for (std::size_t i = 0; i < std::size(kSignals); ++i)  // not foreign: as if we were not there
    if (kSignals[i] == signal) sigaction(signal, &before[i], nullptr);
}
/// Takes the signals, also from who took them since: test programs and Python do.
void watch_signals() {
  static std::mutex mutex;
  const std::scoped_lock lock(mutex);
  struct sigaction action{}, other{};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    sigaction(kSignals[i], nullptr, &other);
    if ((other.sa_flags & SA_SIGINFO) != 0 && other.sa_sigaction == on_signal) continue;
    before[i] = other;
    sigaction(kSignals[i], &action, nullptr);
  }
}
/// False if `function` was left by a signal.
template <class Function>
bool guarded(const Function& function) noexcept {
  Leave here;
  if (sigsetjmp(here, 0) != 0) {
    leave = nullptr;
    return false;
  }
  leave = &here;
  function();
  leave = nullptr;
  return true;
}
template <class Function>
Function* function_of(const Image& image, const char* name) {
  return reinterpret_cast<Function*>(image.function(name));
}
}  // namespace

FaustCode::FaustCode(const FaustReply& reply, int rate)
    : image_(reply.object, faust_functions()),
      compute_(function_of<Compute>(image_, "computemydsp")) {
  constexpr std::uint64_t kMaxSize = 64U << 20U;
  if (reply.size > kMaxSize) throw std::runtime_error("it needs more than 64 MiB of memory");
  for (const FaustControl& c : reply.controls)
    if (c.place % sizeof(float) != 0 || reply.size < sizeof(float) ||
        c.place > reply.size - sizeof(float))
      throw std::runtime_error("control '" + c.name + "' is nowhere");
  watch_signals();
  fresh_.resize(reply.size);
  auto* class_init = function_of<void(int)>(image_, "classInitmydsp");
  auto* constants = function_of<void(void*, int)>(image_, "instanceConstantsmydsp");
  auto* clear = function_of<void(void*)>(image_, "instanceClearmydsp");
  const bool is_well = guarded([&] {
    class_init(rate);
    constants(fresh_.data(), rate);
    clear(fresh_.data());
  });
  if (!is_well) throw std::runtime_error("it crashes before it begins");
  for (const FaustControl& c : reply.controls) {
    const auto initial = static_cast<float>(c.initial);
    std::memcpy(fresh_.data() + c.place, &initial, sizeof initial);
  }
}
void FaustCode::begin(std::byte* instance) const noexcept KRACH_NONBLOCKING {
  std::memcpy(instance, fresh_.data(), fresh_.size());
}
bool FaustCode::compute(std::byte* instance, int frames, float** in,
                        float** out) const noexcept KRACH_NONBLOCKING {
  return guarded([&]() noexcept KRACH_NONBLOCKING { compute_(instance, frames, in, out); });
}

std::string faust_json(const std::string& object) {
  const Image image(object, faust_functions());
  auto* json = function_of<const char*()>(image, "getJSONmydsp");
  const char* told = nullptr;
  if (!guarded([&] { told = json(); }) || told == nullptr)
    throw std::runtime_error("it says nothing of itself");
  return told;
}
}  // namespace krach::jit
