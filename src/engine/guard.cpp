// src/engine/guard.cpp
#include "engine/guard.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

#include "base/denormals.hpp"

namespace krach::engine {
namespace {
using std::numbers::pi;
constexpr float kHottest = 32.0F;  // +30 dBFS; what is louder is an accident
constexpr double kLookAheadSeconds = 0.0015;
constexpr float kThreshold = 0.8709636F;  // -1.2 dBFS

float one_pole(double hz, Hertz rate, std::size_t frames = 1) {
  return static_cast<float>(1.0 - std::exp(-2.0 * pi * hz * double(frames) / rate.value));
}
std::int32_t frames_in(double seconds, Hertz rate) {
  return static_cast<std::int32_t>(std::lround(seconds * rate.value));
}
/// The largest magnitude of number(first) to number(last - 1). The bits of magnitudes order as they
/// do, and whole numbers can be compared side by side.
template <class F>
float largest(std::size_t first, std::size_t last, const F& number) noexcept {
  std::int32_t most = 0;
  for (std::size_t i = first; i < last; ++i)
    most = std::max(most, std::bit_cast<std::int32_t>(number(i)) & 0x7fffffff);
  return std::bit_cast<float>(most);
}
double bessel_i0(double x) {  // its power series
  double sum = 1.0, term = 1.0;
  for (int k = 1; term > 1e-12 * sum; ++k) sum += term *= (x / (2 * k)) * (x / (2 * k));
  return sum;
}
}  // namespace

// The mean that decides is slow: neither a bass note nor its beginning is an offset.
DcBlocker::DcBlocker(Hertz rate) noexcept
    : slow_(one_pole(0.5, rate, kGathered)),
      far_(one_pole(5.0, rate, kGathered)),
      low_(one_pole(5.0, rate)),
      patience_(frames_in(0.1, rate) / std::int32_t{kGathered}),
      relief_(frames_in(1.0, rate) / std::int32_t{kGathered}),
      ramp_(1.0F / static_cast<float>(frames_in(0.05, rate))) {}
void DcBlocker::process(float* io, std::size_t frames) noexcept KRACH_NONBLOCKING {
  while (frames > 0) {
    const std::size_t n = std::min(frames, kGathered - gathered_);
    std::size_t i = 0;
    for (; i < n && (gathered_ + i) % sums_.size() != 0; ++i)
      sums_[(gathered_ + i) % sums_.size()] += io[2 * i];
    for (; i + sums_.size() <= n; i += sums_.size())
      for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] += io[2 * (i + k)];
    for (std::size_t k = 0; i < n; ++i, ++k) sums_[k] += io[2 * i];
    if (joined())
      for (i = 0; i < n; ++i) io[2 * i] = remove(io[2 * i]);
    gathered_ += n;
    if (gathered_ == kGathered) decide();
    io += 2 * n;
    frames -= n;
  }
}
void DcBlocker::decide() noexcept {
  constexpr float kOffset = 0.01F;  // -40 dBFS
  const float mean = ((sums_[0] + sums_[1]) + (sums_[2] + sums_[3])) / float{kGathered};
  sums_ = {};
  gathered_ = 0;
  mean_ += slow_ * (mean - mean_);
  mean2_ += slow_ * (mean_ - mean2_);
  if (!joined()) offset_ += far_ * (mean - offset_);
  const float offset = std::abs(mean2_);
  stood_ = offset > kOffset ? std::min(stood_ + 1, patience_ + 1) : 0;
  gone_ = offset < kOffset / 2.0F ? std::min(gone_ + 1, relief_ + 1) : 0;
  if (stood_ > patience_) on_ = true;
  if (gone_ > relief_) on_ = false;
}
float DcBlocker::remove(float x) noexcept {
  offset_ = (1.0F - low_) * offset_ + low_ * x;
  share_ = std::clamp(share_ + (on_ ? ramp_ : -ramp_), 0.0F, 1.0F);
  return x - share_ * offset_;
}

