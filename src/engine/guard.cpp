// src/engine/guard.cpp
#include "engine/guard.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/denormals.hpp"

namespace krach::engine {
namespace {
using std::numbers::pi;
constexpr float kHottest = 32.0F;  // +30 dBFS; what is louder is an accident
constexpr double kLookAheadSeconds = 0.0015;
constexpr float kThreshold = 0.8709636F;  // -1.2 dBFS

float one_pole(double hz, Hertz rate) {
  return static_cast<float>(1.0 - std::exp(-2.0 * pi * hz / rate.value));
}
std::int32_t frames_in(double seconds, Hertz rate) {
  return static_cast<std::int32_t>(std::lround(seconds * rate.value));
}
double bessel_i0(double x) {  // its power series
  double sum = 1.0, term = 1.0;
  for (int k = 1; term > 1e-12 * sum; ++k) sum += term *= (x / (2 * k)) * (x / (2 * k));
  return sum;
}
}  // namespace

// The mean that decides is slow: neither a bass note nor its beginning is an offset. It moves in
// steps of kStep frames, counted from the first of all, so that no block size can be heard.
constexpr std::int32_t kStep = 64;

DcBlocker::DcBlocker(Hertz rate) noexcept
    : slow_(one_pole(0.5, Hertz{rate.value / kStep})),
      low_(one_pole(5.0, rate)),
      patience_(frames_in(0.1, rate) / kStep),
      relief_(frames_in(1.0, rate) / kStep),
      ramp_(1.0F / static_cast<float>(frames_in(0.05, rate))) {}
void DcBlocker::process(std::span<float> io, std::size_t channel, std::int64_t first) noexcept {
  const std::size_t frames = io.size() / 2;
  for (std::size_t done = 0; done < frames;) {
    const auto at = static_cast<std::size_t>((first + static_cast<std::int64_t>(done)) % kStep);
    const std::size_t end = std::min(frames, done + kStep - at);
    if (on_ || share_ > 0.0F) {
      for (std::size_t i = done; i < end; ++i) {
        float& x = io[2 * i + channel];
        sum_ += x;
        offset_ += low_ * (x - offset_);
        share_ = std::clamp(share_ + (on_ ? ramp_ : -ramp_), 0.0F, 1.0F);
        x -= share_ * offset_;
      }
    } else {
      for (std::size_t i = done; i < end; ++i) sum_ += io[2 * i + channel];
    }
    if (at + end - done == kStep) decide();
    done = end;
  }
}
void DcBlocker::decide() noexcept {
  constexpr float kOffset = 0.01F;  // -40 dBFS
  mean_ += slow_ * (sum_ / static_cast<float>(kStep) - mean_);
  mean2_ += slow_ * (mean_ - mean2_);
  sum_ = 0.0F;
  const float offset = std::abs(mean2_);
  stood_ = offset > kOffset ? std::min(stood_ + 1, patience_) : 0;
  gone_ = offset < kOffset / 2.0F ? std::min(gone_ + 1, relief_) : 0;
  if (stood_ == patience_ && !on_) {
    on_ = true;
    if (share_ == 0.0F) offset_ = mean2_;
  }
  if (gone_ == relief_) on_ = false;
}

Limiter::Limiter(Hertz rate)
    : delay_(static_cast<std::size_t>(std::ceil(kLookAheadSeconds * rate.value))),
      window_(delay_ - kTaps / 2),
      release_(1.0F - std::exp(-1.0F / static_cast<float>(frames_in(0.08, rate)))),
      delayed_(2 * (delay_ + kChunk)),
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
}

void Limiter::process(std::span<float> io) noexcept KRACH_NONBLOCKING {
  for (std::size_t done = 0; done < io.size(); done += 2 * kChunk)
    chunk(io.data() + done, std::min(kChunk, (io.size() - done) / 2));
}
void Limiter::chunk(float* io, std::size_t frames) noexcept KRACH_NONBLOCKING {
  for (std::size_t channel = 0; channel < 2; ++channel)
    for (std::size_t i = 0; i < frames; ++i) recent_[channel][kTaps + i] = io[2 * i + channel];
  Needed needed;
  const bool loud = measure(frames, needed);
  for (auto& channel : recent_) std::copy_n(channel.begin() + frames, kTaps, channel.begin());
  // The chunk goes into the ring behind what is still to come out of it.
  std::copy_n(io, 2 * frames, delayed_.begin() + static_cast<std::ptrdiff_t>(2 * delay_));
  const bool still = !loud && ones_ > static_cast<std::int64_t>(window_);
  if (still) {  // nothing is needed and nothing recovers: the gain is 1, to the bit
    std::copy_n(delayed_.begin(), 2 * frames, io);
    frame_ += static_cast<std::int64_t>(frames);
    skipped_ = true;
  } else {
    if (std::exchange(skipped_, false)) forget();
    for (std::size_t i = 0; i < frames; ++i) {
      const float factor = gain(needed[i]);
      io[2 * i] = delayed_[2 * i] * factor;
      io[2 * i + 1] = delayed_[2 * i + 1] * factor;
    }
  }
  std::copy_n(delayed_.begin() + static_cast<std::ptrdiff_t>(2 * frames), 2 * delay_,
              delayed_.begin());
}
/// As if every gain so far had been 1, which those in reach were.
void Limiter::forget() noexcept {
  std::ranges::fill(smoothed_, 1.0F);
  sum_ = static_cast<double>(window_) + 1.0;
  count_ = 0;
}
/// Whether any gain is needed. needed[i]: the one that the frame kTaps / 2 before frame i of the
/// chunk may have at most, for its own sake and for that of the way to the next.
bool Limiter::measure(std::size_t frames, Needed& needed) noexcept KRACH_NONBLOCKING {
  constexpr float kMostBetween = 2.5F;  // times the samples around: the taps' sum of magnitudes
  Needed peak{};
  bool loud = false;
  for (const auto& channel : recent_) {
    float loudest = 0.0F;
    for (std::size_t i = 0; i < kTaps + frames; ++i)
      loudest = std::max(loudest, std::abs(channel[i]));
    if (loudest * kMostBetween < kThreshold) continue;
    for (std::size_t i = 0; i < frames; ++i)
      peak[i] = std::max(peak[i], std::abs(channel[i + kTaps / 2]));
    for (const auto& taps : taps_) {
      Needed between{};
      for (std::size_t tap = 0; tap < kTaps; ++tap)
        for (std::size_t i = 0; i < frames; ++i) between[i] += taps[tap] * channel[i + tap + 1];
      for (std::size_t i = 0; i < frames; ++i) peak[i] = std::max(peak[i], std::abs(between[i]));
    }
  }
  for (std::size_t i = 0; i < frames; ++i) {
    needed[i] = peak[i] > kThreshold ? kThreshold / peak[i] : 1.0F;
    loud = loud || peak[i] > kThreshold;
  }
  return loud;
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
  for (float& x : io)  // what is no number compares false, so it is 0
    x = std::abs(x) <= kHottest ? x : x > 0.0F ? kHottest : x < 0.0F ? -kHottest : 0.0F;
  for (std::size_t channel = 0; channel < 2; ++channel)
    blockers_[channel].process(io, channel, frame_);
  frame_ += static_cast<std::int64_t>(io.size() / 2);
  limiter_.process(io);
  float peak = peak_.load(std::memory_order_relaxed);
  for (const float x : io) peak = std::max(peak, std::abs(x));
  peak_.store(peak, std::memory_order_relaxed);
}
}  // namespace krach::engine