Limiter::Limiter(Hertz rate)
    : delay_(static_cast<std::size_t>(std::ceil(kLookAheadSeconds * rate.value))),
      window_(delay_ - kTaps / 2),
      release_(1.0F - std::exp(-1.0F / static_cast<float>(frames_in(0.08, rate)))),
      delayed_(2 * kLongest),
      lows_(kLongest),
      smoothed_(kLongest, 1.0F),
      sum_(static_cast<double>(window_) + 1.0) {
  // Between two samples, at 1/4, 2/4 and 3/4 of the way: a sinc in a Kaiser window.
  constexpr double kBeta = 5.0;
  for (std::size_t phase = 0; phase < kPhases; ++phase)
    for (std::size_t tap = 0; tap < kTaps; ++tap) {
      const double x = static_cast<double>(tap) - (static_cast<double>(kTaps) / 2.0 - 1.0) -
                       static_cast<double>(phase + 1) / (kPhases + 1.0);
      const double edge = x / (static_cast<double>(kTaps) / 2.0);
      taps_[phase][tap] =
          static_cast<float>(std::sin(pi * x) / (pi * x) *
                             bessel_i0(kBeta * std::sqrt(1.0 - edge * edge)) / bessel_i0(kBeta));
    }
  for (std::size_t phase = 0; phase < kPhases; ++phase) {
    // Less the straight line between the two samples; then summed by parts, twice.
    double sum = 0.0, sum_of_sums = 0.0, bend = 0.0;
    for (std::size_t tap = 0; tap < kTaps; ++tap) {
      const double share = static_cast<double>(phase + 1) / (kPhases + 1.0);
      const double line = tap + 1 == kTaps / 2 ? 1.0 - share : tap == kTaps / 2 ? share : 0.0;
      sum += double{taps_[phase][tap]} - line;
      sum_of_sums += sum;
      bend += std::abs(sum_of_sums);
    }
    // What is left at the ends: of the last sample, and of its distance to the one before.
    const double left = std::abs(sum) + 2.0 * std::abs(sum_of_sums - sum);
    most_ = std::max(most_, static_cast<float>(1.0 + left + 1e-5));
    most_by_bend_ = std::max(most_by_bend_, static_cast<float>(bend + 1e-5));
  }
}

void Limiter::process(std::span<float> io) noexcept KRACH_NONBLOCKING {
  least_ = 1.0F;
  for (std::size_t done = 0; done < io.size(); done += 2 * kChunk)
    chunk(io.data() + done, std::min(kChunk, (io.size() - done) / 2));
}
void Limiter::chunk(float* io, std::size_t frames) noexcept KRACH_NONBLOCKING {
  for (std::size_t channel = 0; channel < 2; ++channel)
    for (std::size_t i = 0; i < frames; ++i) recent_[channel][kTaps + i] = io[2 * i + channel];
  Needed needed;
  const bool limits = measure(frames, needed);
  for (auto& channel : recent_) std::copy_n(channel.begin() + frames, kTaps, channel.begin());
  delay(io, frames);
  if (!limits && rests()) return rest(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    const float factor = gain(limits ? needed[i] : 1.0F);
    least_ = std::min(least_, factor);
    io[2 * i] *= factor;
    io[2 * i + 1] *= factor;
  }
}
void Limiter::delay(float* io, std::size_t frames) noexcept {
  const auto each_piece = [&](std::size_t at, const auto& copy) {  // of the ring
    const std::size_t first = std::min(frames, kLongest - at);
    copy(&delayed_[2 * at], io, 2 * first);
    copy(delayed_.data(), io + 2 * first, 2 * (frames - first));
  };
  each_piece(at_, [](float* ring, float* sound, std::size_t n) { std::copy_n(sound, n, ring); });
  each_piece((at_ + kLongest - delay_) % kLongest,
             [](float* ring, float* sound, std::size_t n) { std::copy_n(ring, n, sound); });
  at_ = (at_ + frames) % kLongest;
}
/// What gain(1) would do `frames` times while every gain of the window is 1.
void Limiter::rest(std::size_t frames) noexcept {
  if (ones_ < std::int64_t{kLongest})  // else they are 1 already
    for (std::size_t i = 0; i < frames; ++i)
      smoothed_[(static_cast<std::size_t>(frame_) + i) % kLongest] = 1.0F;
  frame_ += static_cast<std::int64_t>(frames);
  ones_ += static_cast<std::int64_t>(frames);
  lows_[first_] = {frame_ - 1, 1.0F};
  count_ = 1;
}
/// Whether it stays below the threshold between the samples too. What lies between is a sum over
/// taps; taken twice by parts, that is a mean of two samples and a sum over how much the line
/// through them bends, which for all but the highest sounds is little.
bool Limiter::is_low(const float* channel, std::size_t samples) const noexcept {
  const float bend = largest(2, samples, [&](std::size_t i) {
    return channel[i] - 2.0F * channel[i - 1] + channel[i - 2];
  });
  const float loudest = largest(0, samples, [&](std::size_t i) { return channel[i]; });
  return most_ * loudest + most_by_bend_ * bend < kThreshold;
}
/// needed[i]: the gain that the frame kTaps / 2 before frame i of the chunk may have at most, for
/// its own sake and for that of the way to the next. Returns whether any of them is below 1; else
/// they need not be there.
bool Limiter::measure(std::size_t frames, Needed& needed) noexcept KRACH_NONBLOCKING {
  const std::size_t samples = kTaps + frames;
  const bool mono = std::memcmp(recent_[0].data(), recent_[1].data(), samples * sizeof(float)) == 0;
  const std::array low{is_low(recent_[0].data(), samples),
                       mono || is_low(recent_[1].data(), samples)};
  if (low[0] && low[1]) return false;
  Needed peak{};
  for (std::size_t c = 0; c < 2; ++c) {
    const auto& channel = recent_[c];
    if (low[c]) continue;
    for (std::size_t i = 0; i < frames; ++i)
      peak[i] = std::max(peak[i], std::abs(channel[i + kTaps / 2]));
    for (const auto& taps : taps_) {
      Needed between{};
      for (std::size_t tap = 0; tap < kTaps; ++tap)
        for (std::size_t i = 0; i < frames; ++i) between[i] += taps[tap] * channel[i + tap + 1];
      for (std::size_t i = 0; i < frames; ++i) peak[i] = std::max(peak[i], std::abs(between[i]));
    }
  }
  for (std::size_t i = 0; i < frames; ++i)
    needed[i] = peak[i] > kThreshold ? kThreshold / peak[i] : 1.0F;
  return std::ranges::any_of(std::span(needed).first(frames), [](float n) { return n < 1.0F; });
}
/// The gain of the frame that leaves: the mean, over a window, of minima over a window, so that it
/// is down when a peak arrives and was never pulled. On the way up it takes 80 ms.
float Limiter::gain(float needed) noexcept KRACH_NONBLOCKING {
  while (count_ > 0 && lows_[(first_ + count_ - 1) % kLongest].gain >= needed) --count_;
  lows_[(first_ + count_++) % kLongest] = {frame_, needed};
  if (lows_[first_].frame < frame_ - static_cast<std::int64_t>(window_) - 1) {
    first_ = (first_ + 1) % kLongest;
    --count_;
  }
  const float risen = std::min(1.0F, held_ + release_ * (1.0F - held_) + 1e-6F);
  held_ = std::min(risen, lows_[first_].gain);
  const auto now = static_cast<std::size_t>(frame_ % static_cast<std::int64_t>(kLongest));
  smoothed_[now] = held_;
  sum_ += double{held_} - double{smoothed_[(now + kLongest - window_ - 1) % kLongest]};
  ones_ = held_ == 1.0F ? ones_ + 1 : 0;
  ++frame_;
  const double length = static_cast<double>(window_) + 1.0;
  if (ones_ > static_cast<std::int64_t>(window_)) sum_ = length;  // nothing is left of rounding
  return static_cast<float>(sum_ / length);
}

Guard::Guard(Hertz rate) : blockers_{DcBlocker(rate), DcBlocker(rate)}, limiter_(rate) {}
void Guard::process(std::span<float> io) noexcept KRACH_NONBLOCKING {
  const FlushDenormals flush;
  std::int32_t hot = 0;  // bits, so that all are looked at side by side
  for (const float x : io) hot |= std::abs(x) <= kHottest ? 0 : 1;
  if (hot != 0)
    for (float& x : io)  // what is no number compares false, so it is 0
      x = std::abs(x) <= kHottest ? x : x > 0.0F ? kHottest : x < 0.0F ? -kHottest : 0.0F;
  for (std::size_t channel = 0; channel < 2 && !io.empty(); ++channel)
    blockers_[channel].process(io.data() + channel, io.size() / 2);
  limiter_.process(io);
  const float peak = largest(0, io.size(), [&](std::size_t i) { return io[i]; });
  constexpr auto kRelaxed = std::memory_order_relaxed;
  peak_.store(std::max(peak, peak_.load(kRelaxed)), kRelaxed);
  gain_.store(limiter_.least(), kRelaxed);
  least_.store(std::min(limiter_.least(), least_.load(kRelaxed)), kRelaxed);
  blocks_dc_.store(blockers_[0].joined() || blockers_[1].joined(), kRelaxed);
}
}  // namespace krach::engine
